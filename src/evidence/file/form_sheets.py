"""A questionnaire as an XLSForm workbook that opens in Excel, to be edited and published again."""

from __future__ import annotations

from evidence.audits.forms.workbook import to_workbook
from evidence.model.questionnaire import Questionnaire
from evidence.model.sheet import Sheet

_WIDTHS = {
    "label": 60, "hint": 30, "standard": 40, "evidence": 40, "relevant": 30, "constraint": 18, "title": 30, "text": 30,
    "description": 60, "form_title": 40, "form_id": 26, "source": 40, "type": 22,
}  # fmt: skip


def workbook_of(form: Questionnaire) -> bytes:
    """The bytes of an .xlsx file with the sheets survey, choices, settings and scales."""
    from evidence.reports import xlsx

    sheets = []
    for table in to_workbook(form):
        headings, *rows = [row.texts for row in table.rows]
        widths = [_WIDTHS.get(heading, 14) for heading in headings]
        sheets.append(Sheet(name=table.title or "", headings=headings, widths=widths, rows=rows))
    return xlsx.write(sheets)
