"""A population list becomes case files that nobody can be known by."""

from __future__ import annotations

import random

import pytest
from audit_forms import sheet
from hypothesis import given
from hypothesis import strategies as st

from evidence.audits.case_headings import lists_cases
from evidence.audits.population import read_key, read_population, write_key
from evidence.model.audit import Case
from evidence.model.errors import Refused

CHANCE = random.Random(11)
LIST = sheet(
    "extract",
    "Case No. | Team | Legal status | Social worker | Team manager | Age band",
    "100234 | North | s20 | worker 3 | manager 1 | 10-15",
    "100235 | South | s31 | worker 4 | manager 2 |",
)


def test_a_list_becomes_cases_with_references_and_a_key_apart() -> None:
    told = read_population(LIST, {}, CHANCE.randrange)
    key = dict(told.key)
    assert told.problems == ()
    assert told.cases == (
        Case(ref=key["100234"], team="North", status="s20", holder="worker 3", supervisor="manager 1",
             fields=[("age band", "10-15")]),
        Case(ref=key["100235"], team="South", status="s31", holder="worker 4", supervisor="manager 2"),
    )  # fmt: skip
    assert not any("10023" in str(case) for case in told.cases)


def test_a_later_round_with_the_same_key_gives_the_same_references() -> None:
    first = read_population(LIST, {}, CHANCE.randrange)
    again = read_population(LIST, read_key(write_key(dict(first.key))), CHANCE.randrange)
    assert again.cases == first.cases


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=8).filter(lambda text: "\0" not in text and "\r" not in text),
        st.just("C-tamiro"),
        max_size=4,
    )
)
def test_a_key_survives_its_file(key: dict[str, str]) -> None:
    key.pop("case number", None)
    assert read_key(write_key(key)) == key


@pytest.mark.parametrize("text", ["1,C-tamiro\n1,C-belako\n", "1\n", "1,C-tamiro,x\n", ",C-tamiro\n"])
def test_a_damaged_key_is_refused_by_line(text: str) -> None:
    with pytest.raises(Refused, match="line"):
        read_key(text)


def test_names_and_births_are_not_taken() -> None:
    told = read_population(
        sheet("extract", "Case number | Child's name | DOB | Team", "1 | Anna Example | 12/03/98 | North"),
        {},
        CHANCE.randrange,
    )
    assert [problem.cell for problem in told.problems] == ["B1", "C1"] and all(one.query for one in told.problems)
    assert "Anna" not in str(told) and "98" not in str(told.cases)


def test_personal_data_in_a_cell_and_a_number_twice_are_refused_by_cell() -> None:
    told = read_population(
        sheet("extract", "Case number | Team | Note", "1 | North | call 07700 900123", "1 | North |", " | South |"),
        {},
        CHANCE.randrange,
    )
    assert [problem.cell for problem in told.problems] == ["C2", "A3", "A4"]
    assert told.cases == () and "900123" not in str(told.problems)


def test_a_list_without_case_numbers_is_refused() -> None:
    told = read_population(sheet("extract", "Team | Status", "North | LAC"), {}, CHANCE.randrange)
    assert told.cases == () and "case number" in told.problems[0].message


def test_the_headings_stand_below_the_title_of_an_extract_and_a_sum_is_no_case() -> None:
    rows = ["Looked-after children at 28/02/2006 | |", "Child ID | Team | Allocated Worker", "70100 | North | worker 3"]
    told = read_population(sheet("extract", *rows), {}, CHANCE.randrange)
    assert [(case.team, case.holder) for case in told.cases] == [("North", "worker 3")]
    told = read_population(sheet("extract", *rows, "Total | 1 |"), {}, CHANCE.randrange)
    assert [problem.cell for problem in told.problems] == ["A4"] and "'Total'" in told.problems[0].message


def test_of_two_columns_that_say_the_same_the_second_is_said_not_to_be_taken() -> None:
    told = read_population(
        sheet("extract", "Case no | Case holder | Social worker", "70100 | worker 3 | worker 4"), {}, CHANCE.randrange
    )
    assert [problem.cell for problem in told.problems] == ["C1"] and told.cases[0].holder == "worker 3"
    assert "'Case holder' stands before it" in told.problems[0].message


@pytest.mark.parametrize("heading", ["Born", "D.O.B.", "Child", "Young person", "Fore-names"])
def test_a_column_that_tells_a_child_otherwise_is_not_taken_either(heading: str) -> None:
    told = read_population(sheet("x", f"Case no | {heading}", "70100 | 12 March 1998"), {}, CHANCE.randrange)
    assert [problem.cell for problem in told.problems] == ["B1"] and told.cases[0].fields == ()


@pytest.mark.parametrize("heading", ["Child protection plan", "Age band", "Children's centre"])
def test_a_column_by_which_strata_are_formed_is_kept(heading: str) -> None:
    told = read_population(sheet("x", f"Case no | {heading}", "70100 | yes"), {}, CHANCE.randrange)
    assert told.problems == () and told.cases[0].fields == ((heading.lower(), "yes"),)


@pytest.mark.parametrize("worker", ["Anna Example", "Ms Example", "Dr Anna Example", "Anna O'Example"])
def test_a_worker_is_a_role_and_no_name(worker: str) -> None:
    told = read_population(sheet("x", "Case no | Team | Social worker", f"70100 | Anna North | {worker}"), {}, min)
    (problem,) = told.problems
    assert str(problem).startswith("x!C2: found personal data") and "Example" not in str(problem)


@pytest.mark.parametrize("role", ["Social Worker", "Senior Practitioner", "Team Manager North", "SW 3", "Duty", "ISM"])
def test_a_role_is_taken_however_it_is_written(role: str) -> None:
    told = read_population(sheet("x", "Case no | Case holder", f"70100 | {role}"), {}, CHANCE.randrange)
    assert told.problems == () and told.cases[0].holder == role


@pytest.mark.parametrize(
    "headings",
    [
        "Case No. | Team | Legal status | Age band",
        "case_number | Locality | Case holder role",
        "Child ID | Team | Status",
        "SWIFT No. | Locality | Case holder",
    ],
)
def test_the_headings_of_a_list_of_cases_are_known(headings: str) -> None:
    assert lists_cases(headings.split(" | "))


@pytest.mark.parametrize(
    "headings",
    ["Ref | Action | Team | Status", "File | Team | Status", "Case conference | Team | Status", "Case number | Action",
     "ID | Team | Manager", "Cases by team | Status", "Person ID | Team | Manager", "File ref | Status | Category"],
)  # fmt: skip
def test_the_headings_of_other_tables_are_not_taken_for_a_list_of_cases(headings: str) -> None:
    assert not lists_cases(headings.split(" | "))
