"""Random plans, printed in many ways and cut by pages, are understood as they were meant, and no word is lost."""

from __future__ import annotations

from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_texts import blocks, identity, lost_words

from evidence.model.plan import LeadsFrom
from evidence.model.table import Block, Cell, Paragraph, Place, Row, Table
from evidence.plans import understand
from evidence.plans.fields import HEADINGS

VERBS = ("Write", "Review", "Publish", "Train", "Audit", "Appoint", "Approve", "Consult")
THINGS = ("the policy", "all duty staff", "twenty case files", "a manager", "the leaflet", "carers", "the board's plan")
LEADS = ("SF", "HL", "SD", "SM", "LM", "JD")
DATES = ("3 Mar 06", "End June 06", "Autumn 06", "tbc", "31/03/2007", "")
PROGRESS = ("", "Done 01 03 06", "Draft issued 12.02.06", "Under way", "Meeting held 1 Feb 06; minutes to follow")
FIELDS = ("recommendation", "action", "lead", "due", "progress")
DITTO = ('"', "ditto", "ű")


@frozen
class Meant:
    """One action as it was meant."""

    recommendation: int
    text: str
    lead: str
    ditto: bool
    due: str
    progress: str


@frozen
class Printed:
    """A plan as it was meant, and the blocks that a reader would hand over for it."""

    actions: tuple[Meant, ...]
    blocks: tuple[Block, ...]


def headings_for(field: str) -> st.SearchStrategy[str]:
    phrases = next(phrases for name, phrases in HEADINGS if name == field)
    return st.tuples(st.sampled_from(phrases[:12]), st.sampled_from([str.title, str.upper, str.capitalize])).map(
        lambda pair: pair[1](pair[0])
    )


@st.composite
def meant(draw: st.DrawFn) -> tuple[Meant, ...]:
    actions: list[Meant] = []
    written = False
    for recommendation in range(1, draw(st.integers(2, 5)) + 1):
        for _ in range(draw(st.integers(1, 5))):
            lead = draw(st.sampled_from(("", *LEADS)))
            ditto = written and draw(st.booleans())
            written = written or bool(lead)
            text = f"{draw(st.sampled_from(VERBS))} {draw(st.sampled_from(THINGS))} no {len(actions) + 1}"
            due, progress = draw(st.sampled_from(DATES)), draw(st.sampled_from(PROGRESS))
            actions.append(Meant(recommendation, text, "" if ditto else lead, ditto, due, progress))
    return tuple(actions)


@st.composite
def printed(draw: st.DrawFn) -> Printed:
    actions = draw(meant())
    order = draw(st.permutations(FIELDS))
    titles = {field: draw(headings_for(field)) for field in FIELDS}
    merged = draw(st.booleans())
    broken = draw(st.booleans())
    rows: list[list[Cell]] = []
    before = 0
    for action in actions:
        starts = action.recommendation != before
        before = action.recommendation
        words = {
            "recommendation": f"{action.recommendation}. Ensure that thing {action.recommendation} is done."
            if starts
            else "",
            "action": action.text,
            "lead": draw(st.sampled_from(DITTO)) if action.ditto else action.lead,
            "due": action.due,
            "progress": action.progress,
        }
        rows.append([Cell(text=words[f], merged=merged and f == "recommendation" and not starts) for f in order])
    result: list[Block] = [Paragraph(text="An introduction, with more than four words in it.")]
    tables = 0
    at = 0
    while at < len(rows):
        size = draw(st.integers(2, 6))
        page = rows[at : at + size]
        if merged and page[0][order.index("recommendation")].merged:
            page[0] = [Cell(text=cell.text) for cell in page[0]]
        tables += 1
        heads = [[Cell(text=titles[f]) for f in order]]
        if broken:
            heads = [
                [Cell(text=titles[f].split()[0]) for f in order],
                [Cell(text=" ".join(titles[f].split()[1:])) for f in order],
            ]
            if not any(cell.text for cell in heads[1]):
                heads.pop()
        result.append(
            Table(
                rows=tuple(
                    Row(cells=tuple(cells), place=Place(table=tables, row=n, line=100 * tables + n))
                    for n, cells in enumerate([*heads, *page], start=1)
                ),
                place=Place(table=tables, line=100 * tables),
            )
        )
        if draw(st.booleans()):
            result.append(Paragraph(text=str(tables)))
        at += size
    return Printed(actions, tuple(result))


