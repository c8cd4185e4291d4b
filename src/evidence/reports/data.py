"""Data for other tools: JSON with a line an item, and CSV in which whatever is nested has columns of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import frozen

from evidence.codec import encode
from evidence.reports.csv_text import Cell, lines

Item = dict[str, Any]


@frozen(kw_only=True)
class Dataset:
    """One kind of thing, to be gone through as often as is wanted."""

    name: str  # of the file, without its ending, and of the list in it
    about: str
    items: Callable[[], Iterable[Item]]
    flat: bool = False  # in CSV, what is nested has columns of its own, dots between; else it stands there as JSON


def as_json(dataset: Dataset) -> Iterator[bytes]:
    """`{"documents": [...]}`, a line an item, each in canonical JSON."""
    yield f"{{{json.dumps(dataset.name)}: [".encode()
    between = "\n"
    for item in dataset.items():
        yield f"{between}{encode(item)}".encode()
        between = ",\n"
    yield b"\n]}\n"


def as_csv(dataset: Dataset) -> Iterator[bytes]:
    """A row an item, below a row of headings; lists, and whatever is nested and not flat, as JSON."""
    columns: dict[str, None] = {}
    for item in dataset.items():
        columns |= dict.fromkeys(_flat(item) if dataset.flat else item)
    nested = {column.rpartition(".")[0] for column in columns}  # a value that is absent somewhere, and nested elsewhere
    return lines(_rows(dataset, [column for column in columns if column not in nested]))


def _rows(dataset: Dataset, columns: list[str]) -> Iterator[list[Cell]]:
    yield list(columns)
    for item in dataset.items():
        found = _flat(item) if dataset.flat else item
        yield [_cell(found.get(column)) for column in columns]


def _flat(item: Item, before: str = "") -> Item:
    found: Item = {}
    for name, value in item.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{before}{name}.")
        else:
            found[before + name] = value
    return found


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | bool | int):
        return value
    return encode(value) if value else ""
