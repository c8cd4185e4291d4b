"""The report as a folder: made whole beside what is there, then put in its place, and that it was made journalled."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from attrs import evolve, field, frozen

from evidence import codec
from evidence.file import report_changes
from evidence.file.replacing import apart_from, replacing
from evidence.file.report_content import report_content
from evidence.model.document import LocationState
from evidence.model.errors import Refused, StoreNotWritable
from evidence.model.sequences import as_tuple

if TYPE_CHECKING:
    from evidence.file.replacing import Outgoing
    from evidence.file.session import Session
    from evidence.reports.content import DocumentEntry, Report

MARK = "report.json"  # tells that a folder is a report of ours, and what is in it
SHARES = ("internal", "public")
_FEW = 5_000  # actions and documents that are held in memory while a report is written


@frozen(kw_only=True)
class Reported:
    """A report that was written."""

    folder: Path
    files: tuple[str, ...] = field(converter=as_tuple)  # below the folder; the page to open is `index.html`
    journalled: bool  # that it was made stands in the journal; not where the same report was made before


def report(
    session: Session,
    folder: str | os.PathLike[str],
    *,
    as_of: date,
    plan: str | None = None,
    share: str = "internal",
    only: Sequence[str] = (),
) -> Reported:
    """Write the report into a folder that is empty, new or a report already, and journal that it was made.

    What is there stays as it is until the new report is whole. Raises `Refused`, `NothingToCheck`, `NotFound` and
    `StoreNotWritable`.
    """
    if unknown := [part for part in only if part not in PARTS]:
        raise Refused(f"--only {unknown[0]!r}: expected one of {', '.join(PARTS)}.")
    if share not in SHARES:
        raise Refused(f"--share {share!r}: expected one of {', '.join(SHARES)}.")
    target = Path(folder).absolute()
    apart_from(session.store.layout.root, target, "the report")
    content = report_content(session, as_of=as_of, plan=plan, share=share)
    if share == "public":
        from evidence.checks.rules import RULES
        from evidence.reports.public import public

        content = public(content, {rule.CODE: rule.TITLE for rule in RULES})
    content = _held(content)
    with replacing(target, what="the report", ours=is_report) as out:
        for part in dict.fromkeys(only) or PARTS:
            PARTS[part](session, content, out, target)
        names = [one.name for one in out.given]
        out.write(MARK, codec.canonical({"made_by": "evidence-file", "kind": "report", "files": sorted(names)}))
    return Reported(folder=target, files=names, journalled=_journal(session, content))


def _held(content: Report) -> Report:
    """The report with its entries in memory, where they are few: several formats go through them."""
    if not _few(content):
        return content
    return evolve(content, actions=tuple(content.actions), documents=tuple(content.documents))


def _few(content: Report) -> bool:
    return content.counts.actions + content.counts.documents <= _FEW


def is_report(folder: Path) -> bool:
    """Whether a folder holds a report and nothing besides."""
    try:
        mark = codec.parse((folder / MARK).read_bytes())
        listed = {*mark["files"], MARK} if mark["kind"] == "report" else set()
    except (OSError, ValueError, KeyError, TypeError):
        return False
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    return found <= listed


def _journal(session: Session, content: Report) -> bool:
    """Whether an entry was made; a store that cannot be written to has none, and the report is as good."""
    if session.store.read_only or content.identity.share != "internal":
        return False
    try:
        return report_changes.record(session, content)
    except StoreNotWritable:
        return False


def _pages(session: Session, content: Report, out: Outgoing, target: Path) -> None:
    from evidence.reports.site import pages

    for page in pages(content, _addresses(session, target)):
        out.write(page.name, _encoded(page.text))


def _workbook(_session: Session, content: Report, out: Outgoing, _target: Path) -> None:
    from evidence.reports import workbook

    out.write(workbook.NAME, workbook.write(content, scratch=None if _few(content) else out.root))


def _summary(_session: Session, content: Report, out: Outgoing, _target: Path) -> None:
    from evidence.reports import summary_docx

    out.write(summary_docx.NAME, summary_docx.write(content))


PARTS: dict[str, Callable[[Session, Report, Outgoing, Path], None]] = {
    "page": _pages,
    "workbook": _workbook,
    "summary": _summary,
}
"""What a report consists of, each writing its files."""


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > 1 << 18:
            yield "".join(held).encode("utf-8")
            held, size = [], 0
    yield "".join(held).encode("utf-8")


def _addresses(session: Session, target: Path) -> Callable[[DocumentEntry], str]:
    """How a document is reached from the report: where it was found, if the last scan found it there, else its copy.

    An address is relative; there is none where the two are on different drives.
    """
    root = session.store.layout.root

    @lru_cache(maxsize=1024)  # the documents of a folder mostly come together
    def way_to(folder: str) -> str:
        """The address of a folder, with a slash behind it; "" where there is none."""
        if not PurePath(folder).is_absolute():
            return ""
        try:
            return quote(PurePath(os.path.relpath(folder, target)).as_posix() + "/", errors="surrogateescape")
        except ValueError:  # on another drive
            return ""

    def reached(place: str) -> str:
        folder, name = os.path.split(place)
        way = way_to(folder)
        return way and way + quote(name, errors="surrogateescape")

    def address(entry: DocumentEntry) -> str:
        if not entry.stored:
            return ""
        for place in entry.document.locations:
            if place.state is LocationState.THERE and "\\x" not in place.path and (found := reached(place.path)):
                return found
        return reached(f"{root}/{entry.stored}")

    return address
