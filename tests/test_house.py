"""The house stands: layers, types, style, lengths of files, generated documents."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
PAGES = [ROOT / "README.md", ROOT / "store/README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def run(*command: str) -> None:
    scripts = Path(sys.executable).parent
    path = f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_hold_under_mypy_strict() -> None:
    run("mypy")


def test_style_holds_under_ruff() -> None:
    run("ruff", "check", ".")


def test_files_are_formatted() -> None:
    run("ruff", "format", "--check", ".")


def test_rooms_import_only_what_lies_below_them() -> None:
    run("lint-imports", "--no-cache")


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_over_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_and_every_public_name_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module"
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node) or "commands" in str(path), node.name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_generated_parts_of_pages_are_as_the_code_says(path: Path) -> None:
    if "[[[cog" in path.read_text(encoding="utf-8"):
        run("cog", "--check", str(path))


def test_the_test_line_of_the_readme_is_what_continuous_integration_calls() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"## Test it\n.*?```sh\n([^\n]+)\n```", readme, re.DOTALL)
    assert found, "README.md has no one-line block under '## Test it'"
    assert found[1] in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_every_library_that_is_installed_with_ours_is_accounted_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.match(r"[\w-]+", line)[0].lower() for line in project["dependencies"]}  # type: ignore[index]
    table = (ROOT / "docs/decisions/0003-dependencies.md").read_text("utf-8").lower()
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    assert wanted == {name for row in rows[1:] for name in re.findall(r"[\w-]+", row)} - {"with", "cryptography"}
