"""What only pypdf tells of a PDF: the values of its form fields and the files attached to it.

pypdf is slow and has a long history of files that keep it busy; it is asked only where PDFium says there is a form or
an attachment, and what it fails at is a note, not the end of the reading.
"""

from __future__ import annotations

import io
from typing import Any

from evidence.model.document import Part
from evidence.reading.encoding import sound
from evidence.reading.inside import Inside
from evidence.reading.source import Source

_LONGEST_VALUE = 10_000  # characters of one field


def read(source: Source, notes: list[str]) -> tuple[str, tuple[Part, ...]]:
    """Lines "name: value" of the filled form fields, and the files attached."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(source.data()), strict=False)
        if reader.is_encrypted:
            reader.decrypt(source.password or "")
        return _fields(reader), _attachments(reader, source, notes)
    except MemoryError:
        raise
    except Exception as error:
        notes.append(f"form fields and attachments could not be read ({type(error).__name__})")
        return "", ()


def _fields(reader: Any) -> str:
    lines = []
    for name, field in (reader.get_fields() or {}).items():
        value = field.get("/V")
        if isinstance(value, str) and value not in ("", "/Off"):
            label = field.get("/TU") or field.get("/T") or name
            lines.append(sound(f"{label}: {value.removeprefix('/')[:_LONGEST_VALUE]}"))
    return "\n".join(lines)


def _attachments(reader: Any, source: Source, notes: list[str]) -> tuple[Part, ...]:
    inside = Inside(source, notes, "attachments")
    for attachment in reader.attachment_list:
        if not inside.more():
            break
        try:
            data = attachment.content
        except MemoryError:
            raise
        except Exception as error:
            notes.append(f"an attachment could not be taken out ({type(error).__name__})")
            continue
        inside.take(attachment.alternative_name or attachment.name, data)
    return tuple(inside.parts)
