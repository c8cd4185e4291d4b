"""`form`, `audit sheets` and `audit import` as they are typed: exit codes, where output goes, the shapes of JSON."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import frozen

from evidence.cli import main


@frozen
class Typed:
    """What a command ended with."""

    stdout: bytes
    stderr: bytes


def typed(store: Path, *words: str, code: int = 0) -> Typed:
    raw = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(one, write_through=True) for one in raw)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.chdir(store.parent)
        patch.setattr(sys, "argv", ["evidence", "--store", str(store), "--by", "keeper", *words])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        main()
    told = Typed(raw[0].getvalue(), raw[1].getvalue())
    assert ended.value.code == code, told.stderr.decode()
    return told


def as_json(done: Typed) -> Any:
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a published, approved questionnaire."""
    folder = tmp_path_factory.mktemp("typed")
    typed(folder / "store", "init")
    (folder / "memo.txt").write_text("Approved and in operation.\n", encoding="utf-8")
    typed(folder / "store", "add", "memo.txt", "--dated", "01 03 06")
    return folder / "store"


def test_the_life_of_a_questionnaire_is_typed(store: Path) -> None:
    listed = as_json(typed(store, "form", "list", "--format", "json"))["forms"]
    assert [(one["id"], one["version"], one["status"], one["questions"]) for one in listed[:2]] == [
        ("lac-file-audit-2006", 1, "shipped", 89),
        ("lac-file-audit-current", 1, "shipped", 89),
    ]
    typed(store, "form", "publish", "lac-file-audit-2006")
    ref = "lac-file-audit-2006@1"
    typed(store, "form", "approve", ref, "--document", "D-0001", "--in-operation-from", "2006-03-01")
    now = next(one for one in as_json(typed(store, "form", "list", "--format", "json"))["forms"] if one["ref"] == ref)
    assert (now["status"], now["approved_on"], now["sha256"]) == ("in-operation", "2006-03-01", listed[0]["sha256"])
    exported = typed(store, "form", "export", ref, "--to", "json").stdout
    assert hashlib.sha256(exported).hexdigest() == now["sha256"]
    shown = as_json(typed(store, "form", "show", ref, "--format", "json"))
    assert shown == json.loads(exported)
    told = typed(store, "form", "show", ref).stdout.decode().split("l103")[0].split("l102")[1]
    assert "primary text" in " ".join(told.split())
    assert shown["resourceType"] == "Questionnaire" and shown["item"][0]["item"][0]["linkId"] == "l101"


def test_a_workbook_goes_out_is_edited_and_published_as_the_next_version(store: Path) -> None:
    typed(store, "form", "publish", "observation-visit")
    path = store.parent / "visit.xlsx"
    typed(store, "form", "export", "observation-visit@1", "--to", "xlsx", "--output", str(path))
    book = openpyxl.load_workbook(path)
    book["survey"]["C3"] = f"{book['survey']['C3'].value} (look twice)"
    book.save(path)
    typed(store, "form", "check", str(path))
    assert typed(store, "form", "publish", str(path)).stdout.startswith(b"observation-visit@2")
    told = as_json(typed(store, "form", "compare", "observation-visit@1", "observation-visit@2", "--format", "json"))
    assert [one["fields"] for one in told["questions"] if one["change"] == "changed"] == [["text"]]
    book["survey"]["A3"] = "select_won"
    book.save(path)
    refused = typed(store, "form", "check", str(path), code=2)
    assert b"survey!A3: " in refused.stderr
    assert as_json(typed(store, "form", "check", str(path), "--format", "json", code=2))["form"] is None
    assert b"survey!A3: " in typed(store, "form", "publish", str(path), code=2).stderr
    assert b"there is none" in typed(store, "form", "show", "no-such@1", code=2).stderr


def test_a_column_that_is_not_kept_is_told_before_the_version_is_frozen_for_good(store: Path) -> None:
    path = store.parent / "own.xlsx"
    book = openpyxl.Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in (("type", "name", "label", "critcal"), ("text", "a", "Anything?", "yes")):
        survey.append(row)
    book.save(path)
    told = typed(store, "form", "publish", str(path)).stderr
    assert b"survey!D1: column 'critcal' is not kept" in told and b"Did you mean 'critical'?" in told


def test_sheets_go_out_and_come_back(store: Path) -> None:
    folder = store.parent
    (folder / "cases.csv").write_text("case number,team\n70100,North\n70101,North\n", encoding="utf-8")
    typed(store, "form", "publish", "supervision-file-audit")
    typed(store, "audit", "new", "--form", "supervision-file-audit@1", "--title", "Supervision files")
    typed(store, "audit", "population", "A-0001", "cases.csv", "--key", "key.csv")
    typed(store, "audit", "sample", "A-0001", "--method", "census")
    typed(store, "actor", "add", "An Auditor", "--initials", "AA")
    typed(store, "audit", "allocate", "A-0001", "--auditors", "AA")
    paths = [folder / line for line in typed(store, "audit", "sheets", "A-0001", "out").stdout.decode().splitlines()]
    assert len(paths) == 2
    for path in paths:
        book = openpyxl.load_workbook(path)
        page = book["answers"]
        for row in range(2, page.max_row + 1):
            page[f"C{row}"] = "Not looked at"
        if path == paths[0]:
            page["C2"] = "sometimes"
        book["about"]["B5"] = "2006-03-06"
        book.save(path)
    refused = typed(store, "audit", "import", "A-0001", "out", code=2)
    assert b"answers!C2" in refused.stderr and not refused.stdout
    late = ("--partial", "--raised-on", "07 03 06")
    partly = typed(store, "audit", "import", "A-0001", "out", *late, code=2)
    assert partly.stdout.decode().strip() == paths[1].name.split()[1] and b"1 refused" in partly.stderr
    assert b"filled in perhaps" in typed(store, "audit", "sheets", "A-0001", "out", code=2).stderr
