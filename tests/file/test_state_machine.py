"""Whatever is done in whatever order, the store agrees with a plain dictionary and verifies."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import evidence
from builder import Clock, write_plan
from evidence.reading import Readers

ACTIONS = ("R1.1", "R1.2", "R2.1")
NAMES = st.sampled_from(["a.txt", "b.txt", "minutes 27 02 06.txt"])
CONTENTS = st.sampled_from(["", "one", "two\n", "three 04.01.06"])


class StoreLife(RuleBasedStateMachine):
    """The verbs beside a model of what they should amount to."""

    readers: Readers

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = self.folder / "store"
        self.documents: dict[bytes, set[str]] = {}
        self.order: list[bytes] = []
        self.links: dict[str, tuple[int, str, str]] = {}
        self.made = 0
        self.withdrawn: set[int] = set()
        evidence.init(self.store, clock=Clock())
        self.file = self.open()

    def open(self) -> evidence.EvidenceFile:
        return evidence.open(self.store, by="keeper", clock=Clock(), readers=lambda: self.readers)

    @initialize()
    def a_plan(self) -> None:
        plan = write_plan(self.folder)
        self.file.import_plan(plan, id="p")
        self.know(plan)

    def know(self, path: Path) -> None:
        data = path.read_bytes()
        if data not in self.documents:
            self.order.append(data)
        self.documents.setdefault(data, set()).add(path.name)

    @rule(name=NAMES, content=CONTENTS)
    def add(self, name: str, content: str) -> None:
        path = self.folder / name
        path.write_text(content)
        document = self.file.add(path)
        self.know(path)
        assert document.id == f"D-{self.order.index(path.read_bytes()) + 1:04}"

    @rule(data=st.data(), action=st.sampled_from(ACTIONS), shows=st.sampled_from(["completion", "part"]))
    def link(self, data: st.DataObject, action: str, shows: str) -> None:
        number = data.draw(st.integers(0, len(self.order) - 1))
        if number == 0 or number in self.withdrawn:  # the plan itself is no evidence
            with pytest.raises(evidence.Refused):
                self.file.link(f"D-{number + 1:04}", action, shows=shows)
            return
        made = self.file.link(f"D-{number + 1:04}", action, shows=shows)
        same = [ref for ref, what in self.links.items() if what == (number, action, shows)]
        if not same:
            self.made += 1
            self.links[f"L-{self.made:04}"] = (number, action, shows)
        assert made.id == (same[0] if same else f"L-{self.made:04}")

    @precondition(lambda self: self.links)
    @rule(data=st.data())
    def unlink(self, data: st.DataObject) -> None:
        ref = data.draw(st.sampled_from(sorted(self.links)))
        self.file.unlink(ref, because="a mistake")
        del self.links[ref]
        with pytest.raises(evidence.NotFound):
            self.file.unlink(ref, because="again")

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.order) - 1))
        self.file.withdraw(f"D-{number + 1:04}", because="not ours")
        self.withdrawn.add(number)

    @rule()
    def reopen(self) -> None:
        self.file._session.store.close()
        self.file = self.open()

    @rule()
    def lose_the_index(self) -> None:
        self.file._session.store.close()
        (self.store / "index.db").unlink()
        self.file = self.open()

    @rule()
    def rebuild(self) -> None:
        self.file.rebuild()

    @invariant()
    def the_store_agrees(self) -> None:
        documents = self.file.documents()
        assert [set(document.names) for document in documents] == [self.documents[data] for data in self.order]
        assert [document.withdrawn is not None for document in documents] == [
            number in self.withdrawn for number in range(len(self.order))
        ]
        assert {made.id: (int(made.document[2:]) - 1, made.action, made.shows) for made in self.file.links()} == (
            self.links
        )

    def teardown(self) -> None:
        found = evidence.verify(self.store)
        assert found.ok, found.problems
        self.file._session.store.close()
        shutil.rmtree(self.folder)


def test_the_store_agrees_with_a_plain_dictionary() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    with Readers(workers=1) as readers:
        StoreLife.readers = readers
        run_state_machine_as_test(StoreLife, settings=settings(max_examples=15, stateful_step_count=12))
