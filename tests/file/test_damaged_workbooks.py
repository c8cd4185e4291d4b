"""A response workbook of which a sheet cannot be read is refused whole: nothing of it is lost silently."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from audited import auditing, drawn, filled_in
from evidence.model.errors import Refused, UnreadableInput

TOLD = r"is damaged and was not read .*; ask for another copy"


def without_a_sheet(path: Path) -> Path:
    """The workbook without the bytes of its third sheet, which it still lists."""
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist() if name != "xl/worksheets/sheet3.xml"}
    with zipfile.ZipFile(path, "w") as book:
        for name, data in members.items():
            book.writestr(name, data)
    return path


def test_a_workbook_with_a_damaged_sheet_is_neither_imported_nor_a_second_opinion(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path, size=1)
        file.allocate(ref, auditors=["AA"])
        (path,) = file.write_sheets(ref, tmp_path / "out").written
        damaged = without_a_sheet(filled_in(path, plan="No", visits="3", grade="Good"))
        with pytest.raises(Refused, match=rf"{path.name}: workbook: .*{TOLD}"):
            file.import_responses(ref, [damaged])
        (response,) = file.audit(ref).responses
        assert response.answers == ()
        with pytest.raises(UnreadableInput, match=rf"{path.name}: .*{TOLD}"):
            file.moderate(ref, response.case, workbook=damaged)
