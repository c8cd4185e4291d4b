"""PDF: text by page, passwords and form fields from PDFium, attachments from pypdf where there are any.

PDFium is ten times as fast as pypdf and reads more damaged files; it is not safe for threads, and ends its process
where memory runs out, which is why every file is read in a worker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # ships no types

from evidence.model.document import Extraction, Metadata, PageText, Part
from evidence.model.table import Block, Paragraph, Place
from evidence.reading.encoding import sound
from evidence.reading.ocr import RESOLUTION, recognise
from evidence.reading.pdf_form import filled
from evidence.reading.source import NO_TEXT, NOT_WHOLE, STOPPED, CannotRead, NeedsRecognition, Source

MEDIA_TYPES = ("application/pdf",)
_MOST_FIELDS = 5000  # of a form; PDFium takes a minute for 30,000
_MOST_PIXELS = 5000  # along the longer side of a page that is recognised
_AS_MEANT = (("\x02", "-"), ("\ufffe", "-"), ("\r", ""), ("\x00", ""))  # what PDFium writes for hyphens and line ends
_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-]\d\d)'?(\d\d)|Z)?")


def read(source: Source) -> Extraction:
    """Text by page, form fields after the text of the last page. Raises `CannotRead` for passwords and broken files."""
    document = _opened(source)
    try:
        notes: list[str] = []
        pages = _pages(document, source, notes)
        parts = _attachments(document, source, notes)
        bare = [page.number for page in pages if not page.text.strip() and not page.confidence]
        pictures = [number for number in bare if _shows_something(document, number)]
        if pictures and source.ocr:
            _recognise(document, source, pages, pictures, notes)
        elif pictures and len(bare) == len(pages) and not parts:
            raise NeedsRecognition(
                "The pages are pictures without text. Install tesseract (Debian: apt install tesseract-ocr) and read "
                "the file again, or file a copy with text."
            )
        elif pictures:
            notes.append(NO_TEXT + ", ".join(map(str, pictures)))
        return Extraction(
            pages=tuple(pages),
            blocks=tuple(_blocks(document, pages, source)) if source.layout else (),
            metadata=_metadata(document),
            media_type=source.media_type,
            reader=f"pdf 1 (pypdfium2 {pypdfium2.PYPDFIUM_INFO.version})",
            notes=tuple(notes),
            parts=parts,
        )
    finally:
        document.close()


def _opened(source: Source) -> pypdfium2.PdfDocument:
    data = source.data()
    try:
        return pypdfium2.PdfDocument(data, password=source.password)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            if source.password:
                raise CannotRead(
                    "The password does not open this file; ask whoever sent it for the right one."
                ) from error
            raise CannotRead("The file is protected by a password: add it again with --password.") from error
        start = data.find(b"%PDF-")
        if start > 0:
            with suppress(pypdfium2.PdfiumError):
                return pypdfium2.PdfDocument(data[start:], password=source.password)
        raise CannotRead("The file is damaged: no page of it can be read. Ask for another copy.") from error


def _pages(document: pypdfium2.PdfDocument, source: Source, notes: list[str]) -> list[PageText]:
    """The text of each page in the order in which the file draws it; after the last, what is filled in on all."""
    pages = []
    fields: dict[str, str] = {}
    looked_at = 0  # fields
    room = source.limits.text
    document.init_forms()  # does nothing where there is no form
    for index in range(len(document)):
        if index >= source.limits.pages or room <= 0:
            notes.append(f"{STOPPED}only the first {index} of {len(document)} pages are read")
            break
        try:
            page = document[index]
            try:
                text = _text(page)
                if document.formenv and looked_at < _MOST_FIELDS:
                    more, count = filled(page, _MOST_FIELDS - looked_at)
                    fields, looked_at = fields | more, looked_at + count
            finally:
                page.close()
        except pypdfium2.PdfiumError:
            notes.append(f"page {index + 1} {NOT_WHOLE} and could not be read")
            text = ""
        room -= len(text)
        pages.append(PageText(number=index + 1, text=text))
    if looked_at == _MOST_FIELDS:
        notes.append(f"{STOPPED}only the first {looked_at} fields of the form are read")
    if fields:
        pages[-1] = PageText(number=len(pages), text="\n".join([pages[-1].text, *fields.values()]).strip())
    return pages


def _text(page: pypdfium2.PdfPage) -> str:
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        for written, meant in _AS_MEANT:  # a page has few of them: faster than a table of letters by far
            text = text.replace(written, meant)
        return sound(text)
    finally:
        text_page.close()


def _blocks(document: pypdfium2.PdfDocument, pages: list[PageText], source: Source) -> Iterator[Block]:
    """Paragraphs and tables by page; a page whose text was recognised gives its paragraphs."""
    from evidence.reading import pdf_page, pdf_tables

    tables = 0
    for number in range(1, len(pages) + 1):
        recognised = pages[number - 1].confidence is not None
        page = None if recognised else _page(document, number)
        if page is None:
            for text in pages[number - 1].text.split("\n\n"):
                if text.strip():
                    yield Paragraph(text=text.strip(), place=Place(page=number))
            continue
        words, (across, down) = pdf_page.words_of(page), pdf_page.rules_of(page)
        page.close()
        blocks = pdf_tables.blocks_of(words, across, down, page=number, first_table=tables + 1, limits=source.limits)
        tables += sum(not isinstance(block, Paragraph) for block in blocks)
        yield from blocks


def _page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage | None:
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError:
        return None


def _shows_something(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Whether a page without text has pictures or drawings (letters as outlines) on it."""
    page = _page(document, number)
    if page is None:
        return False
    try:
        return next(iter(page.get_objects(max_depth=2)), None) is not None
    finally:
        page.close()


