"""Printing: data to standard output in the asked style, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import click

_PIECES = 100_000  # of JSON, printed at a time: some hundred kilobytes
_LONGEST_REFERENCE = 26  # characters: `lac-file-audit-current@12`


def note(message: str) -> None:
    """Say something that is not data."""
    click.echo(message, err=True)


class Each(list[Any]):
    """Values of ours in a JSON document, each laid out when it is printed: a long list is never held as text."""

    def __iter__(self) -> Iterator[Any]:
        import evidence

        return map(evidence.to_json, super().__iter__())


def as_json(data: Any) -> None:
    """Print one JSON document."""
    import json

    pieces = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(data)
    while text := "".join(islice(pieces, _PIECES)):
        _echo(text, end=False)
    _echo("")


def listing(
    style: str,
    items: Iterable[Any],
    *,
    name: str,
    columns: Sequence[str],
    whole: dict[str, Any] | None = None,
) -> None:
    """Print JSON-shaped items as a table of these columns, as JSON under `name` (inside `whole`), as JSON lines or CSV.

    A column is a key, or keys joined by dots; what is absent stays blank.
    """
    import csv
    import io
    import json

    if style == "json":
        as_json({**(whole or {}), name: list(items)})
    elif style == "jsonl":
        for item in items:
            _echo(json.dumps(item, ensure_ascii=False))
    elif style == "csv":
        from evidence.reports.csv_text import guarded

        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([guarded(cell(item, column)) for column in columns] for item in items)
        _echo(stream.getvalue().rstrip("\n"))
    else:
        table(columns, [[cell(item, column) for column in columns] for item in items])


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings, wrapped to the width of the terminal; references that lead it are kept whole."""
    import io

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    rows = list(rows)
    references = all(len(row[0]) <= _LONGEST_REFERENCE and " " not in row[0] for row in rows)
    for number, column in enumerate(columns):
        heading = column.split(".")[-1].replace("_", " ")
        grid.add_column(heading, overflow="fold", no_wrap=references and number == 0)
    for row in rows:
        grid.add_row(*[Text(visible(text)) for text in row])
    width = None if sys.stdout.isatty() else 120
    console = Console(width=width, highlight=False, file=io.StringIO() if width else None, no_color=bool(width))
    console.print(grid)
    if isinstance(console.file, io.StringIO):
        _echo("\n".join(line.rstrip() for line in console.file.getvalue().splitlines()))


def cell(item: Any, column: str) -> str:
    """The text of one column of an item."""
    for key in column.split("."):
        item = item.get(key) if isinstance(item, dict) else None
    if item is None:
        return ""
    if isinstance(item, list):
        return ", ".join(str(part) for part in item)
    if isinstance(item, dict):
        return str(item.get("text", ""))
    return "yes" if item is True else "no" if item is False else str(item)


def visible(text: str) -> str:
    """The text with control and direction-changing characters shown, not obeyed."""
    if text.isprintable():  # characters that change the direction are not
        return text
    return "".join(char if char in "\n\t" or char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _echo(text: str, *, end: bool = True) -> None:
    """Print, with a stand-in for what the terminal's encoding cannot show."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding), nl=end)


line = _echo
