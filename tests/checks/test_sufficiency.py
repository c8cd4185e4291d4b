"""Promises of what is wanted: by the verb, the success criteria, the dates."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from attrs import evolve
from check_subjects import MEASURE, PLAN, linked
from hypothesis import given
from hypothesis import strategies as st

from evidence.checks.settings import Settings, shipped
from evidence.checks.span import span_of_days
from evidence.checks.subjects import ActionFile, Linked, Span
from evidence.checks.sufficiency import (
    Doubt,
    Reason,
    doubts,
    draft_is_enough,
    level_shown,
    level_wanted,
    wanted,
    weighed,
)
from evidence.model.document import DocumentKind, DocumentState
from evidence.model.link import Shows
from evidence.model.period import Period
from evidence.model.plan import Action, ClaimState, Progress
from evidence.wording.verbs import Level

DAY = date(2006, 3, 24)


def file(text: str, criteria: str | None = None) -> ActionFile:
    on = Period(text="10.02.06", earliest=date(2006, 2, 10), latest=date(2006, 2, 10))
    progress = Progress(text="Done 10.02.06", claim=ClaimState.DONE, claimed_on=on)
    action = Action(ref="R1.1", recommendation="1", text=text, success_criteria=criteria, progress=progress)
    return ActionFile(plan=PLAN, action=action)


def against(subject: ActionFile, paper: Linked, settings: Settings) -> list[Doubt]:
    return doubts(subject, paper, wanted(subject, settings), settings)


@pytest.mark.parametrize(
    ("text", "criteria", "level", "draft"),
    [
        ("Board to approve the criteria", None, Level.OUTPUT, False),
        ("Draft criteria to be approved", None, Level.OUTPUT, True),
        ("Issue guidance to schools", "Guidance agreed", Level.OUTPUT, False),
        ("Board to approve the criteria", "Criteria in use in all teams", Level.IMPLEMENTATION, False),
        ("Board to approve the criteria", "Criteria understood and consistently applied", Level.IMPACT, False),
        ("Discussion paper to be prepared", None, Level.OUTPUT, True),
    ],
)
def test_the_words_and_the_success_criteria_say_how_far_evidence_must_reach(
    text: str, criteria: str | None, level: Level, draft: bool
) -> None:
    held = file(text, criteria)
    assert level_wanted(held.action, shipped())[0] is level
    assert draft_is_enough(held.action, shipped()) is draft
    assert wanted(held, shipped()).claimed_by == date(2006, 2, 10)


def test_a_reading_shows_impact_and_a_procedure_does_not() -> None:
    paper = evolve(file("Issue guidance"), links=(linked(Shows.COMPLETION, None, kind=DocumentKind.PAPER),))
    memo = evolve(file("Issue guidance"), links=(linked(Shows.COMPLETION, None, kind=DocumentKind.MEMO),))
    assert level_shown(paper, DAY, shipped()) is Level.OUTPUT
    assert level_shown(memo, DAY, shipped()) is Level.IMPLEMENTATION
    assert level_shown(evolve(paper, measures=(MEASURE,)), DAY, shipped()) is Level.IMPACT
    assert level_shown(evolve(paper, measures=(MEASURE,)), date(2006, 1, 30), shipped()) is Level.OUTPUT


def test_everything_that_speaks_against_a_document_is_told_and_only_the_certain_is_decisive() -> None:
    late = Period(text="3.03.06", earliest=date(2006, 3, 3), latest=date(2006, 3, 3))
    early = Period(text="1.02.05", earliest=date(2005, 2, 1), latest=date(2005, 2, 1))
    paper = linked(Shows.COMPLETION, late, kind=DocumentKind.PAPER, state=DocumentState.DRAFT)
    told = {one.reason: one.decisive for one in against(file("Board to approve it"), paper, shipped())}
    assert told == {Reason.DRAFT: True, Reason.KIND: False, Reason.AFTER: False}
    minute = linked(Shows.COMPLETION, early, kind=DocumentKind.MINUTES)
    held = file("Board to approve it")
    supposed = evolve(held, span=Span(first=date(2006, 1, 1), last=date(2007, 1, 1)))
    assert not list(against(held, minute, shipped()))
    assert [(one.reason, one.decisive) for one in against(supposed, minute, shipped())] == [(Reason.BEFORE, False)]


def test_an_action_asked_about_by_other_settings_is_not_judged_by_those_before() -> None:
    paper = linked(Shows.COMPLETION, None, kind=DocumentKind.GUIDANCE, state=DocumentState.DRAFT)
    held = evolve(file("Issue the guidance"), links=(paper,))
    lenient = evolve(shipped(), draft_words=("guidance",))
    for _ in range(2):
        assert weighed(held, shipped()).against_all == {Reason.DRAFT}
        assert weighed(held, lenient).against_all == frozenset()


@given(st.lists(st.dates(date(2005, 6, 1), date(2007, 6, 1)), min_size=3, max_size=30), st.randoms())
def test_one_mistyped_year_does_not_stretch_the_span_of_a_plan(days: list[date], dice: Random) -> None:
    mistyped = [*days, date(2026, 1, 1)]
    dice.shuffle(mistyped)
    assert span_of_days(mistyped) == Span(first=min(days), last=max(days))
