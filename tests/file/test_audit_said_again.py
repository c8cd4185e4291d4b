"""Steps of a round that are said again: nothing new in the same words, a correction or a refusal in others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from audited import DAY, auditing, by, drawn, fill, filled_in, write_list
from evidence.file import EvidenceFile
from evidence.model.errors import NotFound, Refused
from evidence.reading import Readers, Request
from evidence.reading.readers import Outcome


def entries(file: EvidenceFile) -> int:
    return sum(1 for _ in file.log())


def test_steps_said_again_in_the_same_words_leave_no_entry(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"], moderators=["CC"], moderate=2)
        case = file.audit(ref).allocations[0].case
        fill(file, ref, case, plan="not on file")
        before = entries(file)
        file.list_population(ref, tmp_path / "list.csv", key=tmp_path / "key.csv")
        file.draw_sample(ref, size=4, seed=1)
        file.draw_sample(ref, size=4)  # without a seed, the one that was kept
        file.allocate(ref, auditors=["AA"], moderators=["CC"], moderate=2)
        fill(file, ref, case, plan="not on file")
        assert entries(file) == before


def test_the_same_words_open_no_second_round_until_the_first_one_has_ended(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        first = file.open_audit("small-audit", "Files of March", size=4)
        assert file.open_audit("small-audit@1", "Files of March", size=4) == first
        file.list_population(first.ref, write_list(tmp_path), key=tmp_path / "key.csv")
        file.draw_sample(first.ref, size=4)
        assert file.list_population(first.ref, tmp_path / "list.csv", key=tmp_path / "key.csv").sampled
        assert file.open_audit("small-audit@1", "Files of March", size=4).ref == first.ref
        assert file.open_audit("small-audit", "Files of April", size=4).ref == "A-0002"
        with pytest.raises(NotFound, match="publish"):
            file.open_audit("small-audit@2", "Files of May")
        file.change_audit(first.ref, "abandon", because="no auditors")
        assert file.open_audit("small-audit", "Files of March", size=4).ref == "A-0003"


def test_a_concern_raised_by_word_of_mouth_can_be_corrected_until_it_is_acknowledged(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        case = file.audit(ref).allocations[0].case
        made = file.raise_concern(ref, case, "plan", to="team manager", on=date(2006, 3, 9))
        before = entries(file)
        assert file.raise_concern(ref, case, "plan") == made and entries(file) == before
        later = file.raise_concern(ref, case, "plan", on=date(2006, 3, 7))
        assert (later.raised_on, later.raised_to) == (date(2006, 3, 7), "team manager")
        assert later.due is not None and made.due is not None and later.due < made.due
        assert (file.audit(ref).concerns, entries(file)) == ((later,), before + 1)
        file.acknowledge_concern(ref, case, "plan", on=date(2006, 3, 10))
        with pytest.raises(Refused, match="acknowledged on 2006-03-10, before 2006-03-13"):
            file.raise_concern(ref, case, "plan", on=date(2006, 3, 13))
        (kept,) = file.audit(ref).concerns
        file.rebuild()
        assert file.audit(ref).concerns == (kept,)


def test_what_can_still_be_exempted_is_told_when_a_round_cannot_be_closed(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        with pytest.raises(Refused, match=r"Answer, exempt or abandon them\."):
            file.close_audit(ref)
        cases = [one.case for one in file.audit(ref).allocations]
        by(file, "AA")
        for case in cases[1:]:
            file.answer(ref, case, "plan", "yes", audited_on=DAY)
        with pytest.raises(Refused, match=rf"Answer or abandon them; {cases[0]} can be exempted too\."):
            file.close_audit(ref)
        file.answer(ref, cases[0], "plan", "yes", audited_on=DAY)
        with pytest.raises(Refused, match=r"Answer or abandon them\."):
            file.close_audit(ref)


WHOLE = {"plan": "Yes", "signed": "Yes", "visits": "3", "grade": "Good"}


def test_a_workbook_that_the_record_stands_by_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    read_all = Readers.read_all

    def told(readers: Readers, requests: Iterable[Request]) -> Iterator[tuple[Request, Outcome]]:
        requests = list(requests)
        asked.extend(request.name or "" for request in requests)
        return read_all(readers, requests)

    monkeypatch.setattr(Readers, "read_all", told)
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        paths = list(file.write_sheets(ref, tmp_path / "out").written)
        cases = [path.name.split()[1] for path in paths]
        for path in paths:
            filled_in(path, **WHOLE)
        filled_in(paths[1], plan="Yes")
        first = file.import_responses(ref, paths)
        assert len(asked) == 4 and first.incomplete == ((cases[1], ("signed", "grade")),)
        asked.clear()
        before = entries(file)
        again = file.import_responses(ref, [tmp_path / "out"])
        assert (asked, sorted(again.standing), again.taken) == ([], sorted(cases), ())
        assert again.incomplete == first.incomplete and entries(file) == before
        filled_in(paths[1], **WHOLE)
        changed = file.import_responses(ref, paths)
        assert (asked, changed.taken) == ([paths[1].name], (cases[1],))
        file.rebuild()
        asked.clear()
        assert len(file.import_responses(ref, paths).standing) == 4 and asked == []


def test_a_workbook_is_read_again_once_the_record_says_something_else(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        path, other, *_ = file.write_sheets(ref, tmp_path / "out").written
        case = filled_in(path, plan="Yes", visits="3").name.split()[1]
        file.import_responses(ref, [path])
        by(file, "AA")
        file.answer(ref, case, "visits", "4")
        assert file.import_responses(ref, [path]).taken == (case,)
        (kept,) = [one for one in file.audit(ref).responses if one.case == case]
        assert [one.value for one in kept.answers] == [None, "3"]
        other.write_bytes(path.read_bytes())  # two sheets of one file: neither is known to be right
        with pytest.raises(Refused, match="has another sheet as well"):
            file.import_responses(ref, [path, other])


def test_a_folder_of_the_name_of_a_sheet_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        first = file.write_sheets(ref, tmp_path / "out").written[0]
        (tmp_path / "other" / first.name).mkdir(parents=True)
        with pytest.raises(Refused, match="there already and other than what would be written"):
            file.write_sheets(ref, tmp_path / "other")
        assert [path.name for path in (tmp_path / "other").iterdir()] == [first.name]


def test_a_case_file_is_found_however_it_is_spelt_and_the_nearest_one_is_named(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"])
        case = file.audit(ref).allocations[0].case
        loud = case.upper()
        by(file, "AA").answer(ref, loud, "plan", "no", audited_on=DAY, raised_on=DAY)
        assert file.acknowledge_concern(ref, loud, "plan", on=DAY).case == case
        by(file, "keeper").allocate(ref, auditors=["BB"], cases=[f" {loud} "], because="AA is ill")
        assert file.audit(ref).allocations[0].auditor == "P-0003"
        assert file.change_records(ref, "abandon", [loud, case], because="moved away") == (case,)
        slip = case[:-1]
        asked: list[Callable[[], object]] = [
            lambda: file.answer(ref, slip, "plan", "no"),
            lambda: file.moderate(ref, slip, grade="good"),
            lambda: file.give_feedback(ref, slip, given_on=DAY),
            lambda: file.raise_concern(ref, slip, "plan"),
            lambda: file.acknowledge_concern(ref, slip, "plan"),
            lambda: file.change_records(ref, "void", [slip], because="a slip"),
            lambda: file.allocate(ref, auditors=["AA"], cases=[slip]),
            lambda: file.add_finding(ref, type="observation", text="as found", questions=["plan"], cases=[slip]),
        ]
        for ask in asked:
            with pytest.raises(NotFound, match=f"{slip} is not in the sample. Did you mean '{case}'"):
                ask()


def test_a_second_opinion_that_says_nothing_is_refused_and_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    with auditing(tmp_path) as file:
        ref = drawn(file, tmp_path)
        file.allocate(ref, auditors=["AA"], moderators=["CC"])
        case = file.audit(ref).allocations[0].case
        fill(file, ref, case)
        before = entries(file)
        with pytest.raises(Refused, match=r"no opinion was given\. Say it with --answer, --file, --grade or --agreed"):
            by(file, "CC").moderate(ref, case, on=DAY, blind=True)
        assert entries(file) == before
        file.moderate(ref, case, grade="good")
        assert file.moderate(ref, case, on=DAY).moderated_on == DAY  # the day of an opinion is corrected
