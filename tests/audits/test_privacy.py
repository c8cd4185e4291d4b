"""No child's name is stored: what people write is screened, and case files have references that mean nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.audits import privacy
from evidence.audits.privacy import REFERENCE, issue_references, refuse_personal, screen
from evidence.model.errors import Refused

CHANCE = random.Random(2006)
NAMES = ("Mark", "Anna Example", "O'Neil")


def digits(count: int) -> str:
    return "".join(str(CHANCE.randrange(10)) for _ in range(count))


def nhs_number() -> str:
    while True:
        nine = [CHANCE.randrange(10) for _ in range(9)]
        check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), nine, strict=True)) % 11
        if check != 10:
            text = "".join(map(str, [*nine, check % 11]))
            return f"{text[:3]} {text[3:6]} {text[6:]}"


def upn() -> str:
    letters, rest = "ABCDEFGHJKLMNPQRTUVWXYZ", digits(12)
    return letters[sum(weight * int(digit) for weight, digit in enumerate(rest, start=2)) % 23] + rest


PLANTED: tuple[Callable[[], str], ...] = (
    lambda: f"NHS {nhs_number()}",
    lambda: f"UPN {upn()}",
    lambda: (
        f"{CHANCE.choice(['HR', 'SY', 'B', 'LS'])}{CHANCE.randrange(1, 20)} {CHANCE.randrange(1, 10)}"
        f"{CHANCE.choice('ABDEFGHJLN')}{CHANCE.choice('ABDEFGHJLN')}"
    ),
    lambda: (
        f"{CHANCE.choice('ABCDEFGH')}{CHANCE.choice('ABCDEFGH')} {CHANCE.randrange(1, 28):02}/"
        f"{CHANCE.randrange(1, 13):02}/{CHANCE.randrange(90, 99)}"
    ),
    lambda: f"{CHANCE.choice(['mother', 'worker.two', 'a.b'])}@{CHANCE.choice(['example.org', 'council.example.uk'])}",
    lambda: f"07{digits(3)} {digits(6)}",
    lambda: f"child id: {CHANCE.randrange(10**6, 10**9)}",
    lambda: f"case number {CHANCE.randrange(10**5, 10**8)}",
    lambda: CHANCE.choice(NAMES),
)
AROUND = (
    "Visit recorded {}, child seen alone.",
    "{} was spoken to at the review",
    "The plan says ({}) and the chronology agrees.",
    "Legal advice on file; see {}",
)
INNOCENT: tuple[Callable[[], str], ...] = (
    lambda: f"{CHANCE.randrange(1, 28)} {CHANCE.choice(['Mar', 'Feb', 'March'])} 06",
    lambda: f"{CHANCE.randrange(1, 28):02} {CHANCE.randrange(1, 13):02} 06",
    lambda: f"SI 2010/959, regulation {CHANCE.randrange(1, 50)}({CHANCE.randrange(1, 9)})",
    lambda: f"Children Act 1989, section {CHANCE.randrange(1, 90)}",
    lambda: f"[20{digits(2)}] EWHC {CHANCE.randrange(1, 3000)} (Admin)",
    lambda: f"C-tamiro, question l{CHANCE.randrange(101, 1604)}",
    lambda: f"action jar:R{CHANCE.randrange(1, 20)}.{CHANCE.randrange(1, 20)}",
    lambda: f"{CHANCE.randrange(1, 40)} of 40 files, {CHANCE.randrange(1, 100)} %",
    lambda: f"D-00{digits(2)}, page {CHANCE.randrange(1, 30)}",
    lambda: f"LAC({CHANCE.randrange(98, 100)}){CHANCE.randrange(1, 30)}",
    lambda: (
        f"within {CHANCE.randrange(1, 45)} working days of {CHANCE.randrange(1, 28)}.0{CHANCE.randrange(1, 9)}.2006"
    ),
    lambda: "remarkable work, well marked in red",
)


@pytest.mark.parametrize("at", range(len(PLANTED)))
def test_planted_identifiers_are_found_and_masked(at: int) -> None:
    for number in range(-(-2000 // len(PLANTED))):
        planted = PLANTED[at]()
        text = AROUND[number % len(AROUND)].format(planted)
        screened = screen(text, NAMES)
        assert not screened.clean, text
        assert planted not in screened.text
        with pytest.raises(Refused) as refusal:
            refuse_personal("answers!D7", screened)
        assert "answers!D7" in str(refusal.value) and planted not in str(refusal.value)


def test_innocent_comments_are_let_through() -> None:
    refused = []
    for number in range(2000):
        text = AROUND[number % len(AROUND)].format(INNOCENT[number % len(INNOCENT)]())
        if not screen(text, NAMES).clean:
            refused.append(text)
    assert len(refused) <= 20, refused[:20]


def test_the_examples_of_the_field() -> None:
    for text in ("AB 12/03/98", "NHS 943 476 5919"):
        assert not screen(text).clean, text
    for text in ("1 Mar 06", "Approved by SF 01/03/06", "reminder SF 25 03 06"):
        assert screen(text, on=date(2006, 3, 24)).clean, text
    assert not screen("JT 04 05 98 was seen", on=date(2006, 3, 24)).clean


@given(st.text(max_size=80), st.lists(st.text("abc '", min_size=1, max_size=8), max_size=3))
def test_what_is_clean_stays_word_for_word_and_what_is_masked_is_clean_of_names(text: str, names: list[str]) -> None:
    screened = screen(text, names)
    assert screened.text == text or not screened.clean
    assert [hit.start for hit in screened.hits] == sorted(hit.start for hit in screened.hits)


def test_a_reference_means_nothing_and_stays_from_round_to_round() -> None:
    first = issue_references(["100234", "100235"], {}, CHANCE.randrange)
    again = issue_references(["100235", "100300"], first, CHANCE.randrange)
    assert {number: again[number] for number in first} == first
    assert len(set(again.values())) == 3 and all(REFERENCE.fullmatch(ref) for ref in again.values())
    assert not any(number in ref for number, ref in again.items())


def test_a_word_that_is_taken_is_not_given_again() -> None:
    turns = iter([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    issued = issue_references(["new"], {"old": "C-babababa"}, lambda below: next(turns) % below)
    assert issued["new"] == "C-babababe"


@pytest.mark.parametrize("key", [{"1": "C-tamiro", "2": "C-tamiro"}, {"1": "tamiro"}, {"1": "C-12345"}])
def test_a_damaged_key_file_is_refused(key: dict[str, str]) -> None:
    with pytest.raises(Refused, match="key file"):
        issue_references(["3"], key, CHANCE.randrange)


LABELLED = st.sampled_from(
    ["child id ", "LA childid: ", "903 ID 12345", "case no. ", "Mosaic ref ", "AB12", "123", "AB 12/03/98",
     "A.B., 1/2/03", "A ", "B.", ", ", " ", "1.2.1999", "file", "note"]
)  # fmt: skip


@given(st.lists(LABELLED, max_size=7).map("".join))
def test_no_text_is_passed_over_that_has_a_labelled_number_or_initials_with_a_date(text: str) -> None:
    numbers, initials = privacy._LABELLED.search(text), privacy._INITIALS.search(text)
    if numbers or initials:
        assert privacy._WORTH.search(text)
    assert not numbers or (privacy._NUMBER.search(text) and any(word in text.lower() for word in privacy._LABELS))
    assert not initials or privacy._BEFORE_A_DAY.search(text)


@pytest.mark.parametrize(
    "text", ["seen at hr1 2ab", "moved to Sw1a 1aa.", "letter to J.S. 01/11/1999", "with TP, 12-03-98"]
)
def test_what_is_typed_carelessly_is_found_too(text: str) -> None:
    assert not screen(text, on=date(2006, 3, 10)).clean


@pytest.mark.parametrize(
    "text",
    ["letter to SF 01/03/06", "stage l1 2nd visit", "s47 3hr visit", "memo from HC 12 02 06", "see l1 2 and s20 1st"],
)
def test_colleagues_dates_and_small_words_are_not_taken_for_a_child(text: str) -> None:
    assert screen(text, on=date(2006, 3, 10)).clean
