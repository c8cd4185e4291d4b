"""The page about reading says what the code does."""

from __future__ import annotations

from pathlib import Path

from attrs import fields

from evidence.reading import Limits
from evidence.reading.formats import REGISTER

PAGE = (Path(__file__).parents[2] / "docs" / "reading.md").read_text()


def test_every_limit_stands_on_the_page_with_its_default() -> None:
    for limit in fields(Limits):
        assert f"| `{limit.name}` | {limit.default:,} |" in PAGE


def test_every_reader_stands_on_the_page_with_what_it_reads() -> None:
    for name, media_types in REGISTER:
        assert f"| `{name}` | {', '.join(media_types)} |" in PAGE
