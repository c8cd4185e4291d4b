"""Hidden worksheets are not the plan, unless the plan stands nowhere else."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from plan_texts import identity

from evidence.model.plan import ActionPlan
from evidence.plans import understand
from evidence.reading.formats.spreadsheet import read
from evidence.reading.source import Source

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD = ("Action", "Lead", "Due"), ("Old action", "SF", "3 Mar 2006")
NEW = ("Action", "Lead", "Due"), ("New action", "HL", "4 Mar 2007")


def plan_of(path: Path, *sheets: tuple[str, str, tuple[tuple[str, ...], ...]]) -> ActionPlan:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, state, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    book.save(path)
    return understand(read(Source(path=path, name=path.name, media_type=XLSX, layout=True)).blocks, identity=identity())


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_actions_of_a_hidden_worksheet_are_not_the_plans_and_are_said(tmp_path: Path, state: str) -> None:
    plan = plan_of(tmp_path / "a.xlsx", ("Old", state, OLD), ("Plan", "visible", NEW))
    assert [action.text for action in plan.actions] == ["New action"]
    assert [(piece.text, piece.reason, piece.source.sheet) for piece in plan.unplaced] == [
        ("Action | Lead | Due / Old action | SF | 3 Mar 2006", "stands on a hidden worksheet", "Old")
    ]


def test_a_plan_that_stands_on_a_hidden_worksheet_alone_is_read(tmp_path: Path) -> None:
    plan = plan_of(tmp_path / "a.xlsx", ("Cover", "visible", (("Our plan",),)), ("Plan", "hidden", NEW))
    assert [action.text for action in plan.actions] == ["New action"]
