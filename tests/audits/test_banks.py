"""The shipped questionnaires are whole: every question of the reference, each with what an auditor needs."""

from __future__ import annotations

import re

import pytest

from evidence.audits.banks import SHIPPED, shipped_form
from evidence.audits.banks.build import as_json, built, source
from evidence.audits.clocks.register import rule_on, split_clock, timescale
from evidence.audits.forms.compare import Change, compare_forms
from evidence.audits.forms.workbook import to_workbook
from evidence.audits.forms.xlsform import read_xlsform
from evidence.audits.scales import rank, shipped_scales
from evidence.audits.sheets import to_sheets
from evidence.model.clock import NotReckoned
from evidence.model.questionnaire import Asks, ItemType, Questionnaire

LAC_SECTIONS = (10, 6, 8, 9, 6, 9, 7, 6, 4, 5, 3, 4, 3, 4, 1, 4)
CP_SECTIONS = (9, 8, 11, 9, 7, 6, 4, 5, 4, 4, 4, 6, 5, 7)


def form(id: str) -> Questionnaire:
    found = shipped_form(id)
    assert found is not None
    return found


def ids(letter: str, sections: tuple[int, ...]) -> list[str]:
    return [f"{letter}{at}{n:02}" for at, count in enumerate(sections, start=1) for n in range(1, count + 1)]


def test_the_2006_editions_hold_every_question_of_the_reference_in_order() -> None:
    for id, letter, sections in (("lac-file-audit-2006", "l", LAC_SECTIONS), ("cp-file-audit-2006", "c", CP_SECTIONS)):
        assert [item.link_id for item in form(id).questions] == ids(letter, sections)
        assert len(form(id).questions) == 89


def test_todays_editions_leave_out_only_the_assessments_abolished_in_2013() -> None:
    assert [item.link_id for item in form("lac-file-audit-current").questions] == ids("l", LAC_SECTIONS)
    gone = set(ids("c", CP_SECTIONS)) - {item.link_id for item in form("cp-file-audit-current").questions}
    assert gone == {"c301", "c302"}


@pytest.mark.parametrize("number", range(len(SHIPPED)), ids=SHIPPED)
def test_the_files_are_what_the_tables_say(number: int) -> None:
    made = built()[number]
    assert made.id == SHIPPED[number]
    assert source(f"{made.id}.json") == as_json(made)
    assert form(made.id) == made


@pytest.mark.parametrize("id", SHIPPED)
def test_a_shipped_form_survives_its_workbook(id: str) -> None:
    reading = read_xlsform(to_workbook(form(id)))
    assert reading.problems == ()
    assert reading.questionnaire == form(id)


@pytest.mark.parametrize("id", SHIPPED)
def test_every_question_has_its_standard_its_evidence_and_a_clock_that_is_in_the_register(id: str) -> None:
    dated = form(id).dated
    assert dated is not None
    for item in form(id).questions:
        assert item.standard and item.evidence, item.link_id
        assert re.search(r"[.?)]$|by when$", item.text) or item.type is ItemType.TEXT or item.overall, item.link_id
        needs_clock = {Asks.DUE, Asks.GAP} & set(item.asks)
        assert item.clock or not needs_clock or item.link_id in ("l110", "c109"), item.link_id
        if item.clock:
            clock, part = split_clock(item.clock)
            assert timescale(clock), item.link_id
            told = rule_on(clock, dated, part=part)
            assert not isinstance(told, NotReckoned) or "no fixed limit" in told.reason, item.link_id
        assert (item.type is ItemType.CHOICE) == bool(item.choices)
        assert (Asks.GRADE in item.asks) == (item.grade_scale is not None)
    assert len({item.text for item in form(id).questions}) == len(form(id).questions)


@pytest.mark.parametrize("id", SHIPPED[:5])
def test_there_is_one_overall_grade_and_every_section_can_be_graded(id: str) -> None:
    assert [item.overall for item in form(id).questions].count(True) == 1
    assert all(item.grade_scale for item in form(id).items if item.type is ItemType.GROUP)


def test_both_editions_mark_the_same_questions_as_critical() -> None:
    for bank, count in (("lac", 12), ("cp", 24)):
        then, now = form(f"{bank}-file-audit-2006"), form(f"{bank}-file-audit-current")
        critical = [[item.link_id for item in one.questions if item.critical] for one in (then, now)]
        assert critical[0] == critical[1] and len(critical[0]) == count


def test_legal_advice_on_file_is_asked_as_the_first_audit_found_it_missing() -> None:
    item = next(item for item in form("lac-file-audit-2006").questions if item.link_id == "l1101")
    assert item.critical and "legal advice" in item.text and "never its content" in str(item.evidence)


def test_the_editions_can_be_compared_and_a_changed_clock_is_another_question() -> None:
    told = compare_forms(form("lac-file-audit-2006"), form("lac-file-audit-current"))
    by_id = {one.question: one for one in told.questions}
    assert by_id["l1101"].comparable and by_id["l106"].change is Change.CHANGED  # its standard is another
    assert not by_id["l107"].comparable and "text" in by_id["l107"].fields
    cp = {
        one.question: one for one in compare_forms(form("cp-file-audit-2006"), form("cp-file-audit-current")).questions
    }
    assert cp["c301"].change is Change.REMOVED and not cp["c301"].comparable


def test_what_rests_on_professional_knowledge_says_so() -> None:
    marked = {item.link_id for item in form("lac-file-audit-2006").questions if item.check_primary_text}
    assert {"l102", "l202", "l601", "l1204"} <= marked  # l601: the rule of 1991 was not read in the source
    now = {item.link_id for item in form("lac-file-audit-current").questions if item.check_primary_text}
    assert "l601" not in now and "l102" in now


def test_every_shipped_scale_runs_from_best_to_worst_and_has_its_cap_among_its_grades() -> None:
    for scale in shipped_scales():
        grades = [value.code for value in scale.values if rank(scale, value.code) is not None]
        assert [rank(scale, grade) for grade in grades] == list(range(len(grades))) and len(grades) >= 2
        assert scale.cap in grades[1:], scale.id
        assert rank(scale, "unheard-of") is None
    assert rank(next(one for one in shipped_scales() if one.id == "csci4"), "9") is None


def test_an_auditor_reads_in_the_sheet_which_standards_are_to_be_checked_against_the_primary_text() -> None:
    form = shipped_form("lac-file-audit-2006")
    assert form is not None
    (answers, *_) = to_sheets(form, audit="A-0001", case="C-tamiro", auditor="P-0002").tables
    at = answers.rows[0].index("standard")
    told = {row[0]: row[at] for row in answers.rows[1:]}
    assert told["l102"] == "SI 1991/890, regulation 8; check against the primary text"
    marked = {item.link_id for item in form.questions if item.check_primary_text}
    assert {question for question, text in told.items() if text.endswith("check against the primary text")} == marked
