"""Documents in: `add` by hand, `scan` of folders; files stay where they are and as they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.file.intake import Said, as_text, take
from evidence.model.document import Document, DocumentKind
from evidence.model.errors import Refused, UnreadableInput
from evidence.model.scan import Filed, ScanReport, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.file.session import Session
    from evidence.model.period import Period

SETTLE = 2.0  # seconds a file must have stood unchanged before it is read
_CLUTTER = ("~$", ".~lock.", "~WRL", "._")  # what office programs leave beside a document
_CLUTTER_NAMES = {"thumbs.db", "desktop.ini", ".ds_store"}
_CLUTTER_ENDS = (".tmp", ".lnk", ".part", ".crdownload")


@frozen(kw_only=True)
class _Seen:
    """A file met in a scan, with size (bytes) and time of change (nanoseconds) as they were then."""

    path: Path
    size: int
    modified: int


def add(session: Session, paths: Iterable[str | os.PathLike[str]], said: Said) -> tuple[Document, ...]:
    """File documents by hand; raises `UnreadableInput` naming every path that is no readable file, filing nothing."""
    given = [Path(path) for path in paths]
    wrong = [f"{as_text(path)}: {reason}" for path in given if (reason := _not_a_file(path))]
    if wrong:
        raise UnreadableInput(
            "\n".join([*wrong, "Nothing was filed. Name files; folders are filed with `evidence scan`."])
        )
    results = list(take(session, [path.resolve() for path in given], said, again=True))
    skipped = [f"{item.path}: {item.reason}" for item in results if isinstance(item, Skipped)]
    if skipped:
        raise UnreadableInput("\n".join(skipped))
    return tuple(session.document(item.document) for item in results if isinstance(item, Filed))


def scan(
    session: Session,
    folders: Iterable[str | os.PathLike[str]],
    *,
    settle: float = SETTLE,
    progress: Callable[[Filed | Skipped], None] | None = None,
) -> ScanReport:
    """File whatever is new below the folders. Safe to repeat: what is on file already is only counted."""
    roots = [Path(folder).absolute() for folder in folders]
    for root in roots:
        if not root.is_dir():
            raise UnreadableInput(f"{as_text(root)}: expected a folder, found {_what(root)}. Name a folder to scan.")
    report: dict[str, list[Filed | Skipped]] = {"filed": [], "known": [], "waiting": [], "skipped": []}

    def tell(where: str, item: Filed | Skipped) -> None:
        report[where].append(item)
        if progress:
            progress(item)

    fresh: list[_Seen] = []

    def ready() -> Iterator[Path]:
        now = session.clock().timestamp()
        for item in _walk(session, roots):
            if isinstance(item, Filed):
                tell("known", item)
            elif isinstance(item, Skipped):
                tell("skipped", item)
            elif abs(now - item.modified / 1e9) < settle:
                fresh.append(item)
            else:
                yield item.path
        if fresh:
            session.sleep(settle)
        for item in fresh:
            if _look(item.path) == item:
                yield item.path
            else:
                tell("waiting", Skipped(path=as_text(item.path), reason="is still being written; scan again later"))

    for outcome in take(session, ready()):
        if isinstance(outcome, Skipped):
            tell("skipped" if outcome.reason.startswith("cannot") else "waiting", outcome)
        else:
            tell("filed" if outcome.new else "known", outcome)
    return ScanReport(**report)


def said(
    kind: str | None = None,
    dated: str | None = None,
    covers: str | None = None,
    received_from: str | None = None,
    password: str | None = None,
) -> Said:
    """What the keeper typed about a document; raises `Refused` for what cannot be understood."""
    if kind is not None and kind not in set(DocumentKind):
        raise Refused(f"--kind {kind!r}: expected one of {', '.join(DocumentKind)}.")
    return Said(
        kind=DocumentKind(kind) if kind else None,
        dated=_date(dated, "--dated"),
        covers=_date(covers, "--covers"),
        received_from=received_from,
        password=password,
    )


def _date(text: str | None, option: str) -> Period | None:
    from evidence.wording.dates import read_date

    if text is None:
        return None
    period = read_date(text)
    if period is None or not (period.earliest or period.latest):
        raise Refused(f"{option} {text!r}: expected a date such as 27 02 06, Feb 2006 or 2006-02-27.")
    return period


def _walk(session: Session, folders: Iterable[Path]) -> Iterator[_Seen | Filed | Skipped]:
    """Every file below the folders, in the order of names; links are named, never followed."""
    store = session.store.layout.root.resolve()
    waiting = sorted(folders, reverse=True)
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(path=as_text(folder), reason=f"the folder cannot be read: {error.strerror}")
            continue
        below = []
        for entry in entries:
            path = Path(entry.path)
            try:
                if entry.is_symlink():
                    yield Skipped(path=as_text(path), reason="is a link to another place; scan that place itself")
                elif entry.is_dir():
                    if path.resolve() == store:
                        yield Skipped(path=as_text(path), reason="is the evidence file's own store")
                    else:
                        below.append(path)
                elif reason := _clutter(entry.name):
                    yield Skipped(path=as_text(path), reason=reason)
                elif not entry.is_file():
                    yield Skipped(path=as_text(path), reason="is not a file with content")
                else:
                    yield _known(session, path) or _look(path)
            except OSError as error:
                yield Skipped(path=as_text(path), reason=f"cannot be looked at: {error.strerror}")
        waiting.extend(reversed(below))


def _known(session: Session, path: Path) -> Filed | None:
    """The document last found here, if neither size nor time have changed since."""
    here = session.queries.located(as_text(path))
    seen = _look(path)
    if here is None or here[1:] != (seen.size, seen.modified // 1000):
        return None
    return Filed(path=as_text(path), document=here[0], new=False, readable=True)


def _look(path: Path) -> _Seen:
    status = path.lstat()
    return _Seen(path=path, size=status.st_size, modified=status.st_mtime_ns)


def _clutter(name: str) -> str | None:
    lower = name.lower()
    if lower in _CLUTTER_NAMES or name.startswith(_CLUTTER) or lower.endswith(_CLUTTER_ENDS):
        return "is a helper file of an office program or of the system"
    return None


def _not_a_file(path: Path) -> str | None:
    if path.is_file():
        return None if os.access(path, os.R_OK) else "expected a readable file, found no right to read it"
    return f"expected a file, found {_what(path)}"


def _what(path: Path) -> str:
    if path.is_dir():
        return "a folder"
    return "a file" if path.is_file() else "something that is no file" if path.exists() else "nothing"
