"""The files attached to a PDF, or bound in a portfolio, from pypdf.

pypdf is slow and has a long history of files that keep it busy; it is asked only where PDFium says that something is
attached, and what it fails at is a note, not the end of the reading.
"""

from __future__ import annotations

import io
from typing import Any

from evidence.model.document import Part
from evidence.reading.inside import Inside
from evidence.reading.source import Source


def attachments(source: Source, notes: list[str]) -> tuple[Part, ...]:
    """The files attached, handed over one by one."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(source.data()), strict=False)
        if reader.is_encrypted:
            reader.decrypt(source.password or "")
        return _attachments(reader, source, notes)
    except MemoryError:
        raise
    except Exception as error:
        notes.append(f"attachments could not be read ({type(error).__name__})")
        return ()


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
