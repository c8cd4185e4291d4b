"""A question is asked exactly where its condition, and its group's, holds."""

from __future__ import annotations

from audit_forms import answers_to, questionnaires, small_form
from hypothesis import given
from hypothesis import strategies as st

from evidence.audits.applicability import asked, asked_ids, holds, values_of
from evidence.model.audit import Answer, Outcome
from evidence.model.questionnaire import Behavior, Condition, Item, ItemType, Operator, Questionnaire

FORM = small_form()


def answer(question: str, outcome: Outcome = Outcome.VALUE, value: str | None = None) -> Answer:
    return Answer(question=question, outcome=outcome, value=value)


def plainly(item: Item, condition: Condition, given: Answer | None) -> bool:
    """The meaning of a condition, said once more and as simply as can be."""
    if condition.operator is Operator.EXISTS:
        return (given is None) == (condition.answer == "false")
    if given is None:
        return False
    said = [code for value in values_of(given) for code in (value.split() if item.repeats else [value])]
    if item.type is ItemType.BOOLEAN:
        said = [{"yes": "true", "no": "false"}.get(code, code) for code in said]
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL) and said[0].lstrip("-").isdigit():
        left, right = float(said[0]), float(condition.answer)
        return {"=": left == right, "!=": left != right, "<": left < right, "<=": left <= right, ">": left > right,
                ">=": left >= right}[condition.operator.value]  # fmt: skip
    if condition.operator in (Operator.EQUAL, Operator.NOT_EQUAL):
        return (condition.answer in said) == (condition.operator is Operator.EQUAL)
    if item.type is ItemType.DATE and said[0][:2] == "20":
        return {"<": said[0] < condition.answer, "<=": said[0] <= condition.answer, ">": said[0] > condition.answer,
                ">=": said[0] >= condition.answer}[condition.operator.value]  # fmt: skip
    return False


@given(st.data())
def test_no_question_is_asked_whose_condition_is_false_and_none_left_out_whose_condition_is_true(
    data: st.DataObject,
) -> None:
    form: Questionnaire = data.draw(questionnaires())
    answers = data.draw(answers_to(form))
    shown = asked_ids(form, answers)
    items = {item.link_id: item for item in form.items}
    given_answers = {one.question: one for one in answers if one.question in shown}
    for item in form.items:
        judged = [plainly(items[one.question], one, given_answers.get(one.question)) for one in item.enable_when]
        own = (all(judged) if item.enable_behavior is Behavior.ALL else any(judged)) if judged else True
        assert (item.link_id in shown) == (own and (item.group is None or item.group in shown))


@given(st.data())
def test_what_a_hidden_question_was_answered_changes_nothing(data: st.DataObject) -> None:
    form: Questionnaire = data.draw(questionnaires())
    answers = data.draw(answers_to(form))
    shown = asked_ids(form, answers)
    assert asked_ids(form, [one for one in answers if one.question in shown]) == shown


def test_a_question_follows_the_answer_it_hangs_on() -> None:
    def ids(*answers: Answer) -> list[str]:
        return [item.link_id for item in asked(FORM, answers)]

    assert "in-time" not in ids()
    assert "in-time" in ids(answer("plan", Outcome.YES))
    for other in (Outcome.NO, Outcome.NOT_ON_FILE, Outcome.NOT_LOOKED_AT, Outcome.NOT_APPLICABLE):
        assert "in-time" not in ids(answer("plan", other))


def test_numbers_are_compared_as_numbers() -> None:
    count = Item(link_id="n", text="How many?", type=ItemType.INTEGER)
    more = Item(
        link_id="m",
        text="Why?",
        type=ItemType.TEXT,
        enable_when=[Condition(question="n", operator=Operator.MORE, answer="9")],
    )
    assert holds(more, {"n": answer("n", value="10")}, {"n": count})
    assert not holds(more, {"n": answer("n", value="9")}, {"n": count})
    assert not holds(more, {"n": answer("n", Outcome.NOT_ON_FILE)}, {"n": count})
