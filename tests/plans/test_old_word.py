"""Plans in old Word files: read as they are, through LibreOffice where that fails, with advice where it is absent."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from plan_writers import write_docx

from builder import opened
from evidence.model.errors import UnreadableInput
from evidence.reading import converting, sandbox
from programs import libreoffice

ROWS = (
    ("Recommendation", "Action", "Lead", "By When", "Progress"),
    ("1. Be safe.", "Write the policy", "SF", "3 Mar 06", "Done 01 03 06"),
    ("", "Train all staff", '"', "End Feb 06", "Under way"),
)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A .doc of the plan, made of a .docx beside it by LibreOffice."""
    path = tmp_path_factory.mktemp("old") / "plan.doc"
    office = libreoffice()
    write_docx(path.with_suffix(".docx"), ROWS)
    folder = path.with_suffix(".making")
    folder.mkdir()
    command = [
        office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "doc",
        "--outdir", str(path.parent), str(path.with_suffix(".docx")),
    ]  # fmt: skip
    process = sandbox.spawn_program(command, folder, memory=2**32, seconds=90, largest=2**28)
    process.wait(90)
    assert path.is_file()
    return path


def test_a_plan_in_an_old_word_file_is_the_plan_of_the_new_one(tmp_path: Path, old: Path) -> None:
    with opened(tmp_path / "store") as file:
        made = file.import_plan(old, id="old")
        same = file.import_plan(old.with_suffix(".docx"), id="new")
    assert [(a.text, a.leads, a.due, a.progress) for a in made.actions] == [
        (a.text, a.leads, a.due, a.progress) for a in same.actions
    ]


def test_what_the_library_cannot_make_out_goes_through_libreoffice(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def as_docx(program: str, source: Path, folder: Path) -> Path:  # noqa: ARG001 - as it is called
        made.append(folder / "given.docx")
        made[0].write_bytes(old.with_suffix(".docx").read_bytes())
        return made[0]

    monkeypatch.setattr(converting, "as_docx", as_docx)
    damaged = tmp_path / "damaged.doc"
    damaged.write_bytes(old.read_bytes()[:1024])
    with opened(tmp_path / "store") as file:
        plan = file.import_plan(damaged, id="p")
        [document] = file.documents()
    assert [action.text for action in plan.actions] == ["Write the policy", "Train all staff"]
    assert (document.media_type, document.names) == ("application/msword", ("damaged.doc",))
    assert not made[0].exists()


def test_the_converter_hands_over_what_an_old_file_holds(tmp_path: Path, old: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    made = converting.as_docx(converting.converter() or "", old, folder)
    assert made.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0" + b"x" * 2000, b"\xdb\xa5" + b"x" * 500])
def test_without_libreoffice_the_keeper_is_told_what_to_install_or_to_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(converting, "converter", lambda: None)
    (tmp_path / "plan.doc").write_bytes(content)
    with (
        opened(tmp_path / "store") as file,
        pytest.raises(UnreadableInput, match=r"plan\.doc.*libreoffice-writer.*\.docx"),
    ):
        file.import_plan(tmp_path / "plan.doc", id="p")


def test_what_even_libreoffice_cannot_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "converter", lambda: sys.executable)  # which takes no such options and fails
    (tmp_path / "plan.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 2000)
    with opened(tmp_path / "store") as file, pytest.raises(UnreadableInput, match=r"could not open it.*\.docx"):
        file.import_plan(tmp_path / "plan.doc", id="p")
        assert file.documents() == ()
