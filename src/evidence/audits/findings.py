"""In how many files a finding was so, counted from the answers to its questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from evidence.audits.applicability import values_of
from evidence.model.audit import ENDED_RECORDS, FindingType, Outcome, Response
from evidence.model.questionnaire import GradeScale, Questionnaire
from evidence.model.sequences import as_tuple

LOOKED_AT = (Outcome.YES, Outcome.PARTLY, Outcome.NO, Outcome.NOT_ON_FILE)
"""The answers that make a file one that was looked at for a question; what does not apply is left out."""

_USUAL: dict[FindingType, tuple[Outcome, ...]] = {
    FindingType.NONCONFORMITY: (Outcome.NO, Outcome.NOT_ON_FILE),
    FindingType.OBSERVATION: (Outcome.PARTLY, Outcome.NO, Outcome.NOT_ON_FILE),
    FindingType.CONFORMITY: (Outcome.YES,),
    FindingType.STRENGTH: (Outcome.YES,),
}
_GOOD = (FindingType.CONFORMITY, FindingType.STRENGTH)


@frozen(kw_only=True)
class Tally:
    """The files of a finding."""

    found: tuple[str, ...] = field(converter=as_tuple)  # in which it was so
    looked_at: tuple[str, ...] = field(converter=as_tuple)  # in which it could have been


def possible(form: Questionnaire, questions: Sequence[str]) -> tuple[str, ...]:
    """The answers that can count in a finding about these questions, as codes: outcomes, and grades from the best."""
    grades = [code for scale in _scales(form, questions) for code in _codes(scale)]
    return tuple(dict.fromkeys([*(one.value for one in LOOKED_AT), *grades]))


def usual(form: Questionnaire, questions: Sequence[str], type: FindingType) -> tuple[str, ...]:
    """The answers that make a file one of those found, unless somebody says otherwise.

    Of a scale of grades the better half is good, the worse half is to be observed, and the last is a nonconformity.
    """
    codes = [one.value for one in _USUAL[type]]
    for scale in _scales(form, questions):
        grades = _codes(scale)
        half = len(grades) // 2
        worse = grades[-1:] if type is FindingType.NONCONFORMITY else grades[half:]
        codes += grades[:half] if type in _GOOD else worse
    return tuple(dict.fromkeys(codes))


def tally(
    form: Questionnaire,
    responses: Iterable[Response],
    questions: Sequence[str],
    answers: Sequence[str],
    type: FindingType,
) -> Tally:
    """Count the files, in the order of the responses; records that ended without counting are left out.

    A file was looked at where at least one of the questions has one of the `possible` answers. What is good
    (conformity, strength) was found where all such answers are among `answers`; what is not, where any of them is.
    """
    wanted, counts, can = frozenset(questions), frozenset(answers), frozenset(possible(form, questions))
    found, looked_at = [], []
    for response in responses:
        if response.state in ENDED_RECORDS:
            continue
        said = (code for one in response.answers if one.question in wanted for code in values_of(one))
        given = [code for code in said if code in can]
        if not given:
            continue
        looked_at.append(response.case)
        if all(code in counts for code in given) if type in _GOOD else any(code in counts for code in given):
            found.append(response.case)
    return Tally(found=found, looked_at=looked_at)


def _scales(form: Questionnaire, questions: Sequence[str]) -> list[GradeScale]:
    named = [form.scale(item.grade_scale) for item in form.questions if item.link_id in questions]
    return [scale for scale in named if scale is not None]


def _codes(scale: GradeScale) -> list[str]:
    no_grade = (scale.not_applicable, scale.not_assessed)
    return [value.code for value in scale.values if value.code not in no_grade]
