"""Strategies for questionnaires and answers, and small builders that the tests of the room share."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import strategies as st

from evidence.audits.applicability import asked_ids
from evidence.audits.forms.workbook import as_table
from evidence.audits.scales import shipped_scale, shipped_scales
from evidence.model.audit import Answer, Outcome
from evidence.model.questionnaire import (
    Asks,
    Behavior,
    Choice,
    Condition,
    Item,
    ItemType,
    Operator,
    Questionnaire,
)
from evidence.model.table import Table

WORDS = st.text("abcdefgh ÄéÖ?'\",.:;-()", min_size=1, max_size=25).map(str.strip).filter(bool)
CODES = st.text("abcdefg123-", min_size=1, max_size=6).filter(lambda code: code.strip("-") != "")
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
NUMBERS = st.integers(-50, 50).map(str)
QUESTION_TYPES = (ItemType.CHOICE, ItemType.TEXT, ItemType.INTEGER, ItemType.DECIMAL, ItemType.DATE, ItemType.BOOLEAN)


@st.composite
def choices(draw: st.DrawFn) -> tuple[Choice, ...]:
    codes = draw(st.lists(CODES, min_size=1, max_size=4, unique=True))
    return tuple(Choice(code=code, text=draw(WORDS)) for code in codes)


@st.composite
def conditions(draw: st.DrawFn, before: list[Item]) -> tuple[Condition, ...]:
    asked = [item for item in before if item.type in QUESTION_TYPES]
    if not asked:
        return ()
    found = []
    for _ in range(draw(st.integers(0, 2))):
        item = draw(st.sampled_from(asked))
        operators = [Operator.EXISTS, Operator.EQUAL, Operator.NOT_EQUAL]
        if item.type in (ItemType.INTEGER, ItemType.DECIMAL, ItemType.DATE):
            operators += [Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST]
        operator = draw(st.sampled_from(operators))
        if operator is Operator.EXISTS:
            answer = draw(st.sampled_from(["true", "false"]))
        elif item.type is ItemType.CHOICE:
            answer = draw(st.sampled_from(item.choices)).code
        elif item.type is ItemType.DATE:
            answer = draw(DAYS).isoformat()
        elif item.type is ItemType.BOOLEAN:
            answer = draw(st.sampled_from(["true", "false"]))
        else:
            answer = draw(NUMBERS)
        found.append(Condition(question=item.link_id, operator=operator, answer=answer))
    return tuple(found)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Valid questionnaires: groups that nest, every type of question, conditions on earlier questions."""
    items: list[Item] = []
    open_groups: list[str] = []
    scales = {scale.id: scale for scale in draw(st.lists(st.sampled_from(shipped_scales()), unique=True, max_size=2))}
    for number in range(draw(st.integers(1, 9))):
        if open_groups and draw(st.booleans()):
            open_groups.pop()
        kind = draw(st.sampled_from([*QUESTION_TYPES, ItemType.GROUP, ItemType.DISPLAY, ItemType.ATTACHMENT]))
        item = Item(
            link_id=f"q{number}",
            group=open_groups[-1] if open_groups else None,
            text=draw(WORDS),
            type=kind,
            required=draw(st.booleans()),
            hint=draw(st.none() | WORDS),
            standard=draw(st.none() | WORDS),
            evidence=draw(st.none() | WORDS),
            clock=draw(st.none() | st.just("T-L01")),
            asks=draw(st.lists(st.sampled_from(Asks), unique=True, max_size=2)),
            weight=draw(st.none() | st.just("1.5")),
            critical=draw(st.booleans()),
            action=draw(st.none() | st.just("jar:R3.1")),
            check_primary_text=draw(st.booleans()),
        )
        found = draw(conditions(items))
        behavior = draw(st.sampled_from(Behavior)) if len(found) > 1 else Behavior.ALL
        item = evolve(item, enable_when=found, enable_behavior=behavior)
        if kind is ItemType.CHOICE:
            item = evolve(item, choices=draw(choices()), choice_list=f"list{number}", repeats=draw(st.booleans()))
            if draw(st.booleans()):
                scale = draw(st.sampled_from(shipped_scales()))
                scales[scale.id] = scale
                item = evolve(item, choices=scale.values, grade_scale=scale.id, overall=draw(st.booleans()))
        if kind is ItemType.INTEGER:
            least, most = sorted([draw(st.integers(-9, 9)), draw(st.integers(-9, 9))])
            item = evolve(item, least=draw(st.none() | st.just(str(least))), most=draw(st.none() | st.just(str(most))))
        if kind is ItemType.DATE:
            item = evolve(item, most=draw(st.none() | st.just("today") | DAYS.map(date.isoformat)))
        if kind is ItemType.TEXT:
            item = evolve(item, max_length=draw(st.none() | st.integers(1, 400)))
        items.append(item)
        if kind is ItemType.GROUP:
            open_groups.append(item.link_id)
    if not any(item.type is not ItemType.GROUP for item in items):
        items.append(Item(link_id="last", text="Anything else?", type=ItemType.TEXT))
    return Questionnaire(
        id="some-form",
        version=draw(st.integers(1, 30)),
        title=draw(WORDS),
        description=draw(st.none() | WORDS),
        dated=draw(st.none() | DAYS),
        items=items,
        scales=scales.values(),
    )


