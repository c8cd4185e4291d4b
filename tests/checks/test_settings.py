"""Promises of the settings: what is shipped is what is written, and every mistake is named by its line."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from check_subjects import PLAN
from hypothesis import given
from hypothesis import strategies as st

from evidence.checks.engine import run
from evidence.checks.rules import RULES
from evidence.checks.settings import (
    THRESHOLDS,
    AuditTerms,
    LevelWords,
    LocalLimit,
    Settings,
    Thresholds,
    shipped,
    shipped_text,
)
from evidence.checks.settings_text import read_settings, write_settings
from evidence.checks.standing import claimed_done
from evidence.checks.subjects import ActionFile
from evidence.model.clock import Holidays, Unit
from evidence.model.document import DocumentKind
from evidence.model.errors import UnreadableInput
from evidence.model.issue import Severity
from evidence.model.plan import Action, ClaimState, Progress
from evidence.wording.done import says_done
from evidence.wording.verbs import VERB_CLASSES, VerbClass

DAY = date(2006, 3, 24)
_TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda t: t.strip(" *")
)
_KINDS = st.lists(st.sampled_from(list(DocumentKind)), min_size=1, max_size=4, unique=True)
HOLIDAYS = [str(one) for one in Holidays]
_LIMIT = st.builds(
    LocalLimit,
    clock=st.sampled_from(["T-C09", "T-L09/first", "T-C07", "T-C16"]),
    amount=st.integers(0, 999),
    unit=st.sampled_from([str(unit) for unit in Unit]),
)
_LEVEL = st.builds(LevelWords, words=st.lists(_TEXT, max_size=4, unique=True), kinds=_KINDS)


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    words = draw(st.lists(st.text("abcdefg -", min_size=1).filter(str.strip), max_size=8, unique=True))
    verbs = [
        VerbClass(
            name=f"group {number}",
            words=[word],
            accepts=draw(_TEXT.filter(str.strip)),
            not_enough='a "quoted" word \\ and a stroke',
            kinds=draw(_KINDS),
            not_enough_kinds=draw(_KINDS),
            a_draft_is_enough=draw(st.booleans()),
        )
        for number, word in enumerate(words)
    ]
    codes = draw(st.lists(st.sampled_from([rule.CODE for rule in RULES]), unique=True, max_size=4))
    return Settings(
        severities=[(code, draw(st.sampled_from(list(Severity)))) for code in codes],
        thresholds=Thresholds(**{key: draw(st.integers(0, 36_500)) for key in THRESHOLDS}),
        audits=AuditTerms(
            same_team=draw(st.booleans()),
            count_start_day=draw(st.booleans()),
            bank_holidays=draw(st.sampled_from(HOLIDAYS)),
        ),
        timescales=draw(st.lists(_LIMIT, max_size=3, unique_by=lambda one: one.clock)),
        implementation=draw(_LEVEL),
        impact=draw(_LEVEL),
        draft_words=draw(st.lists(_TEXT, max_size=20, unique=True)),
        done_words=draw(st.lists(_TEXT, max_size=3, unique=True)),
        verbs=verbs,
    )


def test_the_shipped_text_is_what_its_own_values_are_written_as() -> None:
    assert write_settings(shipped()) == shipped_text()
    assert shipped().verbs == VERB_CLASSES


@given(settings())
def test_whatever_a_keeper_sets_is_read_back_as_it_was_written(given_settings: Settings) -> None:
    assert read_settings(write_settings(given_settings)) == given_settings


def test_what_is_left_out_is_as_shipped() -> None:
    assert read_settings("") == shipped()
    assert read_settings("[thresholds]\ndays_to_answer = 3\n").thresholds == Thresholds(days_to_answer=3)


def test_all_mistakes_are_told_at_once_each_with_its_line_and_what_was_probably_meant() -> None:
    text = "\n".join(
        (
            "[severity]",
            'E104 = "eror"',
            'E999 = "error"',
            "[thresholds]",
            "days_to_anser = 3",
            "days_after_claim = -1",
            "[done]",
            "words = 4",
            "[drafts]",
            "[[verbs]]",
            'name = "one"',
            'words = ["agree"]',
            'accepts = "a minute"',
            'not_enough = "an agenda"',
            'kinds = ["minuts"]',
            "[[verbs]]",
            'name = "one"',
            'words = ["agree"]',
            'kinds = ["minutes"]',
        )
    )
    with pytest.raises(UnreadableInput) as caught:
        read_settings(text, name="settings.toml")
    told = str(caught.value).splitlines()
    assert [int(line.split(",")[1].split()[1]) for line in told] == sorted([2, 3, 5, 6, 8, 9, 15, 16, 16, 17, 18])
    for meant in ("'error'", "'days_to_answer'", "'draft'", "'minutes'"):
        assert any(f"Did you mean {meant}?" in line for line in told), meant
    assert all("expected" in line and "found" in line for line in told)


def test_limits_of_the_council_are_read_in_words() -> None:
    told = read_settings('[timescales]\n"T-C09/first" = "10 Working days"\nT-C07 = "1 month"\n')
    assert [(one.clock, one.amount, one.unit) for one in told.timescales] == [
        ("T-C09/first", 10, "working-days"),
        ("T-C07", 1, "months"),
    ]
    with pytest.raises(UnreadableInput) as caught:
        read_settings(
            '[timescales]\n"T-C09" = "soon"\nC09 = "1 day"\n[audits]\nsame_team = 1\nbank_holidays = "Wales"\n'
        )
    assert [int(line.split(",")[1].split()[1]) for line in str(caught.value).splitlines()] == [2, 3, 5, 6]


def test_what_is_no_toml_is_told_with_its_place() -> None:
    with pytest.raises(UnreadableInput, match="line 2"):
        read_settings("[thresholds]\ndays = = 3\n")


def test_the_words_that_are_shown_as_done_are_those_that_the_plan_reader_counts() -> None:
    for word in shipped().done_words:
        assert says_done(word), word


def action(text: str, claim: str, *because: str, status: str | None = None) -> Action:
    progress = Progress(text=text, claim=ClaimState(claim), because=because)
    return Action(ref="R1.1", recommendation="1", text="Meet the schools", progress=progress, status=status)


def test_a_word_that_the_keeper_takes_out_claims_nothing_any_more() -> None:
    fewer = evolve(shipped(), done_words=[word for word in shipped().done_words if word != "closed"])
    closed = action("Closed", "done", "'closed' says so")
    assert claimed_done(closed, DAY, shipped())
    assert not claimed_done(closed, DAY, fewer)
    assert claimed_done(action("Met", "done", "'met' is what the action asks for"), DAY, fewer)


@pytest.mark.parametrize(
    ("text", "status", "done"),
    [
        ("Embedded in practice", None, True),
        ("Now fully embedded across teams", None, True),
        ("", "Embedded", True),
        ("Not yet embedded", None, False),
        ("To be embedded by May", None, False),
        ("Embedded in some teams, further work required", None, False),
        ("Two teams trained", None, False),
    ],
)
def test_a_word_that_the_keeper_adds_claims_completion_unless_it_is_held_back(
    text: str, status: str | None, done: bool
) -> None:
    more = evolve(shipped(), done_words=[*shipped().done_words, "embedded"])
    assert claimed_done(action(text, "part", status=status), DAY, more) is done
    assert not claimed_done(action(text, "part", status=status), DAY, shipped())


def test_the_weight_of_a_rule_is_the_keepers() -> None:
    heavier = evolve(shipped(), severities=[("P205", Severity.ERROR)])
    subject = ActionFile(plan=PLAN, action=action("", "none"))

    def weights(chosen: Settings) -> dict[str, Severity]:
        return {issue.code: issue.severity for issue in run(RULES, [subject], DAY, settings=chosen).issues}

    assert weights(shipped())["P205"] is Severity.QUERY
    assert weights(heavier) == weights(shipped()) | {"P205": Severity.ERROR}


def test_a_verb_of_the_keepers_own_decides_what_is_asked_for() -> None:
    own = VerbClass(name="adopt", words=["twin*"], accepts="a charter", not_enough="a photograph", kinds=["letter"])
    chosen = evolve(shipped(), verbs=(own, *shipped().verbs))
    subject = ActionFile(plan=PLAN, action=evolve(action("Done", "done"), text="Twinning of the two schools"))
    told = next(issue for issue in run(RULES, [subject], DAY, settings=chosen).issues if issue.code == "E101")
    assert "a charter" in told.message
