"""`undo` reverses the actor's last batch by further entries, wholly or not at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import evidence
from audited import DAY, auditing, by, drawn
from builder import opened, state_of, write_files, write_plan
from evidence.file import undoing
from evidence.model.event import EventKind


@pytest.fixture
def filed(tmp_path: Path) -> Any:
    """A plan and three documents on file."""
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
        file.add_all(write_files(tmp_path / "files", 3))
        yield file
    assert evidence.verify(tmp_path / "store").ok


def facts(file: evidence.EvidenceFile) -> dict[str, Any]:
    """What stands on record, less the times and the number of entries."""
    return {
        "documents": file.documents(),
        "links": file.links(),
        "states": file.check(as_of=file._session.clock().date()).states,
        "closed": [file._session.action(action.ref)[1] for action in file.actions()],
    }


ACTS = {
    "link": lambda file: file.link("D-0002", "R1.1"),
    "describe": lambda file: file.describe("D-0002", kind="letter", dated="3 March 2006", title="T"),
    "set aside": lambda file: file.set_aside("D-0003", because="a menu"),
    "withdraw": lambda file: file.withdraw("D-0003", because="not ours"),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_what_was_undone_is_as_if_it_had_not_been(filed: evidence.EvidenceFile, act: Any) -> None:
    before = facts(filed)
    act(filed)
    assert facts(filed) != before
    filed.undo()
    assert facts(filed) == before


def test_a_link_taken_back_by_mistake_is_the_same_link_again_with_its_verdicts(filed: evidence.EvidenceFile) -> None:
    made = filed.link("D-0002", "R1.1")
    filed.verdict(made, "sufficient", because="read it")
    before = filed.check(as_of=filed._session.clock().date(), action="R1.1")
    filed.unlink(made, because="a slip")
    filed.undo()
    assert filed.links() == (made,)
    assert filed.check(as_of=before.as_of, action="R1.1") == before


def test_a_verdict_given_by_mistake_does_not_count_and_that_of_another_stands(
    filed: evidence.EvidenceFile, tmp_path: Path
) -> None:
    made = filed.link("D-0002", "R1.1")
    filed.verdict(made, "sufficient", because="read it")
    before = filed.check(as_of=filed._session.clock().date())
    with opened(tmp_path / "store", by="auditor") as other:
        other.verdict(made, "insufficient", because="of another board")
        assert other.check(as_of=before.as_of) != before
        assert other.undo().said == (f"{made.id}: counts as not found insufficient",)
        assert other.check(as_of=before.as_of) == before
        other.verdict(made, "insufficient", because="of another board")
        assert other.check(as_of=before.as_of).states != before.states


def test_undone_twice_is_two_steps_back(filed: evidence.EvidenceFile) -> None:
    filed.link("D-0002", "R1.1")
    filed.link("D-0003", "R1.2")
    filed.undo()
    filed.undo()
    assert filed.links() == ()
    assert [entry.kind for entry in filed.log()][-4:] == ["batch-undone", "evidence-unlinked"] * 2


def test_closing_and_opening_are_each_others_undoing(filed: evidence.EvidenceFile) -> None:
    filed.close_action("R1.1")
    filed.reopen_action("R1.1", because="too early")
    filed.undo()
    with pytest.raises(evidence.Refused):
        filed.reopen_action("R1.2", because="never closed")
    filed.reopen_action("R1.1", because="closed again by undo")


def test_what_was_undone_names_an_action_with_its_plan_where_several_are_on_file_and_only_there(
    filed: evidence.EvidenceFile, tmp_path: Path
) -> None:
    def told(ref: str) -> list[str]:
        said: list[str] = []
        filed.link("D-0002", ref)
        said += filed.undo().said
        link = filed.link("D-0003", ref)
        filed.unlink(link, because="of another meeting")
        said += filed.undo().said
        filed.unlink(link, because="of another meeting")
        filed.close_action(ref)
        said += filed.undo().said
        filed.chase_messages(filed.chase(as_of=DAY))
        return [*said, *filed.undo().said]

    alone = told("R1.1")
    filed.import_plan(write_plan(tmp_path), id="q")
    beside = told("p:R1.1")
    assert [word for word in ("taken back", "in force", "open again", "not asked for") if word not in str(alone)] == []
    named = re.compile(r"\b(?:(p|q):)?R\d")
    assert {plan for one in alone for plan in named.findall(one)} == {""}
    assert {plan for one in beside for plan in named.findall(one)} == {"p", "q"}


def test_filed_documents_are_withdrawn_and_those_linked_since_are_not_touched(
    filed: evidence.EvidenceFile, tmp_path: Path
) -> None:
    with opened(tmp_path / "store", by="another") as other:
        other.link("D-0002", "R1.1")
    with pytest.raises(evidence.Refused, match="linked since"):
        filed.undo()
    assert not any(document.withdrawn for document in filed.documents())
    filed.unlink("L-0001", because="to undo")
    filed.undo()
    assert filed.links() != ()


def test_nobody_undoes_what_another_did(filed: evidence.EvidenceFile, tmp_path: Path) -> None:
    filed.link("D-0002", "R1.1")
    with opened(tmp_path / "store", by="another") as other:
        with pytest.raises(evidence.Refused):
            other.undo()
        other.link("D-0003", "R1.2")
        other.undo()
        assert [made.document for made in other.links()] == ["D-0002"]


def test_what_cannot_be_reversed_is_refused_with_the_reason_and_nothing_is_half_done(
    filed: evidence.EvidenceFile,
) -> None:
    made = filed.link("D-0002", "R1.1")
    with filed._session.writing():
        filed.link("D-0003", "R1.2")
        filed.add_measure("CH 1", "Referrals")
        filed.verdict(made, "sufficient", because="read it")
    count = sum(1 for _ in filed.log())
    with pytest.raises(evidence.Refused, match="an indicator stays"):
        filed.undo()
    assert sum(1 for _ in filed.log()) == count
    assert len(filed.links()) == 2


def test_a_file_that_vanished_stays_so_and_what_was_done_before_is_undone(
    filed: evidence.EvidenceFile, tmp_path: Path
) -> None:
    folder = tmp_path / "inbox"
    (note,) = write_files(folder, 1)
    filed.scan(folder)
    before = facts(filed)
    made = filed.link("D-0002", "R1.1")
    note.rename(tmp_path / "elsewhere.txt")
    (folder / "other.txt").write_text("An agenda.", encoding="utf-8")
    filed.scan(folder)
    assert any(entry.kind is EventKind.DOCUMENT_VANISHED for entry in filed.log())
    filed.undo()  # the other file
    assert filed.undo().said[0].startswith(made.id)
    assert facts(filed)["links"] == before["links"]


def test_undo_knows_every_kind_of_entry(filed: evidence.EvidenceFile) -> None:
    with filed._session.writing() as writing:
        reversed_ = set(undoing._Undoing(filed._session, writing, 1)._how)
    sorts = [undoing._FACTS, set(undoing._FINAL), reversed_, {EventKind.BATCH_UNDONE}]
    assert sorted(kind for sort in sorts for kind in sort) == sorted(EventKind)


def test_what_can_never_be_undone_is_told_once(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        case = file.audit(ref).allocations[0].case
        by(file, "AA").answer(ref, case, "plan", "no", audited_on=DAY)
        with pytest.raises(evidence.Refused) as refused:
            file.undo()
    told = str(refused.value).splitlines()
    assert len(told) == 2 and "2 entries" in told[1] and "concern-raised, response-recorded" in told[1]


def test_settings_are_as_before(filed: evidence.EvidenceFile, tmp_path: Path) -> None:
    path = filed.write_settings(tmp_path / "mine.toml")
    shipped = path.read_text("utf-8")
    path.write_text(shipped.replace('# E104 = "error"', 'E101 = "query"'), encoding="utf-8")
    filed.apply_settings(path)
    filed.undo()
    assert filed.write_settings(tmp_path / "again.toml").read_text("utf-8") == shipped


def test_a_store_with_undone_batches_is_made_anew_from_its_journal(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p")
        file.add_all(write_files(tmp_path / "files", 2))
        for act in (lambda: file.link("D-0002", "R1.1"), lambda: file.unlink("L-0001", because="x")):
            act()
        file.undo()
    before = state_of(tmp_path / "store")
    with opened(tmp_path / "store") as file:
        file.rebuild()
    assert state_of(tmp_path / "store") == before
    assert evidence.verify(tmp_path / "store").ok
