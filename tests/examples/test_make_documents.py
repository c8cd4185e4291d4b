"""The PDF documents of the example are those that their script makes."""

from __future__ import annotations

import runpy
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_the_script_makes_every_pdf_of_the_example_byte_for_byte(tmp_path: Path) -> None:
    made = runpy.run_path(str(EXAMPLES / "make_documents.py"))["make"](tmp_path)
    kept = sorted((EXAMPLES / "documents").glob("*.pdf"))
    assert [path.name for path in made] == [path.name for path in kept]
    for new, old in zip(made, kept, strict=True):
        assert new.read_bytes() == old.read_bytes(), f"{old.name}: run examples/make_documents.py"


def test_the_same_texts_give_the_same_bytes_each_time(tmp_path: Path) -> None:
    make = runpy.run_path(str(EXAMPLES / "make_documents.py"))["make"]
    first, second = make(tmp_path / "a"), make(tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
