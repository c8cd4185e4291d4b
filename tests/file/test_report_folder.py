"""A report is a folder made whole or not at all; it is journalled once, and the next one says what changed."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

import evidence
from builder import PLAN, opened, write_files, write_plan
from evidence.file import EvidenceFile, report_content
from evidence.model.errors import NothingToCheck, Refused, StoreNotWritable
from evidence.model.event import EventKind
from evidence.model.issue import Outcome
from evidence.store import disk

AS_OF = date(2006, 2, 28)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[EvidenceFile]:
    with opened(tmp_path / "store") as made:
        made.import_plan(write_plan(tmp_path), id="town")
        made.add_all(write_files(tmp_path / "pa pers", 2))
        yield made


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def index(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def test_a_report_is_written_and_named_in_its_own_list(file: EvidenceFile, tmp_path: Path) -> None:
    made = file.report(tmp_path / "report", as_of=AS_OF)
    assert "index.html" in made.files
    assert set(json.loads((tmp_path / "report" / "report.json").read_text())["files"]) == set(made.files)
    assert {path.name for path in (tmp_path / "report").iterdir()} == {*made.files, "report.json"}


def test_the_version_on_the_page_is_the_one_installed(file: EvidenceFile) -> None:
    assert file.report_content(as_of=AS_OF).working.version == version("evidence-file")


def test_a_report_without_audits_loads_nothing_of_audits_and_one_without_a_workbook_no_writer_of_workbooks() -> None:
    modules = "evidence.model.audit", "evidence.audits", "evidence.reports.bars", "xlsxwriter", "docx", "lxml"
    code = f"import sys, evidence.file.reporting, evidence.reports.site; print(sys.modules.keys() & {set(modules)})"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_documents_are_reached_by_relative_addresses_that_lead_to_them(file: EvidenceFile, tmp_path: Path) -> None:
    (tmp_path / "pa pers" / "note 2.txt").unlink()
    file.scan(tmp_path / "pa pers", settle=0)
    file.report(tmp_path / "report", as_of=AS_OF)
    page = index(tmp_path / "report")
    hrefs = [href for href in re.findall(r'href="([^"#]+)"', page) if href.startswith("..")]
    assert hrefs and all((tmp_path / "report" / unquote(href)).is_file() for href in hrefs)
    assert any(unquote(href).endswith("note 1.txt") for href in hrefs)  # where it lies
    assert any("store/documents/" in href for href in hrefs)  # the copy of what is gone
    assert not re.findall(r'href="(?:/|file:|[A-Z]:)', page)


def test_the_same_report_again_is_the_same_bytes_and_leaves_no_second_entry(file: EvidenceFile, tmp_path: Path) -> None:
    assert file.report(tmp_path / "report", as_of=AS_OF).journalled
    before = index(tmp_path / "report")
    assert not file.report(tmp_path / "report", as_of=AS_OF).journalled
    made = re.compile(r"on \d+ \w+ \d{4}, \d\d:\d\d UTC")
    assert made.sub("", index(tmp_path / "report")) == made.sub("", before)
    assert [entry.kind for entry in file.log()].count(EventKind.REPORT_MADE) == 1
    assert evidence.verify(tmp_path / "store").ok


def test_the_next_report_says_what_changed_since_moved_due_dates_first(file: EvidenceFile, tmp_path: Path) -> None:
    file.report(tmp_path / "report", as_of=AS_OF)
    assert "This is the first report" in index(tmp_path / "report")
    file.link("D-0002", "R1.1")
    moved = PLAN.replace("4 Jan 06", "4 Feb 06")
    file.import_plan(write_plan(tmp_path, moved), id="town")
    file.report(tmp_path / "report", as_of=AS_OF)
    page = index(tmp_path / "report")
    changes = file.report_content(as_of=AS_OF).changes
    told = {change.ref: (change.before, change.after) for change in changes.states}
    assert told["R1.1"][0] == "claimed-nothing-on-file"
    assert [(one.new, one.days) for plan in changes.plans for one in plan.due_moved] == [("R1.2", 31)]
    assert page.index("Due dates that moved") < page.index("The last report was made")


def test_the_head_on_the_page_is_that_of_the_journal_when_it_was_made(file: EvidenceFile, tmp_path: Path) -> None:
    head = file.checkpoint()
    file.report(tmp_path / "report", as_of=AS_OF)
    told = file.report_content(as_of=AS_OF).identity.head
    assert told is not None and told.size == head.size + 1  # the checkpoint's own entry
    assert told.root in index(tmp_path / "report").replace("&#43;", "+").replace("&#x2F;", "/")
    (kept := tmp_path / "kept.txt").write_text(f"{told.origin}\n{told.size}\n{told.root}\n", encoding="utf-8")
    assert file.verify(against=[kept]).against


def test_a_folder_with_other_things_in_it_is_refused_and_left_alone(file: EvidenceFile, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "index.html").write_text("mine")
    with pytest.raises(Refused, match="other things are in this folder"):
        file.report(folder, as_of=AS_OF)
    assert content(folder) == {"index.html": b"mine"}
    file.report(tmp_path / "report", as_of=AS_OF)
    (tmp_path / "report" / "letter.txt").write_text("put here by somebody")
    before = content(tmp_path / "report")
    with pytest.raises(Refused, match="other things"):
        file.report(tmp_path / "report", as_of=AS_OF)
    assert content(tmp_path / "report") == before


@pytest.mark.parametrize("where", ["store", "store/report", "."])
def test_the_stores_own_folder_is_no_place_for_a_report(file: EvidenceFile, tmp_path: Path, where: str) -> None:
    with pytest.raises(Refused, match="Name another folder"):
        file.report(tmp_path / where, as_of=AS_OF)
    assert evidence.verify(tmp_path / "store").ok


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "another program")])
def test_a_disk_that_refuses_at_any_step_leaves_the_old_report_as_it_was(
    file: EvidenceFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    folder = tmp_path / "report"
    file.report(folder, as_of=AS_OF)
    before, entries = content(folder), len(list(file.log()))
    file.link("D-0002", "R1.1")
    failed = 0
    for step in range(1, 30):
        steps = 0

        def refuse(name: str, path: Path, _: bytes, step: int = step) -> None:
            nonlocal steps
            if name != "unlink" and (tmp_path / "store") not in path.parents and path != tmp_path / "store":
                steps += 1
                if steps == step:
                    raise OSError(number, os.strerror(number), str(path))

        monkeypatch.setattr(disk, "fault_point", refuse)
        try:
            file.report(folder, as_of=AS_OF)
            break
        except StoreNotWritable as error:
            failed += 1
            assert words in str(error)
        finally:
            monkeypatch.setattr(disk, "fault_point", None)
        assert content(folder) == before
        assert len(list(file.log())) == entries + 1  # the link
        assert not [path for path in tmp_path.iterdir() if path.name.startswith(".report")]
    assert failed >= 3
    assert content(folder) != before


def test_of_an_empty_store_there_is_nothing_to_report(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file, pytest.raises(NothingToCheck):
        file.report(tmp_path / "report", as_of=AS_OF)
    assert not (tmp_path / "report").exists()


def test_without_a_plan_the_report_tells_of_the_documents(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        file.add_all(write_files(tmp_path / "papers", 1))
        file.report(tmp_path / "report", as_of=AS_OF)
        file.report(tmp_path / "public", as_of=AS_OF, share="public")
    page = index(tmp_path / "report")
    assert "No plan is on file" in page and "note 1.txt" in page and 'id="documents"' in page
    assert 'id="actions"' not in page and 'href="#actions"' not in page
    assert "note 1.txt" not in index(tmp_path / "public")


def test_a_large_store_is_not_verified_for_a_report_and_the_page_says_so_at_the_top(
    file: EvidenceFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.report(tmp_path / "report", as_of=AS_OF)
    assert "not verified" not in index(tmp_path / "report")
    monkeypatch.setattr(report_content, "VERIFIED_UP_TO", 1)
    file.report(tmp_path / "report", as_of=AS_OF)
    header = index(tmp_path / "report").split("</header>")[0]
    assert "not verified here, run <code>evidence verify</code>" in header
    cover = openpyxl.load_workbook(tmp_path / "report" / "Evidence file.xlsx")["Cover"]
    assert "not verified here, run evidence verify" in {cell.value for row in cover.iter_rows() for cell in row}
    told = {rule.code: rule.outcome for rule in file.report_content(as_of=AS_OF).rules()}
    assert told["S501"] == Outcome.NOT_APPLICABLE and told["S502"] != Outcome.NOT_APPLICABLE


def test_of_several_plans_all_are_told_of_or_the_one_that_is_named(file: EvidenceFile, tmp_path: Path) -> None:
    file.import_plan(write_plan(tmp_path, PLAN.replace("Agree", "Settle")), id="village")
    both, one = file.report_content(as_of=AS_OF), file.report_content(as_of=AS_OF, plan="village")
    assert [plan.id for plan in both.identity.plans] == ["town", "village"]
    assert both.counts.actions == 2 * one.counts.actions
    assert [strip.plan for strip in one.strips] == ["village"] * len(one.strips)
    result = file.check(as_of=AS_OF)
    assert [square.ref for strip in both.strips for square in strip.squares] == [state.ref for state in result.states]


@pytest.mark.usefixtures("file")
def test_a_reader_without_write_access_gets_the_report_all_the_same(tmp_path: Path) -> None:
    with evidence.open(tmp_path / "store", by="reader", read_only=True) as reader:
        made = reader.report(tmp_path / "report", as_of=AS_OF)
    assert not made.journalled
    assert "2 are said to be done" in index(tmp_path / "report")


def test_the_public_edition_is_not_what_the_next_report_compares_with(file: EvidenceFile, tmp_path: Path) -> None:
    assert not file.report(tmp_path / "public", as_of=AS_OF, share="public").journalled
    assert file.report_content(as_of=AS_OF).changes.since is None
    assert "note 1" not in index(tmp_path / "public")
    with pytest.raises(Refused, match="internal"):
        file.report(tmp_path / "report", as_of=AS_OF, share="friends")