@st.composite
def answers_to(draw: st.DrawFn, form: Questionnaire) -> tuple[Answer, ...]:
    """Answers to some of the questions, whether or not they are asked."""
    given = []
    for item in form.questions:
        if draw(st.booleans()):
            given.append(draw(answer_to(item)))
    return tuple(given)


def only_asked(form: Questionnaire, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Those to questions that are asked: all that a record can hold."""
    shown = asked_ids(form, answers)
    return tuple(answer for answer in answers if answer.question in shown)


@st.composite
def answer_to(draw: st.DrawFn, item: Item) -> Answer:
    """An answer that the question allows."""
    comment = draw(st.none() | WORDS)
    special = draw(st.sampled_from([Outcome.NOT_ON_FILE, Outcome.NOT_LOOKED_AT, None, None, None]))
    if special:
        return Answer(question=item.link_id, outcome=special, comment=comment)
    by_code = {outcome.value: outcome for outcome in Outcome if outcome is not Outcome.VALUE}
    value: str | None = None
    outcome = Outcome.VALUE
    if item.type is ItemType.CHOICE:
        if item.repeats:
            some = draw(st.lists(st.sampled_from(item.choices), min_size=1, unique=True))
            value = " ".join(choice.code for choice in some)
        else:
            value = draw(st.sampled_from(item.choices)).code
            outcome = by_code.get(value, Outcome.VALUE)
            value = None if outcome is not Outcome.VALUE else value
    elif item.type is ItemType.BOOLEAN:
        outcome = draw(st.sampled_from([Outcome.YES, Outcome.NO]))
    elif item.type is ItemType.DATE:
        most = date.fromisoformat(item.most) if item.most and item.most != "today" else date(2030, 12, 31)
        value = draw(st.dates(date(2000, 1, 1), most)).isoformat()
    elif item.type in (ItemType.INTEGER, ItemType.DECIMAL):
        value = str(draw(st.integers(int(item.least or -50), int(item.most or 50))))
    else:
        value = draw(WORDS)[: item.max_length].strip() or "x"
    if outcome is Outcome.NOT_APPLICABLE:
        return Answer(question=item.link_id, outcome=outcome, reason=comment)
    return Answer(question=item.link_id, outcome=outcome, value=value, comment=comment)


YES_NO = tuple(
    Choice(code=code, text=text)
    for code, text in [
        ("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("not-applicable", "Not applicable"),
        ("not-on-file", "Not on file"), ("not-looked-at", "Not looked at"),
    ]
)  # fmt: skip


def small_form(version: int = 1) -> Questionnaire:
    """A section with three questions: a plain one, one that is asked only if the plan is there, a critical one."""
    only_if = Condition(question="plan", operator=Operator.EQUAL, answer="yes")
    scale = shipped_scale("ofsted4")
    assert scale is not None
    grades = tuple(Choice(code=value.code, text=value.text) for value in scale.values)
    return Questionnaire(
        id="small-audit",
        version=version,
        title="A small audit",
        items=[
            Item(link_id="part", text="Care plan", type=ItemType.GROUP, grade_scale="ofsted4"),
            Item(link_id="plan", group="part", text="Is there a plan?", type=ItemType.CHOICE, required=True,
                 choices=YES_NO),
            Item(link_id="in-time", group="part", text="Was it made in time?", type=ItemType.CHOICE, required=True,
                 choices=YES_NO, enable_when=[only_if], asks=[Asks.DUE], clock="T-L06"),
            Item(link_id="advice", group="part", text="Is legal advice on file?", type=ItemType.CHOICE, required=True,
                 choices=YES_NO, critical=True),
            Item(link_id="visits", text="How many visits?", type=ItemType.INTEGER, least="0"),
            Item(link_id="overall", text="Overall", type=ItemType.CHOICE, choices=grades, grade_scale="ofsted4",
                 overall=True),
        ],
        scales=[scale],
    )  # fmt: skip


def sheet(title: str, *rows: str) -> Table:
    """A sheet from lines whose cells are separated by bars."""
    return as_table(title, [[cell.strip() for cell in row.split("|")] for row in rows])
