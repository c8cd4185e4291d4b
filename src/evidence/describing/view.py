"""What the describing rules look at: a document's name, its first lines, its last lines, its whole text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import islice

from attrs import field, frozen

from evidence.describing.own_rows import OwnRows, own_rows
from evidence.model.document import Extraction, Metadata

_HEAD_LINES = 14
_HEAD_LENGTH = 160  # characters of a line that are looked at
_TITLE_LINES = 4
_TITLE_LENGTH = 100  # characters of a line that can belong to a title
_PROSE = re.compile(  # what stands below titles: what is numbered, sentences, long lines
    r"\d{1,3}[.)] |[1-3] (?!jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]|"
    r"dear\b|(?:\S+ ){9,}\S+[.;,]$|(?:\S+ ){13}|\S[^\t]{100}|[^\t]*(?-i:[a-z)]\. [A-Z][a-z ])",
    re.IGNORECASE,
)
_SHEETS = ("csv", "tab-separated", "spreadsheet", "ms-excel")
_OWN_CELLS = 3  # cells that a line has at most where it speaks of the document itself
_CELLS = re.compile(r"[\t,;]")
_TAIL_LINES = 6
_BODY = 4_000  # characters of text that are looked at
_END = 1_000  # characters of its end, beside them
_FURNITURE = re.compile(
    r"(?:page )?\d{1,3}(?: of \d{1,3})?|[-_=*\s.]+|confidential|restricted|official(?:-sensitive)?|"
    r"not protectively marked",
    re.IGNORECASE,
)
_DAY_BROKEN_OFF = re.compile(r"(?:^|[\s,])\d{1,2}(?:st|nd|rd|th)?$")
_MONTH_FIRST = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHORT = (
    ("mtgs?", "meeting"), ("mins?", "minutes"), ("ltrs?", "letter"), ("procs?", "procedure"), ("obs", "observation"),
    ("instrs?", "instruction"), ("scheds?", "schedule"), ("recs", "recommendations"), ("q'?aires?", "questionnaire"),
    ("agda", "agenda"), ("rpts?", "report"), ("docs?", "document"), ("grp", "group"), ("sub ?grp", "sub group"),
    ("prog", "programme"), ("strat", "strategy"), ("consult", "consultation"), ("ToR", "terms of reference"),
    ("appt", "appointment"), ("trg", "training"), ("ad", "advert"), ("memorandum", "memo"), ("exec", "executive"),
)  # fmt: skip
_ANY_SHORT = re.compile(rf"\b(?:{'|'.join(short for short, _ in _SHORT)})\b", re.IGNORECASE)
_JOINED = re.compile(r"[_+.]+")


@frozen(kw_only=True)
class View:
    """One document, ready to be judged. All lines are trimmed and not empty."""

    name: str  # without extension; abbreviations written out
    stem: str  # without extension, as given
    media_type: str
    metadata: Metadata
    lines: tuple[str, ...] = field(converter=tuple[str, ...])  # of the whole text that is looked at
    head: tuple[str, ...] = field(converter=tuple[str, ...])  # first lines, without page numbers and the like
    tail: tuple[str, ...] = field(converter=tuple[str, ...])  # last lines
    text: str

    @cached_property
    def is_sheet(self) -> bool:
        """Whether the document is a workbook or a table of values."""
        return any(mark in self.media_type for mark in _SHEETS)

    def is_row(self, line: str) -> bool:
        """Whether a line belongs to a table, and does not speak of the document itself."""
        if not self.is_sheet:
            return line.count("\t") >= _OWN_CELLS
        return sum(1 for cell in _CELLS.split(line) if cell.strip()) > _OWN_CELLS

    @cached_property
    def own(self) -> OwnRows:
        """The table of its versions or signatures; the rows of a sheet are no such table."""
        return OwnRows() if self.is_sheet else own_rows(self.lines)

    @cached_property
    def title(self) -> str:
        """The lines in which a title is looked for: the first ones, down to where the text itself begins."""
        first = self.head[:_TITLE_LINES]
        begins = (number for number, line in enumerate(first) if (number and _PROSE.match(line)) or self.is_row(line))
        below = next(begins, len(first))
        return "\n".join(line[:_TITLE_LENGTH] for line in first[:below])


def view(extraction: Extraction | None, name: str) -> View:
    """The document under this name; without an extraction there is only the name."""
    whole = extraction.text if extraction else ""
    text = whole if len(whole) <= _BODY + _END else f"{whole[:_BODY]}\n{whole[-_END:]}"
    lines = [line.replace("\t", " \t ").strip() for line in re.split(r"[\n\f\v]", text)]
    lines = [line for line in lines if line]
    first = islice((_opening(line) for line in lines if not _FURNITURE.fullmatch(line)), _HEAD_LINES)
    last = [line.strip() for line in whole[-_END:].splitlines() if line.strip()][-_TAIL_LINES:]
    stem = _EXTENSION.sub("", name)
    return View(
        name=_written_out(stem),
        stem=stem,
        media_type=extraction.media_type if extraction else "",
        metadata=extraction.metadata if extraction else Metadata(),
        lines=lines,
        head=_whole_dates(first),
        tail=last,
        text=text,
    )


def _opening(line: str) -> str:
    """The line, or what stands at its beginning; no date is cut in two."""
    return line if len(line) <= _HEAD_LENGTH else line[:_HEAD_LENGTH].rsplit(" ", 3)[0]


def _whole_dates(lines: Iterable[str]) -> list[str]:
    """The lines, with a date that the line's end cuts in two put together again."""
    whole: list[str] = []
    for line in lines:
        if whole and _MONTH_FIRST.match(line) and _DAY_BROKEN_OFF.search(whole[-1]):
            whole[-1] += " " + line
        else:
            whole.append(line)
    return whole


def _written_out(stem: str) -> str:
    words = _CAMEL.sub(" ", _JOINED.sub(" ", stem))
    for short, whole in _SHORT if _ANY_SHORT.search(words) else ():
        words = re.sub(rf"\b{short}\b", whole, words, flags=re.IGNORECASE)
    return " ".join(words.split())
