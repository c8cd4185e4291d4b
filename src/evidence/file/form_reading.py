"""Questionnaires read from files: an XLSForm workbook or FHIR JSON, all mistakes gathered."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from evidence import codec
from evidence.audits.banks import SHIPPED, shipped_form
from evidence.audits.forms.consistency import check_uses
from evidence.audits.forms.fhir import to_fhir
from evidence.audits.forms.from_fhir import from_fhir
from evidence.audits.forms.xlsform import FormReading, read_xlsform
from evidence.audits.problems import Problem, refuse
from evidence.file.readings import as_text
from evidence.model.document import Unreadable
from evidence.model.errors import NotFound, UnreadableInput
from evidence.model.questionnaire import Questionnaire
from evidence.model.table import Table

if TYPE_CHECKING:
    from evidence.file.session import Session

_LARGEST = 20_000_000  # bytes of a questionnaire as JSON


def to_publish(session: Session, what: str | os.PathLike[str]) -> tuple[Questionnaire, tuple[Problem, ...]]:
    """The questionnaire in a file with what is to look at in it, or the shipped one of this id.

    Raises `UnreadableInput` with every mistake.
    """
    path = Path(what)
    if isinstance(what, str) and not path.exists():
        shipped = shipped_form(what.strip().lower().removesuffix("@1"))
        if shipped is not None:
            return shipped, ()
        if not path.suffix:
            near = get_close_matches(what, SHIPPED, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise NotFound(f"{what!r}: is neither a file nor a shipped questionnaire ({', '.join(SHIPPED)}).{hint}")
    reading = questionnaire_in(session, path)
    refuse(as_text(path.name), reading.problems)
    assert reading.questionnaire is not None
    return reading.questionnaire, reading.problems


def questionnaire_in(session: Session, path: Path) -> FormReading:
    """The questionnaire in a workbook or in a file of JSON; mistakes are problems, a missing file is an error."""
    if not path.is_file():
        raise UnreadableInput(f"{as_text(path)}: expected a questionnaire's workbook or JSON file, found no file.")
    try:
        with path.open("rb") as stream:
            head = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UnreadableInput(f"{as_text(path)}: cannot be read: {error.strerror}. Ask for read access.") from None
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _kept(_read_json(head))
    return _kept(_read_workbook(session, path))


def _read_json(data: bytes) -> FormReading:
    if len(data) > _LARGEST:
        return _not_read("questionnaire", f"expected at most {_LARGEST:,} bytes of JSON; found more.")
    try:
        return _usable(from_fhir(codec.parse(data.decode("utf-8-sig"))))
    except (ValueError, RecursionError) as error:
        told = " ".join(str(error).split())[:200]
        return _not_read("questionnaire", f"expected a FHIR Questionnaire as JSON; found what is no JSON: {told}.")


def _usable(reading: FormReading) -> FormReading:
    """The reading, unless its questionnaire says what nothing could ever come of; a workbook is told that by cell."""
    form = reading.questionnaire
    wrong: list[Problem] = []
    if form is not None:
        check_uses(form.items, form.scales, {}, wrong)
    return evolve(reading, questionnaire=None, problems=(*reading.problems, *wrong)) if wrong else reading


def _read_workbook(session: Session, path: Path) -> FormReading:
    from evidence.reading import Request

    outcome = session.readers.read(Request(path=path.resolve(), name=as_text(path.name), layout=True))
    if isinstance(outcome, Unreadable):
        return _not_read("workbook", outcome.reason)
    return read_xlsform([block for block in outcome.blocks if isinstance(block, Table)], as_text(path.stem))


def _not_read(sheet: str, message: str) -> FormReading:
    return FormReading(questionnaire=None, problems=(Problem(sheet=sheet, message=message),))


def _kept(reading: FormReading) -> FormReading:
    """The reading, unless its questionnaire could not be kept and read again without loss."""
    form = reading.questionnaire
    if form is None:
        return reading
    try:
        again = from_fhir(codec.parse(codec.canonical(to_fhir(form)))).questionnaire
    except (ValueError, TypeError) as error:
        told = f"cannot be kept ({str(error).removeprefix('canonical JSON: ')}). Write smaller numbers and plain text."
        return _lost(reading, told)
    if again != form:
        return _lost(reading, "cannot be kept as it is: read again, it would be another. Simplify its choices.")
    return reading


def _lost(reading: FormReading, message: str) -> FormReading:
    problem = Problem(sheet="questionnaire", message=message)
    return evolve(reading, questionnaire=None, problems=(*reading.problems, problem))
