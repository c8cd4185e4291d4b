"""The journal's head as a few lines to keep elsewhere: a Merkle root over the leaves, in C2SP's tlog-checkpoint form.

A chain alone cannot show that its end was cut off, or that all of it was written anew. A checkpoint kept out of the
writer's reach can: whoever holds one proves that the journal of that size had that root.
Merkle tree: RFC 6962 section 2.1; text: https://c2sp.org/tlog-checkpoint (body, unsigned).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from evidence.model.errors import UnreadableInput
from evidence.model.event import Checkpoint

ADVICE = "Give a file that `evidence checkpoint` wrote."
_AT_ONCE = 1 << 12  # leaves folded into the tree together
_SIZE = re.compile(r"0|[1-9][0-9]{0,14}")


def origin(store: str) -> str:
    """The name under which a store's checkpoints are made."""
    return f"evidence-file/{store}"


class Tree:
    """A Merkle tree that grows at its right edge, holding at most one hash per level."""

    def __init__(self) -> None:
        self.size = 0  # leaves
        self._waiting: list[bytes] = []  # by level, leaves first: the hash that has no neighbour yet, or nothing

    def extend(self, leaves: Iterable[str]) -> None:
        """Append leaf hashes (64 hex digits each)."""
        more = iter(leaves)
        while nodes := [bytes.fromhex(leaf) for leaf in islice(more, _AT_ONCE)]:
            self.size += len(nodes)
            level = 0
            while nodes:
                if level == len(self._waiting):
                    self._waiting.append(b"")
                if left := self._waiting[level]:
                    nodes.insert(0, left)
                self._waiting[level] = nodes.pop() if len(nodes) % 2 else b""
                pairs = iter(nodes)
                nodes = [_node(left, right) for left, right in zip(pairs, pairs, strict=True)]
                level += 1

    @property
    def root(self) -> str:
        """The root of what was added so far, base64."""
        edge = [node for node in self._waiting if node]
        root = edge[0] if edge else hashlib.sha256(b"").digest()
        for left in edge[1:]:
            root = _node(left, root)
        return base64.b64encode(root).decode()


def make(store: str, leaves: Iterable[str]) -> Checkpoint:
    """The checkpoint of a journal with these leaves."""
    tree = Tree()
    tree.extend(leaves)
    return Checkpoint(origin=origin(store), size=tree.size, root=tree.root)


def roots(sizes: Iterable[int], leaves: Iterable[str]) -> Iterator[tuple[int, str]]:
    """For each of these sizes that the journal reaches, the root it had then; smallest first."""
    tree, more = Tree(), iter(leaves)
    for size in sorted(set(sizes)):
        tree.extend(islice(more, max(size - tree.size, 0)))
        if tree.size == size:
            yield size, tree.root


def write(checkpoint: Checkpoint) -> str:
    """The body as text: origin, size, root, a line each."""
    return f"{checkpoint.origin}\n{checkpoint.size}\n{checkpoint.root}\n"


def read(text: str, name: str) -> Checkpoint:
    """A checkpoint from its text; signature lines after a blank line are left alone. Raises `UnreadableInput`."""
    lines = text.split("\n\n")[0].splitlines()
    if fault := _fault(lines):
        raise UnreadableInput(
            f"{name}: expected a checkpoint (origin, size and root, a line each), found {fault}. {ADVICE}"
        )
    where, size, root = lines[:3]
    return Checkpoint(origin=where, size=int(size), root=root)


def _fault(lines: list[str]) -> str | None:
    if len(lines) < 3:
        return f"{len(lines)} of its three lines"
    size, root = lines[1:3]
    if not _SIZE.fullmatch(size):
        return f"{size!r} for a size"
    try:
        whole = len(base64.b64decode(root, validate=True)) == 32
    except ValueError:
        whole = False
    return None if whole else f"{root!r} for a root"


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
