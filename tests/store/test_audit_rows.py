"""Audits as rows: long lists stand in several entries, what is large is left out where nobody asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from audited import DAY, auditing, drawn, fill, write_list
from evidence.file.audits import populations
from evidence.store.audit_rows import Audits


def test_a_long_list_stands_in_several_entries_of_one_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(populations, "_PART", 7)
    with auditing(tmp_path) as file:
        made = file.open_audit("small-audit", "Files")
        told = file.list_population(made.ref, write_list(tmp_path), key=tmp_path / "key.csv")
        parts = [entry for entry in file.log(made.ref) if entry.kind.value == "population-listed"]
        assert [len(entry.details["cases"]) for entry in parts if entry.details] == [7, 7, 2]
        held = file.audit(made.ref).population
        assert held is not None and (len(held.cases), held.sha256) == (16, told.sha256)
        numbers = [dict(case.fields) for case in held.cases]
        assert numbers == [{}] * 16 and [case.holder for case in held.cases[:2]] == [
            "social worker 1",
            "social worker 2",
        ]
        file.list_population(made.ref, write_list(tmp_path, 9, "short.csv"), key=tmp_path / "key.csv")
        assert len(file.audit(made.ref).population.cases) == 9  # type: ignore[union-attr]  # it was listed
        assert file.verify().ok


def test_a_round_can_be_had_without_its_bulk(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        for case in file.audit(ref).sample.cases:  # type: ignore[union-attr]  # it was drawn
            fill(file, ref, case)
        rows = Audits(file._session.connection)
        light, whole = rows.round(ref, population=False, responses=False), rows.round(ref)
        assert light is not None and whole is not None and light.population and whole.population
        assert light.population.sha256 == whole.population.sha256
        assert len(light.population.cases) == 4 and len(whole.population.cases) == 16
        assert light.responses == () and len(whole.responses) == 4
        assert [answer.question for answer in whole.responses[0].answers] == ["plan", "signed", "visits", "grade"]
        assert rows.response(ref, whole.responses[0].case) == whole.responses[0]
        assert rows.round("A-0099") is None and rows.response(ref, "C-nobody") is None


def test_a_reader_of_an_earlier_moment_sees_the_round_as_it_was(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        moment = [entry.at for entry in file.log(ref)][-1]
        file.allocate(ref, auditors=["AA"])
        fill(file, ref, file.audit(ref).allocations[0].case)
        then = file._session.looking_back(moment)
        past = Audits(then.connection).round(ref)
        assert past is not None and (past.state, past.responses) == ("sampled", ())
        assert file.audit(ref).state == "under-way" and past.opened_on == DAY
