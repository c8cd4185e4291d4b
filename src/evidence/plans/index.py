"""The plan's own index of initials: who SF is."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.model.plan import Person
from evidence.model.table import Block, Paragraph, Table
from evidence.wording.people import read_index_line

_FEWEST = 3  # lines in a row that make an index


def people_of(blocks: Sequence[Block]) -> tuple[Person, ...]:
    """The people and bodies of runs of index lines ("SF Sue Fiennes Director of …"), each set of initials once."""
    found: dict[str, Person] = {}
    run: list[Person] = []
    for block in (*blocks, Paragraph(text="")):
        people = _table_people(block) if isinstance(block, Table) else people_in(block)
        if people:
            run += people
            continue
        if len(run) >= _FEWEST:
            for person in run:
                found.setdefault(person.initials, person)
        run = []
    return tuple(found.values())


def people_in(paragraph: Paragraph) -> list[Person]:
    """The people of a paragraph that is nothing but lines of an index; empty for any other."""
    lines = [line for line in paragraph.text.split("\n") if line.strip()]
    people = [person for line in lines if len(line) < 160 and (person := read_index_line(line))]
    return people if len(people) == len(lines) else []


def _table_people(table: Table) -> list[Person]:
    people: list[Person] = []
    for row in table.rows:
        texts = [text for text in row.texts if text.strip()]
        if not 2 <= len(texts) <= 3:
            return []
        person = read_index_line(" ".join(texts))
        if person:
            people.append(person)
    return people if len(people) * 3 >= len(table.rows) * 2 else []
