"""An entry is two lines whose hashes an inspector can work out by hand."""

from __future__ import annotations

import hashlib
import json
import subprocess
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import programs
from chains import AT, chain
from evidence.journal import entry
from evidence.journal.verify import Sound, Wrong, check
from evidence.model.event import EventKind
from strategies import TEXT

DETAILS = st.dictionaries(st.text("abcde", min_size=1, max_size=4), TEXT | st.integers(0, 9) | st.none(), max_size=4)


@given(DETAILS)
def test_what_was_written_is_read_back(details: dict[str, Any]) -> None:
    (lines,) = chain(details)
    head = entry.read_head(lines.journal)
    assert (head.seq, head.by, head.kind, head.at) == (1, "P-0001", EventKind.ACTOR_REGISTERED, AT)
    assert entry.read_details(lines.details, head.commit) == details


@given(st.lists(DETAILS, min_size=1, max_size=5))
def test_the_checker_agrees_with_the_writer(details: list[dict[str, Any]]) -> None:
    lines = chain(*details)
    found = list(check([(line.journal, line.details) for line in lines], "s"))
    assert [item.details for item in found if isinstance(item, Sound)] == details
    assert [item.leaf for item in found if isinstance(item, Sound)] == [line.link.leaf for line in lines]


def test_sha256sum_alone_confirms_a_line() -> None:
    (lines,) = chain({"name": "Head of Testing"})
    leaf, _, data = lines.journal.rstrip(b"\n").partition(b" ")
    salt, _, words = lines.details.rstrip(b"\n").partition(b" ")
    assert sha256sum(b"\0" + data) == leaf.decode()
    assert sha256sum(salt + words) == json.loads(data)["commit"]


def sha256sum(data: bytes) -> str:
    return (
        subprocess.run([programs.sha256sum()], input=data, capture_output=True, check=True).stdout.decode().split()[0]
    )


def test_every_changed_bit_of_either_line_is_found() -> None:
    lines = chain({"a": "first"}, {"b": "second"})
    pairs = [(line.journal, line.details) for line in lines]
    for number in range(2):
        for side, name in enumerate(("journal", "details")):
            whole = pairs[number][side]
            for place in range(len(whole)):
                for bit in range(8):
                    changed = bytearray(whole)
                    changed[place] ^= 1 << bit
                    damaged = [list(pair) for pair in pairs]
                    damaged[number][side] = bytes(changed)
                    found = [item for item in check([tuple(pair) for pair in damaged], "s") if isinstance(item, Wrong)]
                    assert found and found[0].seq in (number + 1, number + 2), (name, number, place, bit)
                    assert found[0].file == name


@given(st.permutations(range(4)))
def test_entries_in_another_order_are_found(order: list[int]) -> None:
    lines = chain(*[{"n": number} for number in range(4)])
    pairs = [(lines[number].journal, lines[number].details) for number in order]
    assert any(isinstance(item, Wrong) for item in check(pairs, "s")) == (order != sorted(order))


def test_an_entry_of_another_store_is_found() -> None:
    pairs = [(line.journal, line.details) for line in chain({"a": 1})]
    assert [item.message for item in check(pairs, "t") if isinstance(item, Wrong)] == [
        "the entry belongs to another store (s)"
    ]


def test_an_erased_detail_leaves_the_chain_whole_where_an_entry_records_it() -> None:
    lines = chain({"a": "secret"}, {"entries": [1]}, kinds={1: EventKind.DETAILS_ERASED})
    pairs = [(lines[0].journal, b"erased 2\n"), (lines[1].journal, lines[1].details)]
    first, second = check(pairs, "s")
    assert isinstance(first, Sound) and first.details == 2
    assert isinstance(second, Sound)
    assert entry.read_details(b"erased 2\n", entry.read_head(lines[0].journal).commit) == 2


def test_an_erased_detail_that_no_entry_records_is_found() -> None:
    lines = chain({"a": "secret"}, {"entries": [1]})
    pairs = [(lines[0].journal, b"erased 2\n"), (lines[1].journal, lines[1].details)]
    assert [(item.file, item.seq) for item in check(pairs, "s") if isinstance(item, Wrong)] == [("details", 1)]


def test_the_salt_hides_what_the_commitment_is_to() -> None:
    (lines,) = chain({"name": "guessable"})
    commit = entry.read_head(lines.journal).commit
    assert commit != hashlib.sha256(b'{"name":"guessable"}').hexdigest()


@pytest.mark.parametrize("line", [b"", b"\n", b"x" * 64 + b" {}\n", b"0" * 64 + b" {}\n", b"0" * 64 + b" []"])
def test_a_line_that_nobody_wrote_is_refused(line: bytes) -> None:
    with pytest.raises(entry.BadLine):
        entry.read_head(line)
