"""Answers to the chase: read back from returned workbooks, looked at before anything is done, and kept as one batch."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from evidence.file import filing, linking, workbooks
from evidence.file.chasing import ANSWER, ASKED, FILE, KEY, NOTE, WHEN, WHOM
from evidence.file.holding import UNDONE
from evidence.file.readings import Said, as_text
from evidence.model.event import EventKind
from evidence.model.link import Shows
from evidence.model.request import ANSWER_WORDS, Answer, Asked
from evidence.model.sequences import as_tuple
from evidence.store import disk
from evidence.store.judgements import Judgements
from evidence.wording.dates import read_date, typed_date
from evidence.wording.folding import fold

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.file.workbooks import Returned

_MADE_BY = "evidence chase --xlsx FOLDER"
_KEY = re.compile(r"([0-9a-f]{16}) (\S+)")
_NAMED = re.compile(r"([^:,@]+):([^:,@]+)@v(\d+)")
_ADDRESS = re.compile(r"(?i)https?://\S")  # of a document that somebody keeps elsewhere; it is not fetched
_LONGEST = 60  # characters of whom to ask
_OPEN = (ANSWER, WHEN, WHOM, FILE, NOTE)


@frozen(kw_only=True)
class Given:
    """One answer that can be taken in."""

    where: str  # workbook, sheet and cell
    asked: Asked
    answer: Answer
    files: tuple[Path, ...] = field(default=(), converter=as_tuple)
    addresses: tuple[str, ...] = field(default=(), converter=as_tuple)  # given in place of a file; kept in the note
    until: date | None = None
    whom: str | None = None
    note: str | None = None

    @property
    def words(self) -> str:
        """`R2.1: no document was made`."""
        refs = ", ".join(ref for _, ref in self.asked.actions)
        more = {
            Answer.ATTACHED: ", ".join((*(as_text(path.name) for path in self.files), *self.addresses)),
            Answer.WILL_SEND: str(self.until),
            Answer.SOMEBODY_ELSE: self.whom or "",
        }.get(self.answer, "")
        words = ANSWER_WORDS[self.answer].removesuffix(" …")
        return f"{refs}: {words}" + (f" {more}" if more else "")


@frozen(kw_only=True)
class ChaseOutcome:
    """What came back: answers to be taken in (or taken in), known already, and refused with the reason."""

    given: tuple[Given, ...] = field(default=(), converter=as_tuple)
    standing: tuple[Given, ...] = field(default=(), converter=as_tuple)
    refused: tuple[str, ...] = field(default=(), converter=as_tuple)  # by workbook, sheet and cell
    documents: tuple[str, ...] = field(default=(), converter=as_tuple)  # ids of what was filed
    links: tuple[str, ...] = field(default=(), converter=as_tuple)  # ids of what was linked


class _Wrong(Exception):
    """A row that cannot be taken in."""


def apply(session: Session, paths: Iterable[str | os.PathLike[str]], *, preview: bool) -> ChaseOutcome:
    """Read the answers in workbooks that came back; unless it is a preview, take in those that can be, as one batch.

    What is wrong with a row is told by its cell and keeps no other row back. Raises `UnreadableInput` for a file that
    is no such workbook; nothing is taken in then.
    """
    outcome = _look(session, [Path(path) for path in paths])
    if preview or not outcome.given:
        return outcome
    documents: list[str] = []
    links: list[str] = []
    with session.writing():
        for given in outcome.given:
            for path in given.files:
                (document,) = filing.add(session, [path], Said(received_from=given.asked.holder))
                documents.append(document.id)
                links += _link(session, document.id, given)
            _record(session, given, documents[-len(given.files) :] if given.files else [])
    return evolve(outcome, documents=dict.fromkeys(documents), links=dict.fromkeys(links))


def _look(session: Session, paths: list[Path]) -> ChaseOutcome:
    fresh: dict[str, Given] = {}
    standing: list[Given] = []
    refused: list[str] = []
    for path in paths:
        for row in workbooks.rows(session, path, (ASKED, ANSWER, KEY), _MADE_BY):
            if not any(row[heading] for heading in _OPEN):
                continue
            try:
                given = _given(session, path, row)
                before = fresh.get(given.asked.key)
                if before and evolve(before, where="") != evolve(given, where=""):
                    raise _Wrong(f"{row.where(ANSWER)}: was answered otherwise in {before.where}.")
            except _Wrong as wrong:
                refused.append(f"{as_text(path.name)}, {wrong}")
                continue
            if _stands(session, given):
                standing.append(given)
            else:
                fresh.setdefault(given.asked.key, given)
    return ChaseOutcome(given=fresh.values(), standing=standing, refused=refused)


def _given(session: Session, path: Path, row: Returned) -> Given:
    asked = _asked(session, row)
    text = row[ANSWER]
    answer, rest = _answer(text)
    if answer is None:
        expected = ", ".join(ANSWER_WORDS.values())
        raise _Wrong(f"{row.where(ANSWER)}: expected one of: {expected}; found {text[:80] or 'nothing'!r}.")
    until = whom = None
    files: list[Path] = []
    addresses: list[str] = []
    if answer is Answer.WILL_SEND:
        until = _day(row, rest)
    elif answer is Answer.SOMEBODY_ELSE:
        whom = row[WHOM]
        if not whom or len(whom) > _LONGEST:
            raise _Wrong(
                f"{row.where(WHOM)}: expected the initials or name of who is to be asked; found {whom[:60]!r}."
            )
    elif answer is Answer.ATTACHED:
        names = [name.strip().strip('"') for name in re.split(r"[;\n]", row.texts.get(FILE, ""))]
        addresses = [name for name in names if _ADDRESS.match(name)]
        files = list(_files(session, path, row, [name for name in names if name and name not in addresses]))
        if not files and not addresses:
            raise _Wrong(f"{row.where(FILE)}: expected the name of the file that is attached; found nothing.")
    where = f"{as_text(path.name)}, {row.where(ANSWER)}"
    note = "; ".join(filter(None, (row[NOTE], *(f"said to be at {one}" for one in addresses)))) or None
    return Given(
        where=where,
        asked=asked,
        answer=answer,
        files=files,
        addresses=addresses,
        until=until,
        whom=whom,
        note=note,
    )


def _asked(session: Session, row: Returned) -> Asked:
    found = _KEY.fullmatch(row[KEY])
    asked = Judgements(session.connection).asked(found[1]) if found else None
    if found is None or asked is None:
        raise _Wrong(
            f"{row.where(KEY)}: nothing was asked for under this key: the hidden column was changed, or "
            f"the request was undone since. Answer in a workbook that `{_MADE_BY}` writes now."
        )
    if row[ASKED] != fold(asked.wanted):
        raise _Wrong(f"{row.where(ASKED)}: expected {fold(asked.wanted)[:80]!r}, which was asked for; found another.")
    named = _NAMED.findall(found[2])
    if sorted((plan, ref) for plan, ref, _ in named) != sorted(asked.actions):
        raise _Wrong(f"{row.where(KEY)}: it was asked for other actions since. Answer in a newer workbook.")
    for plan, ref, version in named:
        now = session.queries.identity(plan)
        if now is None or now.version != int(version):
            raise _Wrong(
                f"{row.where(KEY)}: {ref} was asked about in version {version} of plan {plan!r}, which is not the "
                f"newest any more. Answer in a workbook that `{_MADE_BY}` writes now."
            )
    return asked


def _answer(text: str) -> tuple[Answer | None, str]:
    """The answer chosen, and what was written behind it."""
    plain = text.casefold().rstrip(" .…")
    for answer, words in ANSWER_WORDS.items():
        start = words.casefold().rstrip(" .…")
        if plain == start:
            return answer, ""
        if answer is Answer.WILL_SEND and plain.startswith(start):
            return answer, text[len(start) :].strip()
    return None, ""


def _day(row: Returned, rest: str) -> date:
    text = row[WHEN] or rest
    text = re.sub(r"[T ]00:00(:00)?$", "", text)
    period = typed_date(text) if text else None
    if period is None or period.latest is None:
        raise _Wrong(f"{row.where(WHEN)}: expected the day on which it will be sent; found {text[:40] or 'nothing'!r}.")
    return period.latest


def _files(session: Session, workbook: Path, row: Returned, names: list[str]) -> Iterator[Path]:
    for name in names:
        path = _found(workbook.resolve().parent, name)
        if path is None:
            raise _Wrong(
                f"{row.where(FILE)}: expected the name of a file beside this workbook, or a path; "
                f"found {name[:120]!r}, which is not there."
            )
        try:
            known = session.queries.document(disk.hash_file(path)[0])
        except OSError as error:
            raise _Wrong(f"{row.where(FILE)}: {name[:120]!r} cannot be read: {error.strerror}.") from None
        if known and known.plan:
            raise _Wrong(f"{row.where(FILE)}: {name[:120]!r} is the plan itself, which shows nothing of what was done.")
        if known and known.withdrawn and not known.withdrawn.startswith(UNDONE):
            raise _Wrong(f"{row.where(FILE)}: {name[:120]!r} is {known.id}, which was withdrawn ({known.withdrawn}).")
        yield path


def _found(folder: Path, name: str) -> Path | None:
    for path in (folder / name, folder / PureWindowsPath(name).name):
        with suppress(OSError, ValueError):
            if path.is_file():
                return path
    return None


def _stands(session: Session, given: Given) -> bool:
    """Whether this very answer is on record already."""
    judgements = Judgements(session.connection)
    for plan, ref in given.asked.actions:
        last = next((one for one in judgements.answers(plan, ref) if one.key == given.asked.key), None)
        if last is None or (last.answer, last.until, last.whom, last.note) != (
            given.answer,
            given.until,
            given.whom,
            given.note,
        ):
            return False
    on_file = (session.queries.document(disk.hash_file(path)[0]) for path in given.files)
    return all(document is not None and document.links for document in on_file)


def _link(session: Session, document: str, given: Given) -> Iterator[str]:
    codes = given.asked.codes
    period = read_date(given.asked.covers) if given.asked.covers else None
    covers = given.asked.covers if period and (period.earliest or period.latest) else None
    for plan, ref in given.asked.actions:
        shows = Shows.PART
        if "E108" in codes:
            shows = Shows.OCCURRENCE
        elif {"E101", "E103"} & set(codes):
            shows = Shows.COMPLETION
        yield linking.link(session, document, f"{plan}:{ref}", shows=shows, covers=covers).id


def _record(session: Session, given: Given, documents: list[str]) -> None:
    said: dict[str, Any] = {
        "wanted": given.asked.wanted,
        "holder": given.asked.holder,
        "until": given.until.isoformat() if given.until else None,
        "whom": given.whom,
        "codes": list(given.asked.codes),
        "documents": documents,
    }
    with session.writing() as writing:
        writing.record(
            EventKind.REQUEST_ANSWERED,
            {
                "key": given.asked.key,
                "actions": [{"plan": plan, "ref": ref} for plan, ref in given.asked.actions],
                "answer": str(given.answer),
                "note": given.note,
                "said": said,
            },
        )
