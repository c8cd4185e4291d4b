"""Response sheets as the pages of a workbook: what is locked, what offers a list, what greys; one file or several.

The workbook of one file has the sheets `answers`, `about` and so on. In an auditor's workbook of several files, `about`
has a row for each, and the other sheets carry the file's reference in their name: `answers C-tamiro`.
"""

from __future__ import annotations

from collections.abc import Sequence

from evidence.audits.greying import formulas
from evidence.audits.sheets import ABOUT, ANSWERS, BESIDE, DATES, GRADES, ResponseSheets
from evidence.model.questionnaire import Questionnaire
from evidence.model.sheet import DropDown, Sheet
from evidence.model.table import TextSheet

_LONGEST = 31  # characters of a sheet's name
_OPEN = {"answers": ("answer", "comment"), "dates": DATES[2:], "grades": ("grade", "reason")}
_WIDTHS = {
    "answers": dict(zip((*ANSWERS, *BESIDE), (10, 60, 18, 40, 16, 20, 24, 44, 40, 8, 9), strict=True)),
    "dates": dict(zip(DATES, (10, 60, 13, 13, 30, 8, 24), strict=True)),
    "grades": dict(zip(GRADES, (16, 50, 24, 60), strict=True)),
}
_ABOUT_WIDTHS = (14, 34)


def name_of(kind: str, case: str | None) -> str:
    """The name of a sheet; with a case, the one it has in a workbook of several files."""
    return f"{kind} {case}"[:_LONGEST] if case else kind


def pages(form: Questionnaire, files: Sequence[ResponseSheets]) -> tuple[Sheet, ...]:
    """The pages of a workbook for one file, or for several."""
    if len(files) == 1:
        return (*_pages(form, files[0], None), _about(files[0]))
    rows = [_values(one) for one in files]
    about = Sheet(
        name="about", headings=ABOUT, widths=(28, 10, 20, 10, 14), rows=rows, open_columns=["audited on"]
    )  # fmt: skip
    return (about, *(page for one in files for page in _pages(form, one, _case(one))))


def _values(sheets: ResponseSheets) -> tuple[str, ...]:
    return tuple(texts[1] for texts in _table(sheets, "about").rows)


def _case(sheets: ResponseSheets) -> str:
    return _values(sheets)[ABOUT.index("case")]


def _table(sheets: ResponseSheets, title: str) -> TextSheet:
    return next(table for table in sheets.tables if table.title == title)


def _about(sheets: ResponseSheets) -> Sheet:
    first, *rows = _table(sheets, "about").rows
    open_cell = (len(rows) - 1, first[1])
    return Sheet(name="about", headings=first, widths=_ABOUT_WIDTHS, rows=rows, open_cells=[open_cell])


def _pages(form: Questionnaire, sheets: ResponseSheets, case: str | None) -> list[Sheet]:
    made = []
    for table in sheets.tables:
        if table.title not in _OPEN:
            continue
        headings, *rows = table.rows
        widths = _WIDTHS[table.title]
        answers = table.title == "answers"
        made.append(
            Sheet(
                name=name_of(table.title, case),
                headings=headings,
                widths=[widths[heading] for heading in headings],
                rows=rows,
                open_columns=_OPEN[table.title],
                drop_downs=_lists(form, sheets, table.title),
                applies=_applies(form, sheets, len(headings)) if answers else (),
            )
        )
    return made


def _lists(form: Questionnaire, sheets: ResponseSheets, title: str) -> list[DropDown]:
    """Drop-downs of the same options together; a question that takes several choices also takes what is typed."""
    several = {row for row, item in enumerate(form.questions) if item.repeats and title == "answers"}
    cells: dict[tuple[tuple[str, ...], bool], list[int]] = {}
    for one in sheets.drop_downs:
        if one.sheet == title:
            row = int(one.cell[1:]) - 2
            cells.setdefault((one.options, row not in several), []).append(row)
    heading = "answer" if title == "answers" else "grade"
    return [
        DropDown(heading=heading, rows=rows, options=options, strict=strict)
        for (options, strict), rows in cells.items()
    ]


def _applies(form: Questionnaire, sheets: ResponseSheets, columns: int) -> list[tuple[int, str, bool]]:
    rows = {item.link_id: row for row, item in enumerate(form.questions, start=2)}
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    found = formulas(form, rows, answer=letters[ANSWERS.index("answer")], asked=letters[columns])
    return [(rows[id] - 2, formula, rows[id] not in sheets.greyed) for id, formula in found.items()]
