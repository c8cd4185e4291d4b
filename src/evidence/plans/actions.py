"""Groups of cells into actions: references, leads, deadlines, claims, requests and the importer's own remarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from evidence.model.period import Due, Flag, Period
from evidence.model.plan import Action, EvidenceRequest, Person, PlanProblem, Progress
from evidence.plans import fields
from evidence.plans.drafts import Gathered, Group, Item
from evidence.plans.headings import squeeze
from evidence.plans.labels import as_ref
from evidence.plans.leads import LeadColumn, Leads
from evidence.plans.pairing import pair
from evidence.plans.progress import ProgressReader, read_requests
from evidence.plans.status_claims import with_status
from evidence.wording.dates import Span, find_dates, read_due, read_recurrence, span_of
from evidence.wording.folding import fold
from evidence.wording.people import near_misses

_OWN_NUMBER = re.compile(r"\.(\d{1,3}[a-z]?)\.?")
_BY = re.compile(
    r"(?i)\b(?:by|before|on|no later than|not later than|until|from|with effect from)\s+"
    r"(?:the\s+)?(?:end\s+(?:of\s+)?)?$"
)


@frozen(kw_only=True)
class ActionReader:
    """Everything about a plan that the reading of one action needs."""

    groups: tuple[Group, ...]
    people: tuple[Person, ...]
    span: Span | None
    has_due: bool  # the plan has a column of deadlines
    dues: dict[str, Due | None]  # deadlines by their text, as far as they are read
    progress: ProgressReader
    requests: dict[str, tuple[EvidenceRequest, ...]] = field(factory=dict)  # by the text of their cell

    @classmethod
    def of(cls, gathered: Gathered, people: tuple[Person, ...], as_of: date | None) -> ActionReader:
        """A reader for these groups; the plan's own span is that of its deadlines with a year."""
        texts = dict.fromkeys(text for group in gathered.groups if (text := group.text(fields.DUE)))
        dues = {text: due for text in texts if (due := read_due(text))}
        span = span_of(dues.values()) or (span_of(_progress_dates(gathered)))
        return cls(
            groups=tuple(gathered.groups),
            people=people,
            dues={text: due for text, due in dues.items() if Flag.YEAR_MISSING not in due.flags},
            span=span,
            progress=ProgressReader(span=span, as_of=as_of),
            has_due=any(group.text(fields.DUE) for group in gathered.groups),
        )

    def actions(self) -> tuple[Action, ...]:
        """All actions in the order of the plan, with references that are unique in it."""
        column = LeadColumn()
        counts: Counter[str] = Counter()
        taken: set[str] = set()
        result: list[Action] = []
        for group in self.groups:
            own = pair(group)
            shared_leads = None if fields.LEAD in own[0] else column.read(group.leads)
            for item, cells in zip(group.items, own, strict=True):
                leads = shared_leads or column.read([cells.get(fields.LEAD, "")])
                ref = _ref(group, counts, taken)
                result.append(self._action(group, item, cells, leads, ref))
        return tuple(result)

    def _action(self, group: Group, item: Item, own: Mapping[str, str], leads: Leads, ref: str) -> Action:
        cells = {**group.cells, **own} if own else group.cells
        due = self._due(item, cells.get(fields.DUE, ""), group)
        progress_text = cells.get(fields.PROGRESS, "")
        progress, mentions = self.progress.read(progress_text, item.text, due)
        if progress_text and fields.PROGRESS not in own and (group.shared or len(group.items) > 1):
            progress = evolve(progress, shared=True)
        if status := cells.get("status"):
            progress = with_status(progress, status, self.span, group.states)
        return Action(
            ref=ref,
            recommendation=group.recommendation.number,
            text=item.text,
            leads=leads.leads,
            leads_from=leads.source,
            leads_suggested=leads.suggested,
            lead_text=leads.text,
            due=due,
            progress=progress,
            mentions=mentions,
            requests=self._requests(progress_text),
            partners=cells.get("partners") or None,
            resources=cells.get("resources") or None,
            monitoring=cells.get("monitoring") or None,
            success_criteria=cells.get("success_criteria") or None,
            status=status or None,
            evidence=cells.get("evidence") or None,
            next_action=cells.get("next_action") or None,
            other=_other(group, ref),
            source=item.place,
            problems=_problems(due, progress, leads, self.people, group),
        )

    def _requests(self, text: str) -> tuple[EvidenceRequest, ...]:
        if text not in self.requests:
            self.requests[text] = read_requests(text, self.people) if text else ()
        return self.requests[text]

    def _due(self, item: Item, text: str, group: Group) -> Due | None:
        if text and text not in self.dues:
            self.dues[text] = read_due(text, self.span)
        due = self.dues[text] if text else None
        if due is None and not self.has_due:
            due = self._due_in_words(item.text)
        if due and group.due_by_mark:
            due = evolve(due, flags=(*due.flags, Flag.MARKED))
        recurrence = (due.recurrence if due else None) or read_recurrence(item.text)
        if group.dues and due:
            due = _series(due, text, self.span)
        if recurrence and due is None:
            return Due(text="", recurrence=recurrence)
        return evolve(due, recurrence=recurrence) if due and recurrence else due

    def _due_in_words(self, text: str) -> Due | None:
        """The deadline inside an action's own words ("… by 31/3/07"), where the plan has no column for it."""
        for found in find_dates(text, self.span):
            before = _BY.search(text[: found.start])
            if before:
                return read_due(text[before.start() : found.end], self.span)
        return None


