"""Rows about audits of case files, as values: programmes, rounds, the records of single files.

A round may be asked for without its responses and without its population, which are what is large about it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from evidence.codec import from_json
from evidence.model.audit import (
    Allocation,
    Answer,
    Case,
    Concern,
    Feedback,
    Finding,
    Grade,
    Moderation,
    Outcome,
    PlannedRound,
    Population,
    Programme,
    Remedy,
    Response,
    Round,
    Sample,
)

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_WORDS = frozenset(("question", "outcome", "value", "reason", "comment"))  # all that most answers have
_KEPT = 1 << 15  # answers

Row = tuple[Any, ...]


class Audits:
    """What the index holds of audits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection.execute

    # programmes

    def programmes(self) -> Iterator[Programme]:
        """Every programme, in the order of ids."""
        sql = "SELECT id, title, approved_by, approved_on, approval, rounds FROM audit_programmes ORDER BY id"
        for row in self._sql(sql).fetchall():
            yield self._programme(row)

    def programme(self, id: str) -> Programme | None:
        """One programme."""
        return next((one for one in self.programmes() if one.id == id), None)

    def _programme(self, row: Row) -> Programme:
        held_sql = "SELECT programme_round, id FROM audits WHERE programme = ? AND state != 'abandoned' ORDER BY number"
        held = dict(self._sql(held_sql, (row[0],)).fetchall())
        planned = [{**one, "held_as": held.get(one["theme"])} for one in json.loads(row[5])]
        return Programme(
            id=row[0],
            title=row[1],
            approved_by=row[2],
            approved_on=_day(row[3]),
            approval=row[4],
            rounds=[from_json(one, PlannedRound) for one in planned],
        )

    # rounds

    def refs(self) -> tuple[str, ...]:
        """Every round's reference, in the order of opening."""
        return tuple(ref for (ref,) in self._sql("SELECT id FROM audits ORDER BY number"))

    def rounds(self, *, population: bool = True, responses: bool = True) -> Iterator[Round]:
        """Every round, in the order of opening."""
        for ref in self.refs():
            found = self.round(ref, population=population, responses=responses)
            assert found is not None
            yield found

    def round(self, ref: str, *, population: bool = True, responses: bool = True) -> Round | None:
        """One round with everything that came of it; `None` where there is none of this reference.

        Without `population`, only the files of the sample stand in it (with the hash of the whole list); without
        `responses`, neither answers nor grades do, of the auditors or of the moderators.
        """
        sql = (
            "SELECT title, form, state, opened_on, programme, plan, baseline, planned_size, concerns_to, population, "
            "population_as_at, sample, reaudit_due, closed_on, report FROM audits WHERE id = ?"
        )
        row = self._sql(sql, (ref,)).fetchone()
        if row is None:
            return None
        sample = from_json(json.loads(row[11]), Sample) if row[11] else None
        allocations = self.allocations(ref)
        return Round(
            ref=ref,
            title=row[0],
            form=row[1],
            state=row[2],
            opened_on=date.fromisoformat(row[3]),
            programme=row[4],
            plan=row[5],
            baseline=row[6],
            planned_size=row[7],
            concerns_to=row[8],
            population=self._population(ref, row[9], row[10], None if population else sample),
            sample=sample,
            allocations=allocations,
            responses=self.responses(ref) if responses else (),
            moderations=self._moderations(ref, allocations) if responses else (),
            concerns=self.concerns(ref),
            feedback=[from_json(one, Feedback) for one in self._bodies("audit_feedback", ref, "case_ref")],
            findings=[from_json(one, Finding) for one in self._bodies("audit_findings", ref, "position")],
            remedies=[from_json(one, Remedy) for one in self._bodies("audit_remedies", ref, "position")],
            reaudit_due=_day(row[12]),
            closed_on=_day(row[13]),
            report=row[14],
        )

    def population_size(self, audit: str) -> int:
        """How many files a round may draw."""
        (count,) = self._sql("SELECT count(*) FROM audit_cases WHERE audit = ?", (audit,)).fetchone()
        return int(count)

    def _population(self, audit: str, sha256: str | None, as_at: str | None, only: Sample | None) -> Population | None:
        if sha256 is None:
            return None
        sql = "SELECT case_ref, team, status, holder, supervisor, fields FROM audit_cases WHERE audit = ?"
        rows: Iterable[Row]
        if only is None:
            rows = self._sql(f"{sql} ORDER BY position", (audit,))
        else:
            rows = (self._sql(f"{sql} AND case_ref = ?", (audit, case)).fetchone() for case in only.cases)
        return Population(cases=[_case(row) for row in rows], as_at=_day(as_at), sha256=sha256)

    def case(self, audit: str, case: str) -> Case | None:
        """One file of a round's population."""
        sql = "SELECT case_ref, team, status, holder, supervisor, fields FROM audit_cases WHERE audit = ? "
        row = self._sql(f"{sql} AND case_ref = ?", (audit, case)).fetchone()
        return _case(row) if row else None

    def listed_by(self, case: str) -> tuple[str, ...]:
        """The rounds whose list has a file of this reference, in the order of opening."""
        listed = "SELECT 1 FROM audit_cases WHERE audit = audits.id AND case_ref = ?"
        found = self._sql(f"SELECT id FROM audits WHERE EXISTS ({listed}) ORDER BY number", (case,))
        return tuple(ref for (ref,) in found)

    def allocations(self, audit: str) -> tuple[Allocation, ...]:
        """Who audits which file, in the order of references."""
        return tuple(from_json(one, Allocation) for one in self._bodies("audit_allocations", audit, "case_ref"))

    def concerns(self, audit: str) -> tuple[Concern, ...]:
        """Immediate concerns, in the order of files and questions."""
        sql = (
            "SELECT case_ref, question, raised_on, raised_to, due, acknowledged_on, acknowledged_by "
            "FROM audit_concerns WHERE audit = ? ORDER BY case_ref, question"
        )
        return tuple(
            Concern(
                case=case,
                question=question,
                raised_on=date.fromisoformat(raised_on),
                raised_to=raised_to,
                due=_day(due),
                acknowledged_on=_day(acknowledged_on),
                acknowledged_by=acknowledged_by,
            )
            for case, question, raised_on, raised_to, due, acknowledged_on, acknowledged_by in self._sql(sql, (audit,))
        )

    # the records of single files

    def states(self, audit: str) -> dict[str, str]:
        """The state of every record of a round, by file; a file of the sample that nobody has yet is not among them."""
        return dict(self._sql("SELECT case_ref, state FROM audit_records WHERE audit = ?", (audit,)).fetchall())

    def sheets(self, audit: str) -> dict[str, Response]:
        """The workbooks by which records stand, by SHA-256; each with its file's record, but for the answers."""
        rows = self._sql(f"{_RECORD} AND sheet IS NOT NULL", (audit,))
        return {row[-1]: _response(row, ()) for row in rows}

    def responses(self, audit: str) -> Iterator[Response]:
        """Every file's record with its answers, in the order of references; answers in that of the questions."""
        given = self._answers(audit, second=False)
        at, answers = next(given, (None, ()))
        for row in self._sql(f"{_RECORD} ORDER BY case_ref", (audit,)).fetchall():
            while at is not None and at < row[0]:
                at, answers = next(given, (None, ()))
            yield _response(row, answers if at == row[0] else ())

    def response(self, audit: str, case: str) -> Response | None:
        """One file's record."""
        row = self._sql(f"{_RECORD} AND case_ref = ?", (audit, case)).fetchone()
        return _response(row, next((one for _, one in self._answers(audit, case, second=False)), ())) if row else None

    def moderation(self, audit: str, case: str) -> Moderation | None:
        """The second opinion of one file, given or awaited."""
        allocations = {one.case: one for one in self.allocations(audit)}
        found = self._moderations(audit, [allocations[case]] if case in allocations else [], case)
        return next(iter(found), None)

    def _moderations(self, audit: str, allocations: Iterable[Allocation], case: str | None = None) -> list[Moderation]:
        """Opinions given, and those that an allocation asks for."""
        made = {one["case"]: one for one in self._bodies("audit_moderations", audit, "case_ref")}
        if case is not None:
            made = {ref: one for ref, one in made.items() if ref == case}
        due = {one.case: one.moderation_due for one in allocations}
        found = {one.case: _awaited(one) for one in allocations if one.moderator}
        answers = dict(self._answers(audit, case, second=True))
        for ref, body in made.items():
            value = from_json({**body, "answers": []}, Moderation)
            found[ref] = Moderation(
                case=ref,
                moderator=value.moderator,
                due=value.due or due.get(ref),
                moderated_on=value.moderated_on,
                blind=value.blind,
                answers=answers.get(ref, ()),
                grades=value.grades,
                agreed=value.agreed,
                reason=value.reason,
            )
        return [found[ref] for ref in sorted(found)]

    def audited_before(self, audit: str, *, since: date | None = None) -> dict[str, tuple[str, date]]:
        """Of every file that another round audited: which round did last, and when; `since` a day where one is given.

        Rounds that were opened later than this one are left out.
        """
        sql = (
            "SELECT case_ref, audit, audited_on FROM audit_records JOIN audits ON audits.id = audit_records.audit "
            "WHERE number < (SELECT number FROM audits WHERE id = ?) AND audited_on >= ? "
            "AND audit_records.state NOT IN ('exempted', 'abandoned', 'void') ORDER BY audited_on, number"
        )
        found = self._sql(sql, (audit, since.isoformat() if since else ""))
        return {case: (other, date.fromisoformat(on)) for case, other, on in found}

    def repeated_by(self, audit: str) -> str | None:
        """The first round that has this one as its baseline and was not abandoned."""
        sql = "SELECT id FROM audits WHERE baseline = ? AND state != 'abandoned' ORDER BY number"
        row = self._sql(sql, (audit,)).fetchone()
        return row[0] if row else None

    def _answers(
        self, audit: str, case: str | None = None, *, second: bool
    ) -> Iterator[tuple[str, tuple[Answer, ...]]]:
        """The answers on each file, or on one, in the order of the questions; equal ones are one value."""
        row = self._sql("SELECT questions FROM audits WHERE id = ?", (audit,)).fetchone()
        order: list[str] = json.loads(row[0]) if row else []
        known: dict[Row, Answer] = {}
        sql = "SELECT case_ref, answers FROM audit_opinions WHERE audit = ? AND second = ?"
        if case is None:
            rows = self._sql(f"{sql} ORDER BY case_ref", (audit, second))
        else:
            rows = self._sql(f"{sql} AND case_ref = ?", (audit, second, case))
        for ref, text in rows:
            given = {one.question: one for one in _given(text, known)}
            yield ref, tuple([given[question] for question in order if question in given])

    def _bodies(self, table: str, audit: str, order: str) -> list[Any]:
        rows = self._sql(f"SELECT body FROM {table} WHERE audit = ? ORDER BY {order}", (audit,))
        return [json.loads(body) for (body,) in rows]


