"""What is gathered while rows are read, before recommendations and actions are made of it."""

from __future__ import annotations

from attrs import define, field

from evidence.model.plan import Unplaced
from evidence.model.table import Place
from evidence.plans import fields


@define(kw_only=True)
class RecommendationDraft:
    """A recommendation whose text may still go on in later rows."""

    number: str
    texts: list[str] = field(factory=list)
    flags: list[str] = field(factory=list)
    deadline: str | None = None  # words of a heading
    place: Place = field(factory=Place)


@define(kw_only=True)
class Item:
    """One action of a group."""

    text: str
    place: Place
    label: str | None = None  # "a", "1": as numbered within its cell
    listed: bool = False  # stood in a list


@define(kw_only=True)
class Group:
    """Actions that share one row of the plan; most groups have one."""

    recommendation: RecommendationDraft
    place: Place
    table: int
    row: int  # index among the rows below the headings of its table
    id: str | None = None  # the action's own number, where the plan gives one
    items: list[Item] = field(factory=list)
    cells: dict[str, str] = field(factory=dict)  # field -> its text in all rows that it runs over
    leads: list[str] = field(factory=list)  # the lead's text, row by row
    lists: dict[str, list[tuple[str | None, str]]] = field(factory=dict)  # field -> items of its cell, where several
    other: list[str] = field(factory=list)  # "Heading: text"
    struck: list[tuple[str, str]] = field(factory=list)  # (field or heading, words struck out)
    dues: int = 0  # rows that gave the action one more deadline
    shared: bool = False  # the progress cell is merged with another action's
    states: list[tuple[str, str]] = field(factory=list)  # heading and text of each status cell
    due_by_mark: bool = False  # the deadline is a month with a mark under it

    def add(self, name: str, text: str) -> None:
        """The text of a field in one more row."""
        before = self.cells.get(name)
        self.cells[name] = f"{before} {text}" if before else text
        if name == fields.LEAD:
            self.leads.append(text)

    def text(self, name: str) -> str:
        """The whole text of a field, blank where it has none."""
        return self.cells.get(name, "")

    @property
    def bare(self) -> bool:
        """Whether nothing but its text is known of it."""
        return not any(self.cells.values()) and not self.other


@define(kw_only=True)
class Gathered:
    """Everything that the rows gave."""

    recommendations: list[RecommendationDraft] = field(factory=list)
    groups: list[Group] = field(factory=list)
    unplaced: list[Unplaced] = field(factory=list)
