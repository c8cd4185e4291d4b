"""Wrong input gets a message that says what to do, its exit code, and nothing half-written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import evidence
import faults
from builder import opened, state_of, write_files, write_plan
from evidence.cli import evidence as cli
from evidence.cli import main


def run(*arguments: str | Path, store: Path, **options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "evidence", "--store", str(store), "--by", "keeper", *map(str, arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **options}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
    return tmp_path / "store"


def broken_files(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary.md").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "letter.txt").write_text("Dear colleague,\n\nthank you for your letter.\n")
    (tmp_path / "no action.md").write_text("| Name | Colour |\n|---|---|\n| HT | red |\n| AM | blue |\n")
    (tmp_path / "empty.md").write_text("")
    return {
        "missing": tmp_path / "missing.md",
        "a directory": tmp_path / "folder",
        "binary": tmp_path / "binary.md",
        "no table": tmp_path / "letter.txt",
        "no action column": tmp_path / "no action.md",
        "empty": tmp_path / "empty.md",
    }


@pytest.mark.parametrize("what", ["missing", "a directory", "binary", "no table", "no action column", "empty"])
def test_what_is_no_plan_is_refused_and_nothing_is_filed(what: str, store: Path, tmp_path: Path) -> None:
    path = broken_files(tmp_path)[what]
    before = state_of(store)
    done = run("plan", "import", path, store=store)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("evidence: ") and path.name in done.stderr and "Traceback" not in done.stderr
    assert not done.stdout
    assert state_of(store) == before
    assert evidence.verify(store).ok
    assert not list((store / "documents").glob(".incoming*"))


@pytest.mark.parametrize("what", ["missing", "a directory"])
def test_what_is_no_file_is_not_filed(what: str, store: Path, tmp_path: Path) -> None:
    done = run("add", broken_files(tmp_path)[what], store=store)
    assert done.returncode == 2 and "expected a file" in done.stderr and "evidence scan" in done.stderr


def test_one_wrong_path_among_several_files_nothing(store: Path, tmp_path: Path) -> None:
    (note,) = write_files(tmp_path / "files", 1)
    before = state_of(store)
    done = run("add", note, tmp_path / "gone.txt", tmp_path / "gone too.txt", store=store)
    assert done.returncode == 2 and "gone.txt" in done.stderr and "gone too.txt" in done.stderr
    assert state_of(store) == before


def test_a_place_without_a_store_says_how_to_make_one(tmp_path: Path) -> None:
    done = run("documents", store=tmp_path / "nowhere")
    assert done.returncode == 2 and "evidence init" in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_store_of_a_newer_format_is_left_alone(store: Path) -> None:
    said = json.loads((store / "store.json").read_text())
    (store / "store.json").write_text(json.dumps({**said, "format": 99}))
    before = (store / "index.db").read_bytes()
    done = run("documents", store=store)
    assert done.returncode == 2 and "format 99" in done.stderr and "newer" in done.stderr
    assert (store / "index.db").read_bytes() == before


def test_a_damaged_store_ends_with_4(store: Path) -> None:
    path = store / "journal" / "00000001.jl"
    path.write_bytes(path.read_bytes()[:-1] + b"X")
    done = run("documents", store=store)
    assert done.returncode == 4 and "evidence verify" in done.stderr
    assert run("verify", store=store).returncode == 4


def test_a_check_without_a_plan_ends_with_5(tmp_path: Path) -> None:
    with opened(tmp_path / "empty"):
        pass
    done = run("check", store=tmp_path / "empty")
    assert done.returncode == 5 and "plan import" in done.stderr


def test_a_check_that_finds_issues_ends_with_1_and_tells_them_as_data(store: Path) -> None:
    done = run("check", "--as-of", "24 03 06", "--format", "json", store=store)
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert {"E101", "E102"} <= {issue["code"] for issue in found["issues"]}
    assert run("check", "--as-of", "2006-03-24", "--exit-zero", store=store).returncode == 0
    assert run("check", "--as-of", "2006-03-24", "--select", "S501", store=store).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check", "--as-of", "31 02 06"], "expected a day"),
        (["check", "--select", "X9"], "E101"),
        (["check", "--baseline", "nofile"], "found: No such file"),
        (["show", "D-0099"], "there is none"),
        (["show", "R9.9"], "none of that name"),
        (["link", "D-0099", "R1.1"], "evidence documents"),
        (["unlink", "L-0001", "--because", "x"], "there is none"),
        (["add", "x", "--kind", "novel"], "minutes"),
        (["rule", "E999"], "E101"),
        (["suggest", "--limit", "0"], "x>=1"),
        (["search", "minutes", "--limit", "-1"], "x>=1"),
        (["plan", "import", "x", "--id", "Not An Id"], ""),
        (["plan", "show", "other"], "On file: p"),
        (["plan", "show", "p", "--version", "9"], "The newest is 1"),
        (["show", "L-0099"], "lists a document's links"),
        (["show", "P-0099"], "evidence actor list"),
        (["log", "D-0099"], "nothing of it"),
        (["verify", "--against", "nofile"], "that `evidence checkpoint` wrote"),
        (["suggest", "--document", "nonsense"], "evidence documents"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_a_wrong_word_is_answered_with_what_was_expected(arguments: list[str], expected: str, store: Path) -> None:
    done = run(*arguments, store=store)
    assert done.returncode == 2
    assert expected in done.stderr and "Traceback" not in done.stderr


def test_a_console_that_cannot_show_a_sign_gets_a_stand_in(store: Path) -> None:
    done = run("check", "--as-of", "2006-03-24", store=store, PYTHONIOENCODING="cp1252")
    assert done.returncode == 1 and "Traceback" not in done.stderr


def test_help_tells_of_every_command(store: Path) -> None:
    done = run("--help", store=store)
    assert done.returncode == 0
    for command in ("init", "plan", "add", "scan", "link", "check", "verify", "rebuild"):
        assert command in done.stdout
        assert run(command, "--help", store=store).returncode == 0


def test_whoever_stops_reading_ends_a_command_without_a_word(store: Path) -> None:
    command = [sys.executable, "-m", "evidence", "--store", str(store), "rule", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


NO_ROOM = """
import errno, io, os, sys
class Full(io.StringIO):
    def write(self, text):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
