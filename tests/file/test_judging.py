"""What holds of every check: it only reads, it does not depend on order, and more evidence is never less."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_promises import tree

import evidence
from builder import Clock, opened, write_plan
from evidence.file import EvidenceFile

DAY = date(2006, 3, 24)
TEXTS = {
    "minutes.txt": "Minutes of the board, 4 January 2006\n\nThe board approved the paper.",
    "draft.txt": "DRAFT\n\nDiscussion paper on the criteria, December 2005",
    "later.txt": "Letter of 5 May 2006\n\nDear colleague, the criteria are agreed.",
    "undated.txt": "Discussion paper on the criteria.",
    "audit.txt": "Audit of files, January 2006. Date: 31 January 2006. Forty files were read.",
    "agenda.txt": "Agenda of the board, 4 January 2006",
}
DOCUMENTS = [f"D-{number:04}" for number in range(2, 2 + len(TEXTS))]
RANK = {"evidenced-verified": 3, "evidenced-linked": 2, "claimed-not-enough": 1, "in-progress": 1}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store with a plan and documents of many kinds, linked to nothing."""
    folder = tmp_path_factory.mktemp("judged")
    with opened(folder / "store") as file:
        file.import_plan(write_plan(folder), id="p", as_of=DAY)
        for name, text in TEXTS.items():
            (folder / name).write_text(text)
            file.add(folder / name)
    yield folder / "store"


def evidenced(file: EvidenceFile) -> dict[str, int]:
    return {state.ref: RANK.get(state.state, 0) for state in file.check(as_of=DAY, select=["E"]).states}


LINKS = st.tuples(
    st.sampled_from(DOCUMENTS),
    st.sampled_from(["R1.1", "R1.2", "R2.1"]),
    st.sampled_from(["completion", "part", "occurrence"]),
    st.sampled_from([None, "sufficient"]),
)


@settings(max_examples=10)
@given(links=st.lists(LINKS, min_size=1, max_size=6))
def test_a_link_that_does_not_contradict_never_makes_an_action_less_evidenced(prepared: Path, links: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = shutil.copytree(prepared, Path(folder) / "store")
        with opened(store) as file:
            before = evidenced(file)
            for document, action, shows, verdict in links:
                made = file.link(document, action, shows=shows)
                after = evidenced(file)
                assert all(after[ref] >= before[ref] for ref in before), (made, before, after)
                if verdict:
                    file.verdict(made, verdict, because="looked at")
                before = evidenced(file)
                assert all(before[ref] >= after[ref] for ref in before)


def test_a_check_twice_is_equal_and_the_store_is_as_it_was_byte_for_byte(prepared: Path) -> None:
    before = tree(prepared)
    with evidence.open(prepared, by="keeper", read_only=True, clock=Clock()) as file:
        assert file.check(as_of=DAY) == file.check(as_of=DAY)
        file.chase(as_of=DAY)
        list(file.review())
    assert tree(prepared) == before


@settings(max_examples=5)
@given(order=st.permutations(sorted(TEXTS)))
def test_the_order_of_filing_changes_only_the_ids(prepared: Path, order: list[str]) -> None:
    def told(file: EvidenceFile) -> set[tuple[str, ...]]:
        names = {document.id: document.names[0] for document in file.documents()}
        for document, name in names.items():
            if name == "minutes.txt":
                file.link(document, "R1.2")
            elif name == "draft.txt":
                file.link(document, "R1.1")
        result = file.check(as_of=DAY)
        found = {(issue.code, names.get(issue.subject.ref, issue.subject.ref)) for issue in result.issues}
        return found | {(state.ref, state.state) for state in result.states}

    with tempfile.TemporaryDirectory() as folder:
        with opened(shutil.copytree(prepared, Path(folder) / "as filed")) as file:
            expected = told(file)
        with opened(Path(folder) / "store") as file:
            file.import_plan(write_plan(Path(folder)), id="p", as_of=DAY)
            for name in order:
                file.add(prepared.parent / name)
            assert told(file) == expected


def test_what_was_not_known_yet_is_not_seen_and_what_is_known_shows_earlier_days(tmp_path: Path) -> None:
    with opened(tmp_path / "store", clock=Clock(datetime(2026, 3, 1, tzinfo=UTC))) as file:
        file.import_plan(write_plan(tmp_path), id="p", as_of=DAY)
        (tmp_path / "minutes.txt").write_text(TEXTS["minutes.txt"])
        document = file.add(tmp_path / "minutes.txt")
        before = list(file.log())[-1].at
        made = file.link(document, "R1.2")
        file.verdict(made, "sufficient", because="looked at")

        def refs(**when: Any) -> set[str]:
            return {issue.subject.ref for issue in file.check(as_of=DAY, select=["E101"], **when).issues}

        assert "R1.2" not in refs()
        assert "R1.2" in refs(known_at=before)
        assert "R1.2" not in refs(known_at=list(file.log())[-1].at)
        assert file.check(as_of=DAY, action="R1.2").states[0].state == "evidenced-verified"


def test_only_what_is_new_since_a_baseline_is_told(tmp_path: Path) -> None:
    import json

    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p", as_of=DAY)
        kept = tmp_path / "baseline.json"
        kept.write_text(json.dumps(evidence.to_json(file.check(as_of=DAY))))
        assert file.check(as_of=DAY, baseline=kept).issues == ()
        (tmp_path / "menu.txt").write_text("Canteen menu")
        file.add(tmp_path / "menu.txt")
        fresh = file.check(as_of=DAY, baseline=kept).issues
        assert {issue.subject.ref for issue in fresh if issue.code.startswith("D")} == {"D-0002"}


def test_withdrawing_names_what_loses_its_evidence_and_a_later_version_is_remarked_on(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from evidence.cli import evidence as command

    path = tmp_path / "minutes.txt"
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="p", as_of=DAY)
        path.write_text(TEXTS["minutes.txt"])
        made = file.link(file.add(path), "R1.2")
        path.write_text(TEXTS["minutes.txt"] + " Corrected.")
        later = file.add(path)
        assert {issue.subject.ref for issue in file.check(as_of=DAY, select=["E113"]).issues} == {made.id}
        assert file.successor(made.document) == later.id
    store = ["--store", str(tmp_path / "store"), "--by", "keeper"]
    assert f"superseded by: {later.id}" in CliRunner().invoke(command, [*store, "show", "R1.2"]).output
    done = CliRunner().invoke(command, [*store, "withdraw", made.document, "--because", "old"])
    assert f"R1.2 loses {made.id}" in done.output
