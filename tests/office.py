"""LibreOffice without a window, for opening what was written as people will."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from programs import libreoffice


def converted(files: Iterable[Path], to: str, folder: Path) -> list[Path]:
    """The files in another format, in the order given."""
    office = libreoffice()
    folder.mkdir()
    named = [Path(path) for path in files]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        office,
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
