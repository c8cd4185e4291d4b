"""Audit rounds in figures: how each question was answered and each section graded, one round beside another.

A count is `None` only where it was suppressed, in figures that leave the team (`audits.sharing`).
"""

from __future__ import annotations

from attrs import field, frozen

from evidence.model.sequences import as_tuple

Pair = tuple[int | None, int | None]  # baseline, follow-up


PARTS: tuple[str, ...] = (
    "yes",
    "partly",
    "no",
    "not_on_file",
    "not_applicable",
    "not_looked_at",
    "value",
    "not_asked",
    "unanswered",
)
"""The parts of a question's files, in the order shown."""

COUNTED = PARTS[:4]
"""The parts that a share of yes is taken of."""


@frozen(kw_only=True)
class GradedQuestion:
    """A question that is answered with a grade, and how many files had each."""

    question: str
    scale: str
    grades: tuple[tuple[str, int | None], ...] = field(converter=as_tuple)  # code and files, best first


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
class ComparedTeam:
    """The files of one team in both rounds."""

    team: str
    questions: tuple[ComparedQuestion, ...] = field(converter=as_tuple)
    sections: tuple[ComparedSection, ...] = field(converter=as_tuple)


@frozen(kw_only=True)
class RoundComparison:
    """Baseline against follow-up."""

    baseline: str
    follow_up: str
    questions: tuple[ComparedQuestion, ...] = field(converter=as_tuple)
    sections: tuple[ComparedSection, ...] = field(converter=as_tuple)
    teams: tuple[ComparedTeam, ...] = field(default=(), converter=as_tuple)  # where they were asked for


SMALL = 5  # counts from 1 to one below this are not shown outside the team
LEAST_FOR_PERCENT = 20  # files below which no percentage is given


def share(part: int | None, whole: int | None, least: int = LEAST_FOR_PERCENT) -> int | None:
    """Per cent, rounded half up; `None` where there are too few files for a percentage, or a count is suppressed."""
    if part is None or whole is None or whole < least or whole == 0:
        return None
    return (200 * part + whole) // (2 * whole)


def share_of_yes(question: ComparedQuestion, at: int) -> int | None:
    """The share of yes among the files that count, in the baseline (0) or the follow-up (1)."""
    parts = [getattr(question, part)[at] for part in COUNTED]
    return None if None in parts else share(parts[0], sum(parts))
