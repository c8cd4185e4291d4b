"""Several things in one cell: lists, numbered sub-items, and bullets that lost their marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.model.table import Cell
from evidence.wording.folding import fold
from evidence.wording.orders import is_order

_MARK = re.compile(
    r"\s*(?:(?P<bullet>[•▪●◦‣·*–-])\s+|\(?(?P<label>[a-z]|\d{1,2}|[ivx]{1,4})[.)]\s+"
    r"|(?:Action\s+)?(?P<dotted>\d{1,2}\.\d{1,2})[.):]?\s+)(?=\S)"
)
_INLINE = re.compile(
    r"(?:(?<=\s)|^)(?:\(?(?P<label>[a-z]|\d{1,2})\)"
    r"|(?<!phase )(?<!stage )(?<!part )(?<!level )(?<!table )(?<!step )(?P<number>\d{1,2})\.)\s+(?=\S)",
    re.IGNORECASE,
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
# Verbs that open an action; between a small word and one of these a lost bullet is taken to have stood.
_OPENINGS = (
    "Achieve|Agree|Appoint|Approve|Arrange|Assess|Audit|Build|Commission|Complete|Conduct|Confirm|Consider|Consult|"
    "Continue|Co-ordinate|Create|Define|Deliver|Design|Develop|Document|Draft|Embed|Ensure|Establish|Evaluate|Expand|"
    "Explore|Finalise|Hold|Identify|Implement|Improve|Increase|Introduce|Investigate|Issue|Launch|Maintain|Monitor|"
    "Prepare|Present|Prioritise|Produce|Promote|Provide|Publish|Recruit|Reduce|Refresh|Report|Research|Review|Revise|"
    "Seek|Set|Strengthen|Submit|Support|Train|Undertake|Update|Use|Write"
)
_SMALL = "".join(
    rf"(?<!\b{word})" for word in ("the", "a", "an", "of", "to", "for", "by", "and", "in", "on", "with", "or")
)
_RUN_ON = re.compile(rf"(?<=[a-z)]){_SMALL} (?=(?:{_OPENINGS}) \w)")


def split_cell(cell: Cell) -> list[tuple[str | None, str]]:
    """The items of a cell as (label, text); one item without a label where the cell holds one thing.

    Lines that are orders each ("Write it", "Train all") are so many things without marks too. A list that a colon
    introduces ("The strategy will include:") is one thing.
    """
    if cell.items:
        before, after = _around(cell)
        if before.endswith(":"):
            return [(None, fold(cell.text))]
        pieces = [before, *cell.items, after]
        return [_labelled(piece) for piece in pieces if piece]
    if "\n" in cell.text:
        lines = [line for line in cell.text.split("\n") if line.strip()]
        listed = _listed(lines) if len(lines) > 1 else []
        if listed:
            return listed
        if len(lines) > 1 and all(is_order(line) for line in lines):
            return [(None, fold(line)) for line in lines]
    return _inline(fold(cell.text))


def labels_of(items: Sequence[tuple[str | None, str]]) -> tuple[str, ...]:
    """The labels of all items, empty unless every item has one."""
    labels = tuple(label for label, _ in items if label)
    return labels if len(labels) == len(items) else ()


def split_run_on(text: str) -> list[str]:
    """A text in which bullets lost their marks, cut before each verb that opens an action."""
    return [piece for piece in _RUN_ON.split(text) if piece]


def _around(cell: Cell) -> tuple[str, str]:
    """The words of the cell before and after its list."""
    text = fold(cell.text)
    first, last = fold(cell.items[0]), fold(cell.items[-1])
    start, end = text.find(first), text.rfind(last)
    if start < 0 or end < 0:
        return "", ""
    return text[:start].strip(), text[end + len(last) :].strip()


def _labelled(text: str) -> tuple[str | None, str]:
    found = _MARK.match(text)
    return (_label_of(found) if found else None), fold(text)


def _label_of(mark: re.Match[str]) -> str | None:
    return mark["label"] or mark["dotted"]


def _listed(lines: list[str]) -> list[tuple[str | None, str]]:
    marks = [_MARK.match(line) for line in lines]
    first = next((n for n, mark in enumerate(marks) if mark), None)
    if first is None or sum(1 for mark in marks if mark) < 2:
        return []
    labels = [label for mark in marks if mark and (label := _label_of(mark))]
    if labels and not _in_sequence(labels):
        return []
    lead_in = fold(" ".join(lines[:first]))
    if lead_in.endswith(":"):
        return []
    items: list[tuple[str | None, str]] = [(None, lead_in)] if lead_in else []
    for line, mark in zip(lines[first:], marks[first:], strict=True):
        if mark is None:
            label, text = items[-1]
            items[-1] = (label, fold(f"{text} {line}"))
        else:
            items.append((_label_of(mark), fold(line if _label_of(mark) else line[mark.end() :])))
    return items


def _inline(text: str) -> list[tuple[str | None, str]]:
    if ")" not in text and text[:1] != "1":
        return [(None, text)] if text else []
    found = list(_INLINE.finditer(text))
    labels = [mark["label"] or mark["number"] for mark in found]
    if (
        len(found) < 2
        or found[0].start() != 0
        or not _in_sequence(labels)
        or len({bool(m["label"]) for m in found}) > 1
    ):
        return [(None, text)] if text else []
    ends = [mark.start() for mark in found[1:]] + [len(text)]
    return [(label, text[m.start() : end].strip()) for label, m, end in zip(labels, found, ends, strict=True)]


def _in_sequence(labels: Sequence[str]) -> bool:
    if "." in labels[0]:
        whole, _, first = labels[0].partition(".")
        return list(labels) == [f"{whole}.{number}" for number in range(int(first), int(first) + len(labels))]
    if all(label.isdecimal() for label in labels):
        numbers = [int(label) for label in labels]
        return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 1
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(labels) == letters[: len(labels)] or tuple(labels) == _ROMAN[: len(labels)]
