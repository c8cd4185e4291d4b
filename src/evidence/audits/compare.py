"""Two rounds side by side, question by question and section by section, with the numbers behind every share.

Nothing here is left out to protect anybody; `sharing` does that for what leaves the team.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from evidence.audits.applicability import asked_ids
from evidence.model.audit import ENDED_RECORDS, Outcome, Response, Round
from evidence.model.comparison import (
    PARTS,
    ComparedGrade,
    ComparedQuestion,
    ComparedSection,
    ComparedTeam,
    GradedQuestion,
    RoundComparison,
)
from evidence.model.questionnaire import ItemType, Questionnaire

_FIELDS = {
    "yes": Outcome.YES,
    "partly": Outcome.PARTLY,
    "no": Outcome.NO,
    "not_on_file": Outcome.NOT_ON_FILE,
    "not_applicable": Outcome.NOT_APPLICABLE,
    "not_looked_at": Outcome.NOT_LOOKED_AT,
    "value": Outcome.VALUE,
}
_COLUMNS = ("n", *PARTS)


@frozen(kw_only=True)
class _Counted:
    """Responses in figures; those of all teams add up to those of the round."""

    questions: dict[str, tuple[int, ...]]  # by linkId: files, and the parts of them, as in `_COLUMNS`
    grades: dict[tuple[str | None, str], Counter[str]]  # by section and scale


def counted_responses(audit: Round) -> tuple[Response, ...]:
    """The responses that count: none that were exempted, abandoned or void."""
    return tuple(response for response in audit.responses if response.state not in ENDED_RECORDS)


def audited(audit: Round) -> int:
    """How many files were looked at: those with an answer or a grade that counts."""
    return sum(bool(response.answers or response.grades) for response in counted_responses(audit))


def _by_team(audit: Round) -> dict[str | None, list[Response]]:
    teams = {case.ref: case.team or None for case in (audit.population.cases if audit.population else ())}
    found: dict[str | None, list[Response]] = {}
    for response in counted_responses(audit):
        found.setdefault(teams.get(response.case), []).append(response)
    return found


def _count(form: Questionnaire, responses: Sequence[Response]) -> _Counted:
    """Every question of the form, an answer counted as given, whether or not it was asked for; and every grade."""
    given: dict[str, list[Outcome]] = {item.link_id: [] for item in form.questions}
    not_asked: Counter[str] = Counter()
    grades: dict[tuple[str | None, str], Counter[str]] = {}
    conditional = any(item.enable_when for item in form.items)
    for response in responses:
        for answer in response.answers:
            if answer.question in given:
                given[answer.question].append(answer.outcome)
        if conditional:
            answered = {answer.question for answer in response.answers}
            not_asked.update(given.keys() - asked_ids(form, response.answers) - answered)
        for grade in response.grades:
            grades.setdefault((grade.section, grade.scale), Counter())[grade.value] += 1
    questions = {}
    for id, outcomes in given.items():
        parts = {name: outcomes.count(outcome) for name, outcome in _FIELDS.items()}
        parts |= {"n": len(responses), "not_asked": not_asked[id]}
        parts["unanswered"] = len(responses) - len(outcomes) - not_asked[id]
        questions[id] = tuple(parts[name] for name in _COLUMNS)
    return _Counted(questions=questions, grades=grades)


def _sum(counted: Sequence[_Counted]) -> _Counted:
    questions = {
        id: tuple(map(sum, zip(*(one.questions[id] for one in counted), strict=True))) for id in counted[0].questions
    }
    grades: dict[tuple[str | None, str], Counter[str]] = {}
    for one in counted:
        for key, values in one.grades.items():
            grades.setdefault(key, Counter()).update(values)
    return _Counted(questions=questions, grades=grades)


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
    comparable: Mapping[str, str] | None = None,
    teams: bool = False,
) -> RoundComparison:
    """Compare two rounds by question and section; `forms` holds both questionnaires by `id@version`.

    Questions stand in the order of the follow-up's form, those asked only before at the end. `comparable` names the
    questions that cannot be compared, each with the reason (from `forms.compare`). `teams` adds the same figures for
    each team that has files in either round.
    """
    old_form, new_form = forms[baseline.form], forms[follow_up.form]
    old = {team: _count(old_form, responses) for team, responses in _by_team(baseline).items()}
    new = {team: _count(new_form, responses) for team, responses in _by_team(follow_up).items()}
    no_old, no_new = _count(old_form, ()), _count(new_form, ())
    why = _not_comparable(old_form, new_form, comparable or {})
    whole = _sum([no_old, *old.values()]), _sum([no_new, *new.values()])
    found = []
    for team in sorted(team for team in {*old, *new} if team) if teams else ():
        sides = old.get(team, no_old), new.get(team, no_new)
        found.append(
            ComparedTeam(team=team, questions=_questions(*sides, why), sections=_sections(new_form, old_form, *sides))
        )
    return RoundComparison(
        baseline=baseline.ref,
        follow_up=follow_up.ref,
        questions=_questions(*whole, why),
        sections=_sections(new_form, old_form, *whole),
        teams=found,
    )


def _not_comparable(old: Questionnaire, new: Questionnaire, told: Mapping[str, str]) -> dict[str, str]:
    """Why a question of either form is not compared."""
    before, after = ({item.link_id for item in form.questions} for form in (old, new))
    alone = {id: f"asked only in {(old if id in before else new).ref}" for id in before ^ after}
    return {**told, **alone}


def _questions(old: _Counted, new: _Counted, why: Mapping[str, str]) -> list[ComparedQuestion]:
    none = (0,) * len(_COLUMNS)
    found = []
    for id in dict.fromkeys([*new.questions, *old.questions]):
        pairs: Any = zip(old.questions.get(id, none), new.questions.get(id, none), strict=True)
        counts: dict[str, Any] = dict(zip(_COLUMNS, pairs, strict=True))
        found.append(ComparedQuestion(question=id, comparable=id not in why, because=why.get(id), **counts))
    return found


def _sections(form: Questionnaire, old_form: Questionnaire, old: _Counted, new: _Counted) -> list[ComparedSection]:
    names: dict[str | None, str] = {None: "overall"}
    names |= {item.link_id: item.text for item in form.items if item.type is ItemType.GROUP}
    order = {section: at for at, section in enumerate([*list(names)[1:], None])}
    nothing: Counter[str] = Counter()
    sections = []
    for key in sorted({*old.grades, *new.grades}, key=lambda key: (order.get(key[0], -1), key[1])):
        section, scale_id = key
        counters = old.grades.get(key, nothing), new.grades.get(key, nothing)
        scale = form.scale(scale_id) or old_form.scale(scale_id)
        values = [value.code for value in scale.values] if scale else []
        values += sorted({*counters[0], *counters[1]} - {*values})  # grades of another version of the scale
        grades = [ComparedGrade(value=value, n=(counters[0][value], counters[1][value])) for value in values]
        sections.append(ComparedSection(section=names.get(section, str(section)), scale=scale_id, grades=grades))
    return sections
