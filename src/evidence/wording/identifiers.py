"""Words that may tell who a child or another person is: numbers, addresses and dates of birth in free text.

Names are not looked for: no list of names tells a person from a street or a board. Every find is a suspicion, to be
looked at by somebody. Check digits are tested wherever a number has one, so that a reference is not taken for it: NHS
number (modulus 11, NHS Data Dictionary), UPN (modulus 23, Department for Education's guide to the UPN).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from attrs import field, frozen

from evidence.model.sequences import as_tuple


class Identifier(StrEnum):
    """What sort of words were found."""

    NHS_NUMBER = "NHS number"
    UPN = "unique pupil number"
    NATIONAL_INSURANCE = "National Insurance number"
    POSTCODE = "postcode"
    BIRTH_DATE = "date of birth"
    EMAIL = "e-mail address"
    TELEPHONE = "telephone number"


@frozen(kw_only=True)
class Found:
    """Where such words stand; the words themselves are not repeated here."""

    kind: Identifier
    start: int  # offset in the text as given
    end: int


@frozen(kw_only=True)
class Suspected:
    """How often one sort was found in a document, and on which pages."""

    kind: Identifier
    count: int
    pages: tuple[int, ...] = field(default=(), converter=as_tuple)  # from 1, in order


_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9_][\w.+'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![\w@-])")
_TELEPHONE = re.compile(
    r"(?<![\w/.£$+-])(?:(?:\+|00) ?44 ?(?:\(0\) ?)?[1-37]\d(?:[ -]?\d){8}"
    r"|\(?0(?:[127]\d|3[0347])\d{0,3}\)?(?:[ -]?\d){5,8})"
    r"(?![\w/]|[.,-]\d)"
)
# prefixes that are never issued, and suffixes A to D: HM Revenue and Customs manual NIM39110
_NATIONAL_INSURANCE = re.compile(
    r"(?<![\w/-])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w/-])",
    re.IGNORECASE,
)
# areas of the United Kingdom's postcodes; inward code without C I K M O V (Royal Mail, Programmer's Guide to PAF)
_OUTWARD = (
    r"(?<![\w/-])(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|J[E]|K[ATWY]"
    r"|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
    r"\d[\dA-HJKMNPR-Y]?"
)
_INWARD = r"\d[ABD-HJLNP-UW-Z]{2}(?![\w/-])"
_POSTCODE = re.compile(f"{_OUTWARD} ?{_INWARD}")
_POSTCODE_IN_SMALL = re.compile(rf"{_OUTWARD} (?!\d(?:st|nd|rd|th|hr|yr|yo|wd)){_INWARD}", re.IGNORECASE)
_UPN = re.compile(r"(?<![\w/-])([A-HJ-NP-RT-Z])(\d{11})([0-9A-HJ-NP-RT-Z])(?![\w/-])", re.IGNORECASE)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_NHS = re.compile(r"(?<![\w/.£$+-])(?:\d{10}|\d{3}[ -]\d{3}[ -]\d{4})(?![\w/]|[.,-]\d)")
_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\d{1,2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})"
    r",?[ ./-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
)
_BORN = re.compile(
    rf"(?<![a-z])(?:d\.?o\.?b\.?|date of birth|birth ?date|born(?: on)?|b\.)(?![a-z])[ :=(-]{{0,4}}(?P<date>{_DATE})",
    re.IGNORECASE,
)
# initials with a date in brackets, as case notes put a child: "JS (12.03.2001)", "J.S. (aged 4, 12/3/01)"
_BESIDE = re.compile(
    r"(?<![\w.&/])[A-Z]\.? ?[A-Z]\.?(?: ?[A-Z]\.?)? \((?:aged? \d{1,2}, ?)?"
    rf"(?P<date>(?i:{_DATE}))(?=\)|,|;)"
)
_ANY_DATE = re.compile(rf"(?<!\d){_DATE}", re.IGNORECASE)
_MEETING_WORDS = re.compile(r"(?i)\b(?:by|from|to|with|and|approved|agreed|met|lead|leads|signed|minutes|memo)\W*$")
# what all of them have but e-mail addresses and dates said to be of birth; most short texts have none of it
_POSSIBLE = re.compile(r"\d(?:[A-Z]{2}|(?:[ )-]{0,2}\d){7}| ?\d\d ?\d\d ?[A-Da-d])")
_POSSIBLY_BESIDE = re.compile(r"[A-Z]\.? \(")
_POSSIBLY_IN_SMALL = re.compile(r" \d[^\W\d_]")  # what a postcode in small letters has
_BIRTH = re.compile(r"[Bb](?:\.|[Ii][Rr][Tt][Hh]|[Oo][Rr][Nn])|[Oo]\.?[Bb](?![A-Za-z])")


def find_identifiers(text: str) -> tuple[Found, ...]:
    """Words of a text that may identify a person, in the order of the text, none inside another.

    An NHS number without its name beside it must be written in its own groups (3 3 4) or stand as ten digits with a
    sound check digit; a postcode must be in capitals; ten digits that are a telephone number are told as that. A
    date in brackets after initials counts as a date of birth where no other date of the text is near it.
    """
    if not may_hold_identifiers(text):
        return ()
    found: list[Found] = []
    for one in sorted(_all(text), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)


def postcodes_in_small(text: str) -> Iterator[Found]:
    """Postcodes that were typed in small letters, with their space; in a document they are too like other words."""
    if not _POSSIBLY_IN_SMALL.search(text):
        return iter(())
    return _each(Identifier.POSTCODE, (one for one in _POSTCODE_IN_SMALL.finditer(text) if not one[0].isupper()))


def may_hold_identifiers(text: str) -> bool:
    """Whether a text is worth looking through; `False` is said of no text in which something would be found."""
    return bool("@" in text or _POSSIBLE.search(text) or _POSSIBLY_BESIDE.search(text) or _BIRTH.search(text))


def tally(pages: Iterable[tuple[int, str]]) -> tuple[Suspected, ...]:
    """How often each sort was found on the pages of a document, given as (number, text); commonest sorts first."""
    counts: Counter[Identifier] = Counter()
    where: dict[Identifier, dict[int, None]] = {}
    for number, text in pages:
        for one in find_identifiers(text):
            counts[one.kind] += 1
            where.setdefault(one.kind, {})[number] = None
    return tuple(Suspected(kind=kind, count=count, pages=tuple(where[kind])) for kind, count in counts.most_common())


def _all(text: str) -> Iterator[Found]:
    if "@" in text:
        yield from _each(Identifier.EMAIL, _EMAIL.finditer(text))
    for one in _BORN.finditer(text):
        yield Found(kind=Identifier.BIRTH_DATE, start=one.start(), end=one.end())
    years: Counter[int] | None = None
    for one in _BESIDE.finditer(text):
        if _MEETING_WORDS.search(text, max(0, one.start() - 24), one.start()):
            continue
        years = years or _years(text)
        year = _year(one["date"])
        if years[year - 1] + years[year] + years[year + 1] <= 1:  # a birth lies apart from what was done
            yield Found(kind=Identifier.BIRTH_DATE, start=one.start(), end=one.end("date"))
    yield from _each(Identifier.NATIONAL_INSURANCE, _NATIONAL_INSURANCE.finditer(text))
    yield from _each(Identifier.POSTCODE, _POSTCODE.finditer(text))
    yield from _each(Identifier.TELEPHONE, _TELEPHONE.finditer(text))
    yield from _each(Identifier.UPN, (one for one in _UPN.finditer(text) if _is_upn(one)))
    yield from _each(Identifier.NHS_NUMBER, (one for one in _NHS.finditer(text) if is_nhs_number(one[0])))


def _years(text: str) -> Counter[int]:
    return Counter(_year(one[0]) for one in _ANY_DATE.finditer(text))


def _year(date_text: str) -> int:
    if re.match(r"\d{4}", date_text):
        return int(date_text[:4])
    last = int(re.split(r"\D", date_text)[-1])
    return last if last > 99 else last + (1900 if last > 50 else 2000)


def _each(kind: Identifier, matches: Iterable[re.Match[str]]) -> Iterator[Found]:
    return (Found(kind=kind, start=one.start(), end=one.end()) for one in matches)


def is_nhs_number(text: str) -> bool:
    """Whether ten digits (blanks and dashes aside) end with the check digit of an NHS number, and are not all alike."""
    digits = [int(letter) for letter in text if letter.isdecimal()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == digits[9]


def _is_upn(found: re.Match[str]) -> bool:
    """The letter is the weighted sum of what follows, modulo 23; a temporary number ends with a letter."""
    last = found[3].upper()
    digits = [int(letter) for letter in found[2]]
    digits.append(int(last) if last.isdecimal() else _UPN_LETTERS.index(last))
    total = sum(digit * weight for weight, digit in enumerate(digits, 2))
    return _UPN_LETTERS[total % 23] == found[1].upper()
