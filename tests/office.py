"""LibreOffice without a window, for opening what was written as people will."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest


def converted(files: Iterable[Path], to: str, folder: Path) -> list[Path]:
    """The files in another format, in the order given; skips where LibreOffice is not installed, never in CI."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("soffice is not installed: continuous integration opens what was written with LibreOffice")
        pytest.skip("LibreOffice (soffice) is not installed, so nothing is opened with it")
    folder.mkdir()
    named = [Path(path) for path in files]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        to,
        "--outdir",
        str(folder),
        *map(str, named),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    made = [folder / f"{path.stem}.{to.split(':')[0]}" for path in named]
    for path in made:
        assert path.is_file(), f"LibreOffice made no {path.name}"
    return made


def pages(pdf: Path) -> int:
    """How many pages a PDF has."""
    from pypdf import PdfReader

    return len(PdfReader(pdf).pages)
