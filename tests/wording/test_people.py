"""Lead cells, index lines and slips of the pen are read as people mean them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.wording.people import near_misses, read_index_line, read_leads

INITIALS = st.text("ABCDEFGHIJKLM", min_size=2, max_size=4)


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("SF (ISM)", ("SF", "ISM")),
        ("HL/SD", ("HL", "SD")),
        ("SF,HL,AH,SD", ("SF", "HL", "AH", "SD")),
        ("HL to sign off", ("HL",)),
        ("S Hughes", ("S Hughes",)),
        ("Janet Palmer", ("Janet Palmer",)),
        ("Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Krutika Roe, Sarah Doe", ("Krutika Roe", "Sarah Doe")),
        ("Head of Research and Development", ("Head of Research and Development",)),
        ("Director of\nChildren's Services", ("Director of Children's Services",)),
        ("SF\nHL", ("SF", "HL")),
        ("CDO Council, ICSP", ("CDO Council", "ICSP")),
        ("tbc", ()),
        ("TBC", ()),
        ("to be confirmed", ()),
        ("n/a", ()),
        ("", ()),
        ("SF / SF", ("SF",)),
    ],
)
def test_a_lead_cell_names_its_people(cell: str, leads: tuple[str, ...]) -> None:
    assert read_leads(cell) == leads


@given(
    st.lists(INITIALS, min_size=1, max_size=5, unique=True), st.sampled_from([", ", "/", " & ", "; ", "\n", " and "])
)
def test_initials_come_back_whatever_stands_between_them(people: list[str], between: str) -> None:
    named = [one for one in people if one not in ("NA", "TBA", "TBC")]
    assert read_leads(between.join(people)) == tuple(named)


@given(st.text())
def test_any_cell_is_read_without_an_error(cell: str) -> None:
    assert all(lead.strip() for lead in read_leads(cell))
    read_index_line(cell)


@pytest.mark.parametrize(
    ("line", "initials", "name", "role"),
    [
        ("- SF Sue Fiennes Director of Children's Services", "SF", "Sue Fiennes", "Director of Children's Services"),
        ("SS Dr S Stuckie Paediatrician, CDC", "SS", "Dr S Stuckie", "Paediatrician, CDC"),
        ("ISM Interim Senior Manager", "ISM", None, "Interim Senior Manager"),
        ("PCT Herefordshire Primary Care Trust", "PCT", None, "Herefordshire Primary Care Trust"),
        ("CiN Children in need", "CiN", None, "Children in need"),
        ("JD: Jane Doe, Head of Audit", "JD", "Jane Doe", "Head of Audit"),
    ],
)
def test_an_index_line_parts_name_from_role(line: str, initials: str, name: str | None, role: str | None) -> None:
    person = read_index_line(line)
    assert person is not None
    assert (person.initials, person.name, person.role) == (initials, name, role)


@pytest.mark.parametrize("line", ["", "2", "Index to initials used below", "The Council will", "Recommendation"])
def test_other_lines_are_no_index_lines(line: str) -> None:
    assert read_index_line(line) is None


def test_letters_that_changed_places_are_a_near_miss() -> None:
    assert near_misses("IMS", ["SF", "ISM", "HL"]) == ("ISM",)


@given(INITIALS, st.lists(INITIALS))
def test_initials_are_no_near_miss_of_themselves(initials: str, known: list[str]) -> None:
    assert initials not in near_misses(initials, [*known, initials])
