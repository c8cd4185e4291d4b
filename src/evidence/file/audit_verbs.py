"""The verbs of audits: programme, round, population, sample, allocation, answers, second opinions, feedback, status.

`EvidenceFile` has them all. Findings, remedial actions and reports are in `remedy_verbs`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING

from evidence.model.errors import Refused

if TYPE_CHECKING:
    from evidence.file.audits.answering import Facts, Progress
    from evidence.file.audits.populations import Listed
    from evidence.file.audits.standings import AuditStatus
    from evidence.file.session import Session
    from evidence.model.audit import Allocation, Concern, Feedback, Moderation, Programme, Round, Sample

AnyPath = str | PathLike[str]


class AuditVerbs:
    """What can be done with audits of case files."""

    _session: Session

    # programme and round

    def plan_audit(
        self,
        programme: str,
        *,
        theme: str,
        form: str,
        due: date,
        size: int | None = None,
        method: str = "random",
        title: str | None = None,
    ) -> Programme:
        """Plan a round in a programme, which the first one makes; a programme that is changed is approved anew."""
        from evidence.file.audits import programmes

        return programmes.plan_round(
            self._session, programme, theme=theme, form=form, due=due, size=size, method=method, title=title
        )

    def approve_programme(
        self, programme: str, *, by: str, on: date | None = None, document: str | None = None
    ) -> Programme:
        """Record which role approved a programme, when, and on what document."""
        from evidence.file.audits import programmes

        return programmes.approve(self._session, programme, by=by, on=on, document=document)

    def programmes(self) -> tuple[Programme, ...]:
        """Every programme of audits, with the rounds that were held."""
        from evidence.store.audit_rows import Audits

        return tuple(Audits(self._session.connection).programmes())

    def open_audit(
        self,
        form: str,
        title: str,
        *,
        programme: str | None = None,
        theme: str | None = None,
        baseline: str | None = None,
        size: int | None = None,
        concerns_to: str | None = None,
        opened_on: date | None = None,
    ) -> Round:
        """Open a round on a published questionnaire (`id@version`, or the newest version of an id).

        `programme` and `theme` name the planned round that it is; `baseline` the round that it repeats; `concerns_to`
        the role that immediate concerns go to. Raises `Refused` and `NotFound`.
        """
        from evidence.file.audits import rounds

        said = {"programme": programme, "theme": theme, "baseline": baseline, "concerns_to": concerns_to}
        return rounds.open_round(self._session, form, title, **said, size=size, opened_on=opened_on)

    def audit(self, ref: str) -> Round:
        """A round with everything that came of it. Raises `NotFound`."""
        from evidence.file.audits import rounds

        return rounds.find(self._session, ref, population=True, responses=True)

    def audits(self) -> tuple[Round, ...]:
        """Every round in the order of opening, without its population and its answers."""
        from evidence.store.audit_rows import Audits

        return tuple(Audits(self._session.connection).rounds(population=False, responses=False))

    def change_audit(self, audit: str, verb: str, *, on: date | None = None, because: str | None = None) -> Round:
        """Move a round by a verb that is no step of its own: `abandon`, `resume`. Raises `Refused`."""
        from evidence.file.audits import rounds

        if verb not in ("abandon", "resume"):
            raise Refused(f"{verb!r}: expected abandon or resume; a round has other verbs for reporting and closing.")

        return rounds.change_round(self._session, audit, verb, on=on, because=because)

    # population and sample

    def list_population(
        self,
        audit: str,
        path: AnyPath,
        *,
        key: AnyPath,
        names: AnyPath | None = None,
        as_at: date | None = None,
    ) -> Listed:
        """Take in the list of case files that a round may draw; each gets a random reference, kept in the key file.

        The key file lies outside the store and is used again from round to round. The list is not filed; a column that
        describes a child is not taken. Raises `UnreadableInput` with every mistake by its cell, and `Refused`.
        """
        self._session.readers.warm()
        from evidence.file.audits import populations

        return populations.list_population(self._session, audit, path, key=key, names=names, as_at=as_at)

    def draw_sample(
        self,
        audit: str,
        *,
        size: int | None = None,
        method: str | None = None,
        by: str | None = None,
        seed: int | None = None,
        exclude_audited_within: int | None = None,
        cases: Mapping[str, str] | None = None,
    ) -> Sample:
        """Draw the sample of a round; a seed that is not given is chosen, and kept.

        `method` is random, stratified, systematic, purposive or census; `by` the field of strata or order; `cases` the
        files of a purposive sample with the reason for each; `exclude_audited_within` a number of months.
        """
        from evidence.file.audits import drawing

        return drawing.draw_sample(
            self._session,
            audit,
            size=size,
            method=method,
            by=by,
            seed=seed,
            exclude_audited_within=exclude_audited_within,
            cases=cases,
        )

    def allocate(
        self,
        audit: str,
        *,
        auditors: Sequence[str] = (),
        moderators: Sequence[str] = (),
        moderate: int | None = None,
        due: date | None = None,
        moderation_due: date | None = None,
        cases: Sequence[str] = (),
        exempt: str | None = None,
        approver: str | None = None,
        because: str | None = None,
    ) -> tuple[Allocation, ...]:
        """Share the sample out among actors who neither hold nor supervise the case; gives every allocation.

        A file in progress keeps its auditor, unless it is named among `cases` and handed over `because` of something:
        the answers given so far stay those of whoever gave them. `moderate` is how many files are looked at again.
        `exempt` says why independence is waived, `approver` which role approved that. Raises `Refused` where nobody
        named is independent.
        """
        from evidence.file.audits import allocating

        return allocating.allocate(
            self._session,
            audit,
            auditors=auditors,
            moderators=moderators,
            moderate=moderate,
            due=due,
            moderation_due=moderation_due,
            cases=cases,
            exempt=exempt,
            approver=approver,
            because=because,
        )

    # the records of files

    def answer(
        self,
        audit: str,
        case: str,
        question: str,
        value: str,
        *,
        comment: str | None = None,
        audited_on: date | None = None,
        facts: Facts | None = None,
        names: AnyPath | None = None,
        mask: bool = False,
        raised_on: date | None = None,
    ) -> Progress:
        """Record one answer (or the grade of a section) on a file; a question that is not asked takes none.

        `facts` are the dates, series, count and signature a question asks for. Words that look personal are refused,
        or masked where `mask` says so. Critical adverse answers raise a concern, as of `raised_on` (by default today).
        """
        from evidence.file.audits import answering
        from evidence.file.audits.words import Words, read_names

        return answering.answer(
            self._session,
            audit,
            case,
            question,
            value,
            comment=comment,
            audited_on=audited_on,
            facts=facts,
            words=Words(names=read_names(names), mask=mask),
            raised_on=raised_on,
        )

    def change_records(
        self,
        audit: str,
        verb: str,
        cases: Sequence[str] = (),
        *,
        on: date | None = None,
        because: str | None = None,
        approver: str | None = None,
    ) -> tuple[str, ...]:
        """Move the records of files: `notify`, `submit`, `return`, `agree`, `exempt`, `abandon`, `void` …

        Without `cases`, all that can be. Gives those that moved. Raises `Refused` that says what can be done instead.
        """
        from evidence.file.audits import answering

        return answering.change_record(self._session, audit, verb, cases, on=on, because=because, approver=approver)

    def moderate(
        self,
        audit: str,
        case: str,
        *,
        answers: Mapping[str, str] | None = None,
        workbook: AnyPath | None = None,
        grade: str | None = None,
        reason: str | None = None,
        on: date | None = None,
        blind: bool | None = None,
        agreed: str | None = None,
        because: str | None = None,
        names: AnyPath | None = None,
        mask: bool = False,
        tell: Callable[[str], None] = lambda _: None,
    ) -> Moderation:
        """Record a second auditor's own answers and grade beside the first; `agreed` is the grade both stand by.

        An agreed grade that is not the first one needs `because`. `tell` hears of what in the workbook was masked or
        does not count, and of earlier answers that are not asked any more. Raises `Refused`.
        """
        from evidence.file.audits import moderating
        from evidence.file.audits.words import Words, read_names

        words = Words(names=read_names(names), mask=mask)
        sheet = None
        if workbook is not None:
            sheet = moderating.read_sheet(self._session, audit, case, workbook, words, tell)
        return moderating.moderate(
            self._session,
            audit,
            case,
            answers=answers,
            sheet=sheet,
            grade=grade,
            reason=reason,
            on=on,
            blind=blind,
            agreed=agreed,
            because=because,
            words=words,
            tell=tell,
        )

    def raise_concern(
        self, audit: str, case: str, question: str, *, to: str | None = None, on: date | None = None
    ) -> Concern:
        """Record an immediate concern raised by word of mouth, or correct the day or role of one that stands."""
        from evidence.file.audits import moderating

        return moderating.raise_by_hand(self._session, audit, case, question, to=to, on=on)

    def acknowledge_concern(
        self, audit: str, case: str, question: str, *, on: date | None = None, by: str | None = None
    ) -> Concern:
        """Record that the role an immediate concern went to (or another one) has taken notice of it."""
        from evidence.file.audits import moderating

        return moderating.acknowledge(self._session, audit, case, question, on=on, by=by)

    def give_feedback(
        self,
        audit: str,
        case: str,
        *,
        given_on: date,
        method: str | None = None,
        response: str | None = None,
        disputed: bool = False,
        names: AnyPath | None = None,
        mask: bool = False,
    ) -> Feedback:
        """Record what the worker was told, how, and what the worker said."""
        from evidence.file.audits import moderating
        from evidence.file.audits.words import Words, read_names

        return moderating.give_feedback(
            self._session,
            audit,
            case,
            given_on=given_on,
            method=method,
            response=response,
            disputed=disputed,
            words=Words(names=read_names(names), mask=mask),
        )

    def audit_status(self, audit: str, *, as_of: date | None = None) -> AuditStatus:
        """Where a round stands, with what the rules on audits remark as of a day (by default today). Reads only."""
        from evidence.file.audits import standings

        return standings.status(self._session, audit, as_of=as_of)
