"""The population of a round: the council's list of case files, taken in by reference alone.

The council's own case numbers go into the key file, which lies outside the store; the list itself is never filed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from evidence import codec
from evidence.audits.case_headings import lists_cases
from evidence.audits.lifecycle import ROUND, step
from evidence.audits.population import PopulationReading, heading_row, read_key, read_population, write_key
from evidence.audits.problems import refuse
from evidence.audits.sampling import population
from evidence.file.audits.rounds import find
from evidence.file.audits.words import is_there, read_names
from evidence.file.readings import as_text
from evidence.model.audit import Case
from evidence.model.document import Unreadable
from evidence.model.errors import Refused, UnreadableInput
from evidence.model.event import EventKind
from evidence.model.sequences import as_tuple
from evidence.model.table import Table
from evidence.store import disk
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from evidence.file.session import Session

_PART = 5000  # cases in one entry of the journal


@frozen(kw_only=True)
class Listed:
    """What a population list came to."""

    audit: str
    size: int
    sha256: str  # of the cases
    issued: int  # references that are new in the key file
    sampled: bool = False  # whether the round has its sample already
    notes: tuple[str, ...] = field(default=(), converter=as_tuple)  # columns not taken or not there; a new key file


def list_population(
    session: Session,
    ref: str,
    path: str | os.PathLike[str],
    *,
    key: str | os.PathLike[str],
    names: str | os.PathLike[str] | None = None,
    as_at: date | None = None,
) -> Listed:
    """Take in a list of case files; the same list with the same key again changes nothing.

    `key` is the key file, outside the store: made if missing, used again from round to round, so that a file keeps its
    reference. `names` is a local list of names that may not stand in any cell. Raises `UnreadableInput` with every
    mistake by its cell, `Refused` where the key would lie in the store or the round is past its sample.
    """
    audit = find(session, ref)
    key_path = _outside(session, Path(key), Path(path))
    known = _key(key_path)
    reading = _read(session, Path(path), known, read_names(names))
    frame = evolve(population(reading.cases), as_at=as_at or session.today())
    outcome = Listed(
        audit=audit.ref,
        size=len(frame.cases),
        sha256=frame.sha256,
        issued=len(reading.key) - len(known),
        notes=[*map(str, reading.problems), *_unknown(reading.cases), *_other_key(session, audit.ref, known)],
    )
    with session.writing() as writing:
        now = find(session, ref)
        held = now.population
        if held is not None and held.sha256 == frame.sha256 and as_at in (None, held.as_at):
            return evolve(outcome, sampled=now.sample is not None)
        state = step(ROUND, now.state, "list-population", of=audit.ref)
        if outcome.issued:
            _write_key(key_path, reading)
        cases = codec.to_json(frame.cases)
        for start in range(0, len(cases), _PART):
            writing.record(
                EventKind.POPULATION_LISTED,
                {
                    "audit": audit.ref,
                    "sha256": frame.sha256,
                    "as_at": frame.as_at.isoformat() if frame.as_at else None,
                    "size": len(cases),
                    "start": start,
                    "cases": cases[start : start + _PART],
                    "round": state,
                },
            )
    return outcome


def _unknown(cases: Iterable[Case]) -> Iterator[str]:
    if not any(case.holder or case.supervisor for case in cases):
        yield "no column says who holds or supervises a case, so whether an auditor is independent cannot be told."


def _other_key(session: Session, ref: str, known: Mapping[str, str]) -> Iterator[str]:
    before = (
        one.ref
        for one in Audits(session.connection).rounds(population=False, responses=False)
        if one.ref != ref and one.population is not None
    )
    first = None if known else next(before, None)
    if first:
        yield (
            f"the key file is new, so no file has the reference that it has in {first}. To compare them, list the "
            "files again with the key file of that round."
        )


def _outside(session: Session, key: Path, listed: Path) -> Path:
    root = session.store.layout.root.resolve()
    try:
        place, list_at = key.resolve(), listed.resolve()
        there = place.parent.is_dir()
    except (OSError, ValueError):
        raise Refused(f"--key {as_text(key)}: is no path that this system knows. Name another.") from None
    if place == root or place.is_relative_to(root):
        raise Refused(
            f"--key {as_text(key)}: lies in the store. Name a place that only those see who may know the children."
        )
    if place == list_at:
        raise Refused(f"--key {as_text(key)}: is the list itself. Name another file.")
    if not there:
        raise Refused(f"--key {as_text(key)}: there is no folder {as_text(place.parent)}. Make it first.")
    return place


def _key(path: Path) -> dict[str, str]:
    try:
        return read_key(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UnreadableInput(
            f"key file {as_text(path)}: cannot be read ({type(error).__name__}). Restore it, or ask for access."
        ) from None


def _write_key(path: Path, reading: PopulationReading) -> None:
    with disk.saying(f"key file {as_text(path)}"):
        disk.write_file(path, write_key(dict(reading.key)).encode("utf-8"), mode=disk.PRIVATE_FILE)


def _read(session: Session, path: Path, key: dict[str, str], names: tuple[str, ...]) -> PopulationReading:
    from evidence.reading import Request

    name = as_text(path.name)
    if not is_there(path):
        raise UnreadableInput(f"{as_text(path)}: expected a list of case files (CSV or a workbook), found no file.")
    outcome = session.readers.read(Request(path=path.resolve(), name=name, layout=True))
    if isinstance(outcome, Unreadable):
        raise UnreadableInput(f"{name}: cannot be read. {outcome.reason}")
    tables = [block for block in outcome.blocks if isinstance(block, Table) and block.rows]
    session.readers.forget(outcome)
    if not tables:
        raise UnreadableInput(f"{name}: expected a table with a heading row and a row for every case; found none.")
    lists = [table for table in tables if heading_row(table) is not None]
    if len(lists) > 1:  # a cover or a table of codes may have a "reference" or an "ID" as well
        lists = [table for table in lists if lists_cases(table.rows[heading_row(table) or 0].texts)] or lists
    if len(lists) > 1:
        raise UnreadableInput(
            f"{name}: expected one list of case files; found case numbers on the sheets "
            f"{', '.join(repr(table.title) for table in lists)}. Put the whole list on one sheet, without the others."
        )
    best = read_population(
        lists[0] if lists else max(tables, key=lambda table: len(table.rows)), key, session.choose, names
    )
    refuse(name, best.problems)
    return best
