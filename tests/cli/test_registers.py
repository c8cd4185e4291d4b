"""The registers of commands: what can be typed is what the folders hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence.cli import evidence as command
from evidence.cli.audit import COMMANDS as OF_AUDITS
from evidence.cli.commands import COMMANDS
from evidence.cli.one_by_one import Register

CLI = Path(__file__).resolve().parents[2] / "src/evidence/cli"
HELPERS = {"__init__", "changes", "commands", "context", "one_by_one", "output"}
BOTH = pytest.mark.parametrize(
    ("register", "folder", "helpers"),
    [(COMMANDS, CLI, HELPERS | {"audit"}), (OF_AUDITS, CLI / "audit", {"__init__", "changing"})],
)


@BOTH
def test_a_register_of_commands_is_its_folder(register: Register, folder: Path, helpers: set[str]) -> None:
    modules = {place.partition(":")[0].rpartition(".")[2] for place in register.data.values()} - {"audit"}
    assert modules == {path.stem for path in folder.glob("*.py")} - helpers


@BOTH
def test_each_command_is_found_under_its_own_name(register: Register, folder: Path, helpers: set[str]) -> None:
    del folder, helpers
    assert [register[typed].name for typed in register] == list(register)


@pytest.mark.parametrize(("typed", "meant"), [(["chek"], "'check'"), (["audit", "sampel"], "'sample'")])
def test_a_mistyped_command_is_answered_with_those_it_may_be(typed: list[str], meant: str) -> None:
    told = CliRunner().invoke(command, typed)
    assert told.exit_code == 2 and meant in told.stderr
