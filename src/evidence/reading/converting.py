"""Old Word files that this library cannot make out are turned into .docx by LibreOffice, where that is installed.

It runs as a process of its own in a folder of its own, bounded in time, memory and the size of what it writes.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from evidence.reading import sandbox
from evidence.reading.source import CannotRead, Limits, MiB

OLD_WORD = "application/msword"
_SECONDS = 90  # for one file, the start of the program included
_MEMORY = 4096 * MiB  # address space, most of it shared libraries
_PROGRAMS = ("soffice", "libreoffice")
_OLD = (b"\xd0\xcf\x11\xe0", b"\xdb\xa5", b"\x31\xbe", b"\xfe\x37")  # compound file; Word 2, Write and Word for DOS


def is_old_word(path: Path, name: str) -> bool:
    """Whether a file is in one of the old Word formats, by its first bytes and the keeper's name for it."""
    with path.open("rb") as file:
        return file.read(4).startswith(_OLD) and name.lower().endswith((".doc", ".dot", ".wri"))


def converter() -> str | None:
    """The LibreOffice program, if it is installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def as_docx(program: str, source: Path, folder: Path, limits: Limits | None = None) -> Path:
    """The file as .docx, made in `folder`, which must be empty. Raises `CannotRead` where the program makes none."""
    limits = limits or Limits()
    given = folder / "given.doc"
    shutil.copyfile(source, given)
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx", "--outdir", str(folder), str(given),
    ]  # fmt: skip
    process = sandbox.spawn_program(command, folder, memory=_MEMORY, seconds=_SECONDS, largest=limits.file)
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        raise CannotRead(f"LibreOffice did not finish within {_SECONDS} seconds.") from None
    finally:
        sandbox.kill(process)
    made = folder / "given.docx"
    if not made.is_file():
        raise CannotRead("LibreOffice could not open it.")
    return made
