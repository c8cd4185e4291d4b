"""Promises of the screening for personal data: what is planted is found, and what an auditor writes is left alone."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.wording.identifiers import (
    _POSTCODE_IN_SMALL,
    Identifier,
    _all,
    find_identifiers,
    is_nhs_number,
    may_hold_identifiers,
    postcodes_in_small,
    tally,
)

EACH = 2000
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_MONTHS = ("January", "Feb", "March", "Apr", "May", "June", "July", "Aug", "Sept", "October", "Nov", "December")
_AROUND = (
    "Seen at home; {} on the front sheet.",
    "{} was noted in the chronology",
    "The file ({}) has no review.",
    "Referral received 03.02.06, {}, allocated the same day.",
    "{}",
    "Action 3.2: see {}; minutes of 27 02 06 refer.",
)


def nhs_number(dice: random.Random) -> str:
    while True:
        digits = [dice.randrange(10) for _ in range(9)]
        check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11
        if check != 10 and len(set(digits)) > 1:
            whole = "".join(map(str, digits)) + str(check % 11)
            if whole[0] == "0":
                continue  # ten digits that open with 0 are read as a telephone number
            return dice.choice(
                (whole, f"{whole[:3]} {whole[3:6]} {whole[6:]}", f"{whole[:3]}-{whole[3:6]}-{whole[6:]}")
            )


def upn(dice: random.Random) -> str:
    body = "".join(str(dice.randrange(10)) for _ in range(12))
    total = sum(int(digit) * weight for weight, digit in enumerate(body, 2))
    return _UPN_LETTERS[total % 23] + body


def national_insurance(dice: random.Random) -> str:
    prefix = dice.choice(("AB", "JK", "SX", "PW", "YE", "CR", "HM"))
    digits = [f"{dice.randrange(100):02}" for _ in range(3)]
    blank = dice.choice(("", " "))
    return blank.join((prefix, *digits, dice.choice("ABCD")))


def postcode(dice: random.Random) -> str:
    outward = dice.choice(("HR1", "HR4", "WR14", "B15", "SW1A", "EC2V", "M60", "GL51", "CF10", "LD8", "SY8", "W1A"))
    inward = f"{dice.randrange(10)}{dice.choice('ABDEFGHJLNPQRSTUWXYZ')}{dice.choice('ABDEFGHJLNPQRSTUWXYZ')}"
    return outward + dice.choice((" ", " ", "")) + inward


def birth_date(dice: random.Random) -> str:
    day, month, year = dice.randrange(1, 29), dice.randrange(1, 13), dice.randrange(1985, 2006)
    when = dice.choice(
        (f"{day:02}/{month:02}/{year}", f"{day}.{month}.{year % 100:02}", f"{day} {_MONTHS[month - 1]} {year}")
    )
    initials = "".join(dice.choice("ABCDEFGHJKLMNPRSTW") for _ in range(2))
    return dice.choice(
        (f"DOB {when}", f"d.o.b. {when}", f"date of birth: {when}", f"born {when}", f"{initials} ({when})")
    )


def email(dice: random.Random) -> str:
    name = dice.choice(("j.smith", "mum_of_3", "sam-1994", "a.b.c"))
    return f"{name}{dice.randrange(99)}@{dice.choice(('example.com', 'post.example.org', 'council.example.gov.uk'))}"


def telephone(dice: random.Random) -> str:
    def digits(count: int) -> str:
        return "".join(str(dice.randrange(10)) for _ in range(count))

    return dice.choice(
        (f"07{digits(3)} {digits(6)}", f"01432 {digits(6)}", f"(01432) {digits(6)}", f"+44 7{digits(3)} {digits(6)}",
         f"020 7{digits(3)} {digits(4)}", f"07{digits(9)}", f"0300 {digits(3)} {digits(4)}")
    )  # fmt: skip


PLANTED = {
    Identifier.NHS_NUMBER: nhs_number,
    Identifier.UPN: upn,
    Identifier.NATIONAL_INSURANCE: national_insurance,
    Identifier.POSTCODE: postcode,
    Identifier.BIRTH_DATE: birth_date,
    Identifier.EMAIL: email,
    Identifier.TELEPHONE: telephone,
}


def test_two_thousand_planted_strings_are_all_found_for_what_they_are() -> None:
    dice = random.Random(4)
    kinds = list(PLANTED)
    for number in range(EACH):
        kind = kinds[number % len(kinds)]
        words = PLANTED[kind](dice)
        text = dice.choice(_AROUND).format(words)
        found = find_identifiers(text)
        assert kind in {one.kind for one in found}, text
        assert all(one.kind is kind for one in found), (text, found)


def comment(dice: random.Random) -> str:
    day, month, year = dice.randrange(1, 29), dice.randrange(1, 13), dice.choice((2005, 2006, 2019, 2024))
    figure, rec = dice.randrange(2, 40), f"{dice.randrange(1, 17)}.{dice.randrange(1, 20)}"
    lead = dice.choice(("SF", "HL", "ISM", "AM", "LS/HL", "IRO", "LSCB", "PCT"))
    dates = (
        f"{day:02}.{month:02}.{year % 100:02}",
        f"{day} {_MONTHS[month - 1]} {year}",
        f"{day:02}/{month:02}/{year}",
    )
    when = dice.choice(dates)
    return dice.choice(
        (
            f"Action {rec}: minutes of {when} seen, signed by {lead} on {when}.",
            f"Core assessment completed {figure} working days after referral (target 35), see page {figure}.",
            f"Regulation 6(3) of the Care Planning Regulations 2010 (SI 2010/959) not met; visit due {when}.",
            f"s.47 enquiry began {when}; strategy discussion {when} attended by {lead}, police and health.",
            f"R (C) v Northumberland CC [2015] EWHC 2134 (Admin) is cited in the paper {lead} gave on {when}.",
            f"Reference C&F05/06-{figure:03} - APPENDIX 2, version v0.{figure}, {lead} to check by {when}.",
            f"{figure} of 53 files had a plan ({figure / 53:.1%}); {lead}: £{figure},{figure * 20:03}, code 40021763.",
            f"D-{figure:04} and L-{figure:04} show {rec}; case C-{figure}X7QK, lac-file-audit-2006@1, l1101.",
            f"Approved by {lead} ({when}), issued as DraftJARActionPlan2403060.doc and 20060324 v1.0 approved.pdf.",
            f"Working Together 2006 para 5.{figure}; Children Act 1989 s.17 and Sch 2 para 7; CYPPB {when}.",
            f"Sample {figure} of 160, seed {dice.randrange(10**9)}, order number {dice.randrange(10**7, 10**8)}.",
            f"Hash 9f86d081884c7d659a2feaa0c55ad015, {lead}, {when}, 10:45-11:30, room B{figure}.",
            f"{lead} commenced {when}. Visits/Reviews 10.02.06 16 02 06 28 02 06 09 03 06 16 03 06 No material issues.",
            f"Bill {dice.randrange(10**7, 10**8)} paid {when}; ISBN 978-0-11-{dice.randrange(10**6):06}-{figure % 10}.",
            f"{lead} ({when}) and HL ({day:02}.{month:02}.{year % 100:02}) both read the file; next in {year + 1}.",
        )
    )


def test_of_two_thousand_innocent_comments_at_most_one_in_a_hundred_is_flagged() -> None:
    dice = random.Random(5)
    flagged = [text for text in (comment(dice) for _ in range(EACH)) if find_identifiers(text)]
    assert len(flagged) <= EACH // 100, Counter(flagged).most_common(5)


@pytest.mark.parametrize("number", ["943 476 5919", "9434765919", "4010232137"])
def test_the_published_examples_of_nhs_numbers_are_sound(number: str) -> None:
    assert is_nhs_number(number)


@pytest.mark.parametrize("number", ["943 476 5918", "0000000000", "123456789", "1234567890"])
def test_a_wrong_check_digit_is_no_nhs_number(number: str) -> None:
    assert not is_nhs_number(number)


@given(st.text(max_size=80))
def test_what_is_found_lies_in_the_text_in_order_and_never_overlaps(text: str) -> None:
    at = 0
    for one in find_identifiers(text):
        assert at <= one.start < one.end <= len(text)
        at = one.end


PIECES = st.sampled_from(
    ["D.O.B. ", "dob", "b.", "born on ", "date of birth: ", "JS (", "J.S. (aged 4, ", "AB ", "SW1A", "HR1", " 2AB",
     "07", "7700 900", "(0)", "+44", "943", " ", "-", "476 5919", "12", "/", ".", "3", "March", "2001", ")", "AB",
     "12 34 56", " c", "A8012", "34567890123", "x@y.org", "on file", ", "]
)  # fmt: skip


@given(st.lists(PIECES | st.text("aAbB09 ().-/@", max_size=3), max_size=9).map("".join))
def test_no_text_is_passed_over_in_which_something_would_be_found(text: str) -> None:
    if not may_hold_identifiers(text):
        assert not list(_all(text)), text


@given(st.from_regex(_POSTCODE_IN_SMALL))
def test_no_postcode_in_small_letters_is_passed_over(text: str) -> None:
    shown = [one.span() for one in _POSTCODE_IN_SMALL.finditer(text) if not one[0].isupper()]
    assert [(one.start, one.end) for one in postcodes_in_small(text)] == shown


def test_a_tally_counts_by_page_and_repeats_no_words() -> None:
    pages = ((1, "DOB 1.2.1999 and 943 476 5919"), (3, "NHS 943 476 5919"))
    told = tally(pages)
    assert [(one.kind, one.count, one.pages) for one in told] == [
        (Identifier.NHS_NUMBER, 2, (1, 3)),
        (Identifier.BIRTH_DATE, 1, (1,)),
    ]
    assert "943" not in repr(told)
