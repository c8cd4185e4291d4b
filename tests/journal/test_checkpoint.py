"""A checkpoint is the Merkle root of RFC 6962 over the journal's leaves."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.journal import checkpoint
from evidence.model.errors import UnreadableInput
from evidence.model.event import Checkpoint

LEAVES = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), max_size=40)


def defined_root(leaves: list[bytes]) -> bytes:
    """The definition in RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + defined_root(leaves[:k]) + defined_root(leaves[k:])).digest()


@given(LEAVES)
def test_the_root_is_that_of_the_definition(leaves: list[str]) -> None:
    expected = base64.b64encode(defined_root([bytes.fromhex(leaf) for leaf in leaves])).decode()
    assert checkpoint.make("s", leaves).root == expected


@given(LEAVES, st.data())
def test_earlier_roots_can_be_had_at_any_size(leaves: list[str], data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(0, 45), max_size=5))
    found = dict(checkpoint.roots(sizes, leaves))
    assert found == {n: checkpoint.make("s", leaves[:n]).root for n in set(sizes) if n <= len(leaves)}


def test_a_journal_of_many_entries_has_the_root_of_the_definition_at_every_size() -> None:
    nodes = [hashlib.sha256(b"\0%d" % number).digest() for number in range(9_001)]
    sizes = (0, 1, 4_095, 4_096, 4_097, 8_192, 8_193, 9_001)
    found = dict(checkpoint.roots([-1, *sizes, 9_002], [node.hex() for node in nodes]))
    assert found == {size: base64.b64encode(defined_root(nodes[:size])).decode() for size in sizes}


@given(LEAVES)
def test_a_checkpoint_comes_back_from_its_text(leaves: list[str]) -> None:
    made = checkpoint.make("store", leaves)
    assert checkpoint.read(checkpoint.write(made), "x") == made
    assert checkpoint.read(checkpoint.write(made) + "\n— signer abc=\n", "x") == made


def test_the_root_of_known_leaves() -> None:
    leaves = [hashlib.sha256(b"\0" + data).hexdigest() for data in (b"", b"\0", b"\x10")]
    root = base64.b64decode(checkpoint.make("s", leaves).root)
    assert root.hex() == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"


@pytest.mark.parametrize("text", ["", "a\nb\nc\n", "a\n01\nAAAA\n", "a\n1\nAAAA\n", "a\n-1\n" + "A" * 44])
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput, match="expected a checkpoint"):
        checkpoint.read(text, "kept.txt")


def test_the_name_says_which_store() -> None:
    assert checkpoint.make("abc", []) == Checkpoint(
        origin="evidence-file/abc", size=0, root="47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    )
