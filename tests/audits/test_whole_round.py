"""A whole round and its repetition, on the questionnaire of 2006, every figure counted again by hand."""

from __future__ import annotations

import random
from datetime import date

from attrs import evolve
from audit_forms import only_asked

from evidence.audits.answering import AnswerReader
from evidence.audits.banks import shipped_form
from evidence.audits.compare import compare_rounds
from evidence.audits.lifecycle import FORM, RECORD, REMEDY, ROUND, step
from evidence.audits.reading_sheets import SheetReader, once_each
from evidence.audits.sampling import draw, population
from evidence.audits.sheets import to_sheets
from evidence.audits.standing import Terms, stand
from evidence.audits.status import overall_agreement, round_status
from evidence.model.audit import (
    Allocation,
    Answer,
    Case,
    Finding,
    FindingType,
    Grade,
    Method,
    Moderation,
    Outcome,
    Remedy,
    Response,
    Round,
)
from evidence.model.comparison import share
from evidence.model.questionnaire import Item, Questionnaire

DAY = date(2006, 3, 8)
FRAME = population([Case(ref=f"C-{chr(97 + i // 26)}{chr(97 + i % 26)}", team=f"team {i % 4}") for i in range(160)])
SAID = {"given": "said", "day": DAY, "auditor": "P-0002", "approver": "director", "document": "D-0001",
        "moderator": "P-0003", "reason": "told", "verifier": "P-0004"}  # fmt: skip


def form_of_2006() -> Questionnaire:
    form = shipped_form("lac-file-audit-2006")
    assert form is not None
    return form


def answer_to(item: Item, at: int, chance: random.Random, missing_advice: int) -> Answer:
    if item.link_id == "l1101":
        return Answer(question="l1101", outcome=Outcome.NOT_ON_FILE if at < missing_advice else Outcome.YES)
    offered = AnswerReader(item).offered()
    return AnswerReader(item).read(chance.choice(offered) if offered else "2", "as found")


def held(ref: str, seed: int, missing_advice: int) -> Round:
    form, chance = form_of_2006(), random.Random(seed)
    sample = draw(FRAME, method=Method.RANDOM, size=40, seed=seed)
    books = []
    for at, case in enumerate(sample.cases):
        answers = only_asked(form, tuple(answer_to(item, at, chance, missing_advice) for item in form.questions))
        out = to_sheets(form, audit=ref, case=case, auditor="P-0002", audited_on="08 03 06", answers=answers)
        books.append((f"{case}.xlsx", out.tables))
    reader = SheetReader(form, ref, sample.cases)
    readings = once_each(reader.read(tables, name) for name, tables in books)
    responses = [reading.response for reading in readings if reading.response]
    assert len(responses) == 40 and not any(reading.problems for reading in readings)
    assert all(response.audited_on == DAY for response in responses)
    return Round(
        ref=ref, title="Looked-after children's files", form=form.ref, state="under-way", opened_on=DAY,
        population=FRAME, sample=sample, responses=responses,
        allocations=[Allocation(case=case, auditor="P-0002") for case in sample.cases],
    )  # fmt: skip


def second(response: Response, at: int) -> Moderation:
    """The moderator agrees on five of eight files and is a step harder on three."""
    steps = ["outstanding", "good", "requires-improvement", "inadequate"]
    first = response.overall
    value = first.value if first else "good"
    harder = steps[min(steps.index(value) + 1, 3)] if at >= 5 else value
    return Moderation(
        case=response.case, moderator="P-0003", moderated_on=DAY, blind=True, answers=response.answers,
        grades=[Grade(scale="ofsted4", value=harder, reason="seen again")],
    )  # fmt: skip


def test_a_round_is_held_moderated_put_right_and_repeated() -> None:
    form = form_of_2006()
    state = FORM.start
    for verb in ("publish", "approve", "put-in-operation"):
        state = step(FORM, state, verb, SAID)
    assert state == "in-operation"

    baseline, follow_up = held("A-0001", 7, 18), held("A-0002", 8, 4)
    graded = [
        response for response in baseline.responses if response.overall and response.overall.value != "inadequate"
    ]
    baseline = evolve(baseline, moderations=[second(response, at) for at, response in enumerate(graded[:8])])
    agreed = overall_agreement(baseline, form)
    assert (agreed.n, agreed.agreed, agreed.higher, agreed.lower) == (8, 5, 3, 0)

    records = stand(baseline, form, Terms(operation=(date(2006, 3, 1), None)))
    assert len(records) == 40 and not any(record.missing for record in records)
    assert sum("l1101" in record.unescalated for record in records) == 18
    status = round_status(baseline, form, records)
    assert (status.agreement.second_rated, status.agreement.percent) == (8, 0.625)

    finding = Finding(ref="F1", type=FindingType.NONCONFORMITY, text="Legal advice is not on file", found=18,
                      looked_at=40, questions=["l1101"])  # fmt: skip
    remedy = Remedy(ref="F1.1", finding=finding.ref, text="File all legal advice", owner="team manager",
                    due=date(2006, 4, 1), state=REMEDY.start)  # fmt: skip
    baseline = evolve(baseline, findings=[finding], remedies=[remedy])
    assert [one.open for one in round_status(baseline, form, records).remedies] == [True]
    remedy_state = remedy.state
    for verb in ("claim", "evidence", "verify", "close"):
        remedy_state = step(REMEDY, remedy_state, verb, SAID)
    baseline = evolve(baseline, remedies=[evolve(remedy, state=remedy_state)])
    assert [one.open for one in round_status(baseline, form, records).remedies] == [False]
    assert step(ROUND, "reported", "close", SAID) == "closed" and step(RECORD, "fed-back", "close", SAID) == "closed"

    told = compare_rounds(baseline, follow_up, {form.ref: form})
    advice = next(one for one in told.questions if one.question == "l1101")
    assert (advice.n, advice.yes, advice.not_on_file) == ((40, 40), (22, 36), (18, 4))
    assert (share(18, 40), share(4, 40)) == (45, 10)
    for at, audit in enumerate((baseline, follow_up)):
        for compared in told.questions:
            given = [
                one for response in audit.responses for one in response.answers if one.question == compared.question
            ]
            assert compared.yes[at] == sum(one.outcome is Outcome.YES for one in given)
            assert compared.not_on_file[at] == sum(one.outcome is Outcome.NOT_ON_FILE for one in given)
            assert compared.not_applicable[at] == sum(one.outcome is Outcome.NOT_APPLICABLE for one in given)
            assert compared.unanswered[at] == 0
            assert compared.not_asked[at] == compared.n[at] - len(given)
    overall = next(one for one in told.sections if one.section == "overall")
    for grade in overall.grades:
        values = [response.overall.value for response in baseline.responses if response.overall]
        assert grade.n[0] == values.count(grade.value)


def test_drawing_again_gives_the_same_forty() -> None:
    first = draw(FRAME, method=Method.RANDOM, size=40, seed=7)
    again = draw(population(reversed(FRAME.cases)), method=Method.RANDOM, size=40, seed=7)
    assert set(again.cases) == set(first.cases) and len(first.cases) == 40
