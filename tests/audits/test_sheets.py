"""Answers survive their workbook cell for cell, and a workbook that was changed is refused by sheet and cell."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from audit_forms import answers_to, only_asked, questionnaires, small_form
from hypothesis import given
from hypothesis import strategies as st

from evidence.audits.answering import AnswerReader, NotAnAnswer
from evidence.audits.banks import shipped_form
from evidence.audits.reading_sheets import SheetReader, SheetReading, once_each
from evidence.audits.sheets import numbered, to_sheets
from evidence.model.audit import Answer, Grade, Outcome, Response
from evidence.model.questionnaire import Asks, Item, ItemType, Questionnaire
from evidence.model.table import TextSheet

FORM = small_form()
READER = SheetReader(FORM, "A-0001", ["C-tamiro", "C-belako"])
GIVEN = (
    Answer(question="plan", outcome=Outcome.YES, comment="dated and signed"),
    Answer(question="in-time", outcome=Outcome.NO, start=date(2006, 1, 4), done=date(2006, 1, 27)),
    Answer(question="advice", outcome=Outcome.NOT_APPLICABLE, reason="no proceedings"),
)
GRADED = (Grade(section="part", scale="ofsted4", value="good", reason="clear"),)


def filled(**about: str) -> list[TextSheet]:
    said = {"audit": "A-0001", "case": "C-tamiro", "auditor": "P-0002", "audited_on": "2006-03-01"} | about
    return list(to_sheets(FORM, answers=GIVEN, grades=GRADED, **said).tables)


def changed(sheets: list[TextSheet], title: str, cell: str, text: str) -> list[TextSheet]:
    column, line = ord(cell[0]) - 65, int(cell[1:])
    for at, sheet in enumerate(sheets):
        if sheet.title == title:
            row = sheet.rows[line - 1]
            texts = [*row, *[""] * (column + 1 - len(row))]
            texts[column] = text
            sheets[at] = evolve(sheet, rows=[*sheet.rows[: line - 1], tuple(texts), *sheet.rows[line:]])
    return sheets


def told(reading: SheetReading) -> list[str]:
    assert reading.response is None
    return [str(problem) for problem in reading.problems]


def test_what_was_filled_in_is_what_is_read() -> None:
    reading = READER.read(filled())
    assert reading.problems == ()
    assert reading.response == Response(
        case="C-tamiro", form="small-audit@1", auditor="P-0002", state="submitted", audited_on=date(2006, 3, 1),
        answers=GIVEN, grades=GRADED,
    )  # fmt: skip
    assert reading.missing == ()


@given(st.data())
def test_answers_survive_a_workbook_cell_for_cell(data: st.DataObject) -> None:
    form: Questionnaire = data.draw(questionnaires())
    answers = only_asked(form, data.draw(answers_to(form)))
    out = to_sheets(form, audit="A-0001", case="C-x", auditor="P-0001", answers=answers)
    reading = SheetReader(form, "A-0001", ["C-x"]).read(out.tables)
    assert [str(problem) for problem in reading.problems] == []
    assert reading.response is not None
    assert reading.response.answers == answers
    again = to_sheets(form, audit="A-0001", case="C-x", auditor="P-0001", answers=reading.response.answers)
    assert again == out


@pytest.mark.parametrize(
    ("title", "cell", "text", "place", "says"),
    [
        ("answers", "B2", "Is there any plan?", "answers!B2", "Put them back"),
        ("answers", "A3", "in-thyme", "answers!A3", "Did you mean 'in-time'?"),
        ("answers", "A3", "plan", "answers!A3", "stands twice"),
        ("answers", "C2", "maybe", "answers!C2", "expected one of Yes, Partly, No"),
        ("answers", "C2", "Partl", "answers!C2", "found 'Partl' (Did you mean 'Partly'?)."),
        ("answers", "C5", "many", "answers!C5", "expected a number"),
        ("answers", "C5", "-2", "answers!C5", "expected at least 0"),
        ("answers", "D5", "a comment alone", "answers!C5", "no answer"),
        ("answers", "C1", "result", "answers!C1", "expected the column 'answer'"),
        ("about", "B1", "small-audit@2", "about!B1", "expected small-audit@1"),
        ("about", "B2", "A-0002", "about!B2", "expected A-0001"),
        ("about", "B3", "C-nobody", "about!B3", "a case of the sample"),
        ("about", "B3", "", "about!B3", "it is blank"),
        ("about", "B5", "31 02 06", "about!B5", "one day"),
        ("dates", "C2", "soon", "dates!C2", "expected one day"),
        ("dates", "F2", "two", "dates!F2", "whole number"),
        ("grades", "C2", "splendid", "grades!C2", "expected a grade of Outstanding, Good"),
        ("grades", "A2", "parts", "grades!A2", "Did you mean 'part'?"),
    ],
)
def test_each_doubt_is_refused_by_sheet_and_cell(title: str, cell: str, text: str, place: str, says: str) -> None:
    lines = [line for line in told(READER.read(changed(filled(), title, cell, text))) if line.startswith(place + ":")]
    assert len(lines) == 1, told(READER.read(changed(filled(), title, cell, text)))
    assert says in lines[0]


def test_moved_columns_are_refused_before_any_answer_is_read() -> None:
    tables = filled()
    rows = [(second, first, *rest) for first, second, *rest in tables[0].rows]
    lines = told(READER.read([evolve(tables[0], rows=rows), *tables[1:]]))
    assert [line.split(":")[0] for line in lines] == ["answers!A1", "answers!B1"]


def test_a_sheet_with_a_column_put_before_the_others_is_refused_where_they_should_begin() -> None:
    tables = filled()
    (line,) = told(READER.read([evolve(tables[0], left=1), *tables[1:]]))
    assert line.startswith("answers!A1: expected the column 'question' here; the columns begin in B.")


def test_a_row_or_sheet_taken_away_is_missed() -> None:
    tables = filled()
    short = evolve(tables[0], rows=[*tables[0].rows[:2], *tables[0].rows[3:]], numbers=[1, 2, *range(4, 7)])
    assert "none for in-time" in told(READER.read([short, *tables[1:]]))[0]
    assert "expected a sheet 'about'" in told(READER.read([tables[0]]))[0]
    assert "expected a sheet 'answers'" in told(READER.read([tables[1]]))[0]


def test_all_mistakes_of_a_workbook_are_told_at_once() -> None:
    tables = changed(changed(filled(case="C-nobody"), "answers", "C2", "maybe"), "answers", "B3", "?")
    assert [line.split(":")[0] for line in told(READER.read(tables))] == ["about!B3", "answers!C2", "answers!B3"]


def test_a_blank_is_allowed_and_counted_but_not_where_the_question_is_not_asked() -> None:
    blank = changed(filled(), "answers", "C4", "")
    reading = READER.read(changed(blank, "answers", "D4", ""))
    assert reading.missing == ("advice",)
    no_plan = to_sheets(FORM, audit="A-0001", case="C-tamiro", auditor="P-0002",
                        answers=[Answer(question="plan", outcome=Outcome.NO), GIVEN[2]])  # fmt: skip
    assert READER.read(no_plan.tables).missing == ()
    assert no_plan.greyed == (3,)


def test_what_is_written_of_a_question_that_is_not_asked_does_not_count_and_is_told_by_its_cell() -> None:
    no_plan = [evolve(GIVEN[0], outcome=Outcome.NO), *GIVEN[1:]]
    out = to_sheets(FORM, audit="A-0001", case="C-tamiro", auditor="P-0002", answers=no_plan)
    reading = READER.read(out.tables)
    assert reading.response is not None and reading.missing == ()
    assert reading.response.answers == (no_plan[0], GIVEN[2])
    (told_of,) = reading.problems
    assert told_of.query and str(told_of).startswith("answers!C3: in-time is not asked of this file; it is asked where")
    assert "plan is Yes" in told_of.message
    commented = READER.read(changed(list(out.tables), "answers", "C3", ""))
    assert commented.response is not None and [problem.cell for problem in commented.problems] == ["C2"]
    assert "dates!C2: in-time is not asked" in str(commented.problems[0])
    bare = READER.read(changed(changed(list(out.tables), "answers", "C3", ""), "answers", "D3", "no plan, so no"))
    assert bare.response is not None and [problem.cell for problem in bare.problems] == ["C3"]


@given(st.data())
def test_a_reading_holds_an_answer_to_no_question_that_is_not_asked_and_names_each_one_left_out(
    data: st.DataObject,
) -> None:
    form: Questionnaire = data.draw(questionnaires())
    answers = data.draw(answers_to(form))
    out = to_sheets(form, audit="A-0001", case="C-x", auditor="P-0001", answers=answers)
    reading = SheetReader(form, "A-0001", ["C-x"]).read(out.tables)
    assert reading.response is not None
    assert reading.response.answers == only_asked(form, answers)
    left_out = {answer.question for answer in answers} - {answer.question for answer in reading.response.answers}
    rows = {item.link_id: f"C{row}" for row, item in enumerate(form.questions, start=2)}
    assert {problem.cell for problem in reading.problems} == {rows[question] for question in left_out}
    assert all(problem.query for problem in reading.problems)


def test_two_sheets_for_one_case_are_both_refused_and_the_rest_read() -> None:
    books = [("a.xlsx", filled()), ("b.xlsx", filled(case="C-belako")), ("c.xlsx", filled())]
    first, other, third = once_each(READER.read(tables, name) for name, tables in books)
    assert other.response is not None and other.response.case == "C-belako"
    assert "(c.xlsx)" in told(first)[0] and "(a.xlsx)" in told(third)[0]


def test_the_about_sheet_may_stand_in_rows_or_in_columns() -> None:
    across = numbered(
        "about", [("Form", "Audit", "Case", "Auditor"), ("small-audit@1", "A-0001", "C-tamiro", "P-0002")]
    )
    reading = READER.read([filled()[0], across])
    assert reading.response is not None and reading.response.auditor == "P-0002"


def test_earlier_answers_stand_beside_and_drop_downs_offer_the_choices() -> None:
    out = to_sheets(FORM, audit="A-0002", case="C-tamiro", auditor="P-0002", earlier=GIVEN)
    assert [row[4] for row in out.tables[0].rows[1:4]] == ["Yes", "No", "Not applicable"]
    lists = {(one.sheet, one.cell): one.options for one in out.drop_downs}
    assert lists["answers", "C2"] == ("Yes", "Partly", "No", "Not applicable", "Not on file", "Not looked at")
    assert "Good" in lists["grades", "C2"] and ("answers", "C5") not in lists


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [("yes", Outcome.YES), ("YES", Outcome.YES), (" Partly ", Outcome.PARTLY), ("not on file", Outcome.NOT_ON_FILE),
     ("not-on-file", Outcome.NOT_ON_FILE), ("not_on_file", Outcome.NOT_ON_FILE), ("n/a", Outcome.NOT_APPLICABLE),
     ("NA", Outcome.NOT_APPLICABLE), ("Not looked at", Outcome.NOT_LOOKED_AT)],
)  # fmt: skip
def test_answers_are_read_as_people_type_them(typed: str, outcome: Outcome) -> None:
    assert AnswerReader(FORM.questions[0]).read(typed).outcome is outcome


def test_not_applicable_is_an_answer_only_where_the_form_allows_it() -> None:
    strict = evolve(FORM.questions[0], choices=FORM.questions[0].choices[:3])
    with pytest.raises(NotAnAnswer):
        AnswerReader(strict).read("n/a")
    assert AnswerReader(strict).read("not on file").outcome is Outcome.NOT_ON_FILE


@pytest.mark.parametrize(
    ("type_", "typed", "value"),
    [(ItemType.INTEGER, "3.0", "3"), (ItemType.DECIMAL, "2.50", "2.50"), (ItemType.DATE, "27 02 06", "2006-02-27"),
     (ItemType.DATE, "1 Mar 06", "2006-03-01"), (ItemType.TEXT, " as it is ", "as it is")],
)  # fmt: skip
def test_values_are_kept_as_digits_and_days(type_: ItemType, typed: str, value: str) -> None:
    assert AnswerReader(Item(link_id="x", text="?", type=type_)).read(typed).value == value


@pytest.mark.parametrize(
    ("type_", "typed"),
    [(ItemType.INTEGER, "2.5"), (ItemType.INTEGER, "NaN"), (ItemType.DECIMAL, "Infinity"), (ItemType.DATE, "31 02 06"),
     (ItemType.DATE, "Feb 06"), (ItemType.BOOLEAN, "perhaps")],
)  # fmt: skip
def test_what_is_no_value_is_refused(type_: ItemType, typed: str) -> None:
    with pytest.raises(NotAnAnswer, match="expected"):
        AnswerReader(Item(link_id="x", text="?", type=type_)).read(typed)


def test_a_day_after_the_audit_is_refused_where_the_form_says_today() -> None:
    reader = AnswerReader(Item(link_id="x", text="?", type=ItemType.DATE, most="today"))
    assert reader.read("2006-03-01", None, date(2006, 3, 1)).value == "2006-03-01"
    with pytest.raises(NotAnAnswer):
        reader.read("2006-03-02", None, date(2006, 3, 1))


def test_the_overall_grade_is_kept_with_its_scale_and_reason() -> None:
    tables = changed(changed(filled(), "answers", "C6", "Good"), "answers", "D6", "safe and heard")
    reading = READER.read(tables)
    assert reading.response is not None
    assert reading.response.overall == Grade(scale="ofsted4", value="good", reason="safe and heard")


def test_every_question_of_a_shipped_form_can_be_answered_from_its_drop_down() -> None:
    form = shipped_form("lac-file-audit-2006")
    assert form is not None
    answers = [
        AnswerReader(item).read(AnswerReader(item).offered()[0] if AnswerReader(item).offered() else "3")
        for item in form.questions
    ]
    out = to_sheets(form, audit="A-0001", case="C-x", auditor="P-0001", answers=answers)
    reading = SheetReader(form, "A-0001", ["C-x"]).read(out.tables)
    assert reading.response is not None and reading.response.answers == tuple(answers) and reading.missing == ()


def test_a_doubt_names_the_row_as_the_worksheet_numbers_it() -> None:
    sheets = [evolve(one, numbers=[7 + 2 * n for n in one.numbers]) for one in changed(filled(), "answers", "C3", "?")]
    assert told(READER.read(sheets))[0].startswith("answers!C13:")


def test_personal_data_is_refused_by_cell_or_masked_never_kept() -> None:
    tables = changed(filled(), "answers", "D2", "spoke with Anna Example, NHS 943 476 5919")
    refused = SheetReader(FORM, "A-0001", ["C-tamiro"], ["Anna Example"]).read(tables)
    assert told(refused) == [
        "answers!D2: found what looks like personal data (name, NHS number); take it out; the case reference is enough."
    ]
    masked = SheetReader(FORM, "A-0001", ["C-tamiro"], ["Anna Example"], mask=True).read(tables)
    assert masked.response is not None
    assert masked.response.answers[0].comment == "spoke with [name], NHS [NHS number]"
    assert [problem.cell for problem in masked.problems] == ["D2"]
    assert "Anna" not in str(masked.response) and "943" not in str(masked)


@pytest.mark.parametrize(("cell", "text"), [("D3", "not asked here"), ("D2", "NHS 943 476 5919")])
def test_dates_of_a_question_without_an_answer_are_told_whatever_else_is(cell: str, text: str) -> None:
    form = evolve(
        FORM, items=[evolve(one, asks=[Asks.COUNT]) if one.link_id == "visits" else one for one in FORM.items]
    )
    no_plan = Answer(question="plan", outcome=Outcome.NO)
    out = to_sheets(form, audit="A-0001", case="C-tamiro", auditor="P-0002", answers=[no_plan])
    sheets = changed(changed(list(out.tables), "answers", cell, text), "dates", "F3", "3")
    lines = told(SheetReader(form, "A-0001", ["C-tamiro"], mask=True).read(sheets))
    assert [line for line in lines if line.startswith("dates!C3: dates for visits, which has no answer")], lines


@pytest.mark.parametrize(("title", "column", "text"), [("dates", "C", "2006-01-05"), ("grades", "C", "Inadequate")])
def test_a_second_row_of_dates_or_grades_never_takes_the_place_of_the_first(title: str, column: str, text: str) -> None:
    sheets = filled()
    at, sheet = next((at, one) for at, one in enumerate(sheets) if one.title == title)
    end = len(sheet.rows) + 1
    sheets[at] = evolve(sheet, rows=[*sheet.rows, sheet.rows[1]], numbers=[*sheet.numbers, end])
    (line,) = told(READER.read(changed(sheets, title, f"{column}{end}", text)))
    assert line.startswith(f"{title}!A{end}:") and line.endswith("stands twice; keep one row.")