_RECORD = (
    "SELECT case_ref, form, auditor, state, audited_on, grades, closed_because, sheet FROM audit_records "
    "WHERE audit = ?"
)


def _response(row: Row, answers: tuple[Answer, ...]) -> Response:
    return Response(
        case=row[0],
        form=row[1],
        auditor=row[2],
        state=row[3],
        audited_on=_day(row[4]),
        answers=answers,
        grades=[Grade(**one) for one in json.loads(row[5])] if row[5] != "[]" else (),
        closed_because=row[6],
    )


def _awaited(one: Allocation) -> Moderation:
    assert one.moderator is not None
    return Moderation(case=one.case, moderator=one.moderator, due=one.moderation_due)


def _case(row: Row) -> Case:
    fields = () if row[5] == "[]" else [(name, text) for name, text in json.loads(row[5])]
    return Case(ref=row[0], team=row[1], status=row[2], holder=row[3], supervisor=row[4], fields=fields)


def _given(text: str, known: dict[Row, Answer]) -> Iterator[Answer]:
    """The answers in their JSON; `known` are those that were met before, and equal ones are one value."""
    for said in json.loads(text):
        if not _WORDS.issuperset(said):
            yield from_json(said, Answer)
            continue
        words = tuple(said.items())
        answer = known.get(words)
        if answer is None:
            answer = Answer(**{**said, "outcome": _OUTCOMES[said["outcome"]]})
            if len(known) < _KEPT:
                known[words] = answer
        yield answer


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
