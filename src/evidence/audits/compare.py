"""Two rounds side by side, question by question and section by section, with the numbers behind every share.

Nothing here is left out to protect anybody; `suppressed` and `share` do that for what leaves the team.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import asdict, field, frozen

from evidence.audits.applicability import asked_ids
from evidence.model.audit import ENDED_RECORDS, Answer, Case, Outcome, Response, Round
from evidence.model.questionnaire import ItemType, Questionnaire
from evidence.model.sequences import as_tuple

SMALL = 5  # counts from 1 to one below this are not shown outside the team
LEAST_FOR_PERCENT = 20  # files below which no percentage is given

Pair = tuple[int, int]  # baseline, follow-up


@frozen(kw_only=True)
class QuestionCount:
    """How one question was answered; `n` is all files, the parts add up to it."""

    question: str
    n: int = 0
    yes: int = 0
    partly: int = 0
    no: int = 0
    not_on_file: int = 0
    not_applicable: int = 0
    not_looked_at: int = 0
    value: int = 0  # answered with a number, date, grade or text
    not_asked: int = 0  # its condition did not hold
    unanswered: int = 0

    @property
    def counted(self) -> int:
        """Files that a share of yes is taken of: those answered yes, partly, no or not on file."""
        return self.yes + self.partly + self.no + self.not_on_file


@frozen(kw_only=True)
class ComparedQuestion:
    """One question in both rounds: baseline and follow-up, beside each other."""

    question: str
    n: Pair
    yes: Pair
    partly: Pair
    no: Pair
    not_on_file: Pair
    not_applicable: Pair
    not_looked_at: Pair
    value: Pair
    not_asked: Pair
    unanswered: Pair
    comparable: bool = True
    because: str | None = None  # why not


@frozen(kw_only=True)
class ComparedGrade:
    """How many files had a grade, in both rounds."""

    value: str
    n: Pair


@frozen(kw_only=True)
class ComparedSection:
    """The grades of one section, or of the whole file."""

    section: str  # the section's words; "overall" for the whole file
    scale: str
    grades: tuple[ComparedGrade, ...] = field(converter=as_tuple)  # best first


@frozen(kw_only=True)
class RoundComparison:
    """Baseline against follow-up."""

    baseline: str
    follow_up: str
    questions: tuple[ComparedQuestion, ...] = field(converter=as_tuple)
    sections: tuple[ComparedSection, ...] = field(converter=as_tuple)


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


def compare_rounds(
    baseline: Round,
    follow_up: Round,
    forms: Mapping[str, Questionnaire],
    *,
    team: str | None = None,
    comparable: Mapping[str, str] | None = None,
) -> RoundComparison:
    """Compare two rounds by question and section; `forms` holds both questionnaires by `id@version`.

    Questions stand in the order of the follow-up's form, those asked only before at the end. `comparable` names the
    questions that cannot be compared, each with the reason (from `forms.compare`). `team` keeps to one team's files.
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
        parts = {name: value for name, value in asdict(QuestionCount(question=id)).items() if name != "question"}
        pairs: dict[str, Any] = {
            name: (getattr(left, name) if left else 0, getattr(right, name) if right else 0) for name in parts
        }
        questions.append(ComparedQuestion(question=id, comparable=why is None, because=why, **pairs))
    return RoundComparison(
        baseline=baseline.ref,
        follow_up=follow_up.ref,
        questions=questions,
        sections=_sections(new_form, old_form, old, new),
    )


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


def suppressed(count: int, least: int = SMALL) -> int | None:
    """The count, or `None` where it is so small that somebody could be known by it; nought may be shown."""
    return None if 0 < count < least else count


def suppressed_row(counts: Sequence[int], least: int = SMALL) -> tuple[int | None, ...]:
    """A row of counts whose sum is shown: if one is suppressed, so is the next smallest, or it could be worked out."""
    shown = [suppressed(count, least) for count in counts]
    if shown.count(None) == 1:
        rest = [(count, at) for at, count in enumerate(counts) if shown[at] is not None and count]
        if rest:
            shown[min(rest)[1]] = None
    return tuple(shown)


def share(part: int, whole: int, least: int = LEAST_FOR_PERCENT) -> int | None:
    """Per cent, rounded half up; `None` where there are too few files for a percentage."""
    return None if whole < least or whole == 0 else (200 * part + whole) // (2 * whole)


def by_team(audit: Round, each: Callable[[tuple[Response, ...]], Any]) -> dict[str, Any]:
    """Something worked out for every team's responses, in the order of the teams' names."""
    teams = sorted({case.team for case in (audit.population.cases if audit.population else ()) if case.team})
    worked_out = {team: counted_responses(audit, team) for team in teams}
    return {team: each(responses) for team, responses in worked_out.items() if responses}
