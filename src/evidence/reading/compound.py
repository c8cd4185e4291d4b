"""OLE compound files, the containers of Office 97 and of Outlook messages: streams and properties, bounded."""

from __future__ import annotations

import io
from functools import cached_property
from typing import Any

import olefile

from evidence.model.document import Metadata
from evidence.reading.encoding import decode, known
from evidence.reading.source import CannotRead, Source

VERSION = f"olefile {olefile.__version__}"


def opened(source: Source) -> Any | None:
    """The file as olefile sees it, its whole directory read; `None` where that is broken."""
    try:
        return olefile.OleFileIO(io.BytesIO(source.data()))
    except (CannotRead, MemoryError):
        raise
    except Exception:  # the library raises whatever a broken directory leads it to
        return None


class Compound:
    """An open compound file; raises `CannotRead` where its directory is broken."""

    def __init__(self, source: Source) -> None:
        self._ole: Any = source.ole or opened(source)
        if self._ole is None:
            raise CannotRead("The file is damaged: its container cannot be opened. Ask for another copy.")

    def stream(self, *path: str) -> bytes | None:
        """A stream's bytes; `None` where there is none or it is broken."""
        try:
            return bytes(self._ole.openstream(list(path)).read())
        except (OSError, ValueError, IndexError, KeyError, TypeError):
            return None

    def folders(self, *path: str) -> list[str]:
        """Names of what lies just below this storage, in order."""
        deep = len(path)
        above = [part.lower() for part in path]
        return sorted({entry[deep] for entry, small in self._entries if len(entry) > deep and small[:deep] == above})

    @cached_property
    def _entries(self) -> list[tuple[list[str], list[str]]]:
        """Every path in the file, as written and in small letters."""
        paths = self._ole.listdir(streams=True, storages=True)
        return [(path, [part.lower() for part in path]) for path in paths]

    def metadata(self) -> Metadata:
        """The summary information that Office writes."""
        try:
            given = self._ole.get_metadata()
        except Exception:  # the library raises whatever a broken property set leads it to
            return Metadata()
        codepage = known(f"cp{given.codepage}") if given.codepage and given.codepage > 0 else None

        def text(value: Any) -> str | None:
            return (decode(value, codepage)[0].strip("\x00\ufffd ") or None) if isinstance(value, bytes) else None

        def moment(value: Any) -> str | None:
            return value.isoformat() if hasattr(value, "isoformat") and value.year > 1900 else None

        return Metadata(
            title=text(given.title),
            author=text(given.author),
            subject=text(given.subject),
            created=moment(given.create_time),
            modified=moment(given.last_saved_time),
        )
