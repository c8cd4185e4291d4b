"""No child in the store: case numbers, names and whatever else people type by mistake leave no byte in the folder."""

from __future__ import annotations

import csv
import os
import stat
import sys
from pathlib import Path

import openpyxl
import pytest

from audited import DAY, auditing, by, case_number, drawn, write_list
from evidence.audits.population import read_key
from evidence.file import EvidenceFile
from evidence.model.errors import Refused, UnreadableInput

PLANTED = ("Wilhelmina Oddsocks", "943 476 5919", "HR1 2AB", "wilma@example.org", "AB 12/03/98")


def folder_bytes(store: Path) -> bytes:
    """Every byte of the store, and every name in it."""
    paths = [path for path in store.rglob("*") if path.is_file()]
    return b"\n".join([str(path).encode() + b"\n" + path.read_bytes() for path in paths])


def in_progress(file: EvidenceFile, folder: Path) -> tuple[str, str]:
    ref = drawn(file, folder)
    file.allocate(ref, auditors=["AA"])
    return ref, file.audit(ref).allocations[0].case


def test_case_numbers_stand_in_the_key_file_alone(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        drawn(file, tmp_path, size=8)
    everything = folder_bytes(tmp_path / "store")
    assert b"C-" in everything
    for number in range(1, 17):
        assert case_number(number).encode() not in everything
    key = read_key((tmp_path / "key.csv").read_text("utf-8"))
    assert sorted(key) == [case_number(number) for number in range(1, 17)]


def test_nothing_that_was_refused_or_masked_is_in_the_store(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("# the council's own list\nWilhelmina Oddsocks\n", encoding="utf-8")
    with auditing(tmp_path) as file:
        ref, case = in_progress(file, tmp_path)
        by(file, "AA")
        for words in PLANTED:
            text = f"said so: {words}"
            with pytest.raises(Refused, match="comment on plan: found what looks like"):
                file.answer(ref, case, "plan", "yes", comment=text, audited_on=DAY, names=names)
            file.answer(ref, case, "plan", "yes", comment=text, audited_on=DAY, names=names, mask=True)
        (kept,) = file.audit(ref).responses[0].answers or file.audit(ref).responses[1].answers
        assert kept.comment == "said so: [initials with a date]"
        file.answer(ref, case, "signed", "no")
        file.answer(ref, case, "visits", "3")
        file.answer(ref, case, "grade", "good")
        for words in PLANTED:
            with pytest.raises(Refused, match="--response"):
                file.give_feedback(ref, case, given_on=DAY, response=f"{words} agrees", names=names)
            with pytest.raises(Refused, match="--reason"):
                by(file, "CC").moderate(ref, case, grade="good", reason=f"{words} told me", on=DAY, names=names)
        with pytest.raises(Refused, match="--because"):
            file.change_audit(ref, "abandon", because=f"because of {PLANTED[1]}")
        with pytest.raises(Refused, match="--title"):
            file.open_audit("small-audit", f"The file of {PLANTED[1]}")
        file.give_feedback(ref, case, given_on=DAY, response=f"{PLANTED[2]} agrees", names=names, mask=True)
    everything = folder_bytes(tmp_path / "store")
    for words in PLANTED:
        assert words.encode() not in everything


def test_a_list_with_something_personal_in_it_is_refused_by_the_cell_and_leaves_nothing(tmp_path: Path) -> None:
    rows = [
        ["Case number", "Team", "Status", "Remarks", "Child's name"],
        ["X/77001", "east", "LAC", "sees AB 12/03/98", "Wilhelmina Oddsocks"],
        ["X/77002", "X/77001", "LAC", "", "Wilhelmina Oddsocks"],
    ]
    listed = tmp_path / "personal.csv"
    with listed.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    with auditing(tmp_path) as file:
        made = file.open_audit("small-audit", "Files")
        with pytest.raises(
            UnreadableInput, match=r"(?s)!D2: found personal data .initials.*!B3: found personal data .case number"
        ):
            file.list_population(made.ref, listed, key=tmp_path / "key.csv")
        assert not (tmp_path / "key.csv").exists() and file.audit(made.ref).population is None
        rows[1][3], rows[2][1] = "", "west"
        with listed.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(rows)
        told = file.list_population(made.ref, listed, key=tmp_path / "key.csv")
        assert len(told.notes) == 2 and "is not taken" in told.notes[0] and "independent" in told.notes[1]
    everything = folder_bytes(tmp_path / "store")
    assert b"Oddsocks" not in everything and b"X/77001" not in everything


def test_a_list_is_found_below_titles_and_behind_a_cover_and_two_lists_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.append(["Extract of looked-after children"])
    cover.append(["Reference", "2006/1"])
    pages = [book.create_sheet(name) for name in ("North", "South")]
    for page in pages:
        for row in (["As at 28/02/2006"], [], ["SWIFT No.", "Team", "Allocated worker"], [page.title, "a", "worker 1"]):
            page.append(row)
    path = tmp_path / "inbox" / "extract.xlsx"
    path.parent.mkdir()
    book.save(path)
    with auditing(tmp_path) as file:
        made = file.open_audit("small-audit", "Files")
        with pytest.raises(UnreadableInput, match="on the sheets 'North', 'South'"):
            file.list_population(made.ref, path, key=tmp_path / "key.csv")
        book.remove(pages[1])
        book.save(path)
        assert file.list_population(made.ref, path, key=tmp_path / "key.csv").size == 1
        [skipped] = file.scan(path.parent).skipped
        assert "never filed" in str(skipped)


@pytest.mark.parametrize("above", [0, 3, 14])
@pytest.mark.parametrize(
    "headings", ["child_id,team,status", "swift_no,team,case_holder", "\N{NO-BREAK SPACE}Case no.,Team,Status"]
)
def test_a_list_of_cases_is_never_filed_however_it_is_headed(tmp_path: Path, above: int, headings: str) -> None:
    (tmp_path / "inbox").mkdir()
    lines = [*(f"Line {number}" for number in range(above)), headings, "70100,North,open"]
    (tmp_path / "inbox" / "extract.csv").write_text("\n".join(lines))
    with auditing(tmp_path) as file:
        report = file.scan(tmp_path / "inbox")
        assert len(report.filed) == 0 and "never filed" in str(list(report.skipped))


def test_masking_is_offered_only_where_it_can_be_asked_for(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        with pytest.raises(Refused, match=r"Take it out\.$"):
            file.open_audit("small-audit", "File of AB 12/03/98")
        audit, case = in_progress(file, tmp_path)
        with pytest.raises(Refused, match="let it be masked with --mask"):
            by(file, "AA").answer(audit, case, "plan", "yes", comment="ring 07700 900123")


def test_the_key_file_lies_outside_the_store(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        made = file.open_audit("small-audit", "Files")
        listed = write_list(tmp_path)
        inside = [tmp_path / "store" / "key.csv", tmp_path / "store" / "documents" / ".." / "key.csv"]
        if sys.platform != "win32":
            (tmp_path / "way-in").symlink_to(tmp_path / "store", target_is_directory=True)
            inside.append(tmp_path / "way-in" / "key.csv")
        for path in inside:
            with pytest.raises(Refused, match="lies in the store"):
                file.list_population(made.ref, listed, key=path)
        with pytest.raises(Refused, match="is the list itself"):
            file.list_population(made.ref, listed, key=listed)


def test_a_file_keeps_its_reference_from_round_to_round(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        key = (tmp_path / "key.csv").read_text("utf-8")
        later = file.open_audit("small-audit", "Files of autumn", baseline=ref)
        told = file.list_population(later.ref, write_list(tmp_path, first=11), key=tmp_path / "key.csv")
        assert (told.size, told.issued) == (16, 10) and not any("key file" in one for one in told.notes)
        grown = (tmp_path / "key.csv").read_text("utf-8")
        assert grown.startswith(key)
        before = {case.ref for case in file.audit(ref).population.cases}  # type: ignore[union-attr]  # it was listed
        after = {case.ref for case in file.audit(later.ref).population.cases}  # type: ignore[union-attr]
        assert len(before & after) == 6
        told = file.list_population(later.ref, tmp_path / "list.csv", key=tmp_path / "another.csv")
        assert f"the reference that it has in {ref}" in told.notes[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows a file's mode does not tell whose it is")
def test_only_the_user_can_read_the_key_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with auditing(tmp_path) as file:
            drawn(file, tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "key.csv").stat().st_mode) == 0o600


def test_a_damaged_key_file_is_never_written_over(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        drawn(file, tmp_path)
        key = tmp_path / "key.csv"
        damaged = key.read_text("utf-8").replace(",", ";", 1).replace("reference", "reference\nLAC/2006/0001", 1)
        key.write_text(damaged, encoding="utf-8")
        later = file.open_audit("small-audit", "Files of autumn")
        with pytest.raises(Refused, match="Restore the file"):
            file.list_population(later.ref, tmp_path / "list.csv", key=key)
        assert key.read_text("utf-8") == damaged
