"""The register of formats: one module a family, imported only when a file of its kind is read.

Each module has `MEDIA_TYPES: tuple[str, ...]` and `read(source: Source) -> Extraction`, and raises `CannotRead` with a
reason for the keeper. A new format is a new file here and a line in the register.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from evidence.model.document import Extraction
from evidence.reading.source import Source

_ODF = "application/vnd.oasis.opendocument."
_OOXML = "application/vnd.openxmlformats-officedocument."

REGISTER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("plain", ("text/plain", "text/markdown", "text/tab-separated-values")),
    ("csv", ("text/csv",)),
    ("html", ("text/html", "application/xml")),
    ("pdf", ("application/pdf",)),
    ("docx", (_OOXML + "wordprocessingml.document",)),
    (
        "spreadsheet",
        (
            _OOXML + "spreadsheetml.sheet",
            "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
            "application/vnd.ms-excel",
            _ODF + "spreadsheet",
            _ODF + "spreadsheet-flat-xml",
        ),
    ),
    (
        "opendocument",
        (_ODF + "text", _ODF + "presentation", _ODF + "text-flat-xml", _ODF + "presentation-flat-xml"),
    ),
    ("pptx", (_OOXML + "presentationml.presentation",)),
    ("rtf", ("application/rtf",)),
    ("doc", ("application/msword",)),
    ("mail", ("message/rfc822",)),
    ("mbox", ("application/mbox",)),
    ("msg", ("application/vnd.ms-outlook",)),
    ("zip", ("application/zip",)),
    ("images", ("image/png", "image/jpeg", "image/tiff", "image/bmp", "image/gif", "image/webp")),
)

_MODULES = {media_type: module for module, media_types in REGISTER for media_type in media_types}


def reader_of(media_type: str) -> Callable[[Source], Extraction] | None:
    """The `read` function of the module that reads this media type; `None` where there is none."""
    module = _MODULES.get(media_type)
    if module is None:
        return None
    read: Callable[[Source], Extraction] = import_module(f"{__name__}.{module}").read
    return read
