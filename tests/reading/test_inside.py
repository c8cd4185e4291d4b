"""Files inside files: as many and as deep as the limits let them, and what is left out is said once."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.model.document import Part
from evidence.reading.inside import Inside
from evidence.reading.source import CannotRead, Limits, Source


def inside(limits: Limits, depth: int = 0) -> Inside:
    source = Source(path=Path("a"), name="a", media_type="", limits=limits, depth=depth, keep=kept)
    return Inside(source, [], "of 5 letters")


def kept(name: str, data: bytes) -> Part:
    if len(data) > 3:
        raise CannotRead(f"{name!r} is too large")
    return Part(name=name, sha256="0" * 64, size=len(data))


@pytest.mark.parametrize(("depth", "said"), [(1, "1 level deep"), (2, "2 levels deep")])
def test_nothing_is_taken_out_below_the_depth_and_that_is_said_once(depth: int, said: str) -> None:
    deep = inside(Limits(depth=depth), depth)
    assert (deep.more(), deep.more()) == (False, False)
    (note,) = deep.notes
    assert said in note


def test_as_many_as_the_limit_are_taken_out_and_those_too_large_do_not_count() -> None:
    several = inside(Limits(members=2))
    for data in (b"abcd", b"a", b"b"):
        assert several.more()
        several.take("a letter", data)
    assert not several.more()
    assert [part.size for part in several.parts] == [1, 1]
    assert several.notes == [
        "reading stopped at a limit: 'a letter' is too large",
        "reading stopped at a limit: only the first 2 of 5 letters are taken out",
    ]
