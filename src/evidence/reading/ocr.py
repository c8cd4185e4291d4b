"""Text recognition by the tesseract program, where it is installed; nothing else of it is needed.

It runs inside the worker's bounds, one thread, pictures and text over pipes. Its confidence is kept for each page.
"""

from __future__ import annotations

import subprocess

from evidence.model.document import PageText
from evidence.reading.source import CannotRead

RESOLUTION = 200  # dots per inch: 300 costs a third more time and gains nothing measurable
_SECONDS = 120  # for one page


def recognise(program: str, picture: bytes, number: int) -> PageText:
    """The text of one picture (any format that tesseract opens). Raises `CannotRead` where the program fails."""
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "--dpi", str(RESOLUTION), "tsv"],
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotRead(f"The text recognition did not finish ({type(error).__name__}).") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotRead(f"The text recognition failed ({said[-1] if said else done.returncode}).")
    return page_of(done.stdout.decode("utf-8", "replace"), number)


def page_of(table: str, number: int) -> PageText:
    """A page from tesseract's table of words: a line each, an empty line between paragraphs, the mean confidence."""
    lines: list[list[str]] = []
    last: tuple[str, ...] = ()
    sure: list[float] = []
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        here = tuple(fields[1:5])  # page, block, paragraph, line
        if here != last:
            if last and here[:3] != last[:3]:
                lines.append([])
            lines.append([])
            last = here
        lines[-1].append(fields[11].strip())
        sure.append(float(fields[10]))
    text = "\n".join(" ".join(words) for words in lines)
    return PageText(number=number, text=text, confidence=round(sum(sure) / len(sure)) if sure else None)
