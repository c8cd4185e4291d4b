"""Grades of a section as bars of files, baseline above re-audit: where each part stands. A template draws them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from evidence.model.sequences import as_tuple
from evidence.reports.audit_content import GradeRow
from evidence.wording.counting import counted

LEFT, RIGHT = 110, 1000  # units of the drawing
TALL, GAP = 26, 8
_WIDE_ENOUGH = 9  # units a character of a label needs


@frozen(kw_only=True)
class Part:
    """The files with one grade."""

    x: float
    width: float
    label: str  # "good 7", or "7" where there is no room
    shade: int  # 0, the best grade, to 5


@frozen(kw_only=True)
class Bar:
    """One round."""

    name: str
    y: int
    parts: tuple[Part, ...] = field(converter=as_tuple)
    note: str = ""  # where there is nothing to draw


@frozen(kw_only=True)
class Bars:
    """One section."""

    section: str
    scale: str
    bars: tuple[Bar, ...] = field(converter=as_tuple)
    change: str = ""  # "▲ 2 files more good or better", of the better half of the scale
    told: str = ""  # everything in words

    @property
    def cut(self) -> bool:
        """A part was too narrow for its word, which then stands below."""
        return any(part.label.isdigit() for bar in self.bars for part in bar.parts)

    @property
    def height(self) -> int:
        """Units."""
        return len(self.bars) * (TALL + GAP) + 2


def bars(rows: Iterable[GradeRow], baseline: str, ref: str) -> tuple[Bars, ...]:
    """The drawing of every section; all are on one scale of files."""
    rows = tuple(rows)
    most = max((_files(grades) for row in rows for grades in (row.before, row.grades)), default=0) or 1
    return tuple(_bars(row, baseline, ref, most) for row in rows)


def _bars(row: GradeRow, baseline: str, ref: str, most: int) -> Bars:
    lines = [(baseline, row.before)] if row.before else []
    lines.append((ref, row.grades))
    drawn, said = [], []
    for at, (name, grades) in enumerate(lines):
        drawn.append(
            Bar(
                name=name,
                y=at * (TALL + GAP),
                parts=_parts(grades, most),
                note="" if _files(grades) else "none shown",
            )
        )
        shown = ", ".join(f"{value.replace('-', ' ')} {number}" for value, number in grades if number)
        said.append(f"{name}: {shown or 'nothing shown'}")
    return Bars(section=row.section, scale=row.scale, bars=drawn, change=_change(row), told="; ".join(said))


def _parts(grades: Sequence[tuple[str, int | None]], most: int) -> list[Part]:
    x: float = LEFT
    parts = []
    for shade, (value, number) in enumerate(grades):
        if not number:
            continue
        width = round((RIGHT - LEFT) * number / most, 1)
        words = f"{value.replace('-', ' ')} {number}"
        label = words if len(words) * _WIDE_ENOUGH < width else str(number)
        parts.append(Part(x=round(x, 1), width=width, label=label, shade=min(shade, 5)))
        x += width
    return parts


def _change(row: GradeRow) -> str:
    half = len(row.grades) // 2
    before, after = ([number for _, number in grades[:half]] for grades in (row.before, row.grades))
    if any(number is None for grades in (row.before, row.grades) for _, number in grades):
        return "small numbers are kept back"
    if not before or len(row.grades) < 2:
        return ""
    moved = sum(number or 0 for number in after) - sum(number or 0 for number in before)
    least = row.grades[half - 1][0].replace("-", " ")
    if not moved:
        return f"as many {least} or better"
    sign, words = ("▲", "more") if moved > 0 else ("▼", "fewer")
    return f"{sign} {counted(abs(moved), 'file')} {words} {least} or better"


def _files(grades: Iterable[tuple[str, int | None]]) -> int:
    return sum(number or 0 for _, number in grades)
