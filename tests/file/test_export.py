"""The export is complete: whatever stands in a store's tables stands in it, and it is the same each time."""

from __future__ import annotations

import csv
import errno
import gc
import hashlib
import io
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import evidence
from builder import Clock
from everything import DAY, everything
from evidence.model.errors import Refused, StoreNotWritable
from evidence.reports.csv_text import unguarded
from evidence.store import disk
from evidence.store.dumping import DERIVED, JSON_COLUMNS

MADE_AGAIN = {  # columns that the record's own values give again, and no list repeats
    ("action_rows", "id"),
    ("action_rows", "position"),
    ("action_rows", "progress"),
    ("action_rows", "fingerprint"),
    ("action_rows", "asks"),
    ("action_rows", "leads"),
    ("document_rows", "sketch"),
    ("locations", "seq"),
    ("locations", "latest"),
    ("pages", "id"),
    ("pages", "document"),
    ("plans", "seq"),
    ("recommendations", "position"),
    ("unplaced", "position"),
    ("unplaced", "placed"),
    ("corrections", "position"),
    ("corrections", "seq"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return everything(tmp_path_factory.mktemp("everything"))


@pytest.fixture(scope="module")
def exported(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    for style in ("json", "csv"):
        export(store, folder / style, style)
    return folder


def export(store: Path, folder: Path, style: str) -> None:
    with evidence.open(store, read_only=True, clock=Clock()) as file:
        file.export(folder, style=style, as_of=DAY)


def leaves(value: Any) -> Iterator[str]:
    """Every text and number in JSON data."""
    if isinstance(value, dict):
        for item in value.values():
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif value is not None:
        yield str(value)


def stored(store: Path) -> Iterator[tuple[str, str, str]]:
    """Table, column and value of everything in the index that is not made from something else."""
    connection = sqlite3.connect(f"{(store / 'index.db').as_uri()}?mode=ro", uri=True)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        if (table in DERIVED and table != "audit_opinions") or table.startswith(
            ("sqlite_", "_sqlite", "pages_text_", "actions_text_")
        ):
            continue
        cursor = connection.execute(f"SELECT * FROM {table}")
        columns = [item[0] for item in cursor.description]
        rows = cursor.fetchall()
        assert rows, f"nothing fills the table {table}: everything.py must"
        for row in rows:
            for column, value in zip(columns, row, strict=True):
                if (table, column) not in MADE_AGAIN:
                    yield from ((table, column, leaf) for leaf in _parsed(value))
    connection.close()


def _parsed(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            yield from leaves(json.loads(value))
            return
        except ValueError:
            pass
    if value is not None:
        yield str(value)


def test_everything_that_is_stored_stands_in_the_json(store: Path, exported: Path) -> None:
    said = set[str]()
    for path in (exported / "json").glob("*.json"):
        for leaf in leaves(json.loads(path.read_bytes())):
            said |= {leaf, *_parsed(leaf)}
    missing = {(table, column) for table, column, value in stored(store) if value not in said and value not in "01"}
    assert not missing


def test_everything_that_is_stored_stands_in_the_csv(store: Path, exported: Path) -> None:
    said = set[str]()
    for path in (exported / "csv").glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
            for cell in row:
                said |= {unguarded(cell), *_parsed(unguarded(cell))}
    missing = {(table, column) for table, column, value in stored(store) if value not in said and value not in "01"}
    assert not missing


def test_every_entry_of_the_journal_is_in_the_log(store: Path, exported: Path) -> None:
    log = json.loads((exported / "json/log.json").read_bytes())["log"]
    with evidence.open(store, read_only=True) as file:
        assert log == [evidence.to_json(entry) for entry in file.log()]


def test_lists_have_the_shapes_of_the_interface(store: Path, exported: Path) -> None:
    with evidence.open(store, read_only=True) as file:
        plan, documents = evidence.to_json(file.plan("town")), [evidence.to_json(one) for one in file.documents()]
        check = evidence.to_json(file.check(as_of=DAY))
    plans = json.loads((exported / "json/plans.json").read_bytes())["plans"]
    (newest,) = (one for one in plans if one["plan"]["id"] == "town" and one["plan"]["version"] == 2)
    assert newest | plan == newest and newest["imported"] and newest["corrections"]
    assert json.loads((exported / "json/documents.json").read_bytes())["documents"] == documents
    assert json.loads((exported / "json/check.json").read_bytes()) == check


def test_the_columns_said_to_hold_json_do(store: Path) -> None:
    connection = sqlite3.connect(store / "index.db")
    for table, columns in JSON_COLUMNS.items():
        for column in columns:
            for (value,) in connection.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"):
                json.loads(value)
    connection.close()


def test_the_list_of_files_names_each_with_its_hash(exported: Path) -> None:
    for style in ("json", "csv"):
        listed = json.loads((exported / style / "export.json").read_bytes())["files"]
        for one in listed:
            assert hashlib.sha256((exported / style / one["name"]).read_bytes()).hexdigest() == one["sha256"]
        found = {path.name for path in (exported / style).iterdir()}
        assert found == {one["name"] for one in listed} | {"export.json", "README.txt"}
        readme = (exported / style / "README.txt").read_text("utf-8")
        assert all(one["name"] in readme for one in listed)


def test_the_same_store_gives_the_same_bytes_and_is_not_touched(store: Path, exported: Path, tmp_path: Path) -> None:
    before = (store / "index.db").read_bytes()
    export(store, tmp_path / "again", "json")
    for path in (exported / "json").iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()
    assert (store / "index.db").read_bytes() == before


@pytest.mark.parametrize("part", ["plans", "documents", "texts", "log"])
def test_an_export_that_fails_half_way_holds_on_to_nothing_of_the_store(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def full(name: str, path: Path, block: bytes) -> None:
        if name == "write" and path.name == f"{part}.json" and not block.startswith(b"{"):
            raise OSError(errno.ENOSPC, "told to fail", str(path))

    late: list[str] = []  # complaints of what still read the index when it had been closed
    monkeypatch.setattr(sys, "unraisablehook", lambda complaint: late.append(str(complaint.exc_value)))
    monkeypatch.setattr(disk, "fault_point", full)
    with pytest.raises(StoreNotWritable, match="the disk is full") as told:
        export(store, tmp_path / "out", "json")
    del told
    gc.collect()
    assert (late, list(tmp_path.iterdir())) == ([], [])


def test_an_export_takes_the_place_of_an_export_and_of_nothing_else(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "out", "csv")
    export(store, tmp_path / "out", "json")
    assert not list((tmp_path / "out").glob("*.csv"))
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(Refused, match="other things"):
        export(store, tmp_path / "out", "json")
    with pytest.raises(Refused, match="store's own"):
        export(store, store / "out", "json")
    with pytest.raises(Refused, match="expected one of json, csv"):
        export(store, tmp_path / "third", "xml")


def test_the_workbook_of_the_same_store_has_every_action_document_and_link_and_the_figures_of_the_check(
    store: Path, tmp_path: Path
) -> None:
    with evidence.open(store, by="keeper", clock=Clock()) as file:
        file.report(tmp_path / "report", as_of=DAY, only=["workbook"])
        judged = file.check(as_of=DAY)
        documents, links = {one.id for one in file.documents()}, {one.id for one in file.links()}
    book = openpyxl.load_workbook(tmp_path / "report/Evidence file.xlsx")
    stands = dict(zip(column(book, "Actions", "Action"), column(book, "Actions", "State"), strict=True))
    assert stands == {one.ref: one.state for one in judged.states}
    assert set(column(book, "Documents", "Document")) == documents
    assert set(column(book, "Links", "Link")) <= links
    told = Counter(column(book, "Issues", "Code")) + Counter(column(book, "Plan problems", "Code"))
    found = Counter(one.code for one in judged.issues)
    assert {code: told[code] for code in found if code[0] in "EDP"} == {
        code: count for code, count in found.items() if code[0] in "EDP"
    }


def column(book: openpyxl.Workbook, sheet: str, heading: str) -> list[str]:
    """What stands below a heading."""
    at = [cell.value for cell in book[sheet][1]].index(heading)
    return [str(row[at]) for row in book[sheet].iter_rows(min_row=2, values_only=True)]
