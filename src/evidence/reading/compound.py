"""OLE compound files, the containers of Office 97 and of Outlook messages: streams and properties, bounded."""

from __future__ import annotations

import io
from typing import Any

import olefile

from evidence.model.document import Metadata
from evidence.reading.encoding import decode, known
from evidence.reading.source import CannotRead, Source

VERSION = f"olefile {olefile.__version__}"


class Compound:
    """An open compound file; raises `CannotRead` where its directory is broken."""

    def __init__(self, source: Source) -> None:
        try:
            self._ole: Any = olefile.OleFileIO(io.BytesIO(source.data()))
        except (OSError, ValueError, IndexError, KeyError, TypeError) as error:
            raise CannotRead("The file is damaged: its container cannot be opened. Ask for another copy.") from error

    def stream(self, *path: str) -> bytes | None:
        """A stream's bytes; `None` where there is none or it is broken."""
        try:
            return bytes(self._ole.openstream(list(path)).read()) if self._ole.exists("/".join(path)) else None
        except (OSError, ValueError, IndexError, KeyError, TypeError):
            return None

    def folders(self, *path: str) -> list[str]:
        """Names of the storages just below this one, in order."""
        deep = len(path)
        found = {
            entry[deep]
            for entry in self._ole.listdir(streams=True, storages=True)
            if len(entry) > deep and [part.lower() for part in entry[:deep]] == [part.lower() for part in path]
        }
        return sorted(found)

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
