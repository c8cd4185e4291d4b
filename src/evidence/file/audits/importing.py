"""Response sheets back in: all are read first, every doubt is told by sheet and cell, then one batch is recorded.

A workbook whose very bytes the record of its file stands by is not read again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from evidence.audits.problems import Problem
from evidence.audits.reading_sheets import SheetReader, SheetReading, once_each
from evidence.audits.sheets import COLUMNS
from evidence.audits.splitting import read_parts
from evidence.file.audits.recording import Recorder, missing
from evidence.file.audits.rounds import find, questionnaire, sample_of
from evidence.file.audits.words import Words
from evidence.file.readings import as_text, lacking
from evidence.model.document import Unreadable
from evidence.model.errors import NotFound, Refused, UnreadableInput
from evidence.model.sequences import as_tuple
from evidence.store import disk
from evidence.store.audit_rows import Audits
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.audit import Response, Round
    from evidence.model.questionnaire import Questionnaire

_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
_TOLD = 60  # problems named before the rest is only counted


@frozen(kw_only=True)
class RefusedSheet:
    """A workbook, or one file's sheets in it, of which nothing was taken, and why."""

    name: str  # of the workbook
    problems: tuple[Problem, ...] = field(converter=as_tuple)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is wrong, a line each, by workbook, sheet and cell."""
        return tuple(f"{self.name}: {problem}" for problem in self.problems)


@frozen(kw_only=True)
class ImportOutcome:
    """What came of importing response sheets."""

    audit: str
    taken: tuple[str, ...] = field(default=(), converter=as_tuple)  # files whose answers were recorded
    standing: tuple[str, ...] = field(default=(), converter=as_tuple)  # files of which this was on record already
    blank: tuple[str, ...] = field(default=(), converter=as_tuple)  # files whose sheet was not filled in
    incomplete: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), converter=as_tuple)
    """Files that are in progress, each with the required questions that have no answer yet."""
    refused: tuple[RefusedSheet, ...] = field(default=(), converter=as_tuple)
    remarks: tuple[str, ...] = field(default=(), converter=as_tuple)  # what was masked, filled in or left out


def import_responses(
    session: Session,
    ref: str,
    paths: Iterable[str | os.PathLike[str]],
    *,
    partial: bool = False,
    words: Words | None = None,
    raised_on: date | None = None,
) -> ImportOutcome:
    """Read response workbooks and record their answers as one batch; concerns are raised as of `raised_on`, or today.

    Where anything is refused nothing is recorded and `Refused` names all of it, unless `partial`: then the rest is. A
    sheet with required questions left blank leaves its record in progress.
    """
    audit = find(session, ref)
    cases = sample_of(audit).cases
    form = questionnaire(session, audit.form)
    said = words or Words()
    reader = SheetReader(form, audit.ref, cases, said.names, mask=bool(said.mask))
    known, fresh = _sheets(session, audit, form, list(_files(paths)))
    readings = once_each([*known, *_read(session, reader, fresh)])
    sorting = _Sorting(session, audit)
    for reading in readings:
        sorting.sort(reading)
    if sorting.refused and not partial:
        raise Refused(_words(sorting.refused))
    if not sorting.ready:
        return sorting.outcome()
    with session.writing() as writing:
        recorder = Recorder(session, writing, find(session, ref), form)
        for reading, response in sorting.ready:
            sorting.note(reading, response, recorder, raised_on)
        if sorting.refused and not partial:
            raise Refused(_words(sorting.refused))
    return sorting.outcome()


def _files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """The files named, each once; of a folder, the workbooks in it."""
    seen: set[Path] = set()
    for given in map(Path, paths):
        inside = [path for path in sorted(given.iterdir()) if _is_book(path)] if given.is_dir() else [given]
        if not inside:
            raise UnreadableInput(f"{as_text(given)}: expected response workbooks in this folder, found none.")
        for path in inside:
            if not path.is_file():
                raise UnreadableInput(f"{as_text(path)}: expected a response workbook, found no file.")
            if (place := path.resolve()) not in seen:
                seen.add(place)
                yield path


def _is_book(path: Path) -> bool:
    return path.suffix.lower() in _ENDINGS and not path.name.startswith(("~$", "."))


def _sheets(
    session: Session, audit: Round, form: Questionnaire, paths: Sequence[Path]
) -> tuple[list[SheetReading], dict[Path, str | None]]:
    """What is known of the workbooks without reading them, and the others with the SHA-256 of each."""
    rows = Audits(session.connection)
    taken = rows.sheets(audit.ref)
    known: list[SheetReading] = []
    fresh: dict[Path, str | None] = {}
    for path in paths:
        sheet = None
        with suppress(OSError):  # the reader says what is wrong with it
            sheet, _ = disk.hash_file(path)
        held = taken.get(sheet) if sheet else None
        if held is None:
            fresh[path] = sheet
            continue
        left: tuple[str, ...] = ()
        if held.state == "in-progress" and (whole := rows.response(audit.ref, held.case)):
            left = missing(form, whole.answers)
        known.append(SheetReading(name=as_text(path.name), response=held, missing=left, on_record=True))
    return known, fresh


def _read(session: Session, reader: SheetReader, sheets: Mapping[Path, str | None]) -> Iterator[SheetReading]:
    from evidence.reading import Request

    requests = [Request(path=path.absolute(), name=as_text(path.name), columns=COLUMNS) for path in sheets]
    for (request, outcome), sheet in zip(session.readers.read_all(requests), sheets.values(), strict=True):
        name = request.name or ""
        if isinstance(outcome, Unreadable):
            yield _unread(name, outcome.reason)
        elif gone := lacking(outcome):
            yield _unread(name, gone)
        else:
            found = read_parts(reader, name, outcome.sheets)
            yield from [evolve(found[0], sheet=sheet)] if len(found) == 1 else found
        session.readers.forget(outcome)


def _unread(name: str, reason: str) -> SheetReading:
    return SheetReading(name=name, response=None, problems=[Problem(sheet="workbook", message=reason)])


def _words(refused: Sequence[RefusedSheet]) -> str:
    lines = [line for one in refused for line in one.lines]
    more = [f"… and {len(lines) - _TOLD} more"] if len(lines) > _TOLD else []
    count = counted(len(refused), "sheet is", "sheets are")
    first = f"nothing was imported: {count} refused. Put right what follows, or import the rest with --partial."
    return "\n".join([first, *lines[:_TOLD], *more])


class _Sorting:
    """What is to be done with each reading, and what came of it."""

    def __init__(self, session: Session, audit: Round) -> None:
        self._session = session
        self._audit = audit
        self._auditors = {one.case: one.auditor for one in audit.allocations}
        self._known: dict[str, str | None] = {}
        self.ready: list[tuple[SheetReading, Response]] = []
        self.refused: list[RefusedSheet] = []
        self._taken: list[str] = []
        self._standing: list[str] = []
        self._blank: list[str] = []
        self._incomplete: dict[str, tuple[str, ...]] = {}
        self._remarks: list[str] = []

    def sort(self, reading: SheetReading) -> None:
        """Put a reading among what can be recorded, what is blank, or what is refused."""
        self._remarks += [f"{reading.name}: {problem}" for problem in reading.problems if problem.query]
        response = reading.response
        if response is None:
            told = [problem for problem in reading.problems if not problem.query]
            self.refused.append(RefusedSheet(name=reading.name, problems=told))
            return
        if reading.on_record:
            self._standing.append(response.case)
            if reading.missing:
                self._incomplete[response.case] = reading.missing
            return
        if not response.answers and not response.grades:
            self._blank.append(response.case)
            return
        auditor = self._auditor(response, reading.name)
        if auditor is None:
            message = f"expected an actor's id, name or initials as auditor; found {response.auditor!r}."
            self._refuse(reading.name, Problem(sheet="about", message=message))
            return
        if reading.missing:
            self._incomplete[response.case] = reading.missing
        state = "in-progress" if reading.missing else "submitted"
        self.ready.append((reading, evolve(response, auditor=auditor, state=state)))

    def note(self, reading: SheetReading, response: Response, recorder: Recorder, raised_on: date | None) -> None:
        """Record a response, and note what came of it."""
        try:
            fresh = recorder.take(response, whole=True, raised_on=raised_on, sheet=reading.sheet)
        except (Refused, NotFound) as error:
            self._refuse(reading.name, Problem(sheet="about", message=str(error)))
            self._incomplete.pop(response.case, None)
            return
        (self._taken if fresh else self._standing).append(response.case)

    def outcome(self) -> ImportOutcome:
        """What came of it all."""
        return ImportOutcome(
            audit=self._audit.ref,
            taken=self._taken,
            standing=self._standing,
            blank=self._blank,
            incomplete=self._incomplete.items(),
            refused=self.refused,
            remarks=self._remarks,
        )

    def _refuse(self, name: str, problem: Problem) -> None:
        self.refused.append(RefusedSheet(name=name, problems=[problem]))

    def _auditor(self, response: Response, name: str) -> str | None:
        """The actor whom the sheet names; where it names nobody, the one who has the file, and that is said."""
        said = response.auditor
        if not said:
            held = self._auditors.get(response.case)
            if held:
                self._remarks.append(f"{name}: about: the auditor is left blank; {held} is taken, who has the file.")
            return held
        if said not in self._known:
            self._known[said] = None
            with suppress(NotFound, Refused):  # an id that nobody has, initials that two have
                actor = self._session.actor(said)
                self._known[said] = actor.id if actor else None
        return self._known[said]
