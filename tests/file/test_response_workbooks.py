"""Response workbooks: out with locks and drop-downs, back cell for cell, every doubt refused by sheet and cell."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve
from audit_forms import answers_to, only_asked, questionnaires, small_form
from hypothesis import given, settings
from hypothesis import strategies as st

import evidence
from builder import Clock, opened
from evidence.audits.forms.fhir import to_fhir
from evidence.audits.reading_sheets import SheetReader
from evidence.audits.sheet_pages import pages
from evidence.audits.sheets import COLUMNS, to_sheets
from evidence.audits.splitting import read_parts
from evidence.file import EvidenceFile
from evidence.model.audit import Answer, Outcome
from evidence.model.document import Extraction
from evidence.model.errors import Refused, UnreadableInput
from evidence.reading import Readers, Request
from evidence.reports import xlsx

FILLED = {"plan": ("Yes", "seen"), "in-time": ("no", None), "advice": ("n/a", "no proceedings"), "visits": ("3", None)}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a round of four files, two for each of two auditors."""
    folder = tmp_path_factory.mktemp("begun")
    with opened(folder / "store") as opened_file:
        started(opened_file, folder)
    return folder


@pytest.fixture
def file(begun: Path, tmp_path: Path) -> Iterator[EvidenceFile]:
    """A copy of that round, open."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    with opened(tmp_path / "store") as opened_file:
        yield opened_file
    assert evidence.verify(tmp_path / "store").ok


def started(file: EvidenceFile, folder: Path, title: str = "A round", **said: Any) -> str:
    (folder / "form.json").write_bytes(evidence.codec.canonical(to_fhir(small_form())))
    form = file.publish_form(folder / "form.json")
    with (folder / "cases.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerows(
            [["case number", "team", "case holder role"], *([70100 + n, "North", "worker"] for n in range(4))]
        )
    audit = file.open_audit(form.ref, title, **said).ref
    file.list_population(audit, folder / "cases.csv", key=folder / "key.csv")
    file.draw_sample(audit, method="census")
    for name, initials in (("First Auditor", "FA"), ("Second Auditor", "SA")):
        file.add_actor(name, initials=initials)
    file.allocate(audit, auditors=["FA", "SA"])
    return audit


def fill(path: Path, answers: dict[str, tuple[str | None, str | None]] = FILLED, **cells: str) -> Path:
    """Write answers into every sheet of answers, and the day; `cells` are `sheet__A1=text`."""
    book = openpyxl.load_workbook(path)
    for page in book.worksheets:
        for row in page.iter_rows(min_row=2):
            if page.title.startswith("answers") and row[0].value in answers:
                row[2].value, row[3].value = answers[row[0].value]
    about = book["about"]
    if about["A5"].value == "audited on":
        about["B5"] = "2006-03-06"
    for place, text in cells.items():
        sheet, _, cell = place.partition("__")
        book[sheet][cell] = text
    book.save(path)
    return path


def sheets_of(file: EvidenceFile, folder: Path, **said: Any) -> list[Path]:
    return list(file.write_sheets("A-0001", folder, **said).written)


def stored(file: EvidenceFile) -> int:
    return sum(1 for _ in file.log())


def test_only_answers_and_comments_can_be_written_in_and_choices_are_offered(
    file: EvidenceFile, tmp_path: Path
) -> None:
    path = sheets_of(file, tmp_path / "out")[0]
    book = openpyxl.load_workbook(path)
    page = book["answers"]
    assert page.protection.sheet
    open_cells = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {f"{column}{row}" for column in "CD" for row in range(2, 7)}
    assert {cell.coordinate for row in book["about"].iter_rows() for cell in row if not cell.protection.locked} == {
        "B5"
    }
    lists = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    offered = {}
    for cells, source in lists.items():
        sheet, _, place = source.replace("$", "").partition("!")
        offered[cells] = [row[0].value for row in book[sheet][place]]
    assert offered["C2:C4"] == ["Yes", "Partly", "No", "Not applicable", "Not on file", "Not looked at"]
    assert "C5" not in " ".join(offered), "a number is typed"


def test_guidance_stands_beside_each_question(file: EvidenceFile, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(sheets_of(file, tmp_path / "out")[0])["answers"]
    row = {page.cell(1, at).value: page.cell(3, at).value for at in range(1, page.max_column + 1)}
    assert (row["question"], row["asked when"], row["section"], row["clock"]) == (
        "in-time", "plan is Yes", "Care plan", "T-L06",
    )  # fmt: skip
    assert page.cell(4, 11).value == "critical"


def test_a_row_is_greyed_by_a_formula_over_the_answers_it_depends_on(file: EvidenceFile, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(sheets_of(file, tmp_path / "out")[0])["answers"]
    (grey,) = [rule for rules in page.conditional_formatting for rule in rules.rules]
    assert grey.formula == ["AND(ISLOGICAL($L2),NOT($L2))"]
    assert page["L2"].value is None and page["L4"].value is None
    assert page["L3"].value == '=AND(TRIM($C$2)<>"",TRIM($C$2)="yes")'
    assert page.column_dimensions["L"].hidden


@pytest.mark.parametrize("per", ["case", "auditor"])
def test_what_was_filled_in_is_what_is_on_record(file: EvidenceFile, tmp_path: Path, per: str) -> None:
    paths = sheets_of(file, tmp_path / "out", per=per)
    assert len(paths) == {"case": 4, "auditor": 2}[per]
    outcome = file.import_responses("A-0001", [fill(path) for path in paths])
    assert len(outcome.taken) == 4 and not outcome.refused
    for response in file.audit("A-0001").responses:
        assert response.state == "submitted"
        assert response.answers == (
            Answer(question="plan", outcome=Outcome.YES, comment="seen"),
            Answer(question="in-time", outcome=Outcome.NO),
            Answer(question="advice", outcome=Outcome.NOT_APPLICABLE, reason="no proceedings"),
            Answer(question="visits", outcome=Outcome.VALUE, value="3"),
        )
    assert {one.auditor for one in file.audit("A-0001").responses} == {"P-0002", "P-0003"}
    before = stored(file)
    again = file.import_responses("A-0001", [tmp_path / "out"])
    assert len(again.standing) == 4 and stored(file) == before


def test_one_batch_takes_all_of_them(file: EvidenceFile, tmp_path: Path) -> None:
    paths = sheets_of(file, tmp_path / "out")
    before = stored(file)
    file.import_responses("A-0001", [fill(path) for path in paths])
    entries = list(file.log())[before:]
    assert [str(one.kind) for one in entries] == ["response-recorded"] * 4
    assert file._session.store.journal.batch_of(entries[0].seq) == (entries[0].seq, entries[-1].seq)


BAD = {
    "edited question text": ({"answers__B2": "Is there any plan?"}, "answers!B2", "Put them back"),
    "moved column": ({"answers__C1": "comment", "answers__D1": "answer"}, "answers!C1", "Put the columns back"),
    "another version": ({"about__B1": "small-audit@2"}, "about!B1", "expected small-audit@1"),
    "answer outside the choices": ({"answers__C2": "perhaps"}, "answers!C2", "expected one of Yes, Partly, No"),
    "a case not in the sample": ({"about__B3": "C-nobody"}, "about!B3", "a case of the sample"),
    "another audit": ({"about__B2": "A-0002"}, "about!B2", "expected A-0001"),
    "an unknown auditor": ({"about__B4": "P-0077"}, "about", "expected an actor's id"),
    "somebody else's file": ({"about__B4": "P-0001"}, "about", "is allocated to P-0002"),
    "a child's number": ({"answers__D2": "NHS number 943 476 5919"}, "answers!D2", "take it out"),
    "a role that is a birth date": ({"dates__G2": "AB 12/03/1998"}, "dates!G2", "take it out"),
}


@pytest.mark.parametrize(("cells", "place", "says"), BAD.values(), ids=BAD.keys())
def test_a_bad_sheet_is_refused_by_cell_and_the_rest_imported_or_nothing(
    file: EvidenceFile, tmp_path: Path, cells: dict[str, str], place: str, says: str
) -> None:
    first, *others = sheets_of(file, tmp_path / "out")
    paths = [fill(first, FILLED, **cells), *map(fill, others)]
    before = stored(file)
    with pytest.raises(Refused) as refused:
        file.import_responses("A-0001", paths)
    lines = str(refused.value).splitlines()[1:]
    assert all(line.startswith(f"{first.name}: ") for line in lines)
    assert any(f"{place}: " in line and says in line for line in lines), lines
    assert stored(file) == before
    outcome = file.import_responses("A-0001", paths, partial=True)
    assert len(outcome.taken) == 3 and [one.name for one in outcome.refused] == [first.name]


def test_two_sheets_for_one_case_are_both_refused(file: EvidenceFile, tmp_path: Path) -> None:
    first, *others = sheets_of(file, tmp_path / "out")
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(fill(first).read_bytes())
    outcome = file.import_responses("A-0001", [first, copy, *map(fill, others)], partial=True)
    assert {one.name for one in outcome.refused} == {first.name, "copy.xlsx"}
    assert len(outcome.taken) == 3


def test_locked_damaged_and_foreign_files_are_refused_with_their_reason(
    file: EvidenceFile, tmp_path: Path, samples: Path
) -> None:
    first, *_ = sheets_of(file, tmp_path / "out")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(first.read_bytes()[:-900])
    letter = tmp_path / "letter.txt"
    letter.write_text("a letter", encoding="utf-8")
    locked = [path for path in samples.rglob("*.xlsx") if path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"]
    outcome = file.import_responses("A-0001", [fill(first), broken, letter, *locked], partial=True)
    assert [one.name for one in outcome.refused] == ["broken.xlsx", "letter.txt", *(path.name for path in locked)]
    assert len(outcome.taken) == 1


def test_what_looks_personal_is_masked_where_the_user_says_so(file: EvidenceFile, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Marigold Example\n", encoding="utf-8")
    path = fill(sheets_of(file, tmp_path / "out")[0], FILLED, answers__D3="Marigold Example, 943 476 5919")
    with pytest.raises(Refused, match="answers!D3: found what looks like personal data"):
        file.import_responses("A-0001", [path], names=names)
    outcome = file.import_responses("A-0001", [path], names=names, mask=True)
    assert len(outcome.remarks) == 1 and "it was masked" in outcome.remarks[0]
    (response,) = [one for one in file.audit("A-0001").responses if one.answers]
    assert response.answers[1].comment == "[name], [NHS number]"
    held = b"".join(one.read_bytes() for one in (tmp_path / "store").rglob("*") if one.is_file())
    assert b"Marigold" not in held and b"943 476" not in held


def test_concerns_of_imported_sheets_are_raised_on_the_day_that_is_said(file: EvidenceFile, tmp_path: Path) -> None:
    first, second, *_ = sheets_of(file, tmp_path / "out")
    adverse = {"advice": ("Not on file", None), "visits": ("3", None)}
    file.import_responses("A-0001", [fill(first, adverse)], raised_on=date(2006, 3, 7))
    (concern,) = file.audit("A-0001").concerns
    assert concern.raised_on == date(2006, 3, 7)
    with pytest.raises(Refused, match="raised on"):
        file.import_responses("A-0001", [fill(second, adverse)], raised_on=date(9999, 12, 31))


def test_blank_sheets_are_passed_over_and_half_filled_ones_stay_in_progress(file: EvidenceFile, tmp_path: Path) -> None:
    paths = sheets_of(file, tmp_path / "out")
    fill(paths[0], {"plan": ("Yes", None)})
    outcome = file.import_responses("A-0001", paths)
    assert len(outcome.blank) == 3 and outcome.taken == (outcome.incomplete[0][0],)
    assert outcome.incomplete[0][1] == ("in-time", "advice")
    fill(paths[0])
    assert file.import_responses("A-0001", paths[:1]).incomplete == ()
    assert [one.state for one in file.audit("A-0001").responses].count("submitted") == 1


def test_a_filled_in_workbook_is_never_overwritten(file: EvidenceFile, tmp_path: Path) -> None:
    paths = sheets_of(file, tmp_path / "out")
    assert file.write_sheets("A-0001", tmp_path / "out").unchanged == tuple(paths)
    answered = fill(paths[0]).read_bytes()
    paths[1].unlink()
    with pytest.raises(Refused, match="filled in perhaps"):
        file.write_sheets("A-0001", tmp_path / "out")
    assert paths[0].read_bytes() == answered and not paths[1].exists()
    with pytest.raises(Refused, match="lies in the store"):
        file.write_sheets("A-0001", tmp_path / "store" / "sheets")


def test_what_is_on_record_stands_in_a_new_sheet_and_submitted_files_get_none(
    file: EvidenceFile, tmp_path: Path
) -> None:
    paths = sheets_of(file, tmp_path / "out")
    file.import_responses("A-0001", [fill(paths[0], {"plan": ("Partly", "undated")}), fill(paths[1])])
    made = file.write_sheets("A-0001", tmp_path / "later")
    assert [why for _, why in made.passed_over] == ["is submitted"] and len(made.written) == 3
    page = openpyxl.load_workbook(tmp_path / "later" / paths[0].name)["answers"]
    assert (page["C2"].value, page["D2"].value) == ("Partly", "undated")


def test_the_earlier_rounds_answer_stands_beside_the_question(file: EvidenceFile, tmp_path: Path) -> None:
    file.import_responses("A-0001", [fill(path) for path in sheets_of(file, tmp_path / "out")])
    later = started(file, tmp_path, "The next round", baseline="A-0001")
    made = file.write_sheets(later, tmp_path / "next")
    for path in made.written:
        page = openpyxl.load_workbook(path)["answers"]
        assert [page[f"E{row}"].value for row in range(2, 7)] == ["Yes", "No", "Not applicable", "3", None]
        assert [page[f"C{row}"].value for row in range(2, 7)] == [None] * 5


@settings(max_examples=20)
@given(data=st.data())
def test_answers_survive_the_workbook_of_one_file_or_several_cell_for_cell(
    readers: Readers, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    form = data.draw(questionnaires())
    cases = ["C-tamiro", "C-belako"][: data.draw(st.integers(1, 2))]
    given_to = {case: only_asked(form, data.draw(answers_to(form))) for case in cases}
    made = [to_sheets(form, audit="A-0001", case=case, auditor="P-0001", answers=given_to[case]) for case in cases]
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    path.write_bytes(xlsx.write(pages(form, made)))
    outcome = readers.read(Request(path=path, columns=COLUMNS))
    assert isinstance(outcome, Extraction)
    readings = read_parts(SheetReader(form, "A-0001", cases), path.name, outcome.sheets)
    assert [problem for reading in readings for problem in reading.problems] == []
    assert {one.response.case: one.response.answers for one in readings if one.response} == given_to


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """One pool for all examples."""
    with Readers(workers=1, ocr="") as pool:
        yield pool


def test_a_killed_import_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store"
    with opened(store) as file:
        started(file, tmp_path)
        paths = [fill(path) for path in sheets_of(file, tmp_path / "out")]
        before = stored(file)
        monkeypatch.setattr("evidence.file.audits.recording.Recorder.raise_concerns", _dies)
        with pytest.raises(KeyboardInterrupt):
            file.import_responses("A-0001", paths)
        assert stored(file) == before
        monkeypatch.undo()
    with opened(store, clock=Clock()) as file:
        assert len(file.import_responses("A-0001", paths).taken) == 4


def _dies(*_: object) -> None:
    raise KeyboardInterrupt


def test_sheets_that_a_spreadsheet_program_reordered_are_still_found_by_name(
    file: EvidenceFile, tmp_path: Path
) -> None:
    path = fill(sheets_of(file, tmp_path / "out", per="auditor")[0])
    book = openpyxl.load_workbook(path)
    book.move_sheet("about", 4)
    book["about"]["E2"] = date(2006, 3, 6)
    book.save(path)
    outcome = file.import_responses("A-0001", [path])
    assert len(outcome.taken) == 2
    assert date(2006, 3, 6) in {one.audited_on for one in file.audit("A-0001").responses}


def test_a_file_without_its_row_in_about_is_told(file: EvidenceFile, tmp_path: Path) -> None:
    path = fill(sheets_of(file, tmp_path / "out", per="auditor")[0])
    book = openpyxl.load_workbook(path)
    book["about"].delete_rows(3)
    book.save(path)
    outcome = file.import_responses("A-0001", [path], partial=True)
    assert len(outcome.taken) == 1
    assert "put the row back" in outcome.refused[0].lines[0]


def test_forms_change_and_sheets_of_the_old_version_do_not_slip_in(file: EvidenceFile, tmp_path: Path) -> None:
    form = evolve(small_form(), title="Another title")
    (tmp_path / "next.json").write_bytes(evidence.codec.canonical(to_fhir(form)))
    assert file.publish_form(tmp_path / "next.json").ref == "small-audit@2"
    paths = sheets_of(file, tmp_path / "out")
    with pytest.raises(Refused, match="about!B1: expected small-audit@1 as form; found 'small-audit@2'"):
        file.import_responses("A-0001", [fill(paths[0], FILLED, about__B1="small-audit@2")])


def test_sheets_keys_and_lists_of_cases_are_never_filed_as_documents(file: EvidenceFile, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    first, second, *_ = sheets_of(file, inbox)
    fill(first, FILLED, answers__D2="a remark about the file")
    book = openpyxl.load_workbook(second)
    book.properties.subject = None
    book.save(second)
    (inbox / "copy.xlsx").write_bytes(first.read_bytes())
    (inbox / "key.csv").write_bytes((tmp_path / "key.csv").read_bytes())
    (inbox / "letter.txt").write_text("A letter of 3 March 2006", encoding="utf-8")
    listed = openpyxl.Workbook()
    listed.active.title = "open cases"
    listed.active.append(["Case number", "Team", "Case holder", "Status"])
    listed.active.append(["WX70100", "North", "social worker 1", "LAC"])
    listed.save(inbox / "open cases.xlsx")
    (inbox / "list.csv").write_text('"Case no.";"Team";"Status"\nWX70101;North;LAC\n', encoding="utf-8")
    (inbox / "cases by team.csv").write_text("Cases by team,Number\nNorth,41\n", encoding="utf-8")
    report = file.scan(inbox, settle=0)
    assert [Path(one.path).name for one in report.filed] == ["cases by team.csv", "letter.txt"]
    assert len(report.skipped) == 8
    assert {one.reason.split(",")[0] for one in report.skipped} == {
        "is a response sheet of an audit", "is the key file of an audit", "is a list of case files",
    }  # fmt: skip
    held = b"".join(one.read_bytes() for one in (tmp_path / "store").rglob("*") if one.is_file())
    assert b"a remark about the file" not in held and b"WX7010" not in held
    with pytest.raises(UnreadableInput, match="take it in with `evidence audit import`"):
        file.add(first)