def _progress_dates(gathered: Gathered) -> Iterator[Period]:
    for group in gathered.groups:
        for found in find_dates(group.text(fields.PROGRESS)):
            yield found.period


def _series(due: Due, text: str, span: Span | None) -> Due:
    """One deadline out of several that stand in rows under each other."""
    parts = [part for piece in text.split(";") if (part := read_due(fold(piece), span))]
    first = [part.earliest for part in parts if part.earliest]
    last = [part.latest for part in parts if part.latest]
    flags = dict.fromkeys(flag for part in parts for flag in part.flags)
    if not parts or len(first) != len(parts) or len(last) != len(parts):
        return evolve(due, text=fold(text.replace(" ;", ";")))
    return evolve(
        due,
        text=fold(text.replace(" ;", ";")),
        earliest=min(first),
        latest=max(last),
        flags=tuple(dict.fromkeys([*flags, Flag.RECURRING])),
        recurrence=due.recurrence or next((p.recurrence for p in parts if p.recurrence), None),
    )


def _ref(group: Group, counts: Counter[str], taken: set[str]) -> str:
    number = as_ref(group.recommendation.number)
    counts[number] += 1
    own = _OWN_NUMBER.fullmatch(group.id, len(number)) if group.id and group.id.startswith(number) else None
    ref = f"R{number}.{own[1]}" if own and len(group.items) == 1 else f"R{number}.{counts[number]}"
    while ref in taken:
        counts[number] += 1
        ref = f"R{number}.{counts[number]}"
    taken.add(ref)
    return ref


def _other(group: Group, ref: str) -> str | None:
    """What stands in the row beside the fields, one a line."""
    if not (group.id or group.other or group.struck):
        return None
    number = [f"Number: {group.id}"] if group.id and _needs_saying(group.id, group, ref) else []
    struck = [f"{name}, struck out: {words}" for name, words in group.struck]
    return "\n".join([*number, *group.other, *struck]) or None


def _needs_saying(number: str, group: Group, ref: str) -> bool:
    """Whether neither the reference nor the recommendation shows the number that the plan gives."""
    shown = {
        squeeze(group.recommendation.number),
        squeeze(ref),
        squeeze(ref.removeprefix("R")),
        squeeze(ref.rpartition(".")[2]),
    }
    as_printed = f" {group.recommendation.number} {ref.removeprefix('R')} "
    return squeeze(number) not in shown or any(letter.islower() and letter not in as_printed for letter in number)


def _problems(
    due: Due | None, progress: Progress, leads: Leads, people: tuple[Person, ...], group: Group
) -> tuple[PlanProblem, ...]:
    dates: list[tuple[str, str, Period]] = [(fields.DUE, "the deadline", due)] if due and due.flags else []
    dates += [
        (f"entry-{n}", "the progress text", entry.date)
        for n, entry in enumerate(progress.entries, start=1)
        if entry.date and entry.date.flags
    ]
    if not (dates or people or group.struck):
        return ()
    return tuple(_remarks(dates, leads, people, group))


def _remarks(
    dates: list[tuple[str, str, Period]], leads: Leads, people: tuple[Person, ...], group: Group
) -> Iterator[PlanProblem]:
    for name, where, period in dates:
        if period.has(Flag.IMPOSSIBLE):
            message = f"{period.text!r} in {where} is a date that cannot exist"
            yield PlanProblem(code="P201", message=message, field=name)
        elif period.has(Flag.YEAR_INFERRED) and period.earliest:
            message = f"{period.text!r} in {where} has no year; taken as {period.earliest.year}"
            yield PlanProblem(code="P202", message=message, field=name)
        elif period.has(Flag.YEAR_MISSING):
            yield PlanProblem(code="P202", message=f"{period.text!r} in {where} has no year", field=name)
    known = [person.initials for person in people]
    for lead in leads.leads if known else ():
        near = near_misses(lead, known) if lead not in known and lead.isupper() else ()
        if near:
            message = f"{lead!r} is not in the plan's index; near it: {', '.join(near)}"
            yield PlanProblem(code="P207", message=message, field="leads")
    for name, words in group.struck:
        if name == fields.DUE:
            yield PlanProblem(code="P211", message=f"the deadline was {words!r}, struck out", field=name)
