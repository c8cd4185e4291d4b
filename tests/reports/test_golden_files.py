"""Every format is as it was when somebody last looked at it: the script beside the golden files still makes them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

GOLDEN = Path(__file__).resolve().parent / "golden"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_files", GOLDEN / "make_files.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE = script()


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    files: dict[str, bytes] = MAKE.made()
    return files


NAMES = (
    "Evidence file.xlsx",
    "Summary.docx",
    "actions.csv",
    "actions.json",
    "documents.csv",
    "documents.json",
    "bundle-index.html",
    "bundle-documents.csv",
    "bundle-VERIFY.txt",
    "bundle-bag-info.txt",
)


@pytest.mark.parametrize("name", NAMES)
def test_the_script_still_makes_the_golden_file(made: dict[str, bytes], name: str) -> None:
    kept, now = (MAKE.parts(name, data) for data in ((GOLDEN / name).read_bytes(), made[name]))
    assert kept.keys() == now.keys()
    for part in kept:
        assert now[part] == kept[part], f"{name}: {part} is another than before; see golden/make_files.py"


def test_every_file_that_the_script_makes_is_kept(made: dict[str, bytes]) -> None:
    assert set(made) == set(NAMES)
