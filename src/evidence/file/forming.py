"""Questionnaires: read and checked, published for ever, approved on a document, put in operation, superseded."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from evidence import codec
from evidence.audits import lifecycle
from evidence.audits.banks import SHIPPED, shipped_form
from evidence.audits.forms.compare import FormComparison, compare_forms
from evidence.audits.forms.fhir import to_fhir
from evidence.audits.forms.from_fhir import from_fhir
from evidence.audits.problems import Problem
from evidence.file import workbooks
from evidence.file.form_reading import questionnaire_in, to_publish
from evidence.file.readings import as_text
from evidence.model.errors import NotFound, Refused
from evidence.model.event import EventKind
from evidence.model.questionnaire import FormRecord, FormStatus, Questionnaire
from evidence.model.sequences import as_tuple
from evidence.store.forms import Forms

if TYPE_CHECKING:
    from evidence.file.session import Session

_REF = re.compile(r"(?P<id>[^@\s]+)(?:@(?P<version>[1-9]\d{0,11}))?")
_ENDLESS = date.max  # the day on which all that is recorded has come to be


@frozen(kw_only=True)
class FormCheck:
    """What a questionnaire's file was read as, and every remark about it."""

    file: str
    form: Questionnaire | None  # `None` where a mistake stands in the way
    published_as: str | None = None  # the version on file that says the same: "id@version"
    problems: tuple[Problem, ...] = field(default=(), converter=as_tuple)

    @property
    def mistakes(self) -> tuple[Problem, ...]:
        """The problems because of which it cannot be published."""
        return tuple(problem for problem in self.problems if not problem.query)


def forms(session: Session) -> tuple[FormRecord, ...]:
    """Every published version and every shipped questionnaire, by id and version, as their lives stand today."""
    published = {record.ref: record for record in _forms(session).all()}
    shipped = {record.ref: record for record in map(_shipped_record, SHIPPED)}
    order = {id: at for at, id in enumerate(SHIPPED)}
    records = {**shipped, **published}.values()
    return tuple(sorted(records, key=lambda one: (order.get(one.id, len(order)), one.id, one.version)))


def check(session: Session, path: str | os.PathLike[str]) -> FormCheck:
    """Read a questionnaire and tell everything that is wrong with it. Raises `UnreadableInput` if there is no file."""
    reading = questionnaire_in(session, Path(path))
    same = _same(reading.questionnaire, _forms(session)) if reading.questionnaire else None
    return FormCheck(
        file=as_text(Path(path).name),
        form=reading.questionnaire,
        published_as=same.ref if same else None,
        problems=reading.problems,
    )


def publish(session: Session, what: str | os.PathLike[str]) -> FormRecord:
    """Freeze a questionnaire as a version that never changes; the same content again is the version there is.

    Raises `UnreadableInput` with every mistake, by sheet and cell; what is only to look at stands in its remarks.
    """
    form, problems = to_publish(session, what)
    remarks = tuple(map(str, problems))
    with session.writing() as writing:
        known = _same(form, _forms(session))
        if known is not None:
            return evolve(known, remarks=remarks)
        form = evolve(form, version=_next_version(form, _forms(session)))
        content = to_fhir(form)
        writing.record(
            EventKind.FORM_PUBLISHED,
            {
                "form": form.ref,
                "id": form.id,
                "version": form.version,
                "title": form.title,
                "questions": len(form.questions),
                "sha256": _hash(content),
                "content": content,
            },
        )
    return evolve(_published(session, form.ref), remarks=remarks)


def approve(
    session: Session,
    ref: str,
    *,
    document: str,
    in_operation_from: date | None = None,
    approved_by: str | None = None,
    approved_on: date | None = None,
) -> FormRecord:
    """Record that a version was approved, on what document, and from when it is in operation.

    Who approved is by default the actor, and the day the one that the document is dated, where it has one. The same
    words again change nothing. Raises `Refused` where the life of the version does not allow it.
    """
    with session.writing() as writing:
        record = _published(session, ref)
        shown = session.document(document)
        if shown.withdrawn is not None:
            raise Refused(f"{shown.id}: was withdrawn ({shown.withdrawn}). Name the document that shows the approval.")
        if record.approval is None:
            given: dict[str, Any] = {
                "document": shown.id,
                "approved_by": approved_by or writing.by,
                "approved_on": _iso(approved_on or (shown.dated.day if shown.dated else None)),
            }
            _step(record, "approve", {**given, "approver": given["approved_by"]})
            writing.record(EventKind.FORM_APPROVED, {"form": record.ref, **given})
        else:
            _same_approval(record, shown.id, approved_by, approved_on)
        if in_operation_from is not None and record.in_operation_from != in_operation_from:
            _step(_published(session, ref), "put-in-operation", {"day": in_operation_from})
            day = in_operation_from.isoformat()
            writing.record(EventKind.FORM_PUT_IN_OPERATION, {"form": record.ref, "from": day})
    return _published(session, ref)


