"""Two rounds side by side, question by question and section by section, with the numbers behind every share.

Nothing here is left out to protect anybody; `sharing` does that for what leaves the team.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from evidence.audits.applicability import asked_ids
from evidence.model.audit import ENDED_RECORDS, Answer, Case, Outcome, Response, Round
from evidence.model.comparison import (
    PARTS,
    ComparedGrade,
    ComparedQuestion,
    ComparedSection,
    ComparedTeam,
    GradedQuestion,
    QuestionCount,
    RoundComparison,
)
from evidence.model.questionnaire import ItemType, Questionnaire

_FIELDS = {
    Outcome.YES: "yes",
    Outcome.PARTLY: "partly",
    Outcome.NO: "no",
    Outcome.NOT_ON_FILE: "not_on_file",
    Outcome.NOT_APPLICABLE: "not_applicable",
    Outcome.NOT_LOOKED_AT: "not_looked_at",
    Outcome.VALUE: "value",
}


def counted_responses(audit: Round, team: str | None = None) -> tuple[Response, ...]:
    """The responses that count: none that were exempted, abandoned or void, and of one team only where one is named."""
    cases: Mapping[str, Case] = {case.ref: case for case in (audit.population.cases if audit.population else ())}
    return tuple(
        response
        for response in audit.responses
        if response.state not in ENDED_RECORDS
        and (team is None or (response.case in cases and cases[response.case].team == team))
    )


def count_questions(form: Questionnaire, responses: Iterable[Response]) -> tuple[QuestionCount, ...]:
    """Every question of the form with its counts. An answer counts as given, whether or not it was asked for."""
    counts: dict[str, Counter[str]] = {item.link_id: Counter() for item in form.questions}
    conditional = any(item.enable_when for item in form.items)
    for response in responses:
        given: dict[str, Answer] = {answer.question: answer for answer in response.answers}
        shown = asked_ids(form, response.answers) if conditional else frozenset(counts)
        for id, counter in counts.items():
            answer = given.get(id)
            if answer is None:
                counter["unanswered" if id in shown else "not_asked"] += 1
            else:
                counter[_FIELDS[answer.outcome]] += 1
            counter["n"] += 1
    return tuple(QuestionCount(question=id, **counter) for id, counter in counts.items())


def count_grades(form: Questionnaire, responses: Sequence[Response]) -> tuple[GradedQuestion, ...]:
    """How many files had each grade of each graded question, the overall one aside; best first."""
    found = []
    for item in form.questions:
        scale = form.scale(item.grade_scale)
        if scale is None or item.overall:
            continue
        values = Counter(
            one.value for response in responses for one in response.answers if one.question == item.link_id
        )
        grades = [(value.code, values[value.code]) for value in scale.values]
        found.append(GradedQuestion(question=item.link_id, scale=scale.id, grades=grades))
    return tuple(found)


def compare_rounds(
    baseline: Round,
    follow_up: Round,
    forms: Mapping[str, Questionnaire],
    *,
    team: str | None = None,
    comparable: Mapping[str, str] | None = None,
    teams: bool = False,
) -> RoundComparison:
    """Compare two rounds by question and section; `forms` holds both questionnaires by `id@version`.

    Questions stand in the order of the follow-up's form, those asked only before at the end. `comparable` names the
    questions that cannot be compared, each with the reason (from `forms.compare`). `team` keeps to one team's files;
    `teams` adds the same figures for each team that has files in either round.
    """
    old_form, new_form = forms[baseline.form], forms[follow_up.form]
    old, new = counted_responses(baseline, team), counted_responses(follow_up, team)
    before = {count.question: count for count in count_questions(old_form, old)}
    after = {count.question: count for count in count_questions(new_form, new)}
    questions = []
    for id in dict.fromkeys([*after, *before]):
        left, right = before.get(id), after.get(id)
        why = (comparable or {}).get(id)
        if left is None or right is None:
            why = f"asked only in {new_form.ref if left is None else old_form.ref}"
        pairs: dict[str, Any] = {
            name: (getattr(left, name) if left else 0, getattr(right, name) if right else 0) for name in ("n", *PARTS)
        }
        questions.append(ComparedQuestion(question=id, comparable=why is None, because=why, **pairs))
    return RoundComparison(
        baseline=baseline.ref,
        follow_up=follow_up.ref,
        questions=questions,
        sections=_sections(new_form, old_form, old, new),
        teams=_teams(baseline, follow_up, forms, comparable) if teams else (),
    )


def _teams(
    baseline: Round, follow_up: Round, forms: Mapping[str, Questionnaire], comparable: Mapping[str, str] | None
) -> list[ComparedTeam]:
    audited = {response.case for audit in (baseline, follow_up) for response in counted_responses(audit)}
    names = {
        case.team
        for audit in (baseline, follow_up)
        for case in (audit.population.cases if audit.population else ())
        if case.team and case.ref in audited
    }
    found = []
    for name in sorted(names):
        told = compare_rounds(baseline, follow_up, forms, team=name, comparable=comparable)
        found.append(ComparedTeam(team=name, questions=told.questions, sections=told.sections))
    return found


def _sections(
    form: Questionnaire, old_form: Questionnaire, old: Sequence[Response], new: Sequence[Response]
) -> list[ComparedSection]:
    names: dict[str | None, str] = {None: "overall"}
    names |= {item.link_id: item.text for item in form.items if item.type is ItemType.GROUP}
    found: dict[tuple[str | None, str], list[Counter[str]]] = {}
    for at, responses in enumerate((old, new)):
        for response in responses:
            for grade in response.grades:
                found.setdefault((grade.section, grade.scale), [Counter(), Counter()])[at][grade.value] += 1
    order = {section: at for at, section in enumerate([*list(names)[1:], None])}
    sections = []
    for (section, scale_id), counters in sorted(found.items(), key=lambda one: (order.get(one[0][0], -1), one[0][1])):
        scale = form.scale(scale_id) or old_form.scale(scale_id)
        values = [value.code for value in scale.values] if scale else sorted(set(counters[0]) | set(counters[1]))
        grades = [ComparedGrade(value=value, n=(counters[0][value], counters[1][value])) for value in values]
        sections.append(ComparedSection(section=names.get(section, str(section)), scale=scale_id, grades=grades))
    return sections


def by_team(audit: Round, each: Callable[[tuple[Response, ...]], Any]) -> dict[str, Any]:
    """Something worked out for every team's responses, in the order of the teams' names."""
    teams = sorted({case.team for case in (audit.population.cases if audit.population else ()) if case.team})
    worked_out = {team: counted_responses(audit, team) for team in teams}
    return {team: each(responses) for team, responses in worked_out.items() if responses}
