"""Documents of nearly the same text, and the keys under which the next one like them is looked for."""

from __future__ import annotations

import base64
import struct

from evidence.store.projections.rows import Details, Rows, number

_KEYS = 8  # hashes of a sketch under which it is found: of two that are much alike, one or more are the same


def as_text(sketch: tuple[int, ...]) -> str | None:
    """A sketch (hashes of 32 bits) as it stands in a row: base64; `None` where there is none."""
    return base64.b64encode(struct.pack(f">{len(sketch)}I", *sketch)).decode() if sketch else None


def from_text(text: str | None) -> tuple[int, ...]:
    """The sketch that stands in a row."""
    data = base64.b64decode(text or "")
    return struct.unpack(f">{len(data) // 4}I", data)


def keys(sketch: tuple[int, ...]) -> tuple[int, ...]:
    """The hashes under which it is found."""
    return sketch[:_KEYS]


def liken(rows: Rows, document: str, details: Details) -> None:
    """Give a document its sketch, and what it was found to be like, in place of what it had."""
    key = number(document)
    (had,) = rows.sql("SELECT sketch FROM document_rows WHERE number = ?", (key,)).fetchone()
    rows.sql("UPDATE document_rows SET sketch = ? WHERE number = ?", (details["sketch"], key))
    rows.sql("DELETE FROM likenesses WHERE document = ?", (document,))
    gone = [(each, key) for each in keys(from_text(had))]
    rows.many("DELETE FROM sketch_keys WHERE key = ? AND document = ?", gone)
    outline(rows, document, details)


def outline(rows: Rows, document: str, details: Details) -> None:
    """Put a document under the keys of its sketch, and beside what it was found to be like."""
    found = [(each, number(document)) for each in keys(from_text(details["sketch"]))]
    rows.many("INSERT INTO sketch_keys (key, document) VALUES (?, ?)", found)
    alike = [(document, other, percent) for other, percent in details["alike"]]
    rows.many("INSERT INTO likenesses (document, other, percent) VALUES (?, ?, ?)", alike)