sys.stdout = Full()
from evidence.cli import main
main()
"""


@pytest.mark.parametrize("start", [("-c", NO_ROOM), *([("-m", "evidence")] if Path("/dev/full").exists() else [])])
def test_output_that_finds_no_room_is_no_fault_of_the_library(store: Path, start: tuple[str, str]) -> None:
    command = [sys.executable, *start, "--store", str(store), "actions", "--format", "json"]
    device = Path("/dev/full") if start[0] == "-m" else Path(os.devnull)
    with device.open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "the disk is full" in done.stderr and "fault" not in done.stderr


RECORD = ("index.db", "journal/00000001.jl", "details/00000001.jl")


@pytest.mark.parametrize(
    ("part", "command"),
    [*((part, "actions") for part in RECORD), *((part, "verify") for part in (*RECORD, "documents/*/*", "texts/*/*"))],
)
@faults.forks
def test_a_store_that_may_not_be_read_is_not_called_damaged(
    store: Path, part: str, command: str, tmp_path: Path
) -> None:
    for path in (*(one for one in store.parents if one.is_relative_to("/tmp")), store, *store.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    (kept,) = store.glob(part)
    kept.chmod(0)
    (tmp_path / "told").touch()
    (tmp_path / "told").chmod(0o666)
    given = CliRunner().invoke(cli, ["--store", str(store), "--by", "keeper", command])

    def act() -> int:
        with (tmp_path / "told").open("w") as sys.stderr:
            sys.argv = ["evidence", "--store", str(store), "--by", "keeper", command]
            main()
        return 0

    assert faults.run_unprivileged(act) == 2, given.output
    told = (tmp_path / "told").read_text()
    assert "right to read" in told and "damage" not in told
