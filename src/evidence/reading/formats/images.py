"""Pictures (PNG, JPEG, TIFF, BMP, GIF, WebP): a page of recognised text each, where tesseract is installed."""

from __future__ import annotations

from evidence.model.document import Extraction
from evidence.reading.ocr import recognise
from evidence.reading.source import NeedsRecognition, Source

MEDIA_TYPES = ("image/png", "image/jpeg", "image/tiff", "image/bmp", "image/gif", "image/webp")


def read(source: Source) -> Extraction:
    """One page. Raises `NeedsRecognition` where no program recognises text, `CannotRead` where it fails."""
    if source.ocr is None:
        raise NeedsRecognition(
            "This is a picture. Install tesseract (Debian: apt install tesseract-ocr) and read it again, or file a "
            "copy with text."
        )
    return Extraction(
        pages=(recognise(source.ocr, source.data(), 1),),
        media_type=source.media_type,
        reader="images 1 (tesseract)",
    )
