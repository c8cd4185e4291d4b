"""Rows into actions: which rows start one, which go on with the one above, and whose recommendation they serve.

Rows are taken in the order of the plan, over all its tables; what a page break cut in two is put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from attrs import define, field

from evidence.model.plan import Unplaced
from evidence.model.table import Place
from evidence.plans import fields, furniture
from evidence.plans.banners import is_banner, lone_deadline, section_in
from evidence.plans.cells import Line
from evidence.plans.drafts import Gathered, Group, Item, RecommendationDraft
from evidence.plans.items import split_cell, split_run_on
from evidence.plans.labels import split
from evidence.plans.numbering import Numbering, goes_on
from evidence.plans.sections import Section
from evidence.wording.folding import fold

_PAIRED = (fields.LEAD, fields.DUE, fields.PROGRESS, "success_criteria", "evidence", "status", "monitoring")
_STOPS = frozenset('.;:?!)"”')


@define(kw_only=True)
class Gatherer:
    """Takes rows one by one and keeps what they add up to in `result`."""

    numbering: Numbering
    lower_case_style: bool  # the plan's actions usually start with a small letter
    sections: bool  # headings above the tables are the recommendations
    result: Gathered = field(factory=Gathered)
    _recommendation: RecommendationDraft | None = None
    _section: Section | None = None
    _opened: tuple[Section, RecommendationDraft] | None = None  # the last section that opened one, and that one
    _deadline: str | None = None
    _by_number: dict[str, RecommendationDraft] = field(factory=dict)
    _forward: dict[str, str] = field(factory=dict)  # cells of a fragment, waiting for the row they belong to
    _bare: list[tuple[int, RecommendationDraft, Line]] = field(factory=list)  # without an action: groups before, row
    _fragment: str = ""  # the last words of a fragment row, printed again in the next row

    def open_section(self, section: Section) -> None:
        """A heading above the next table."""
        self._deadline = section.deadline or self._deadline
        self._section = section

    def set_deadline(self, words: str) -> None:
        """A deadline in a column heading, for the recommendations below it."""
        self._deadline = words or self._deadline

    def take(self, line: Line, following: Line | None) -> None:
        """One row below the headings; `following` is the row after it in the same table."""
        if line.filled == 1 and self._is_heading(line, following):
            return
        if line.text(fields.RECOMMENDATION):
            self._split_over_columns(line)
        items = split_cell(line.cell(fields.ACTION)) if line.text(fields.ACTION) else []
        text = line.text(fields.RECOMMENDATION)
        if text and following and self._is_fragment(text, following):
            self._take_fragment(line, items)
            return
        if self._goes_on(line, items):
            if text:
                self._recommendation_text(text, line, going_on=True)
            self._continue(line, items)
            return
        self._recommendation_of(line, text, items)
        if items:
            self._start(line, items)
        elif line.others() or line.unknown() or line.struck():
            self._attach(line)
        elif not text and line.text(fields.NUMBER):
            self._set_aside((line.text(fields.NUMBER),), "a number in a row without words", line.place)

    def _is_heading(self, line: Line, following: Line | None) -> bool:
        """Take a row with one cell of words that only says something of the rows below it."""
        if section := section_in(line):
            self.open_section(section)
            self.sections = True
        elif deadline := lone_deadline(line):
            self.set_deadline(deadline)
        elif is_banner(line, following):
            self._set_aside(line.words, "a heading over the rows below it", line.place)
        else:
            return False
        return True

    # -- recommendations

    def _recommendation_of(self, line: Line, text: str, items: list[tuple[str | None, str]]) -> None:
        if line.has_column(fields.RECOMMENDATION):
            number = line.text(fields.NUMBER)
            if text:
                self._recommendation_text(text, line, number=number)
            elif number and items and self._recommendation is None:
                self._open(number, "", line.place, ())
            elif self._recommendation is None and (items or line.others()):
                self._open(self._number_before(), "", line.place, ("number-inferred", "text-missing"))
            return
        if self.sections and self._section:
            section = self._section
            known = self._by_number.get(section.number or "")
            opened = self._opened
            if not opened or opened[0] is not section or opened[1] is not self._recommendation:
                if known and fold(" ".join(known.texts)).lower() == fold(section.text).lower():
                    self._recommendation = known
                else:
                    number = section.number or str(len(self.result.recommendations) + 1)
                    flags = () if section.number else ("number-inferred",)
                    known = self._open(number, section.text, section.place, flags)
                self._opened = section, known
        elif items:
            number = line.text(fields.NUMBER) or str(len(self.result.recommendations) + 1)
            own = split(number).number or number
            top = own.split(".")[0]
            if "." in own and top in self._by_number:
                self._recommendation = self._by_number[top]
            else:
                self._open(top if "." in own else own, "", line.place, ("not-stated",))

    def _number_before(self) -> str:
        return str(len(self.result.recommendations)) if self.result.recommendations else "0"

    def _recommendation_text(self, text: str, line: Line, *, number: str = "", going_on: bool = False) -> None:
        current = self._recommendation
        text, taken = furniture.strip(text)
        self._set_aside(taken, "file path or page number in a cell", line.place)
        text = fold(text)
        label = split(text, int(current.number) + 1 if current and current.number.isdecimal() else 1)
        if number and label.number and split(number).number != label.number:
            number = ""  # it counts the actions
        if current and text in current.texts and (not number or number == current.number):
            return  # the same recommendation beside each of its actions
        inferred = self.numbering.inferred.get(line.key)
        if number and not going_on:
            own = split(number).number or fold(number)
            if current is None or own != current.number or goes_on(text, " ".join(current.texts)) is False:
                self._open(own, label.words if label.number == own else text, line.place, ())
                return
        elif inferred and not going_on:
            self._open(inferred, text, line.place, ("number-inferred",))
            return
        elif label.number and not going_on:
            if current and label.number == current.number:
                current.texts.append(text)
                return
            flags = ("follows-a-gap",) if label.number in self.numbering.after_gap else ()
            self._open(label.number, label.words, line.place, flags)
            return
        elif label.letter and current and self.numbering.numbered and not going_on:
            parent = re.match(r"\d+", current.number)
            if parent:
                self._part_of(parent[0])
                self._open(parent[0] + label.letter, text, line.place, ())
                return
        elif current and not going_on and not self.numbering.numbered and not goes_on(text, " ".join(current.texts)):
            current = None
        if current is None:
            flags = ("number-inferred",)
            self._open(str(len(self.result.recommendations) + 1), text, line.place, flags)
        else:
            current.texts.append(text)

    def _part_of(self, parent: str) -> None:
        whole = self._by_number.get(parent)
        if whole and "has-parts" not in whole.flags:
            whole.flags.append("has-parts")

    def _open(self, number: str, text: str, place: Place, flags: tuple[str, ...]) -> RecommendationDraft:
        kept = list(flags)
        if number in self._by_number:
            again = next(n for n in range(2, 10_000) if f"{number}_{n}" not in self._by_number)
            number, kept = f"{number}_{again}", [*kept, "number-repeated"]
        draft = RecommendationDraft(
            number=number, texts=[text] if text else [], flags=kept, deadline=self._deadline, place=place
        )
        self._recommendation = self._by_number[number] = draft
        self.result.recommendations.append(draft)
        return draft

    # -- actions

    def _start(self, line: Line, items: list[tuple[str | None, str]]) -> None:
        assert self._recommendation is not None
        if self._fragment and items[0][1].startswith(self._fragment):
            self._set_aside((self._fragment,), "printed twice at a page break", line.place)
        self._fragment = ""
        listed = len(items) > 1
        group = _group(
            line,
            self._recommendation,
            [Item(text=text, place=line.place, label=label, listed=listed) for label, text in items],
        )
        forward, self._forward = self._forward, {}
        for name, text in forward.items():
            group.add(name, text)
        self._fill(group, line, joined=bool(forward))
        if fields.LEAD in forward:
            group.leads = [group.text(fields.LEAD)]
        self.result.groups.append(group)

    def _attach(self, line: Line) -> None:
        """A row without an action's words goes on with the action above it."""
        last = self.result.groups[-1] if self.result.groups else None
        if last is None or (line.has_column(fields.RECOMMENDATION) and last.recommendation is not self._recommendation):
            if self._recommendation and line.text(fields.RECOMMENDATION):
                self._bare.append((len(self.result.groups), self._recommendation, line))
            else:
                self._leave(line)
            return
        if line.text(fields.DUE) and last.text(fields.DUE):
            last.dues += 1
        self._fill(last, line, joined=False)

    def _goes_on(self, line: Line, items: list[tuple[str | None, str]]) -> bool:
        last = self.result.groups[-1] if self.result.groups else None
        if last is None or not items or line.text(fields.NUMBER) not in ("", last.id):
            return False
        if line.cell(fields.ACTION).merged:
            return True
        text = line.text(fields.RECOMMENDATION)
        if text and (split(text).number or split(text).letter or line.key in self.numbering.inferred):
            return False
        small = _starts_small(items[0][1])
        before = last.items[-1].text
        if not text and not line.others():
            return (small and not self.lower_case_style) or (before.endswith(":") and last.bare)
        if not small and not line.first_of_page:
            return False
        open_end = _ends_open(before)
        if line.first_of_page:
            if text and not goes_on(text, " ".join(last.recommendation.texts)):
                return False
            if small and open_end and not self.lower_case_style:
                return True
            if not text:
                return False
            goes_on_elsewhere = any(
                _starts_small(cell.text) and _ends_open(last.text(name))
                for name, cell in line.others()
                if name not in (fields.LEAD, fields.DUE)
            )
            return goes_on_elsewhere or (bool(line.cell(fields.ACTION).items) and open_end)
        return (
            small and open_end and not text and not self.lower_case_style
            and not line.text(fields.LEAD) and not line.text(fields.DUE)
        )  # fmt: skip

    def _continue(self, line: Line, items: list[tuple[str | None, str]]) -> None:
        group = self.result.groups[-1]
        last = group.items[-1]
        first = items[0][1]
        listed = bool(line.cell(fields.ACTION).items)
        if listed and not last.listed:
            pieces = split_run_on(last.text)
            last.text = pieces[0]
            group.items += [Item(text=piece, place=last.place, listed=True) for piece in pieces[1:]]
            last = group.items[-1]
        if _ends_open(last.text) or _starts_small(first) or (last.text.endswith(":") and not line.others()):
            last.text = f"{last.text} {first}"
            items = items[1:]
        group.items += [Item(text=text, place=line.place, label=label, listed=listed) for label, text in items]
        self._fill(group, line, joined=True)

    def _fill(self, group: Group, line: Line, *, joined: bool) -> None:
        """Give the cells of a row to a group; `joined` continues its texts, otherwise it adds to them."""
        for name, cell in line.others():
            text, taken = furniture.strip(cell.text)
            if taken:
                self._set_aside(taken, "file path or page number in a cell", line.place)
            folded = fold(text) if taken else line.text(name)
            if not folded:
                continue
            if name == fields.DUE and not joined and group.text(name):
                folded = f"; {folded}"
            group.add(name, text if name == fields.LEAD else folded)
            if len(group.items) > 1 and name in _PAIRED and not joined:
                pieces = split_cell(cell)
                lines = [(None, fold(piece)) for piece in cell.text.split("\n") if piece.strip()]
                if len(pieces) == 1 and name in (fields.LEAD, fields.DUE) and len(lines) == len(group.items):
                    group.lists[name] = list(lines)
                elif len(pieces) > 1:
                    group.lists[name] = pieces
        if unknown := line.unknown():
            group.other += [f"{heading}: {text}" for heading, text in unknown]
        if struck := line.struck():
            group.struck += struck
        group.states += line.states
        group.due_by_mark = group.due_by_mark or line.due_by_mark

    # -- what a page break left

    def _split_over_columns(self, line: Line) -> None:
        """A recommendation that runs on into the action's column, with nothing else in the row, is one text."""
        text, action = line.text(fields.RECOMMENDATION), line.text(fields.ACTION)
        if text and action and not line.others() and _starts_small(action) and not self.lower_case_style:
            label = split(text)
            if (label.number or label.letter) and _ends_open(text):
                line.replace(fields.RECOMMENDATION, f"{text} {action}")
                line.replace(fields.ACTION, "")

    def _is_fragment(self, text: str, following: Line) -> bool:
        """Whether the next row prints the start of this recommendation again and in full."""
        other = following.text(fields.RECOMMENDATION)
        label, next_label = split(text), split(other)
        if not other or not (label.letter or label.number) or not (next_label.letter or next_label.number):
            return False
        if label.number and next_label.number and label.number != next_label.number:
            return False
        if len(label.rest) < 8 or len(next_label.rest) <= len(label.rest):
            return False
        start = next_label.rest[: len(label.rest)].lower()
        return SequenceMatcher(None, label.rest.lower(), start, autojunk=False).ratio() > 0.7

    def _take_fragment(self, line: Line, items: list[tuple[str | None, str]]) -> None:
        self._set_aside(
            (line.text(fields.RECOMMENDATION),), "start of the next row's recommendation, printed twice", line.place
        )
        if items and self.result.groups and self._goes_on_by_text(items[0][1]):
            last = self.result.groups[-1].items[-1]
            last.text = f"{last.text} {items[0][1]}"
            items = items[1:]
        self._fragment = items[0][1] if items else ""
        for _, text in items[1:]:
            self._set_aside((text,), "stands in a row that a page break left incomplete", line.place)
        self._forward = {name: line.text(name) for name, _ in line.others()}

    def _goes_on_by_text(self, text: str) -> bool:
        return _starts_small(text) and _ends_open(self.result.groups[-1].items[-1].text)

    def finish(self) -> None:
        """What can only be said when all rows are known."""
        self._drop_repeated_starts()
        acted_on = {id(group.recommendation) for group in self.result.groups}
        for at, recommendation, line in reversed(self._bare):
            if id(recommendation) in acted_on or not (line.text(fields.LEAD) or line.text(fields.DUE)):
                self._leave(line)
                continue
            recommendation.flags.append("action-not-stated")
            group = _group(line, recommendation, [Item(text=fold(" ".join(recommendation.texts)), place=line.place)])
            self._fill(group, line, joined=False)
            self.result.groups.insert(at, group)

    def _leave(self, line: Line) -> None:
        for name, text in [*((name, cell.text) for name, cell in line.others()), *line.unknown(), *line.struck()]:
            self._set_aside((text,), f"stands in a row without an action (column {name})", line.place)

    def _drop_repeated_starts(self) -> None:
        """Take out a last item that is only the first words of the next action (a line printed twice at a page end)."""
        for group, following in zip(self.result.groups, self.result.groups[1:], strict=False):
            last = group.items[-1].text
            if len(group.items) > 1 and len(last.split()) <= 4 and group.items[-1].listed:
                start = following.items[0].text
                if start != last and start.startswith(last + " "):
                    self._set_aside((last,), "printed twice at a page break", group.items[-1].place)
                    del group.items[-1]

    def _set_aside(self, texts: Iterable[str], reason: str, place: Place) -> None:
        self.result.unplaced += [
            Unplaced(text=fold(text), reason=reason, source=place) for text in texts if text.strip()
        ]


def _group(line: Line, recommendation: RecommendationDraft, items: list[Item]) -> Group:
    return Group(
        recommendation=recommendation,
        items=items,
        place=line.place,
        table=line.key[0],
        row=line.key[1],
        id=line.text(fields.NUMBER) or None,
        shared=line.merged_progress,
    )


def _ends_open(text: str) -> bool:
    """Whether a text ends without a stop, so that it may go on."""
    return bool(text) and text[-1] not in _STOPS


def _starts_small(text: str) -> bool:
    """Whether a text starts as the middle of a sentence does."""
    if text[:1].isalpha():
        return text[0].islower()
    first = next((letter for letter in text if letter.isalpha() or letter.isdigit()), "A")
    return first.islower()
