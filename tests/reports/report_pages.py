"""A store with everything on it that a report can tell of, and what a browser would make of a page's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import attrs

from builder import opened
from evidence.file import EvidenceFile
from evidence.reports import site
from evidence.reports.content import Report

AS_OF = date(2006, 4, 28)
PLAN = """# Improvement plan of a council

Index to initials used in this plan

- HT Head of Testing
- AM Audit Manager
- CM Committee Manager

| Recommendation | Action to be Taken | Lead | By When | Progress to Date | Success Criteria |
|---|---|---|---|---|---|
| 1. Agree the criteria | Discussion paper prepared | HT | 20 Dec 05 | Prepared 19.12.05. Completed | Understood |
| | Board to approve the paper | " | 4 Jan 06 | Approved by the board 04.01.06 (AM - need copy for evidence file) | |
| | Publish the criteria | | 31 02 06 | | |
| 2. Check the files | Monthly audit of files | AM | Jan 06 | Audited 31.01.06 | |
| | Report to the committee | ISM | March 06 | | |
| | Train the team | HT | 1 Dec 06 | All {words} done | |
"""
TEXTS = {
    "minutes of the board.txt": "Minutes of the board held on 4 January 2006. Discussion paper on criteria approved.\n",
    "discussion paper.txt": "Discussion paper on the criteria\nPrepared by the Head of Testing, 19 December 2005\n",
    "paper DRAFT.txt": "DRAFT discussion paper on the criteria, 1 December 2005\n",
    "canteen.txt": "Canteen menu for the week\n",
}
KEPT = frozenset(("state", "share", "key", "states", "sha256", "stored", "value"))  # words of ours, hashes, figures
VOID = frozenset(("meta", "br", "link", "img", "input", "hr"))


def filled(folder: Path, words: str = "staff", **options: Any) -> EvidenceFile:
    """A store below a folder in which everything has happened once; to be closed by who asks."""
    papers = folder / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (papers / name).write_text(text, encoding="utf-8")
    (folder / "plan.md").write_text(PLAN.replace("{words}", words), encoding="utf-8")
    with opened(folder / "store", **options) as file:
        file.add_actor("Auditor", initials="AU", roles=["auditor"])
        file.import_plan(folder / "plan.md", id="town", title="Improvement plan", as_of=AS_OF)
        filed = {one.names[0]: one for one in file.add_all(sorted(papers.iterdir()))}
        made = file.link(filed["discussion paper.txt"], "R1.1", page=1, quote="Discussion paper on the criteria")
        file.link(filed["minutes of the board.txt"], "R1.2", shows="contradicts")
        file.verdict(made, "sufficient", because="read in full")
        file.close_action("R1.1")
        file.add_measure("CH 1", "Files audited", unit="files", shows=["R2.1"])
        file.measure_target("CH 1", "20", by="31 March 2006")
        file.measure_record("CH 1", "3", period="March 2006")
        file.chase_messages(file.chase(as_of=AS_OF))
        file.withdraw(filed["paper DRAFT.txt"], because="superseded by the paper")
    return _open(folder / "store", **options)


def _open(store: Path, **options: Any) -> EvidenceFile:
    import evidence
    from builder import Clock

    return evidence.open(store, **({"by": "keeper", "clock": Clock()} | options))


def said(value: Any, words: Callable[[str, str], str]) -> Any:
    """The same value with every text in it as `words` would have it, given the field (`Square.text`) and the text."""
    return _said(value, words, "")


def _said(value: Any, words: Callable[[str, str], str], name: str) -> Any:
    if attrs.has(type(value)):
        changes = {}
        for one in attrs.fields(type(value)):
            if one.init and one.name not in KEPT:
                changes[one.name] = _said(getattr(value, one.name), words, f"{type(value).__name__}.{one.name}")
        return attrs.evolve(value, **changes)
    if isinstance(value, tuple):
        return tuple(_said(one, words, name) for one in value)
    if isinstance(value, str) and not isinstance(value, Enum):
        return words(name, value)
    return value


def whole(report: Report) -> Report:
    """The report with its entries in memory, so that they can be said otherwise too."""
    rules = report.rules()
    return attrs.evolve(report, actions=tuple(report.actions), documents=tuple(report.documents), rules=lambda: rules)


def printed(report: Report) -> dict[str, str]:
    """Every page of a report, by name."""
    return {page.name: "".join(page.text) for page in site.pages(report, lambda entry: entry.stored)}


class Outline(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag
        if tag not in ("a", "bdi", "code", "q", "span", "strong"):
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """The words, white space folded."""
        return " ".join("".join(self.words).split())

    @property
    def shape(self) -> Counter[tuple[str, tuple[str, ...]]]:
        """How often each element stands there."""
        return Counter(self.elements)

    def values(self, tag: str, name: str) -> Iterable[str]:
        """What an attribute of these elements says."""
        return [value for one, other, value in self.attributes if (one, other) == (tag, name)]
