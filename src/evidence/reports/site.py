"""The pages of a report: which files there are, what stands on which, and how they lead to one another.

A small report is one page. Of a large one, actions, documents, what is waited for and the plan's problems have pages of
their own, which are made one after another, so that memory stays flat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from attrs import field, frozen

from evidence.model.sequences import as_tuple
from evidence.reports.content import ActionEntry, DocumentEntry, Report, Strip
from evidence.reports.html import render
from evidence.reports.timeline import Axis, Chart, axis_of, chart
from evidence.reports.words import STATES, StateWords

if TYPE_CHECKING:
    from evidence.reports.audit_content import ComparisonPage

T = TypeVar("T")
INDEX = "index.html"
MOST_ACTIONS, ACTIONS_A_PAGE = 300, 200  # on the first page; else on each of their own
MOST_DOCUMENTS, DOCUMENTS_A_PAGE = 600, 500
MOST_WANTED = 300
MOST_PROBLEMS = 300
MOST_SQUARES = 2500  # beyond, the heat strip shows a bar for each recommendation

Address = Callable[[DocumentEntry], str]
"""Gives the relative address at which a document can be opened; "" where it cannot."""


@frozen(kw_only=True)
class Page:
    """A file of the report."""

    name: str
    text: Iterator[str]


@frozen(kw_only=True)
class Group:
    """The actions of one recommendation, as far as they stand on one page."""

    plan: str
    number: str
    text: str
    entries: tuple[ActionEntry, ...] = field(converter=as_tuple)
    chart: Chart


@frozen(kw_only=True)
class Sheet:
    """A page that holds a part of what is too much for the first page."""

    name: str
    first: str  # ref
    last: str
    count: int


class Places:
    """Where everything stands, seen from one page."""

    def __init__(self, page: str, actions: dict[str, str], documents: dict[str, str]) -> None:
        self._page, self._actions, self._documents = page, actions, documents

    def action(self, ref: str) -> str:
        """The address of an action; "" where the report does not hold it."""
        return self._at(self._actions.get(ref), f"a-{anchor(ref)}")

    def document(self, ref: str) -> str:
        """The address of a document; "" where the report does not hold it."""
        return self._at(self._documents.get(ref), anchor(ref))

    def _at(self, page: str | None, name: str) -> str:
        if page is None:
            return ""
        return f"#{name}" if page == self._page else f"{page}#{name}"


def anchor(ref: str) -> str:
    """A reference as the name of a place on a page, whatever characters it holds."""
    return quote(ref, safe=":", errors="backslashreplace").replace("%", "_")


def pages(report: Report, address: Address = lambda _: "") -> Iterator[Page]:
    """Every file of the report, the first page last; each is to be written before the next is asked for."""
    refs = [square.ref for strip in report.strips for square in strip.squares]
    whole = len(refs) <= MOST_ACTIONS
    on_page = {ref: INDEX if whole else _numbered("actions", at // ACTIONS_A_PAGE) for at, ref in enumerate(refs)}
    many = report.counts.documents > MOST_DOCUMENTS
    documents: dict[str, str] = {}
    document_sheets: list[Sheet] = []
    if many:
        for name, entries in _sheets("documents", report.documents, DOCUMENTS_A_PAGE):
            documents |= {entry.document.id: name for entry in entries}
            document_sheets.append(_sheet(name, [entry.document.id for entry in entries]))
            yield Page(
                name=name,
                text=_page(
                    "documents.html", report, Places(name, on_page, documents), entries=entries, address=address
                ),
            )
    shown = list(report.documents) if not many else []
    documents |= {entry.document.id: INDEX for entry in shown}
    action_sheets: list[Sheet] = []
    for name, several in _sheets("actions", report.actions, ACTIONS_A_PAGE) if not whole else ():
        action_sheets.append(_sheet(name, [entry.ref for entry in several]))
        yield Page(
            name=name,
            text=_page("actions.html", report, Places(name, on_page, documents), groups=_groups(report, several)),
        )
    wanted = sum(len(holder.wanted) for holder in report.waiting)
    for name, own in (("waiting.html", wanted > MOST_WANTED), ("problems.html", _problems(report) > MOST_PROBLEMS)):
        if own:
            yield Page(name=name, text=_page(name, report, Places(name, on_page, documents)))
    if report.audits:
        from evidence.reports.bars import bars

        for one in report.audits.rounds:
            name = audit_page(one.ref)
            drawn = bars(one.grades, one.baseline or "", one.ref)
            yield Page(
                name=name, text=_page("audit.html", report, Places(name, on_page, documents), audit=one, bars=drawn)
            )
        for both in report.audits.comparisons:
            name = comparison_page(both)
            drawn = bars(both.grades, both.baseline, both.follow_up)
            here = Places(name, on_page, documents)
            yield Page(name=name, text=_page("comparison.html", report, here, both=both, bars=drawn))
    yield Page(
        name=INDEX,
        text=_page(
            "index.html",
            report,
            Places(INDEX, on_page, documents),
            groups=_groups(report, list(report.actions)) if whole else (),
            entries=shown,
            address=address,
            action_sheets=action_sheets,
            document_sheets=document_sheets,
            squares=len(refs) <= MOST_SQUARES,
            wanted=wanted,
            many_wanted=wanted > MOST_WANTED,
            many_problems=_problems(report) > MOST_PROBLEMS,
        ),
    )


def _page(template: str, report: Report, places: Places, **values: object) -> Iterator[str]:
    ours = {"anchor": anchor, "standing": _standing, "audit_page": audit_page, "comparison_page": comparison_page}
    return render(template, report=report, at=places, INDEX=INDEX, **ours, **values)


def audit_page(ref: str) -> str:
    """The name of a round's page."""
    return f"audit-{anchor(ref)}.html"


def comparison_page(both: ComparisonPage) -> str:
    """The name of the page of a round beside the one it repeats."""
    return f"audit-{anchor(both.follow_up)}-beside-{anchor(both.baseline)}.html"


def _standing(strip: Strip) -> list[tuple[StateWords, int]]:
    """The states that a recommendation's actions are in, each with their number."""
    counts = Counter(square.state for square in strip.squares)
    return [(shown, counts[shown.state]) for shown in STATES if counts[shown.state]]


def _problems(report: Report) -> int:
    return len(report.plan_problems) + len(report.unplaced)


def _groups(report: Report, entries: Sequence[ActionEntry]) -> tuple[Group, ...]:
    axis: Axis = axis_of((entry.timeline for entry in entries), report.identity.as_of)
    texts = {(strip.plan, strip.number): strip.text for strip in report.strips}
    groups = []
    for (plan, number), several in groupby(entries, key=lambda entry: (entry.plan.id, entry.action.recommendation)):
        of = tuple(several)
        text = texts.get((plan, number), "")
        groups.append(Group(plan=plan, number=number, text=text, entries=of, chart=chart(of, axis)))
    return tuple(groups)


def _sheets(stem: str, entries: Iterable[T], each: int) -> Iterator[tuple[str, tuple[T, ...]]]:
    reading = iter(entries)
    number = 0
    while some := tuple(islice(reading, each)):
        yield _numbered(stem, number), some
        number += 1


def _sheet(name: str, refs: Sequence[str]) -> Sheet:
    return Sheet(name=name, first=refs[0], last=refs[-1], count=len(refs))


def _numbered(stem: str, number: int) -> str:
    return f"{stem}-{number + 1:03}.html"
