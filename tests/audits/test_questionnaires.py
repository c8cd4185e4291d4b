"""A questionnaire survives its workbook and its JSON; every mistake of an author is told at once, by sheet and cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import fields
from audit_forms import questionnaires, sheet, small_form
from hypothesis import given

from evidence import codec
from evidence.audits.forms import compare
from evidence.audits.forms.bounds import read_constraint, write_constraint
from evidence.audits.forms.conditions import NotInSubset, read_relevant, write_relevant
from evidence.audits.forms.fhir import to_fhir
from evidence.audits.forms.from_fhir import from_fhir
from evidence.audits.forms.workbook import to_workbook
from evidence.audits.forms.xlsform import FormReading, read_xlsform
from evidence.audits.problems import refuse
from evidence.model.errors import UnreadableInput
from evidence.model.questionnaire import Behavior, FormStatus, Item, Operator, Questionnaire


def told(reading: FormReading) -> list[str]:
    return [str(problem) for problem in reading.problems if not problem.query]


@given(questionnaires())
def test_a_questionnaire_survives_its_workbook(form: Questionnaire) -> None:
    reading = read_xlsform(to_workbook(form))
    assert reading.problems == ()
    assert reading.questionnaire == form


@given(questionnaires())
def test_a_questionnaire_survives_its_canonical_json(form: Questionnaire) -> None:
    written = codec.canonical(to_fhir(form))
    reading = from_fhir(codec.parse(written))
    assert reading.problems == ()
    assert reading.questionnaire == form


@given(questionnaires())
def test_workbook_json_workbook_ends_where_it_began(form: Questionnaire) -> None:
    first = to_workbook(form)
    read = read_xlsform(first).questionnaire
    assert read is not None
    again = from_fhir(json.loads(json.dumps(to_fhir(read)))).questionnaire
    assert again is not None
    assert to_workbook(again) == first


def test_the_json_has_the_shape_of_fhir() -> None:
    data = to_fhir(small_form(), FormStatus.IN_OPERATION)
    assert (data["resourceType"], data["version"], data["status"]) == ("Questionnaire", "1", "active")
    section = data["item"][0]
    assert [item["linkId"] for item in section["item"]] == ["plan", "in-time", "advice"]
    assert section["item"][1]["enableWhen"] == [{"question": "plan", "operator": "=", "answerCoding": {"code": "yes"}}]
    assert section["item"][0]["answerOption"][3]["valueCoding"] == {
        "code": "not-applicable",
        "display": "Not applicable",
    }


MISTAKEN = (
    sheet(
        "survey",
        "type | name | label | required | relevant | constraint | weight | asks | grade_scale",
        "begin group | g | Section | | | | | |",
        "select_one ys | q1 | One? | | | | | |",
        "text | q 2 | Two? | | | | | |",
        "intger | q3 | Three? | | | | | |",
        "text | q4 | | maybe | | | | |",
        "text | q4 | Four again? | | | | | |",
        "text | q5 | Five? | | ${q9} = 'x' | | | |",
        "text | q6 | Six? | | ${q4} = 1 and ${q5} = 2 or ${q1} = 'yes' | | | |",
        "integer | q7 | Seven? | | | . > ${q5} | heavy | dew | ofsted5",
        "select_one yn | q8 | Eight? | | ${q8b} = 'yes' | | | |",
        "select_one yn | q8b | Eight b? | | ${q8} = 'yse' | | | |",
        "begin repeat | r | Again | | | | | |",
    ),
    sheet("choices", "list_name | name | label", "yn | yes | Yes", "yn | no | No", "yn | no | Nay", "| x | X"),
    sheet("settings", "form_title | form_id | version", "Mine | mine | one"),
)


def test_all_mistakes_are_told_at_once_by_sheet_and_cell() -> None:
    reading = read_xlsform(MISTAKEN)
    assert reading.questionnaire is None
    places = [line.split(":")[0] for line in told(reading)]
    for place in ("survey!A3", "survey!B4", "survey!A5", "survey!C6", "survey!D6", "survey!E8", "survey!E9",
                  "survey!F10", "survey!G10", "survey!H10", "survey!I10", "survey!E11", "survey!E12", "survey!A13",
                  "survey!A2", "choices!B4", "choices!A5", "settings!C2"):  # fmt: skip
        assert place in places, place
    text = "\n".join(told(reading))
    assert "Did you mean 'integer'?" in text and "Did you mean 'due'?" in text and "Did you mean 'yes'?" in text
    assert "later" in text and "mixed" in text


def test_a_refusal_lists_every_mistake_on_a_line_of_its_own() -> None:
    reading = read_xlsform(MISTAKEN)
    with pytest.raises(UnreadableInput) as caught:
        refuse("mine.xlsx", reading.problems)
    assert str(caught.value).splitlines()[1:] == told(reading)


USELESS = sheet(
    "survey",
    "type | name | label | constraint | clock | action | grade_scale | overall",
    "integer | a | A? | . >= 10 and . <= 2 | T-L77 | | |",
    "date | b | B? | . <= '2006-02-31' | T-L09/third | | |",
    "decimal | c | C? | . <= '2006-02-28' | | R3 | |",
    "text | d | D? | . >= 1 | | | | yes",
    "select_one yn | e | E? | | | | ofsted4 | yes",
    "date | f | F? | . >= '2006-02-01' and . <= today() | T-L09/first | jar:R3.1 | |",
    "select_one g | h | H? | | | | ofsted4 | yes",
)
USELESS_CHOICES = sheet(
    "choices",
    "list_name | name | label",
    "yn | yes | Yes",
    "yn | no | No",
    "g | good | Good",
    "g | not-seen | Not seen",
)


def test_what_nothing_could_come_of_is_a_mistake_at_its_cell() -> None:
    reading = read_xlsform([USELESS, USELESS_CHOICES], "x")
    assert reading.questionnaire is None
    lines = {line.split(":")[0]: line for line in told(reading)}
    assert sorted(lines) == sorted(f"survey!{cell}" for cell in ("D2", "E2", "D3", "E3", "D4", "F4", "D5", "H5", "H6"))
    assert "no answer is at least 10 and at most 2" in lines["survey!D2"]
    assert "T-L09/first" in lines["survey!E3"] and "found 'R3'" in lines["survey!F4"]
    assert "grade_scale" in lines["survey!H5"] and "requires-improvement" in lines["survey!H6"]


def test_a_workbook_without_a_survey_is_refused_and_a_near_name_shown() -> None:
    reading = read_xlsform([sheet("surveys", "type | name")])
    assert "expected a sheet named 'survey'" in told(reading)[0] and "Did you mean 'surveys'?" in told(reading)[0]


def test_every_part_of_a_question_is_compared_but_the_names_that_an_author_keeps_it_under() -> None:
    named = {attribute for _, attribute in compare._FIELDS}
    assert named == {part.name for part in fields(Item)} - {"link_id", "choice_list"}


def test_a_change_of_bounds_a_note_or_the_title_is_told_and_other_grades_are_another_question() -> None:
    survey = [
        "type | name | label | constraint | grade_scale | overall",
        "note | n | Thank you | | |",
        "integer | visits | How many? | . <= 52 | |",
        "select_one g | overall | Grade? | | own | yes",
    ]
    graded = sheet("choices", "list_name | name | label", "g | a | A", "g | b | B")
    settings = "form_title | form_id | version"
    before, after = (
        read_xlsform(
            [
                sheet("survey", *(line.replace("52", most).replace("Thank you", thanks) for line in survey)),
                graded,
                sheet("settings", settings, f"{title} | mine | {version}"),
                sheet("scales", "scale | title | code | text | role", "own | Own | a | A |", f"own | | b | {last} |"),
            ]
        ).questionnaire
        for most, thanks, title, version, last in (
            ("52", "Thank you", "Mine", 1, "B"),
            ("99", "Thanks", "Ours", 2, "C"),
        )
    )
    assert before is not None and after is not None
    told = compare.compare_forms(before, after)
    by_id = {one.question: one for one in told.questions}
    assert told.fields == ("title",) and told.comparable == 1
    assert (by_id["visits"].fields, by_id["visits"].comparable) == (("maxValue",), True)
    assert (by_id["n"].fields, by_id["n"].asked) == (("text",), False)
    assert told.differences == {"overall": by_id["overall"].because} and by_id["overall"].fields == ("gradeScale",)


def test_what_settings_leave_out_is_taken_from_the_name_and_said() -> None:
    reading = read_xlsform([sheet("survey", "type | name | label", "text | a | Anything?")], "LAC file audit")
    assert reading.questionnaire is not None
    assert (reading.questionnaire.id, reading.questionnaire.version) == ("lac-file-audit", 1)
    assert [problem.query for problem in reading.problems] == [True]


def test_columns_that_are_not_kept_are_said_but_logic_that_is_not_read_is_refused() -> None:
    survey = sheet("survey", "type | name | label | apearance | calculation", "text | a | A? | big | 1 + 1")
    reading = read_xlsform([survey], "x")
    assert [str(problem).split(":")[0] for problem in reading.problems if problem.query][:1] == ["settings"]
    assert told(reading) == [
        "survey!E2: found '1 + 1' under 'calculation'; nothing is calculated in a questionnaire; leave it out."
    ]


@pytest.mark.parametrize(
    ("text", "behavior", "conditions"),
    [
        ("${a} = 'yes'", "all", [("a", "=", "yes")]),
        ("'yes' = ${a}", "all", [("a", "=", "yes")]),
        ("5 < ${a}", "all", [("a", ">", "5")]),
        ("selected(${a}, 'x') or selected(${b}, 'y')", "any", [("a", "=", "x"), ("b", "=", "y")]),
        ("not(${a} >= 3)", "all", [("a", "<", "3")]),
        ("not(selected(${a},'x') or ${b} = 'y')", "all", [("a", "!=", "x"), ("b", "!=", "y")]),
        ("not(${a} = 1 and ${b} = 2)", "any", [("a", "!=", "1"), ("b", "!=", "2")]),
        ("${a} != ''", "all", [("a", "exists", "true")]),
        ("(${a} = '') and (${b} <= 2.5)", "all", [("a", "exists", "false"), ("b", "<=", "2.5")]),
        ("${a} = 'and or not'", "all", [("a", "=", "and or not")]),
    ],
)
def test_conditions_are_read_as_data(text: str, behavior: str, conditions: list[tuple[str, str, str]]) -> None:
    when = read_relevant(text)
    assert when.behavior == Behavior(behavior)
    assert [(one.question, one.operator.value, one.answer) for one in when.conditions] == conditions
    assert read_relevant(write_relevant(when)) == when


@pytest.mark.parametrize(
    "text",
    ["${a} = 1 and ${b} = 2 or ${c} = 3", "${a} + 1 = 2", "count(${a}) > 1", "${a}", "${a} =", "${a} = ${b}", "x = 1",
     "${a} < ''", "(${a} = 1", "${a} = 1)", "selected(${a}, b)", "not ${a} = 1", "true()"],
)  # fmt: skip
def test_what_is_no_data_is_refused(text: str) -> None:
    with pytest.raises(NotInSubset):
        read_relevant(text)


@pytest.mark.parametrize(
    ("text", "whole", "least", "most", "length"),
    [
        (". >= 0 and . <= 10", True, "0", "10", None),
        (". > 0 and . < 10", True, "1", "9", None),
        (". <= today()", False, None, "today", None),
        (". >= '2006-01-01'", False, "2006-01-01", None, None),
        (". <= date('2006-12-31')", False, None, "2006-12-31", None),
        ("string-length(.) <= 80", False, None, None, 80),
    ],
)
def test_bounds_are_read_as_data(
    text: str, whole: bool, least: str | None, most: str | None, length: int | None
) -> None:
    bounds = read_constraint(text, whole=whole)
    assert (bounds.least, bounds.most, bounds.max_length) == (least, most, length)
    assert read_constraint(write_constraint(bounds), whole=whole) == bounds


@pytest.mark.parametrize("text", [". < 10", ". <= ${a}", "regex(., 'x')", ". >= today()", "not(selected(., 'c'))"])
def test_bounds_that_are_no_data_are_refused(text: str) -> None:
    with pytest.raises(NotInSubset):
        read_constraint(text, whole=False)


def test_other_peoples_fhir_is_read_and_what_is_not_kept_is_said(samples: Path) -> None:
    for path in sorted((samples / "corpus/questionnaires/fhir").glob("*.json")):
        reading = from_fhir(json.loads(path.read_text(encoding="utf-8")))
        if reading.questionnaire is None:
            assert told(reading)
        else:
            assert len(reading.questionnaire.questions) > 3
            assert from_fhir(to_fhir(reading.questionnaire)).questionnaire == reading.questionnaire


@pytest.mark.parametrize(
    "data",
    [
        [], {"resourceType": "Patient"}, {"resourceType": "Questionnaire"},
        {"resourceType": "Questionnaire", "id": "x", "item": [{"linkId": "a", "type": "quantity"}]},
        {"resourceType": "Questionnaire", "id": "x", "item": [{"linkId": "a", "type": "text"}] * 2},
        {"resourceType": "Questionnaire", "id": "x", "version": "b", "item": []},
        {"resourceType": "Questionnaire", "id": "x", "item": [{"linkId": "a", "type": "text", "item": [{}]}]},
        {"resourceType": "Questionnaire", "id": "x", "item": [{"linkId": "a", "type": "choice"}]},
        {"resourceType": "Questionnaire", "id": "x", "item": ["a"]},
    ],
)  # fmt: skip
def test_what_is_no_questionnaire_is_refused_with_a_reason(data: object) -> None:
    reading = from_fhir(data)
    assert reading.questionnaire is None and told(reading)


def test_operators_cover_fhirs() -> None:
    assert [operator.value for operator in Operator] == ["exists", "=", "!=", "<", "<=", ">", ">="]
