"""Successive versions of one tracker on file: references stay with their action, links follow it, nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from plan_texts import read, table

from builder import opened, write_files
from evidence.cli import evidence as command
from evidence.file import EvidenceFile
from evidence.model.errors import NotFound, Refused
from evidence.model.plan import ActionPlan, ClaimState
from evidence.plans.continuity import keep_references

HEADINGS = "No | Recommendation | Action | Lead | By When | Progress"
FIRST = (
    "1 | Keep children safe. | Write the visiting policy | SF | 3 Mar 06 | Draft written 01 03 06",
    " |  | Train all duty staff in the new policy | HL | 30 Apr 06 | ",
    " |  | Audit twenty case files every quarter | SD | 30 June 06 | ",
    "2 | Act quickly. | Publish the leaflet for carers | SF | 31 May 06 | Text agreed 02 03 06",
    " |  | Hold a workshop for stakeholders | HL | 31 May 06 | ",
    "3 | Listen. | Survey all children looked after | LM | 1 Sep 06 | ",
)
# The recommendations have changed places and numbers; an action is gone, one new, one reworded, one slipped, one done.
SECOND = (
    "1 | Listen. | Survey all children looked after | LM | 1 Sep 06 | Questionnaire agreed 15 03 06",
    "2 | Keep children safe. | Appoint a reviewing officer | SM | 30 Apr 06 | ",
    " |  | Train all of the duty staff in the new visiting policy | HL | 30 Apr 06 | Completed 12 04 06",
    " |  | Write the visiting policy | SF | 31 Mar 06 | Draft written 01 03 06 Approved 28 03 06",
    "3 | Act quickly. | Hold a workshop for stakeholders | HL | 31 May 06 | ",
    " |  | Publish the leaflet for carers | SF | 31 May 06 | Text agreed 20 03 06",
)
# What was gone is back, word for word; another action is gone and a new one stands in its place.
THIRD = (
    SECOND[0],
    SECOND[1],
    " |  | Audit twenty case files every quarter | SD | 30 June 06 | ",
    SECOND[2],
    SECOND[4],
    " |  | Translate every form into five languages | SF | 31 Dec 06 | ",
)


def put(file: EvidenceFile, folder: Path, number: int, rows: tuple[str, ...]) -> ActionPlan:
    path = folder / f"tracker v{number}.md"
    path.write_text(table(HEADINGS, *rows), "utf-8")
    return file.import_plan(path, id="tracker")


def refs(plan: ActionPlan) -> dict[str, str]:
    return {action.text: action.ref for action in plan.actions}


def test_an_action_keeps_its_reference_when_rows_move_and_recommendations_are_renumbered(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        first = refs(put(file, tmp_path, 1, FIRST))
        second = refs(put(file, tmp_path, 2, SECOND))
        assert second["Survey all children looked after"] == first["Survey all children looked after"] == "R3.1"
        assert second["Write the visiting policy"] == "R1.1"
        assert second["Train all of the duty staff in the new visiting policy"] == "R1.2"
        assert second["Publish the leaflet for carers"] == "R2.1"
        moved = {action.ref: action.recommendation for action in file.actions()}
        assert moved["R3.1"] == "1"


def test_a_new_action_has_a_reference_that_no_version_ever_gave_out(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        first, second, third = (put(file, tmp_path, n, rows) for n, rows in enumerate((FIRST, SECOND, THIRD), 1))
    given_out = set(refs(first).values())
    new = refs(second)["Appoint a reviewing officer"]
    assert new not in given_out
    last = refs(third)["Translate every form into five languages"]
    assert last not in given_out | set(refs(second).values())


def test_an_action_that_comes_back_word_for_word_has_its_reference_again(tmp_path: Path) -> None:
    rows = (*FIRST[:3], *FIRST[3:])
    without = tuple(row for row in rows if "Audit twenty" not in row)
    with opened(tmp_path / "store") as file:
        first = put(file, tmp_path, 1, rows)
        second = put(file, tmp_path, 2, without)
        third = put(file, tmp_path, 3, (*rows[:5], rows[5].replace("LM", "SM")))
    assert "R1.3" not in refs(second).values()
    assert refs(third)["Audit twenty case files every quarter"] == refs(first)["Audit twenty case files every quarter"]


def test_compare_names_each_change_by_the_reference_that_stayed(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        put(file, tmp_path, 1, FIRST)
        put(file, tmp_path, 2, SECOND)
        found = file.compare_plan()
    assert (found.from_version, found.to_version) == (1, 2)
    assert found.gone == ("R1.3",)
    assert [(moved.new, moved.days) for moved in found.due_moved] == [("R1.1", 28)]
    assert [change.new for change in found.reworded] == ["R1.2"]
    claims = {change.new: (change.before, change.after) for change in found.claim_changed}
    assert claims["R1.2"] == (ClaimState.NONE, ClaimState.DONE)
    assert [change.new for change in found.progress_changed if change.rewritten] == ["R2.1"]
    assert {change.new for change in found.regrouped} == {"R1.1", "R1.2", "R2.1", "R2.2", "R3.1"}
    assert found.renumbered == ()


def test_any_two_versions_can_be_compared_and_only_those_there_are(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        put(file, tmp_path, 1, FIRST)
        with pytest.raises(Refused, match="one version only"):
            file.compare_plan("tracker")
        put(file, tmp_path, 2, SECOND)
        put(file, tmp_path, 3, FIRST)
        assert not file.compare_plan(first=1, last=3).anything
        assert file.compare_plan(first=2).anything
        with pytest.raises(NotFound, match="version 4"):
            file.compare_plan(last=4)


def test_a_link_stays_with_its_action_and_is_suspect_only_where_that_changed(tmp_path: Path) -> None:
    (note,) = write_files(tmp_path / "files", 1)
    with opened(tmp_path / "store") as file:
        put(file, tmp_path, 1, FIRST)
        document = file.add(note)
        links = {ref: file.link(document, ref).id for ref in ("R1.1", "R1.2", "R1.3", "R2.2", "R3.1")}
        put(file, tmp_path, 2, SECOND)
        found = file.compare_plan()
        assert set(found.links_suspect) == {links["R1.1"], links["R1.2"]}  # its day moved; it was reworded
        assert found.links_stranded == (links["R1.3"],)
        assert links["R1.3"] in {made.id for made in file.links()}
        assert file.links(action="R3.1")[0].id == links["R3.1"]
        assert links["R1.3"] in {link for one in file.documents() for link in one.links}
        with pytest.raises(NotFound, match=f"up to version 1.*{links['R1.3']}"):
            file.show("R1.3")


def test_the_same_file_again_is_no_new_version(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        put(file, tmp_path, 1, FIRST)
        second = put(file, tmp_path, 2, SECOND)
        assert put(file, tmp_path, 2, SECOND) == second
        assert file.plans() == (("tracker", 2),)


@pytest.mark.parametrize("style", ["table", "json", "jsonl", "csv"])
def test_compare_prints_the_changes_in_every_format(tmp_path: Path, style: str) -> None:
    store = tmp_path / "store"
    with opened(store) as file:
        put(file, tmp_path, 1, FIRST)
        put(file, tmp_path, 2, SECOND)
    done = CliRunner().invoke(command, ["--store", str(store), "plan", "compare", "tracker", "--format", style])
    assert done.exit_code == 0
    if style == "json":
        assert [one["new"] for one in json.loads(done.stdout)["due_moved"]] == ["R1.1"]
    elif style == "jsonl":
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert {"change": "due date moved", "ref": "R1.1", "before": "3 Mar 06", "after": "31 Mar 06",
                "remark": "28 days later"} in rows  # fmt: skip
    else:
        assert "due date moved" in done.stdout
        assert "28 days later" in done.stdout


def test_an_import_says_which_links_it_leaves_in_doubt_and_which_without_their_action(tmp_path: Path) -> None:
    rows = ("1 | Keep children safe. | Write | SF | 3 Mar 06 | ", " |  | Train all duty staff | HL | 30 Apr 06 | ")
    with opened(tmp_path / "store") as file:
        for name, kept in (("a.md", rows), ("b.md", (rows[0].replace("3 Mar", "31 Mar"),))):
            (tmp_path / name).write_text(table(HEADINGS, *kept), "utf-8")
        file.import_plan(tmp_path / "a.md", id="p")
        (tmp_path / "d.txt").write_text("Minutes", "utf-8")
        document = file.add(tmp_path / "d.txt")
        for ref in ("R1.1", "R1.2"):
            file.link(document, ref)
    done = CliRunner().invoke(
        command, ["--store", str(tmp_path / "store"), "plan", "import", str(tmp_path / "b.md"), "--id", "p"]
    )
    assert "links in doubt, because their action changed: L-0001" in done.stderr
    assert "links to actions that are gone from the plan: L-0002" in done.stderr


@given(st.lists(st.lists(st.sampled_from(FIRST + SECOND), min_size=1, max_size=8), min_size=2, max_size=5))
def test_references_never_change_hands_over_any_number_of_versions(versions: list[list[str]]) -> None:
    words: dict[str, set[str]] = {}
    seen: dict[str, object] = {}
    plan: ActionPlan | None = None
    for number, rows in enumerate(versions, 1):
        new = read(table(HEADINGS, *rows), version=number)
        if plan is not None:
            gone = [action for ref, action in seen.items() if ref not in {a.ref for a in plan.actions}]
            found = keep_references(plan, new, gone)  # type: ignore[arg-type]  # only actions are put in
            assert [a.text for a in found.actions] == [a.text for a in new.actions]
            new = found
        assert len({action.ref for action in new.actions}) == len(new.actions)
        for action in new.actions:
            before = words.setdefault(action.ref, {action.text})
            assert action.text in before or any(set(action.text.split()) & set(text.split()) for text in before)
            before.add(action.text)
            seen[action.ref] = action
        plan = new
