"""Response sheets out: a workbook for each file or each auditor, with the earlier round's answers beside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from evidence.audits.forms.compare import compare_forms
from evidence.audits.sheet_pages import pages
from evidence.audits.sheets import ResponseSheets, to_sheets
from evidence.file import workbooks
from evidence.file.audits.rounds import find, questionnaire
from evidence.file.readings import as_text
from evidence.model.errors import Refused
from evidence.model.sequences import as_tuple
from evidence.model.sheet import RESPONSE_SHEET
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.audit import Allocation, Answer, Round

_TO_ANSWER = ("allocated", "notified", "in-progress", "returned")
_TO_MODERATE = ("submitted", "in-moderation")
_NAMED = 5  # files named in an error before the rest is only counted


@frozen(kw_only=True)
class SheetsWritten:
    """What came of writing response sheets."""

    written: tuple[Path, ...] = field(default=(), converter=as_tuple)
    unchanged: tuple[Path, ...] = field(default=(), converter=as_tuple)  # there already, not yet filled in
    passed_over: tuple[tuple[str, str], ...] = field(default=(), converter=as_tuple)  # file of the sample, and why


def write_sheets(
    session: Session,
    ref: str,
    folder: str | os.PathLike[str],
    *,
    per: str = "case",
    auditor: str | None = None,
    second: bool = False,
) -> SheetsWritten:
    """Write the workbooks of all files that are to be answered, or with `second`, blank ones of those to be moderated.

    A file that is there and holds something else may be filled in: then nothing is written. Raises `Refused`.
    """
    if per not in ("case", "auditor"):
        raise Refused(f"--per {per!r}: expected case or auditor.")
    target = Path(folder)
    if target.resolve().is_relative_to(session.store.layout.root.resolve()):
        raise Refused(f"{as_text(target)}: lies in the store. Name a folder outside it.")
    audit = find(session, ref)
    if not audit.allocations:
        raise Refused(
            f"{audit.ref}: no file has an auditor yet. Allocate them first: `evidence audit allocate {audit.ref}`."
        )
    sheets = _Sheets(session, audit, second=second)
    only = _actor(session, auditor) if auditor else None
    books: dict[str, list[Allocation]] = {}
    for one in sheets.due(only):
        name = f"{audit.ref} {sheets.who(one)}" if per == "auditor" else f"{audit.ref} {one.case} {sheets.who(one)}"
        books.setdefault(f"{name}.xlsx", []).append(one)
    unchanged = [target / name for name in books if (target / name).exists()]
    filled = [path for path in unchanged if not _holds(path, sheets.book(books[path.name]))]
    if filled:
        more = f" and {len(filled) - _NAMED} more" if len(filled) > _NAMED else ""
        raise Refused(
            f"{', '.join(as_text(path) for path in filled[:_NAMED])}{more}: there already and other than what would be "
            "written, so filled in perhaps. Nothing was written. Import them, or name another folder."
        )
    written = []
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{as_text(target)}: cannot be made: {error.strerror}. Name another folder.") from None
    for name, held in books.items():
        if (path := target / name) not in unchanged:
            workbooks.save_new(path, sheets.book(held))
            written.append(path)
    return SheetsWritten(written=written, unchanged=unchanged, passed_over=sheets.passed_over)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:  # a folder, or a workbook that is open elsewhere
        return False


def _actor(session: Session, name: str) -> str:
    actor = session.actor(name)
    if actor is None:
        raise Refused(f"--auditor {name!r}: nobody of that name, id or initials. `evidence actor list` shows who is.")
    return actor.id


class _Sheets:
    """Makes the sheets of one round's files."""

    def __init__(self, session: Session, audit: Round, *, second: bool) -> None:
        self._session = session
        self._rows = Audits(session.connection)
        self._audit = audit
        self._form = questionnaire(session, audit.form)
        self._second = second
        self._states = self._rows.states(audit.ref)
        self._before = self._rows.audited_before(audit.ref)
        self._comparable: dict[str, frozenset[str]] = {audit.form: frozenset(i.link_id for i in self._form.items)}
        self.passed_over: list[tuple[str, str]] = []

    def who(self, one: Allocation) -> str:
        """Whose sheet it is."""
        return one.moderator or "" if self._second else one.auditor

    def due(self, only: str | None) -> Iterator[Allocation]:
        """The allocations that want a sheet, in the order of the sample; the others are noted with the reason."""
        held = {one.case: one for one in self._audit.allocations}
        for case in self._audit.sample.cases if self._audit.sample else ():
            one = held.get(case)
            state = self._states.get(case, "planned")
            if one is None:
                self.passed_over.append((case, "nobody audits it yet"))
            elif only not in (None, self.who(one)) or not self.who(one):
                continue
            elif state not in (_TO_MODERATE if self._second else _TO_ANSWER):
                self.passed_over.append((case, f"is {state}"))
            else:
                yield one

    def book(self, held: list[Allocation]) -> bytes:
        """The workbook of these files."""
        from evidence.reports import xlsx

        said = {"title": f"{self._audit.ref}: {self._audit.title}", "subject": RESPONSE_SHEET}
        return xlsx.write(pages(self._form, [self._sheets(one) for one in held]), said)

    def _sheets(self, one: Allocation) -> ResponseSheets:
        given = None if self._second else self._rows.response(self._audit.ref, one.case)
        return to_sheets(
            self._form,
            audit=self._audit.ref,
            case=one.case,
            auditor=self.who(one),
            audited_on=given.audited_on.isoformat() if given and given.audited_on else "",
            answers=given.answers if given else (),
            grades=given.grades if given else (),
            earlier=self._earlier(one.case),
        )

    def _earlier(self, case: str) -> tuple[Answer, ...]:
        """The baseline's answers on this file, else those of the round that audited it last, where comparable."""
        rounds = [self._audit.baseline, self._before.get(case, (None, None))[0]]
        for ref in filter(None, rounds):
            response = self._rows.response(ref, case)
            if response is not None and response.answers:
                same = self._same(response.form)
                return tuple(answer for answer in response.answers if answer.question in same)
        return ()

    def _same(self, form: str) -> frozenset[str]:
        """The questions of another questionnaire that mean the same in this one."""
        if form not in self._comparable:
            told = compare_forms(questionnaire(self._session, form), self._form).questions
            self._comparable[form] = frozenset(one.question for one in told if one.comparable)
        return self._comparable[form]
