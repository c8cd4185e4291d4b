"""What was filled in on a page of a PDF form, from PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # ships no types

from evidence.reading.encoding import sound

_LONGEST_VALUE = 10_000  # characters of one field
_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_HOLD_A_VALUE = (
    *_TICKED,
    pdfium.FPDF_FORMFIELD_TEXTFIELD,
    pdfium.FPDF_FORMFIELD_COMBOBOX,
    pdfium.FPDF_FORMFIELD_LISTBOX,
)


def filled(page: pypdfium2.PdfPage, most: int) -> tuple[dict[str, str], int]:
    """Lines "label: value" of the filled fields on a page, by the fields' names, and how many fields were looked at.

    No more than `most` are: PDFium takes the longer for each, the more there are. `init_forms` comes before the page.
    """
    lines: dict[str, str] = {}
    looked_at = 0
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        if looked_at == most:
            break
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET:
                looked_at += 1
                lines.update(_field(page.formenv, annotation))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return lines, looked_at


def _field(form: Any, annotation: Any) -> dict[str, str]:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind not in _HOLD_A_VALUE:
        return {}
    value = _text(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
    if not value or (kind in _TICKED and value == "Off"):
        return {}
    name = _text(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)
    label = _text(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, annotation) or name.rpartition(".")[2]
    return {name: f"{label}: {value[:_LONGEST_VALUE]}"}


def _text(get: Callable[..., int], form: Any, annotation: Any) -> str:
    """What one of PDFium's functions writes into a buffer, which it is first asked the size of (UTF-16, bytes)."""
    size = get(form, annotation, None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(form, annotation, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return sound(buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\x00"))