def supersede(session: Session, ref: str, *, on: date | None = None, because: str | None = None) -> FormRecord:
    """Record that a version is not used any more from a day on, by default today; said again, it changes nothing."""
    with session.writing() as writing:
        record = _published(session, ref)
        if record.superseded_on is not None and on in (None, record.superseded_on):
            return record
        day = on or session.today()
        _step(record, "supersede", {"day": day})
        if record.in_operation_from is not None and day <= record.in_operation_from:
            raise Refused(
                f"{record.ref}: is in operation from {record.in_operation_from}; expected a later day, found {day}. "
                "Give the first day on which it is not used any more with --on."
            )
        details = {"form": record.ref, "on": day.isoformat(), "because": because}
        writing.record(EventKind.FORM_SUPERSEDED, details)
    return _published(session, ref)


def resolve(session: Session, ref: str) -> tuple[FormRecord, Questionnaire]:
    """The version that `id@version` names (an id alone: its newest), published or shipped. Raises `NotFound`."""
    record = _find(session, ref)
    if record.status is FormStatus.SHIPPED:
        form = shipped_form(record.id)
    else:
        form = from_fhir(_forms(session).content(record.ref)).questionnaire
    if form is None:
        raise NotFound(f"{record.ref}: what was published cannot be read by this version of the library.")
    return record, form


def compare(session: Session, before: str, after: str) -> FormComparison:
    """What changed from one version to another, and which questions can be counted side by side."""
    return compare_forms(resolve(session, before)[1], resolve(session, after)[1])


def export(session: Session, ref: str, to: str, path: str | os.PathLike[str] | None = None) -> bytes:
    """The questionnaire as a workbook (`xlsx`, an XLSForm) or as its canonical JSON (`json`), byte for byte.

    It is written to `path` as well where one is given; raises `Refused` where a file is there already.
    """
    form = resolve(session, ref)[1]
    if to == "json":
        data = codec.canonical(to_fhir(form))
    elif to == "xlsx":
        from evidence.file.form_sheets import workbook_of

        data = workbook_of(form)
    else:
        raise Refused(f"--to {to!r}: expected xlsx or json.")
    if path is not None:
        workbooks.save_new(Path(path), data)
    return data


def _forms(session: Session) -> Forms:
    return Forms(session.connection, session.today())


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _hash(content: Any) -> str:
    return hashlib.sha256(codec.canonical(content)).hexdigest()


@cache
def _shipped_record(id: str) -> FormRecord:
    form = shipped_form(id)
    assert form is not None
    return FormRecord(
        id=id,
        version=form.version,
        title=form.title,
        status=FormStatus.SHIPPED,
        questions=len(form.questions),
        sha256=_hash(to_fhir(form)),
    )


def _find(session: Session, ref: str) -> FormRecord:
    match = _REF.fullmatch(ref.strip())
    if match:
        id = match["id"].lower()
        version = int(match["version"]) if match["version"] else None
        known: list[FormRecord] = [*([_shipped_record(id)] if id in SHIPPED else ()), *_forms(session).versions(id)]
        named = [one for one in known if version in (None, one.version)]
        if named:
            return named[-1]
    refs = [record.ref for record in forms(session)]
    near = get_close_matches(ref, refs, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise NotFound(f"questionnaire {ref!r}: there is none.{hint} `evidence form list` shows what there is.")


def _published(session: Session, ref: str) -> FormRecord:
    record = _find(session, ref)
    if record.status is FormStatus.SHIPPED:
        raise Refused(
            f"{record.ref}: comes with the library and is not published in this store. Publish it first: "
            f"`evidence form publish {record.id}`."
        )
    return record


def _step(record: FormRecord, verb: str, given: dict[str, Any]) -> None:
    lifecycle.step(lifecycle.FORM, record.status_on(_ENDLESS).value, verb, given, of=record.ref)


def _same_approval(record: FormRecord, document: str, by: str | None, on: date | None) -> None:
    if record.approval != document or by not in (None, record.approved_by) or on not in (None, record.approved_on):
        when = f" on {record.approved_on}" if record.approved_on else ""
        raise Refused(
            f"{record.ref}: was approved by {record.approved_by}{when}, as {record.approval} shows; an approval is not "
            "changed. Publish another version if other words were approved."
        )


def _same(form: Questionnaire, known: Forms) -> FormRecord | None:
    """The newest version in use that has the same content."""
    for record in reversed(known.versions(form.id)):
        if record.superseded_on is None and _hash(to_fhir(evolve(form, version=record.version))) == record.sha256:
            return record
    return None


def _next_version(form: Questionnaire, known: Forms) -> int:
    """The number after the last one, or the one the author wrote where it is higher; 1 of a shipped id is shipped."""
    versions = [record.version for record in known.versions(form.id)]
    shipped = shipped_form(form.id)
    if shipped is not None:
        if shipped.version not in versions and evolve(form, version=shipped.version) == shipped:
            return shipped.version
        versions.append(shipped.version)
    return max([form.version, *(version + 1 for version in versions)])
