"""Plain papers: headings, paragraphs, lists and tables, written as Markdown or as one HTML file.

Whatever the data holds is shown, never obeyed; nothing is fetched, and there is no script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from attrs import field, frozen

from evidence.model.sequences import as_tuple

FORMATS = ("markdown", "html")

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#|~"})
_STYLE = """
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1.25rem 4rem; color: #1c2126; background: #fff;
  font: 1rem/1.5 "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.5rem 0 .75rem; border-bottom: 2px solid; padding-bottom: .3rem; }
p { margin: 0 0 .75rem; max-width: 46rem; }
.scroll { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid #c9d0d6; }
th { overflow-wrap: normal; }
thead th { border-bottom-color: currentColor; vertical-align: bottom; }
caption { text-align: left; font-style: italic; padding: 0 0 .4rem; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
@media (prefers-color-scheme: dark) { body { color: #e8ebee; background: #15191d; } th, td { border-color: #46505a; } }
@page { size: A4; margin: 18mm 15mm; }
@media print {
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; color: #000; background: #fff; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  h2, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
}
"""


@frozen(kw_only=True)
class Heading:
    """A heading below the paper's title."""

    text: str


@frozen(kw_only=True)
class Paragraph:
    """Running text."""

    text: str


@frozen(kw_only=True)
class Listing:
    """Points, one below the other."""

    points: tuple[str, ...] = field(converter=as_tuple)


@frozen(kw_only=True)
class Grid:
    """A table; `numbers` are the columns (from 0) set to the right."""

    caption: str
    headings: tuple[str, ...] = field(converter=as_tuple)
    rows: tuple[tuple[str, ...], ...] = field(converter=as_tuple)
    numbers: tuple[int, ...] = field(default=(), converter=as_tuple)


Block = Heading | Paragraph | Listing | Grid


def markdown(title: str, blocks: Iterable[Block]) -> str:
    """CommonMark with pipe tables."""
    return "\n".join([f"# {_text(title)}", "", *(line for block in blocks for line in _lines(block))])


def html(title: str, blocks: Iterable[Block]) -> str:
    """One self-contained page, fit for print."""
    body = "\n".join([f"<h1>{escape(title)}</h1>", *map(_element, blocks)])
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n"
        "</main>\n</body>\n</html>\n"
    )


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"## {_text(block.text)}"
    elif isinstance(block, Paragraph):
        yield _text(block.text)
    elif isinstance(block, Listing):
        yield from (f"- {_text(point)}" for point in block.points)
    else:
        yield from _pipes(block)
    yield ""


def _pipes(grid: Grid) -> Iterator[str]:
    yield f"*{_text(grid.caption)}*"
    yield ""
    yield f"| {' | '.join(map(_text, grid.headings))} |"
    yield f"|{''.join('---:|' if at in grid.numbers else '---|' for at in range(len(grid.headings)))}"
    for row in grid.rows:
        yield f"| {' | '.join(map(_text, row))} |"


def _element(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h2>{escape(block.text)}</h2>"
    if isinstance(block, Paragraph):
        return f"<p>{escape(block.text)}</p>"
    if isinstance(block, Listing):
        return f"<ul>{''.join(f'<li>{escape(point)}</li>' for point in block.points)}</ul>"
    return _table(block)


def _table(grid: Grid) -> str:
    head = _cells(grid, grid.headings, "th", ' scope="col"')
    rows = "".join(f"<tr>{_cells(grid, row, 'td', '')}</tr>" for row in grid.rows)
    caption = f"<caption>{escape(grid.caption)}</caption>"
    return f'<div class="scroll"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cells(grid: Grid, cells: Sequence[str], tag: str, more: str) -> str:
    classes = [' class="number"' if at in grid.numbers else "" for at in range(len(cells))]
    return "".join(f"<{tag}{more}{name}>{escape(cell)}</{tag}>" for cell, name in zip(cells, classes, strict=True))


def _text(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)
