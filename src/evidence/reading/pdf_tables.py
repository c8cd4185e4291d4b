"""Words and ruled lines to paragraphs and tables: geometry only, whatever made the page.

A table is what lines divide into cells; where lines are missing, columns are the white gutters that three or more
lines of text keep to, and rows are divided by lines across the page, by wider gaps, or by the first column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from attrs import frozen

from evidence.model.table import Block, Paragraph, Place
from evidence.reading.grid import Grid
from evidence.reading.pdf_page import Rule, Word
from evidence.reading.source import Limits

_NEAR = 3.0  # points within which lines meet, and coordinates are the same
_GUTTER = 7.0  # points of white that part columns
_JUMP = 1.25  # ratio of distances between lines that parts rows from lines of a cell
_COLUMNS = 3  # columns that a table without lines has at least


@frozen
class _Line:
    """Words that stand beside each other."""

    words: tuple[Word, ...]
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def blocks_of(
    words: Sequence[Word], across: Sequence[Rule], down: Sequence[Rule], *, page: int, first_table: int, limits: Limits
) -> list[Block]:
    """Paragraphs and tables from the top of the page to its bottom; tables are numbered from `first_table`."""
    rules = _joined(across), _joined(down)
    rest = list(words)
    grids: list[tuple[float, Grid]] = []
    for lattice in _lattices(*rules):
        inside = [word for word in rest if lattice.holds(word)]
        if not inside:
            continue
        rest = [word for word in rest if not lattice.holds(word)]
        grid = Grid(limits, number=0, page=page)
        lattice.fill(grid, inside)
        grids.append((lattice.ys[0], grid))
    lines = _lines(rest)
    for start, end, gutters in _open_tables(lines, [top for top, _ in grids]):
        grid = Grid(limits, number=0, page=page)
        _fill_open(grid, lines[start:end], gutters, rules[0])
        grids.append((lines[start].top, grid))
        lines[start:end] = [_Line((), lines[start].top, lines[end - 1].bottom)] * (end - start)
    placed: list[tuple[float, Grid | Paragraph]] = [
        *grids,
        *_paragraphs([line for line in lines if line.words], grids, page),
    ]
    blocks: list[Block] = []
    for _, item in sorted(placed, key=lambda each: each[0]):
        if isinstance(item, Paragraph):
            blocks.append(item)
            continue
        table = item.table(number=first_table + sum(not isinstance(block, Paragraph) for block in blocks))
        if table:
            blocks.append(table)
    return blocks


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Lines that lie on one another or continue each other become one."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (round(each.at / _NEAR), each.start)):
        last = joined[-1] if joined else None
        if last and abs(last.at - rule.at) <= _NEAR and rule.start <= last.end + _NEAR:
            joined[-1] = Rule(last.at, min(last.start, rule.start), max(last.end, rule.end))
        else:
            joined.append(rule)
    return joined


@frozen
class _Lattice:
    """Lines that cross: `xs` and `ys` are where columns and rows begin and end."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    def holds(self, word: Word) -> bool:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def fill(self, grid: Grid, words: Sequence[Word]) -> None:
        """Write the cells, row by row; a cell reaches as far as no line ends it."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        taken = [[False] * columns for _ in range(rows)]
        by_cell: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            row = _index(self.ys, (word.top + word.bottom) / 2)
            column = _index(self.xs, (word.left + word.right) / 2)
            by_cell.setdefault((row, column), []).append(word)
        for row in range(rows):
            grid.row()
            for column in range(columns):
                if taken[row][column]:
                    continue
                right = column + 1
                while right < columns and not taken[row][right] and not self._parted(self.xs[right], row):
                    right += 1
                low = row + 1
                while low < rows and not any(self._ended(self.ys[low], c) for c in range(column, right)):
                    low += 1
                inside: list[Word] = []
                for r in range(row, low):
                    for c in range(column, right):
                        taken[r][c] = True
                        inside.extend(by_cell.get((r, c), ()))
                grid.cell(_text(inside), across=right - column, down=low - row)

    def _parted(self, x: float, row: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return any(abs(rule.at - x) <= _NEAR and rule.start <= middle <= rule.end for rule in self.down)

    def _ended(self, y: float, column: int) -> bool:
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return any(abs(rule.at - y) <= _NEAR and rule.start <= middle <= rule.end for rule in self.across)


def _index(edges: Sequence[float], at: float) -> int:
    return max(0, min(sum(edge <= at for edge in edges) - 1, len(edges) - 2))


def _lattices(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[_Lattice]:
    """Groups of lines that cross each other and make at least two columns."""
    group = list(range(len(across) + len(down)))

    def root(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    for one, level in enumerate(across):
        for other, upright in enumerate(down, start=len(across)):
            meets = level.start - _NEAR <= upright.at <= level.end + _NEAR
            if meets and upright.start - _NEAR <= level.at <= upright.end + _NEAR:
                group[root(one)] = root(other)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate((*across, *down)):
        members.setdefault(root(number), ([], []))[number >= len(across)].append(rule)
    for levels, uprights in members.values():
        if not levels or not uprights:
            continue
        left, right = min(rule.start for rule in levels), max(rule.end for rule in levels)
        top, bottom = min(rule.start for rule in uprights), max(rule.end for rule in uprights)
        xs = _edges([rule.at for rule in uprights], left, right)
        ys = _edges([rule.at for rule in levels], top, bottom)
        if len(xs) > 2 and len(ys) > 1:
            yield _Lattice(xs, ys, tuple(levels), tuple(uprights))


def _edges(places: Sequence[float], first: float, last: float) -> tuple[float, ...]:
    """Distinct coordinates, with the ends of the crossing lines where no line closes the table there."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    if edges[0] - first > 2 * _GUTTER:
        edges.insert(0, first)
    if last - edges[-1] > 2 * _GUTTER:
        edges.append(last)
    return tuple(edges)


