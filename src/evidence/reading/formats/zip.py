"""ZIP archives: a list of what is inside as the text, and every member as a file of its own, under our own counters."""

from __future__ import annotations

from evidence.model.document import Extraction, PageText
from evidence.reading.archive import Archive, take_members
from evidence.reading.encoding import sound
from evidence.reading.source import Source

MEDIA_TYPES = ("application/zip",)
_LISTED = 10_000  # names in the list


def read(source: Source) -> Extraction:
    """The names as written in the archive, a line each; the members as parts. Folders are no members."""
    notes: list[str] = []
    with Archive(source) as archive:
        infos = [info for info in archive.infos if not info.is_dir()]
        names = "\n".join(sound(info.filename) for info in infos[:_LISTED])
        parts = take_members(archive, infos, source, notes)
    return Extraction(
        pages=(PageText(number=1, text=names),),
        media_type=source.media_type,
        reader="zip 1",
        notes=tuple(notes),
        parts=parts,
    )
