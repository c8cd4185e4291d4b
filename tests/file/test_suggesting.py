"""Suggestions out of a store: what an action without a lead carries on is found in the plan's own order."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import opened
from evidence.file import suggesting

PLAN = """| Recommendation | Action | Lead | By When | Progress |
|---|---|---|---|---|
| 1. Tell people | Draft a leaflet about bus passes | HT | Dec 05 | |
| | Approval by managers | | Jan 06 | |
| | Publication | | Feb 06 | |
| | Improve the website | AM | Dec 05 | |
| | Approval by managers | | Jan 06 | |
| 2. Mend the roads | Approval by managers | | Jan 06 | |
"""


@pytest.mark.parametrize("few", [200, 0], ids=["all actions are ranked", "full-text search chooses"])
def test_an_action_without_a_lead_stands_below_the_last_that_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(suggesting, "_FEW", few)
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    for name, text in (("a.txt", "Bus passes leaflet: approval by the managers"), ("b.txt", "Website: approval")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with opened(tmp_path / "store") as file:
        file.import_plan(tmp_path / "plan.md", id="p")
        bus, web = file.add_all([tmp_path / "a.txt", tmp_path / "b.txt"])
        approvals = {"R1.2", "R1.5", "R2.1"}
        for document, ref in ((bus, "R1.2"), (web, "R1.5")):
            offered = [one.action for one in file.suggest(document) if one.action in approvals]
            assert offered[0] == ref