def _recognise(
    document: pypdfium2.PdfDocument, source: Source, pages: list[PageText], numbers: list[int], notes: list[str]
) -> None:
    """Put recognised text on the pages of these numbers."""
    for count, number in enumerate(numbers):
        if count >= source.limits.ocr_pages:
            notes.append(f"{STOPPED}text was recognised on {count} pages only")
            return
        try:
            pages[number - 1] = recognise(source.ocr or "", _picture(document, number - 1), number)
        except (CannotRead, pypdfium2.PdfiumError) as error:
            notes.append(f"page {number}: {error}")


def _picture(document: pypdfium2.PdfDocument, index: int) -> bytes:
    """A page as a grey picture, PGM; large pages are drawn smaller."""
    page = document[index]
    try:
        points = max(page.get_size())
        scale = min(RESOLUTION / 72, _MOST_PIXELS / max(points, 1))
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            rows = bytes(bitmap.buffer)
            lines = (rows[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
            return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)
        finally:
            bitmap.close()
    finally:
        page.close()


def _metadata(document: pypdfium2.PdfDocument) -> Metadata:
    given = {key: sound(value).strip() for key, value in document.get_metadata_dict(skip_empty=True).items()}
    return Metadata(
        title=given.get("Title") or None,
        author=given.get("Author") or None,
        subject=given.get("Subject") or None,
        created=_iso(given.get("CreationDate")),
        modified=_iso(given.get("ModDate")),
    )


def _iso(text: str | None) -> str | None:
    """A PDF date (ISO 32000-1, 7.9.4) as ISO 8601, as far as it is given."""
    found = _DATE.match(text or "")
    if not found:
        return None
    year, month, day, hour, minute, second, zone, zone_minute = found.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if not (day and hour and minute):
        return date
    offset = f"{zone}:{zone_minute}" if zone else "Z" if (text or "").endswith("Z") else ""
    return f"{date}T{hour}:{minute}:{second or '00'}{offset}"


def _attachments(document: pypdfium2.PdfDocument, source: Source, notes: list[str]) -> tuple[Part, ...]:
    if not pdfium.FPDFDoc_GetAttachmentCount(document):
        return ()
    from evidence.reading.pdf_extras import attachments

    return attachments(source, notes)
