"""What people write about audits, screened before it is stored: refused by its place, or masked where they say so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from os import PathLike
from pathlib import Path

from attrs import field, frozen

from evidence.audits.privacy import refuse_personal, screen
from evidence.file.readings import as_text
from evidence.model.errors import Refused, UnreadableInput
from evidence.model.sequences import as_tuple


@frozen(kw_only=True)
class Words:
    """How words are screened: by the local list of names too, where there is one."""

    names: tuple[str, ...] = field(default=(), converter=as_tuple)
    mask: bool | None = None  # store the words with what was found masked, not refuse them; `None`: no choice is given
    on: date | None = None  # the day of writing

    def clean(self, where: str, text: str | None) -> str | None:
        """The words that may be stored; blank is `None`. Raises `Refused` that names the place, never the words."""
        if text is None or not text.strip():
            return None
        found = screen(text.strip(), self.names, self.on)
        if not self.mask:
            refuse_personal(where, found, maskable=self.mask is not None)
        return found.text

    def needed(self, where: str, text: str) -> str:
        """The same of a text that may not be left out: a blank one stays blank."""
        return self.clean(where, text) or ""


FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)  # between which days can be counted from and to


def check_day(what: str, day: date | None) -> None:
    """Raise `Refused` for a day that nothing can be counted from: a slip of the pen."""
    if day is not None and not FIRST <= day <= LAST:
        raise Refused(f"{what} {day}: expected a day between {FIRST.year} and {LAST.year}. Check the year.")


def is_there(path: Path) -> bool:
    """Whether a plain file lies there; a path that the system cannot even look up has none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def read_names(path: str | PathLike[str] | None) -> tuple[str, ...]:
    """The local list of names, one a line; it is used and not kept. Raises `UnreadableInput`."""
    if path is None:
        return ()
    try:
        return tuple(_lines(Path(path).read_text("utf-8-sig").splitlines()))
    except (OSError, ValueError) as error:
        raise UnreadableInput(
            f"{as_text(Path(path))}: expected a text file, one name a line ({type(error).__name__}). Check the path."
        ) from None


def _lines(lines: Iterable[str]) -> Iterable[str]:
    return (line.strip() for line in lines if line.strip() and not line.startswith("#"))
