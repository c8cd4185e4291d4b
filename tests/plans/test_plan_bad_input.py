"""Bad files given as plans: a clear message, exit code 2, nothing filed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from plan_writers import write_pdf, write_xlsx
from pypdf import PdfWriter

from builder import opened
from evidence.model.errors import UnreadableInput

ROWS = (
    ("Recommendation", "Action", "Lead", "By When", "Progress"),
    ("1. Be safe.", "Write the policy", "SF", "3 Mar 06", "Done"),
)


def encrypted(path: Path) -> None:
    write_pdf(path, ROWS)
    writer = PdfWriter(clone_from=str(path))
    writer.encrypt("secret")
    writer.write(str(path))


def truncated(path: Path) -> None:
    write_xlsx(path, ROWS)
    path.write_bytes(path.read_bytes()[:2000])


def inflating(path: Path) -> None:
    """A sheet of formulas that unpacks to hundreds of times its size."""
    write_xlsx(path, ROWS)
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    formula = "A1&amp;" * 2000 + "A1"
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>{formula}</f><v>1</v></c></row>' for n in range(1, 2001))
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    parts["xl/worksheets/sheet1.xml"] = f"{start}{rows}</sheetData></worksheet>".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)


def wide(path: Path) -> None:
    cells = ",".join(f"c{n}" for n in range(2_000))
    path.write_text(f"Action,Lead,{cells}\nWrite it,SF,{cells}\n", "utf-8")


BAD: tuple[tuple[str, Callable[[Path], object], str], ...] = (
    ("encrypted.pdf", encrypted, "password"),
    ("truncated.xlsx", truncated, "damaged"),
    ("empty.docx", lambda path: path.write_bytes(b""), "empty"),
    ("bomb.xlsx", inflating, "unpacks to more than|times its size"),
    ("wide.csv", wide, "2,002 columns"),
    ("wider.csv", lambda path: path.write_text("Action," + "c," * 20_000 + "\n"), "20,001 columns"),
    ("flood.csv", lambda path: path.write_bytes(b"Action,Lead\n" + b"Write it,SF\n" * 6_000_000), "68 MiB of text"),
    ("letter.md", lambda path: path.write_text("# Hello\n\nA letter about this and that.\n"), "No action plan found"),
    ("noise.csv", lambda path: path.write_bytes(bytes(range(256)) * 50), "no kind known"),
)


@pytest.mark.parametrize(("name", "write", "message"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_is_refused_with_its_name_and_the_reason_and_nothing_is_filed(
    tmp_path: Path, name: str, write: Callable[[Path], object], message: str
) -> None:
    path = tmp_path / name
    write(path)
    with opened(tmp_path / "store") as file:
        with pytest.raises(UnreadableInput, match=message) as refused:
            file.import_plan(path, id="p")
        assert refused.value.exit_code == 2
        assert name in str(refused.value)
        assert file.documents() == ()
        assert file.plans() == ()


def test_a_protected_plan_is_read_with_its_password(tmp_path: Path) -> None:
    encrypted(tmp_path / "plan.pdf")
    with opened(tmp_path / "store") as file:
        assert len(file.import_plan(tmp_path / "plan.pdf", id="p", password="secret").actions) == 1


def test_macros_formulas_and_a_wrong_ending_do_not_keep_a_plan_from_being_read(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "plan.xlsm", (*ROWS, ("", "=1+1 is to be worked out", "", "", '=HYPERLINK("http://x","y")')))
    with zipfile.ZipFile(tmp_path / "plan.xlsm", "a") as file:
        file.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"x" * 1000)
    (tmp_path / "plan.docx").write_bytes((tmp_path / "plan.xlsm").read_bytes())
    with opened(tmp_path / "store") as file_:
        first = file_.import_plan(tmp_path / "plan.xlsm", id="macros")
        second = file_.import_plan(tmp_path / "plan.docx", id="ending")
        assert [action.text for action in first.actions] == ["Write the policy", "=1+1 is to be worked out"]
        assert second.actions == first.actions


def test_one_stray_cell_far_out_does_not_hide_the_plan(tmp_path: Path) -> None:
    rows = [[*row, *[""] * 500] for row in ROWS]
    rows[1][400] = "stray"
    write_xlsx(tmp_path / "plan.xlsx", rows)
    with opened(tmp_path / "store") as file:
        [action] = file.import_plan(tmp_path / "plan.xlsx", id="p").actions
    assert (action.leads, action.progress.text) == (("SF",), "Done")
    assert "stray" in (action.other or "")
