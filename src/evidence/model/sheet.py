"""A worksheet that is to be written: what stands in it, and which column people may write in."""

from __future__ import annotations

from attrs import field, frozen

from evidence.model.sequences import as_tuple

RESPONSE_SHEET = "audit response sheet"  # what such a workbook says of itself, so that it is never taken for a document


@frozen(kw_only=True)
class DropDown:
    """Cells of one column that offer a list."""

    heading: str
    rows: tuple[int, ...] = field(converter=as_tuple)  # from 0, below the headings
    options: tuple[str, ...] = field(converter=as_tuple)
    strict: bool = True  # nothing else can be entered


@frozen(kw_only=True)
class Sheet:
    """One worksheet: a row of headings with rows of texts below."""

    name: str  # up to 31 characters
    headings: tuple[str, ...] = field(converter=as_tuple)
    widths: tuple[int, ...] = field(converter=as_tuple)  # of the columns, in characters
    rows: tuple[tuple[str, ...], ...] = field(default=(), converter=as_tuple)  # each as long as the headings
    open_columns: tuple[str, ...] = field(default=(), converter=as_tuple)  # headings whose cells are not locked
    hidden_columns: tuple[str, ...] = field(default=(), converter=as_tuple)  # headings that are not shown
    choices: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), converter=as_tuple)  # heading, drop-down list
    locked: bool = False  # no cell may be written in
    drop_downs: tuple[DropDown, ...] = field(default=(), converter=as_tuple)
    open_cells: tuple[tuple[int, str], ...] = field(default=(), converter=as_tuple)  # row from 0, heading: not locked
    applies: tuple[tuple[int, str, bool], ...] = field(default=(), converter=as_tuple)
    """Row from 0, a formula that says whether the row applies, what it says now: the others are greyed as one types.

    The formulas stand in a hidden column behind the last heading, and may refer to one another there.
    """
