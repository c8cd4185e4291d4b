"""Questionnaires in a store: every mistake told, versions that never change, a life that follows its own order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve
from audit_forms import questionnaires, small_form
from hypothesis import given, settings
from hypothesis import strategies as st

import evidence
from builder import opened
from evidence import codec
from evidence.audits.banks import SHIPPED, shipped_form
from evidence.audits.forms.fhir import to_fhir
from evidence.file import EvidenceFile
from evidence.file.form_sheets import workbook_of
from evidence.model.errors import NotFound, Refused, UnreadableInput
from evidence.model.questionnaire import FormStatus, Questionnaire


@pytest.fixture
def file(tmp_path: Path) -> Iterator[EvidenceFile]:
    """An empty store with a document that shows an approval."""
    note = tmp_path / "memo.txt"
    note.write_text("Audit questionnaire approved and in operation.\n", encoding="utf-8")
    with opened(tmp_path / "store") as opened_file:
        opened_file.add(note, dated="1 March 2006")
        yield opened_file
    assert evidence.verify(tmp_path / "store").ok


def written(folder: Path, form: Questionnaire, name: str = "form") -> Path:
    path = folder / f"{name}.xlsx"
    path.write_bytes(workbook_of(form))
    return path


def reworded(form: Questionnaire, text: str) -> Questionnaire:
    return evolve(form, items=[*form.items[:-1], evolve(form.items[-1], text=text)])


def test_the_register_lists_every_shipped_questionnaire_as_shipped(file: EvidenceFile) -> None:
    assert [(one.id, one.version, one.status) for one in file.forms()] == [
        (id, 1, FormStatus.SHIPPED) for id in SHIPPED
    ]
    for record in file.forms():
        assert record.questions == len(file.form(record.ref).questions)


def test_a_published_questionnaire_is_the_shipped_one_word_for_word(file: EvidenceFile) -> None:
    before = {one.ref: one.sha256 for one in file.forms()}
    made = file.publish_form("lac-file-audit-2006")
    assert (made.ref, made.status, made.sha256) == ("lac-file-audit-2006@1", FormStatus.FINALISED, before[made.ref])
    assert file.form(made.ref) == shipped_form("lac-file-audit-2006")
    assert [one.ref for one in file.forms()].count(made.ref) == 1


def test_the_hash_is_that_of_the_exported_json_and_stands_in_the_journal(file: EvidenceFile) -> None:
    made = file.publish_form("observation-visit")
    exported = file.export_form(made.ref, to="json")
    assert hashlib.sha256(exported).hexdigest() == made.sha256
    entry = list(file.log(made.ref))[-1]
    assert entry.details is not None and entry.details["sha256"] == made.sha256
    assert codec.canonical(entry.details["content"]) == exported


def test_the_same_content_is_the_same_version_and_changed_content_the_next(file: EvidenceFile, tmp_path: Path) -> None:
    form = file.check_form(written(tmp_path, small_form())).form
    assert form is not None
    first = file.publish_form(written(tmp_path, form))
    assert file.publish_form(written(tmp_path, form)) == first
    second = file.publish_form(written(tmp_path, reworded(form, "Overall?")))
    assert (first.ref, second.ref) == ("small-audit@1", "small-audit@2")
    assert file.form("small-audit@1") == form
    assert file.form("small-audit").items[-1].text == "Overall?"
    assert file.publish_form(written(tmp_path, form)) == first
    as_json = tmp_path / "form.json"
    as_json.write_text(json.dumps(to_fhir(form)), encoding="utf-8")
    assert file.publish_form(as_json) == first


def test_changed_words_under_a_shipped_id_never_take_the_shipped_version(file: EvidenceFile, tmp_path: Path) -> None:
    shipped = file.form("supervision-file-audit")
    assert file.publish_form(written(tmp_path, reworded(shipped, "Anything else?"))).version == 2
    assert file.publish_form("supervision-file-audit").version == 1


def test_a_life_goes_from_finalised_to_superseded_and_dates_tell_its_status(file: EvidenceFile) -> None:
    ref = file.publish_form("observation-visit").ref
    first, last = date(2006, 3, 1), date(2007, 1, 1)
    made = file.approve_form(ref, document="D-0001", in_operation_from=first, approved_by="SF")
    assert (made.status, made.approval, made.approved_by, made.approved_on) == (
        FormStatus.IN_OPERATION, "D-0001", "SF", first,
    )  # fmt: skip
    made = file.supersede_form(ref, on=last, because="a new edition")
    assert made.status is FormStatus.SUPERSEDED
    assert [made.status_on(date(2006, *day)) for day in ((2, 28), (3, 1), (12, 31))] == [
        FormStatus.APPROVED, FormStatus.IN_OPERATION, FormStatus.IN_OPERATION,
    ]  # fmt: skip
    assert made.operation == (first, date(2006, 12, 31))
    assert [str(one.kind) for one in file.log(ref)] == [
        "form-published", "form-approved", "form-put-in-operation", "form-superseded",
    ]  # fmt: skip


def test_the_same_step_again_leaves_no_entry(file: EvidenceFile) -> None:
    ref = file.publish_form("observation-visit").ref
    file.approve_form(ref, document="D-0001", in_operation_from=date(2006, 3, 1))
    file.supersede_form(ref)
    before = list(file.log())
    file.publish_form("cp-file-audit-2006")
    grown = len(list(file.log()))
    file.publish_form("cp-file-audit-2006")
    file.approve_form(ref, document="D-0001")
    file.supersede_form(ref)
    assert grown == len(before) + 1 == len(list(file.log()))


def test_steps_out_of_order_are_refused_and_say_what_to_do(file: EvidenceFile) -> None:
    with pytest.raises(Refused, match="Publish it first: `evidence form publish lac-file-audit-2006`"):
        file.approve_form("lac-file-audit-2006@1", document="D-0001")
    ref = file.publish_form("lac-file-audit-2006").ref
    with pytest.raises(NotFound, match="document 'D-0009'"):
        file.approve_form(ref, document="D-0009")
    file.approve_form(ref, document="D-0001", in_operation_from=date(2006, 3, 1))
    with pytest.raises(Refused, match="expected a later day"):
        file.supersede_form(ref, on=date(2006, 3, 1))
    with pytest.raises(Refused, match="an approval is not changed"):
        file.approve_form(ref, document="D-0001", approved_by="somebody else")
    with pytest.raises(Refused, match="'put-in-operation' is not possible now"):
        file.approve_form(ref, document="D-0001", in_operation_from=date(2006, 4, 1))
    with pytest.raises(NotFound, match=r"Did you mean lac-file-audit-2006@1\?"):
        file.form("lac-file-audit-206@1")
    with pytest.raises(NotFound, match="neither a file nor a shipped questionnaire"):
        file.publish_form("lac-file-audit")
    file.withdraw("D-0001", because="a slip")
    other = file.publish_form("observation-visit").ref
    with pytest.raises(Refused, match="was withdrawn"):
        file.approve_form(other, document="D-0001")


def test_a_superseded_wording_that_is_wanted_again_is_a_new_version(file: EvidenceFile, tmp_path: Path) -> None:
    path = written(tmp_path, small_form())
    file.supersede_form(file.publish_form(path).ref)
    assert file.publish_form(path).ref == "small-audit@2"


def test_all_mistakes_of_a_workbook_are_told_and_nothing_is_published(file: EvidenceFile, tmp_path: Path) -> None:
    path = written(tmp_path, small_form())
    book = openpyxl.load_workbook(path)
    book["survey"]["A3"] = "select_won yes"
    book["survey"]["B4"] = "in time"
    book.save(path)
    found = file.check_form(path)
    assert found.form is None
    assert {f"{one.sheet}!{one.cell}" for one in found.mistakes} >= {"survey!A3", "survey!B4"}
    entries = len(list(file.log()))
    with pytest.raises(UnreadableInput) as refused:
        file.publish_form(path)
    assert all(str(one) in str(refused.value) for one in found.mistakes)
    assert len(list(file.log())) == entries


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.json", b"{", "no JSON"),
        ("b.json", b'{"resourceType": "Patient"}', "expected a FHIR Questionnaire"),
        ("c.json", b"[" * 100_000, "no JSON"),
        ("d.xlsx", b"PK\x03\x04 and then nothing", "damaged"),
        ("e.txt", b"a letter", "sheet named 'survey'"),
        ("f.json", b'{"resourceType": "Questionnaire", "id": "a", "id": "b"}', "same key twice"),
    ],
)
def test_what_is_no_questionnaire_is_a_mistake_and_no_crash(
    file: EvidenceFile, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    found = file.check_form(tmp_path / name)
    assert found.form is None
    assert says in " ".join(map(str, found.mistakes))


def test_the_files_of_other_people_are_read_or_refused_with_a_reason(file: EvidenceFile, samples: Path) -> None:
    paths = [path for path in sorted((samples / "corpus/questionnaires").rglob("*.*")) if path.suffix != ".tsv"]
    assert paths
    for path in paths:
        found = file.check_form(path)
        if found.form is None:
            assert found.mistakes
        else:
            made = file.publish_form(path)
            assert file.form(made.ref) == evolve(found.form, version=made.version)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ("linkId", "type", "text", "item", "answerOption", "enableWhen", "extension", "contained", "maxLength", "version",
     "effectivePeriod", "enableBehavior", "id", "title", "required", "description")
)  # fmt: skip


@settings(max_examples=150)
@given(data=st.data())
def test_questionnaire_data_of_any_shape_is_read_or_refused(data: st.DataObject) -> None:
    from evidence.audits.forms.from_fhir import from_fhir

    whole = json.loads(json.dumps(to_fhir(small_form())))
    for _ in range(data.draw(st.integers(1, 3))):
        part = whole
        while data.draw(st.booleans()):
            inner = [
                value for value in (part.values() if isinstance(part, dict) else part) if isinstance(value, dict | list)
            ]
            if not inner:
                break
            part = data.draw(st.sampled_from(inner))
        if isinstance(part, dict):
            part[data.draw(st.sampled_from(sorted(part)) if part and data.draw(st.booleans()) else KEYS)] = data.draw(
                JSON
            )
        elif part:
            part[data.draw(st.integers(0, len(part) - 1))] = data.draw(JSON)
    reading = from_fhir(whole)
    assert reading.questionnaire is not None or any(not one.query for one in reading.problems)


@settings(max_examples=8)
@given(form=questionnaires())
def test_a_questionnaire_survives_workbook_json_and_workbook(
    tmp_path_factory: pytest.TempPathFactory, form: Questionnaire
) -> None:
    folder = tmp_path_factory.mktemp("forms")
    with opened(folder / "store") as file:
        made = file.publish_form(written(folder, form))
        assert file.form(made.ref) == form
        again = folder / "again.xlsx"
        file.export_form(made.ref, to="xlsx", path=again)
        assert file.check_form(again).published_as == made.ref
        with pytest.raises(Refused, match="is there already"):
            file.export_form(made.ref, to="xlsx", path=again)


def test_a_rebuilt_index_has_the_same_questionnaires(file: EvidenceFile) -> None:
    ref = file.publish_form("cp-file-audit-current").ref
    file.approve_form(ref, document="D-0001", in_operation_from=date(2006, 3, 1))
    before = file.forms(), file.export_form(ref)
    file.rebuild()
    assert (file.forms(), file.export_form(ref)) == before


def test_what_was_done_with_questionnaires_is_not_undone_and_says_what_to_do(file: EvidenceFile) -> None:
    file.publish_form("observation-visit")
    with pytest.raises(Refused, match="Publish another version, or supersede it"):
        file.undo()