@given(printed())
@settings(max_examples=150, deadline=None)
def test_a_random_plan_is_understood_as_it_was_meant(plan: Printed) -> None:
    understood = understand(plan.blocks, identity=identity())
    assert [(a.recommendation, a.text) for a in understood.actions] == [
        (str(a.recommendation), a.text) for a in plan.actions
    ]
    last: tuple[str, ...] = ()
    for action, one in zip(understood.actions, plan.actions, strict=True):
        expected = last if one.ditto else ((one.lead,) if one.lead else ())
        assert action.leads == expected
        assert (action.leads_from is LeadsFrom.DITTO) == (one.ditto and bool(last))
        assert (action.due.text if action.due else "") == one.due
        assert action.progress.text == one.progress
        last = (one.lead,) if one.lead else last
    assert lost_words(plan.blocks, understood) == []


CELLS = st.one_of(
    st.sampled_from(
        ("", "", "Action", "Lead", "By when", "When", '"', "40", "A. Part", "3. Ensure", "and so on", "1", "tbc")
    ),
    st.sampled_from(
        ("<ul>", r"C:\plans\one.doc", "Page 2 of 9", "Standard 1 - Referrals", "Progress", "Recommendation")
    ),
    st.text("abcdeé ABC123.,:;-()\n\"'", max_size=24),
)


@st.composite
def messy(draw: st.DrawFn) -> tuple[Block, ...]:
    result: list[Block] = []
    for table in range(1, draw(st.integers(1, 4)) + 1):
        width = draw(st.integers(1, 6))
        rows = [
            [
                Cell(
                    text=draw(CELLS),
                    items=draw(st.sampled_from(((), (), ("one item", "other item")))),
                    merged=draw(st.integers(0, 9)) == 0,
                )
                for _ in range(draw(st.sampled_from((width, width, width, max(1, width - 1)))))
            ]
            for _ in range(draw(st.integers(1, 8)))
        ]
        if draw(st.booleans()):
            heads = draw(st.permutations(("Action", "Recommendation", "Lead", "By when", "Progress", "Ref")))
            rows[0] = [Cell(text=text) for text in heads[:width]]
        result.append(
            Table(
                rows=tuple(
                    Row(cells=tuple(_sound(c) for c in cells), place=Place(table=table, row=n))
                    for n, cells in enumerate(rows, 1)
                ),
                place=Place(table=table),
            )
        )
        result += draw(st.lists(st.builds(Paragraph, text=CELLS, level=st.integers(0, 3)), max_size=2))
    return tuple(result)


def _sound(cell: Cell) -> Cell:
    """A cell whose text holds its items, and which has none where another covers it."""
    if cell.merged:
        return Cell(text="", merged=True)
    if cell.items:
        return Cell(text="\n".join([cell.text, *cell.items]).strip("\n"), items=cell.items)
    return cell


@given(messy())
@settings(max_examples=400, deadline=None)
def test_whatever_a_table_holds_no_word_of_it_is_lost_and_nothing_breaks(source: tuple[Block, ...]) -> None:
    from evidence.model.errors import UnreadableInput

    try:
        plan = understand(source, identity=identity())
    except UnreadableInput:
        return
    assert lost_words(source, plan) == []
    refs = [action.ref for action in plan.actions]
    assert len(set(refs)) == len(refs)
    assert {action.recommendation for action in plan.actions} <= {r.number for r in plan.recommendations}
    assert understand(source, identity=identity()) == plan


@given(st.lists(st.text("ab|#*-\t <>lius/.:\n1A", max_size=40), max_size=12).map("\n".join))
def test_any_text_becomes_blocks_with_its_lines(text: str) -> None:
    for block in blocks(text):
        assert block.place.line is not None
        assert 1 <= block.place.line <= text.count("\n") + 1
