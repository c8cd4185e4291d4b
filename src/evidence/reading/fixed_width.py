"""Tables set in columns of blanks: found by the white gutters that every line of a block keeps to."""

from __future__ import annotations

import re

_PARTED = re.compile(r"\S {2,}(?=\S)")
_COLUMNS = 3  # a table has at least
_LINES = 3  # headings included
_LONGEST = 2000  # lines of one table that are looked at together


def fixed_width_table(lines: list[str], at: int) -> tuple[int, list[tuple[int, list[str]]]] | None:
    """The table that starts at this line: where it ends (first line after it), and its rows with the line of each.

    Lines that go on with the cells above (nothing in the first column or indented there, less than three cells) are
    joined to them; a single blank line may stand between rows. `None` if none starts here.
    """
    headings = len(_PARTED.findall(lines[at])) + 1
    if headings < _COLUMNS or "|" in lines[at] or "\t" in lines[at]:
        return None
    end = at
    while end < min(len(lines), at + _LONGEST):
        blank = not lines[end].strip()
        if "|" in lines[end] or "\t" in lines[end] or lines[end].startswith("#"):
            break
        if blank and (end + 1 >= len(lines) or not lines[end + 1].strip()):
            break
        end += 1
    while end > at + 1:
        columns = _columns([line for line in lines[at:end] if line.strip()])
        if len(columns) >= headings:
            break
        end -= 1
    block = [line for line in lines[at:end] if line.strip()]
    parted = sum(1 for line in block if len(_PARTED.findall(line)) >= _COLUMNS - 1)
    if len(block) < _LINES or parted < _LINES - 1 or parted * 3 < len(block):
        return None
    return end, _rows(lines, at, end, columns)


def _columns(block: list[str]) -> list[int]:
    """Where each column starts: after at least two places that are blank in every line."""
    width = max(len(line) for line in block)
    used = bytearray(width)
    for line in block:
        for place, letter in enumerate(line):
            if letter != " ":
                used[place] = 1
    starts = [place for place in range(width) if used[place] and not any(used[max(0, place - 2) : place])]
    first = next((place for place in range(width) if used[place]), 0)
    return sorted({first, *starts})


def _rows(lines: list[str], at: int, end: int, columns: list[int]) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    after_blank = False
    for number in range(at, end):
        line = lines[number]
        if not line.strip() or not line.strip(" -=_"):  # blank, or a ruler below the headings
            after_blank = not line.strip()
            continue
        cells = [line[start:stop].strip() for start, stop in zip(columns, [*columns[1:], None], strict=True)]
        filled = sum(1 for cell in cells if cell)
        indented = line[columns[0] : columns[0] + 1] == " "
        if rows and not after_blank and filled < _COLUMNS and (not cells[0] or (indented and len(rows) > 1)):
            above = rows[-1][1]
            rows[-1] = (rows[-1][0], ["\n".join(filter(None, pair)) for pair in zip(above, cells, strict=True)])
        else:
            rows.append((number, cells))
        after_blank = False
    return rows
