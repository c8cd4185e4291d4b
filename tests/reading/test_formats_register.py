"""The register of formats and the folder say the same."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from evidence.reading import formats
from evidence.reading.reasons import not_read_yet


def test_the_register_is_the_folder() -> None:
    folder = Path(formats.__file__).parent
    assert sorted(name for name, _ in formats.REGISTER) == sorted(
        path.stem for path in folder.glob("*.py") if path.stem != "__init__"
    )


def test_each_module_says_the_media_types_that_the_register_says() -> None:
    for name, media_types in formats.REGISTER:
        assert media_types == import_module(f"evidence.reading.formats.{name}").MEDIA_TYPES


def test_no_media_type_has_two_readers() -> None:
    every = [media_type for _, media_types in formats.REGISTER for media_type in media_types]
    assert len(set(every)) == len(every)


def test_what_has_no_reader_is_told_with_what_to_do() -> None:
    assert formats.reader_of("application/x-unheard-of") is None
    assert "save it as PDF" in not_read_yet("application/x-unheard-of", "a.xyz")


READERS = [
    "lxml",
    "pypdf",
    "pypdfium2",
    "python_calamine",
    "olefile",
    "charset_normalizer",
    "email.parser",
    "cattrs",
    "zipfile",
]


@pytest.mark.parametrize(
    ("module", "others"),
    [
        ("evidence.reading.readers", []),
        ("evidence.reading.worker", ["evidence.reading.readers", "subprocess", "tempfile"]),
    ],
)
def test_neither_the_pool_nor_a_worker_imports_what_only_some_file_or_the_other_needs(
    module: str, others: list[str]
) -> None:
    code = f"import sys, {module}; print([name for name in {READERS + others} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
