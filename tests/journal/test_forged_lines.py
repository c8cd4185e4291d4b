"""Lines whose hashes are right and whose words are not as the format says are named: a forger writes such."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains import AT, chain
from evidence.journal import entry
from evidence.journal.verify import Wrong, check
from evidence.model.event import EventKind

NOT_THE_FORM = "the entry is not canonical JSON with the eight fields of the format"
SALT = b"0" * 64


def rehashed(words: bytes) -> bytes:
    """A journal line of these words, under their own hash."""
    return hashlib.sha256(b"\0" + words).hexdigest().encode() + b" " + words + b"\n"


def with_details(words: bytes) -> entry.Lines:
    """The first entry of a journal, committed to a details line of these words."""
    made = entry.Words(line=SALT + b" " + words + b"\n", commit=hashlib.sha256(SALT + words).hexdigest())
    onto = entry.Link(seq=0, leaf=entry.GENESIS)
    return entry.write(onto=onto, at=AT, by="P-0001", kind=EventKind.ACTOR_REGISTERED, store="s", words=made)


MORE, SEQ, BY, KIND, STORE = b'"more":0', b'"seq":1', b'"by":"P-0001"', b'"kind":"actor-registered"', b'"store":"s"'
START, END, TIME = b'{"at"', b'"store":"s"}', b"2026-01-05T09:00:00Z"
FORGED = (  # the words that are changed, what is said of the line, what they are changed to
    (MORE, NOT_THE_FORM, [b'"more":' + more for more in (b"00", b"-0", b"0e0", b"0.0", b"true", b'"0"', b"9" * 5000)]),
    (MORE, "it counts fewer than no entries behind it", [b'"more":-1']),
    (SEQ, NOT_THE_FORM, [b'"seq":' + seq for seq in (b"1.0", b"1e0", b" 1", b"01", b"1" * 5000)]),
    (SEQ, NOT_THE_FORM, [b'"seq":1,"seq":1', b'"seq":2,"seq":1']),
    (SEQ, "expected entry 1, found entry 0", [b'"seq":0']),
    (SEQ, "expected entry 1, found entry -1", [b'"seq":-1']),
    (SEQ, "expected entry 1, found entry 9007199254740993", [b'"seq":9007199254740993']),
    (BY, NOT_THE_FORM, [BY + b"," + BY, b'"by":["P-0001"]', b'"by":null', b'"by" :"P-0001"']),
    (
        BY,
        "is not an actor",
        [b'"by":"\\u0050-0001"', b'"by":"P-0001\xff"', b'"by":"P-0001\x00"', '"by":"P-٠٠٠١"'.encode()],
    ),
    (BY, "'keeper' is not an actor", [b'"by":"keeper"']),
    (KIND, "is no kind of entry", [b'"kind":"\\u0061ctor-registered"', b'"kind":"actor-registered "']),
    (STORE, NOT_THE_FORM, [b'"store":"\\u0073"', b'"store":"s","then":1', b'"store":"s\xff"']),
    (END, NOT_THE_FORM, [END + more for more in (b" ", b"\r", b"{}", b"\x00")]),
    (START, NOT_THE_FORM, [b' {"at"', b'\xef\xbb\xbf{"at"', b'{"and":1,"at"']),
    (TIME, "is not a time in UTC", [b"2026-01-05T09:00:00+00:00", b"2026-02-30T09:00:00Z", b"2026-01-05T25:00:00Z"]),
    (TIME, "is not a time in UTC", [b"2026-W01-1T09:00:00Z", "2026-01-05T09:00:0０Z".encode()]),
)


@pytest.mark.parametrize(
    ("before", "said", "after"), [(before, said, each) for before, said, forged in FORGED for each in forged]
)
def test_a_line_that_hashes_right_but_is_not_as_the_format_says_is_named(
    before: bytes, said: str, after: bytes
) -> None:
    (lines,) = chain({"a": 1})
    changed = lines.journal[65:-1].replace(before, after)
    assert changed != lines.journal[65:-1]
    (found,) = check([(rehashed(changed), lines.details)], "s")
    assert isinstance(found, Wrong) and (found.file, found.seq, found.torn) == ("journal", 1, False)
    assert said in found.message


def test_fields_in_another_order_are_named() -> None:
    (lines,) = chain({"a": 1})
    fields = lines.journal[66:-2].split(b",")
    for place in range(1, len(fields)):
        swapped = [*fields[: place - 1], fields[place], fields[place - 1], *fields[place + 1 :]]
        (found,) = check([(rehashed(b"{" + b",".join(swapped) + b"}"), lines.details)], "s")
        assert isinstance(found, Wrong) and found.message == NOT_THE_FORM, place


def test_a_name_of_the_store_with_quotes_lets_no_field_in() -> None:
    (lines,) = chain({"a": 1})
    name = 's","then":"1'
    changed = lines.journal[65:-1].replace(b'"store":"s"', f'"store":"{name}"'.encode())
    (found,) = check([(rehashed(changed), lines.details)], name)
    assert isinstance(found, Wrong) and found.message == NOT_THE_FORM


def test_a_carriage_return_at_the_end_of_a_line_is_named() -> None:
    (lines,) = chain({"a": 1})
    (found,) = check([(lines.journal[:-1] + b"\r\n", lines.details)], "s")
    assert isinstance(found, Wrong) and found.file == "journal"
    (found,) = check([(lines.journal, lines.details[:-1] + b"\r\n")], "s")
    assert isinstance(found, Wrong) and found.file == "details"


@pytest.mark.parametrize("prev", [b"\\u00" + b"30" * 30, b"F" * 64, b"0" * 63 + b"\xff"])
def test_behind_a_line_that_fell_out_the_form_of_the_next_is_still_looked_at(prev: bytes) -> None:
    first, second = chain({"a": 1}, {"b": 2})
    changed = re.sub(rb'"prev":"[0-9a-f]*"', lambda _: b'"prev":"' + prev + b'"', second.journal[65:-1])
    pairs = [(b"x" + first.journal[1:], first.details), (rehashed(changed), second.details)]
    assert [(item.seq, item.file) for item in check(pairs, "s") if isinstance(item, Wrong)] == [
        (1, "journal"),
        (2, "journal"),
    ]


@pytest.mark.parametrize("commit", [b"z" * 64, b"\\" * 64, b"A" * 64])
def test_an_entry_that_commits_to_no_hash_is_named_even_where_its_details_are_gone(commit: bytes) -> None:
    first, second = chain({"a": 1}, {"entries": [1]}, kinds={1: EventKind.DETAILS_ERASED})
    changed = re.sub(rb'"commit":"[0-9a-f]*"', lambda _: b'"commit":"' + commit + b'"', first.journal[65:-1])
    found = list(check([(rehashed(changed), b"erased 2\n"), (second.journal, second.details)], "s"))
    assert isinstance(found[0], Wrong) and (found[0].seq, found[0].file) == (1, "journal")


@pytest.mark.parametrize(
    "line", [b"erased 0\n", b"erased 02\n", b"erased 2 \n", b"erased 2\r\n", b"erased " + b"2" * 5000 + b"\n"]
)
def test_a_tombstone_that_is_not_as_the_format_says_is_named(line: bytes) -> None:
    first, second = chain({"a": "secret"}, {"entries": [1]}, kinds={1: EventKind.DETAILS_ERASED})
    found = list(check([(first.journal, line), (second.journal, second.details)], "s"))
    assert [(item.file, item.seq) for item in found if isinstance(item, Wrong)] == [("details", 1)]


@pytest.mark.parametrize(
    "words",
    [
        b'{"a": 1}',
        b'{"a":1 }',
        b' {"a":1}',
        b'{"a":1} ',
        b'{"a":1}\r',
        b'{"a":1}\x00',
        b'{"a":1}{}',
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"b":1}}',
        b'{"b":1,"a":2}',
        b'{"a":[{"c":1,"b":2}]}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":"\\u00E9"}',
        b'{"a":"\\ud800"}',
        b'{"a":01}',
        b'{"a":-0}',
        b'{"a":1e0}',
        b'{"a":1.0}',
        b'{"a":1.5}',
        b'{"a":[1,2.5]}',
        b'{"a":NaN}',
        b'{"a":"\x00"}',
        b'{"a":"\t"}',
        b'{"a":"\xff"}',
        b'{"a":"\xed\xa0\x80"}',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":1,}',
        b"[]",
        b"1",
        b"{",
        b"",
        b"[" * 100_000,
    ],
)
def test_details_that_hash_right_but_are_not_as_the_format_says_are_named(words: bytes) -> None:
    lines = with_details(words)
    (found,) = check([(lines.journal, lines.details)], "s")
    assert isinstance(found, Wrong) and found.file == "details" and not found.torn


def test_a_space_that_moved_between_salt_and_details_is_named() -> None:
    lines = with_details(b'{"a":1}')
    for place in (63, 65):
        moved = lines.details.replace(b" ", b"")
        (found,) = check([(lines.journal, moved[:place] + b" " + moved[place:])], "s")
        assert isinstance(found, Wrong) and found.file == "details"


def said_freely(words: bytes) -> bytes:
    """An entry without what nothing else in a journal of one entry fixes: when, and who."""
    return re.sub(rb'"at":"[0-9T:Z-]{20}","by":"P-[0-9]{4,}"', b"", words)


@given(st.data())
def test_no_edit_of_a_line_under_a_new_hash_passes(data: st.DataObject) -> None:
    (lines,) = chain({"a": 1})
    words = lines.journal[65:-1]
    start = data.draw(st.integers(0, len(words)))
    stop = data.draw(st.integers(start, min(start + 3, len(words))))
    changed = words[:start] + data.draw(st.text('"\\,:{}-.eu019aAzé \t\r', max_size=4)).encode() + words[stop:]
    (found,) = check([(rehashed(changed), lines.details)], "s")
    assert isinstance(found, Wrong) or found.more or said_freely(changed) == said_freely(words)
