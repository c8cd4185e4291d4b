"""Makes the PDF documents of the example from their texts in `sources/`; the same texts give the same bytes.

Run it from a checkout with the test extra installed: `python examples/make_documents.py [FOLDER]`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE / "documents"
LOCKED = {"Vacancy figures": "personnel only"}  # name to the password that opens it
COPIES = {"Bid Regional Workforce Fund.pdf": "scan0017.pdf"}  # the same bytes under another name

_TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=11, leading=15, spaceAfter=7)
_ITEM = ParagraphStyle("item", parent=_TEXT, leftIndent=14, bulletIndent=3, spaceAfter=4)
_HEADING = ParagraphStyle("heading", parent=_TEXT, fontName="Times-Bold", fontSize=12, spaceBefore=6)
_TITLE = ParagraphStyle("title", parent=_HEADING, fontSize=15, leading=19, spaceAfter=10)


def make(folder: Path) -> list[Path]:
    """Write every PDF of the example into a folder; returns what was written, sorted by name."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [_pdf(source, folder) for source in sorted((HERE / "sources").glob("*.txt"))]
    made += [Path(shutil.copyfile(folder / original, folder / name)) for original, name in COPIES.items()]
    return sorted(made)


def _pdf(source: Path, folder: Path) -> Path:
    lines = [line for line in source.read_text("utf-8").splitlines() if line]
    title = next(line.removeprefix("# ") for line in lines if line.startswith("# "))
    path = folder / f"{source.stem}.pdf"
    password = LOCKED.get(source.stem)
    SimpleDocTemplate(
        str(path),
        pagesize=A4,
        invariant=1,  # no clock and no chance in the bytes
        title=title,
        author="Harrowmere County Council",
        leftMargin=25 * mm,
        rightMargin=25 * mm,
        topMargin=25 * mm,
        bottomMargin=20 * mm,
        encrypt=StandardEncryption(password, ownerPassword=password, strength=128) if password else None,
    ).build([_paragraph(line) for line in lines])
    return path


def _paragraph(line: str) -> Paragraph:
    text = line.replace("&", "&amp;").replace("<", "&lt;")
    for mark, style in (("## ", _HEADING), ("# ", _TITLE)):
        if text.startswith(mark):
            return Paragraph(text.removeprefix(mark), style)
    if text.startswith("- "):
        return Paragraph(text.removeprefix("- "), _ITEM, bulletText="•")
    return Paragraph(text, _TEXT)


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS):
        print(path.name)