def _lines(words: Sequence[Word]) -> list[_Line]:
    """Words in lines from top to bottom, in each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.top + each.bottom, each.left)):
        middle = (word.top + word.bottom) / 2
        last = lines[-1] if lines else None
        if last and any(other.top <= middle <= other.bottom for other in last[-3:]):
            last.append(word)
        else:
            lines.append([word])
    return [
        _Line(
            tuple(sorted(line, key=lambda word: word.left)),
            min(word.top for word in line),
            max(word.bottom for word in line),
        )
        for line in lines
    ]


def _text(words: Sequence[Word]) -> str:
    """The words as they are read, a line break where the page has one."""
    return "\n".join(" ".join(word.text for word in line.words) for line in _lines(words))


def _gaps(line: _Line) -> list[tuple[float, float]]:
    """White between neighbouring words that is wide enough to part columns."""
    found = []
    reach = line.words[0].right
    for word in line.words[1:]:
        if word.left - reach >= _GUTTER:
            found.append((reach, word.left))
        reach = max(reach, word.right)
    return found


def _open_tables(
    lines: list[_Line], tops: Sequence[float]
) -> Iterator[tuple[int, int, tuple[tuple[float, float], ...]]]:
    """Runs of lines that share their gutters, from a line that has enough of them: first, last and the gutters."""
    start = 0
    while start < len(lines):
        gutters = _gaps(lines[start])
        end = start + 1
        if len(gutters) >= _COLUMNS - 1:
            while end < len(lines) and not any(lines[end - 1].top < top < lines[end].top for top in tops):
                narrowed = _narrowed(gutters, lines[end])
                if len(narrowed) < len(gutters) or _far(lines, start, end):
                    break
                gutters = narrowed
                end += 1
            if end - start >= 3:
                yield start, end, tuple(gutters)
                start = end
                continue
        start += 1


def _far(lines: list[_Line], start: int, end: int) -> bool:
    """Whether a line stands so far below that it no longer belongs to the table."""
    heights = [line.bottom - line.top for line in lines[start:end]]
    return lines[end].top - lines[end - 1].bottom > 5 * max(median(heights), 6.0)


def _narrowed(gutters: Sequence[tuple[float, float]], line: _Line) -> list[tuple[float, float]]:
    """What a line leaves of the gutters: its words may reach into them, not across them."""
    left: list[tuple[float, float]] = []
    for start, end in gutters:
        for word in line.words:
            if word.right <= start or word.left >= end:
                continue
            middle = (word.left + word.right) / 2
            if middle < (start + end) / 2:
                start = max(start, word.right)
            else:
                end = min(end, word.left)
        if end - start >= _GUTTER / 2:
            left.append((start, end))
    return left


def _fill_open(
    grid: Grid, lines: Sequence[_Line], gutters: Sequence[tuple[float, float]], across: Sequence[Rule]
) -> None:
    edges = [(start + end) / 2 for start, end in gutters]
    rows: list[list[_Line]] = []
    left, right = min(w.left for line in lines for w in line.words), max(w.right for line in lines for w in line.words)
    ruled = [rule.at for rule in across if rule.start < right and rule.end > left]
    ruled = [at for at in ruled if lines[0].middle < at < lines[-1].middle]
    steps = [lower.middle - upper.middle for upper, lower in pairwise(lines)]
    wide = _row_step(lines, steps) if len(ruled) < 2 else None
    for number, line in enumerate(lines):
        if not rows:
            begins = True
        elif len(ruled) >= 2:
            begins = any(lines[number - 1].middle < at < line.middle for at in ruled)
        elif wide is not None:
            begins = steps[number - 1] > wide
        else:
            begins = line.words[0].left < edges[0]
        if begins:
            rows.append([])
        rows[-1].append(line)
    for row in rows:
        grid.row()
        cells: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
        for line in row:
            for word in line.words:
                cells[sum(edge <= (word.left + word.right) / 2 for edge in edges)].append(word)
        for cell in cells:
            grid.cell(_text(cell))


def _row_step(lines: Sequence[_Line], steps: Sequence[float]) -> float | None:
    """The distance between lines beyond which a new row begins; `None` where distances do not tell.

    Lines of one cell stand closer than rows do: the widest jump among the distances parts the two. Where all are
    alike, wide ones are those of rows of one line each.
    """
    height = median(line.bottom - line.top for line in lines)
    real = sorted(step for step in steps if step > 0.6 * height)
    if not real:
        return None
    ratio, below = max(((upper / lower, lower) for lower, upper in pairwise(real)), default=(1.0, 0.0))
    if ratio >= _JUMP:
        return below * (1 + ratio) / 2
    return 0.0 if real[0] > 2 * height else None


def _paragraphs(
    lines: Sequence[_Line], grids: Sequence[tuple[float, Grid]], page: int
) -> Iterator[tuple[float, Paragraph]]:
    """Lines that follow each other closely, and between which no table stands, are one paragraph."""
    gathered: list[_Line] = []
    for line in [*lines, None]:
        if gathered:
            last = gathered[-1]
            height = max(last.bottom - last.top, 1.0)
            apart = line is None or line.top - last.bottom > 0.9 * height
            if apart or (line and any(last.top < top < line.top for top, _ in grids)):
                text = "\n".join(" ".join(word.text for word in each.words) for each in gathered)
                yield gathered[0].top, Paragraph(text=text, place=Place(page=page))
                gathered = []
        if line:
            gathered.append(line)
