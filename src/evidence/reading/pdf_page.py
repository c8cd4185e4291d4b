"""Where words and ruled lines stand on a PDF page, from PDFium: points from the top left of the page as shown."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # ships no types
from attrs import frozen

from evidence.reading.encoding import sound

_HYPHENS = {0x02: "-", 0xFFFE: "-"}
_THIN = 3.0  # points: a filled box thinner than this is a line
_MOST_LINES = 20_000  # of one page; drawings have more, tables do not
_Turn = Callable[[float, float], tuple[float, float]]


@frozen
class Word:
    """A word and the box around it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@frozen
class Rule:
    """A straight line along the page: `at` is its distance from the top (across) or from the left (down)."""

    at: float
    start: float
    end: float


def words_of(page: pypdfium2.PdfPage) -> list[Word]:
    """The words of a page in the order in which the file draws them."""
    turn = _turn(page)
    text_page = page.get_textpage()
    try:
        return list(_words(text_page.raw, text_page.count_chars(), turn))
    finally:
        text_page.close()


def _words(raw: Any, count: int, turn: _Turn) -> Iterator[Word]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    letters: list[str] = []
    box: tuple[float, float, float, float] | None = None
    for index in range(count + 1):
        code = pdfium.FPDFText_GetUnicode(raw, index) if index < count else 32
        letter = _HYPHENS.get(code) or chr(code)
        blank = letter.isspace() or code == 0
        here = None
        if not blank and pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top):
            (x0, y0), (x1, y1) = turn(left.value, top.value), turn(right.value, bottom.value)
            here = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if box and letters and (blank or (here and _apart(box, here))):
            yield Word(sound("".join(letters)), *box)
            letters, box = [], None
        if not blank:
            letters.append(letter)
            if here:
                box = _around(box, here) if box else here


def _apart(box: tuple[float, float, float, float], here: tuple[float, float, float, float]) -> bool:
    """Whether a letter stands on another line, or far from the word before it."""
    height = max(box[3] - box[1], here[3] - here[1], 1.0)
    return here[1] > box[3] + height or here[3] < box[1] - height or here[0] > box[2] + 2 * height


def _around(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def rules_of(page: pypdfium2.PdfPage) -> tuple[list[Rule], list[Rule]]:
    """Straight lines across and down the page; neither where there are so many that it is a drawing."""
    turn = _turn(page)
    across: list[Rule] = []
    down: list[Rule] = []
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        for (x0, y0), (x1, y1) in _edges(item.raw):
            (left, top), (right, bottom) = turn(x0, y0), turn(x1, y1)
            if abs(top - bottom) <= 1 and abs(left - right) > _THIN:
                across.append(Rule((top + bottom) / 2, min(left, right), max(left, right)))
            elif abs(left - right) <= 1 and abs(top - bottom) > _THIN:
                down.append(Rule((left + right) / 2, min(top, bottom), max(top, bottom)))
        if len(across) + len(down) > _MOST_LINES:
            return [], []
    return across, down


def _edges(path: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The lines that a path draws: its strokes, and thin filled boxes through their middle."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value):
        return
    figures = _figures(path)
    for points in figures:
        if stroke.value:
            yield from pairwise(points)
            continue
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if high - low < _THIN < right - left:
            yield (left, (low + high) / 2), (right, (low + high) / 2)
        elif right - left < _THIN < high - low:
            yield ((left + right) / 2, low), ((left + right) / 2, high)


def _figures(path: Any) -> list[list[tuple[float, float]]]:
    """The points of each connected figure of a path, in the page's own coordinates."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(path, matrix):
        matrix = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    x, y = ctypes.c_float(), ctypes.c_float()
    figures: list[list[tuple[float, float]]] = []
    for number in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_LINES)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not figures:
            figures.append([])
        figures[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            figures[-1].append(figures[-1][0])
    return [points for points in figures if len(points) > 1]


def _turn(page: pypdfium2.PdfPage) -> _Turn:
    """From the page's coordinates to points from the top left of the page as it is shown."""
    width, height = page.get_size()
    rotation = page.get_rotation()
    if rotation == 90:
        return lambda x, y: (y, x)
    if rotation == 180:
        return lambda x, y: (width - x, y)
    if rotation == 270:
        return lambda x, y: (width - y, height - x)
    return lambda x, y: (x, height - y)
