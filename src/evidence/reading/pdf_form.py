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


def filled(page: pypdfium2.PdfPage) -> dict[str, str]:
    """Lines "label: value" of the filled fields on a page, by the fields' names; `init_forms` comes before the page."""
    lines: dict[str, str] = {}
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetFormFieldType(page.formenv, annotation)
            if kind in _HOLD_A_VALUE:
                name, label, value = (
                    _text(get, page.formenv, annotation)
                    for get in (
                        pdfium.FPDFAnnot_GetFormFieldName,
                        pdfium.FPDFAnnot_GetFormFieldAlternateName,
                        pdfium.FPDFAnnot_GetFormFieldValue,
                    )
                )
                if value and not (kind in _TICKED and value == "Off"):
                    lines[name] = f"{label or name.rpartition('.')[2]}: {value[:_LONGEST_VALUE]}"
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return lines


def _text(get: Callable[..., int], form: Any, annotation: Any) -> str:
    """What one of PDFium's functions writes into a buffer, which it is first asked the size of (UTF-16, bytes)."""
    size = get(form, annotation, None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(form, annotation, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return sound(buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\x00"))
