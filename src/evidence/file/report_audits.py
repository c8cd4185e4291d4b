"""The audit rounds on file as a report's pages: figures, questions by case, agreement, clocks, what is put right.

In a `public` report small numbers are suppressed, and nothing is told of a single file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from evidence.audits.agreement import Agreement
from evidence.audits.applicability import asked_ids
from evidence.audits.compare import audited, counted_responses
from evidence.audits.sharing import suppressed_row
from evidence.audits.status import agreement_status, overall_agreement
from evidence.checks.engine import Judge
from evidence.file.audits.comparing import figures
from evidence.file.audits.remedies import standing
from evidence.file.audits.reporting import agreement_shown, tested
from evidence.file.audits.rounds import find, questionnaire
from evidence.file.audits.standings import audit_file
from evidence.model.errors import Refused
from evidence.reports.audit_content import (
    AgreementShown,
    AuditPages,
    ClockShown,
    ComparedRow,
    ComparisonPage,
    GradeRow,
    GridRow,
    RoundPage,
)
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.audit import Response, Round
    from evidence.model.comparison import ComparedQuestion, RoundComparison
    from evidence.model.issue import Issue
    from evidence.model.questionnaire import Questionnaire
    from evidence.model.standing import RecordStanding

_BASELINE, _AFTER = 0, 1  # places in a pair


def audit_pages(session: Session, judge: Judge, as_of: date, share: str) -> AuditPages | None:
    """All rounds, oldest first, judged by the rules on audits; `None` where there is none."""
    rounds: list[RoundPage] = []
    comparisons: list[ComparisonPage] = []
    for ref in Audits(session.connection).refs():
        audit = standing(session, find(session, ref, responses=True), as_of)
        form = questionnaire(session, audit.form)
        subject = audit_file(session, audit, form)
        judged = judge.judge(subject)
        told = _figures(session, audit, share)
        rounds.append(
            _round(session, audit, form, told, subject.records, as_of, share, judged.issues if judged else ())
        )
        if audit.baseline and told:
            comparisons.append(_comparison(audit.baseline, audit.ref, form, told))
    return AuditPages(rounds=rounds, comparisons=comparisons) if rounds else None


def _figures(session: Session, audit: Round, share: str) -> RoundComparison | None:
    try:
        return figures(session, audit, share=share)
    except Refused:  # the questionnaires have nothing in common
        return None


def _round(
    session: Session,
    audit: Round,
    form: Questionnaire,
    told: RoundComparison | None,
    records: tuple[RecordStanding, ...],
    as_of: date,
    share: str,
    issues: tuple[Issue, ...],
) -> RoundPage:
    public = share == "public"
    responses = () if public else sorted(counted_responses(audit), key=lambda one: one.case)
    return RoundPage(
        ref=audit.ref,
        title=audit.title,
        form=audit.form,
        state=audit.state,
        opened_on=audit.opened_on,
        closed_on=audit.closed_on,
        population=Audits(session.connection).population_size(audit.ref),
        sample=len(audit.sample.cases) if audit.sample else 0,
        method=audit.sample.method.value if audit.sample else "",
        audited=audited(audit),
        cases=[one.case for one in responses],
        grades=_grades(told, form, bool(audit.baseline)) if told else (),
        questions=_grid(form, told, responses, tested(session, audit, form)) if told else (),
        agreement=_agreement(overall_agreement(audit, form), public),
        clocks=_clocks(records, form, as_of, public),
        findings=() if public else audit.findings,
        remedies=() if public else audit.remedies,
        issues=issues,
        baseline=audit.baseline,
    )


def _grades(told: RoundComparison, form: Questionnaire, repeats: bool) -> list[GradeRow]:
    """The grades of every section that say how good it is; "not assessed" and "not applicable" are no grades."""
    rows = []
    for section in told.sections:
        scale = form.scale(section.scale)
        none = (scale.not_applicable, scale.not_assessed) if scale else ()
        grades = [grade for grade in section.grades if grade.value not in none]
        rows.append(
            GradeRow(
                section=section.section,
                scale=section.scale,
                grades=[(grade.value, grade.n[_AFTER]) for grade in grades],
                before=[(grade.value, grade.n[_BASELINE]) for grade in grades] if repeats else (),
            )
        )
    return rows


def _grid(
    form: Questionnaire, told: RoundComparison, responses: list[Response] | tuple[()], actions: Mapping[str, str]
) -> list[GridRow]:
    """The questions answered by yes and no, worst first; of equals, in the order of the questionnaire."""
    items = {item.link_id: item for item in form.questions}
    sections = {item.link_id: item.text for item in form.items}
    given = [{answer.question: answer.outcome.value for answer in one.answers} for one in responses]
    asked = [asked_ids(form, one.answers) for one in responses]
    rows = []
    for one in told.questions:
        item = items.get(one.question)
        adverse, counted = _adverse(one, _AFTER), _counted(one, _AFTER)
        if item is None or counted == 0:
            continue
        cells = [
            had.get(item.link_id, "" if item.link_id in shown else "not-asked")
            for had, shown in zip(given, asked, strict=True)
        ]
        rows.append(
            GridRow(
                question=item.link_id,
                text=item.text,
                section=sections.get(item.group or "", ""),
                critical=item.critical,
                cells=cells,
                adverse=adverse,
                counted=counted,
                actions=[actions[item.link_id]] if item.link_id in actions else (),
            )
        )
    return sorted(rows, key=lambda row: (-(row.adverse or 0), row.counted or 0))


def _adverse(one: ComparedQuestion, at: int) -> int | None:
    no, missing = one.no[at], one.not_on_file[at]
    return None if no is None or missing is None else no + missing


def _counted(one: ComparedQuestion, at: int) -> int | None:
    total = 0
    for part in (one.yes, one.partly, one.no, one.not_on_file):
        number = part[at]
        if number is None:
            return None
        total += number
    return total


def _agreement(told: Agreement, public: bool) -> AgreementShown | None:
    shown = agreement_status(told)
    if not shown.second_rated:
        return None
    return agreement_shown(shown, public)


def _clocks(records: tuple[RecordStanding, ...], form: Questionnaire, as_of: date, public: bool) -> list[ClockShown]:
    kept: Counter[str] = Counter()
    late: Counter[str] = Counter()
    words: dict[str, str] = {}
    for record in records:
        for clock in record.clocks:
            words.setdefault(clock.question, clock.words)
            (late if clock.late(as_of) else kept)[clock.question] += 1
    items = {item.link_id: item for item in form.questions}
    found = []
    for question, rule in words.items():
        row = (kept[question], late[question])
        shown = suppressed_row(row) if public else row
        name = items[question].text if question in items else question
        found.append(ClockShown(clock=name, words=rule, kept=shown[0], breached=shown[1]))
    return found


def _comparison(baseline: str, follow_up: str, form: Questionnaire, told: RoundComparison) -> ComparisonPage:
    items = {item.link_id: item.text for item in form.questions}
    rows = [
        ComparedRow(
            question=one.question,
            text=items.get(one.question, one.question),
            before=(_adverse(one, _BASELINE), _counted(one, _BASELINE)),
            after=(_adverse(one, _AFTER), _counted(one, _AFTER)),
            comparable=one.comparable,
            because=one.because,
        )
        for one in told.questions
        if _counted(one, _BASELINE) != 0 or _counted(one, _AFTER) != 0
    ]
    rows.sort(key=_what_changed_first)
    return ComparisonPage(baseline=baseline, follow_up=follow_up, grades=_grades(told, form, True), questions=rows)


def _what_changed_first(row: ComparedRow) -> tuple[bool, bool, int, int]:
    """What became worse, then what became better, the most first; then what stayed; at the end what has no like."""
    change = row.change or 0
    return not row.comparable, change <= 0, -abs(change), -(row.after[0] or 0)
