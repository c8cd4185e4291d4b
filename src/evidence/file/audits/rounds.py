"""Audit rounds: opened on a published questionnaire, looked up, moved from one state to the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from evidence.audits.forms.from_fhir import from_fhir
from evidence.audits.lifecycle import ROUND, step
from evidence.audits.problems import did_you_mean
from evidence.file.audits.words import Words, check_day
from evidence.model.errors import NotFound, Refused
from evidence.model.event import EventKind
from evidence.model.identifiers import Kind, case_ref, numbered
from evidence.model.questionnaire import FormStatus
from evidence.store.audit_rows import Audits
from evidence.store.forms import Forms

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.audit import Programme, Round, Sample
    from evidence.model.questionnaire import FormRecord, Questionnaire


def find(session: Session, ref: str, *, population: bool = False, responses: bool = False) -> Round:
    """The round with this reference, `A-0001` or `a1`; without its bulk unless asked for. Raises `NotFound`."""
    known = numbered(ref)
    key = known[1] if known and known[0] is Kind.AUDIT else None
    found = Audits(session.connection).round(key, population=population, responses=responses) if key else None
    if found is None:
        raise NotFound(f"audit {ref!r}: there is none. `evidence audit list` shows the rounds.")
    return found


def sample_of(audit: Round) -> Sample:
    """The sample that was drawn; raises `Refused` where none was."""
    if audit.sample is None:
        raise Refused(f"{audit.ref}: has no sample yet. Draw it first: `evidence audit sample {audit.ref} --size N`.")
    return audit.sample


def sampled(audit: Round, case: str) -> str:
    """The file of the sample that this names, however it is spelt.

    Raises `NotFound` with the nearest one, and `Refused` where no sample was drawn.
    """
    cases = sample_of(audit).cases
    wanted = case_ref(case)
    if wanted is None or wanted not in cases:
        near = did_you_mean(wanted or case, cases)
        raise NotFound(f"{audit.ref}: {case} is not in the sample.{near} `evidence audit status {audit.ref}` lists it.")
    return wanted


def form_record(session: Session, form: str) -> FormRecord:
    """A published version: `id@version`, or the newest one of an id. Raises `NotFound`."""
    id, _, version = form.partition("@")
    found = Forms(session.connection, session.today()).versions(id)
    if not version and found:
        return found[-1]
    for record in found:
        if str(record.version) == version:
            return record
    known = f"; published are {', '.join(one.ref for one in found)}" if found else ""
    raise NotFound(
        f"questionnaire {form!r}: no such version is published here{known}. Publish it with `evidence form publish`."
    )


def questionnaire(session: Session, form: str) -> Questionnaire:
    """The questions of a published version; raises `NotFound`."""
    content = Forms(session.connection, session.today()).content(form)
    read = from_fhir(content).questionnaire if content is not None else None
    if read is None:
        raise NotFound(f"questionnaire {form!r}: it is not published here. Publish it with `evidence form publish`.")
    return read


def open_round(
    session: Session,
    form: str,
    title: str,
    *,
    programme: str | None = None,
    theme: str | None = None,
    baseline: str | None = None,
    size: int | None = None,
    concerns_to: str | None = None,
    opened_on: date | None = None,
) -> Round:
    """Open a round; the same words again give the round there is, until it is closed or abandoned. Raises `Refused`."""
    check_day("--opened-on", opened_on)
    words = Words(on=opened_on)
    title = words.needed("--title", title)
    if not title:
        raise Refused("an audit needs a title. Give one with --title.")
    if size is not None and size < 1:
        raise Refused(f"--size {size}: expected at least 1 file.")
    record = form_record(session, form)
    if record.status is FormStatus.SUPERSEDED:
        raise Refused(f"{record.ref}: is superseded since {record.superseded_on}. Open the audit on a later version.")
    earlier = find(session, baseline).ref if baseline else None
    planned = _planned(session, programme, theme, record.id) if programme else None
    if theme and not programme:
        raise Refused("--theme: names a round of a programme; say which programme with --programme.")
    asked = {
        "title": title,
        "form": record.ref,
        "opened_on": (opened_on or session.today()).isoformat(),
        "programme": programme,
        "programme_round": planned[0] if planned else None,
        "baseline": earlier,
        "planned_size": size if size is not None else planned[1] if planned else None,
        "concerns_to": words.clean("--concerns-to", concerns_to),
    }
    with session.writing() as writing:
        same = _same(session, asked, dated=opened_on is not None)
        if same is not None:
            return same
        if planned and planned[2]:
            raise Refused(f"programme {programme!r}: {planned[0]!r} was held as {planned[2]}. Name another --theme.")
        ref = Kind.AUDIT.ref(writing.next_number("audits"))
        questions = [item.link_id for item in questionnaire(session, record.ref).questions]
        writing.record(EventKind.AUDIT_OPENED, {"id": ref, **asked, "questions": questions})
    return find(session, ref)


def _planned(session: Session, id: str, theme: str | None, form: str) -> tuple[str, int | None, str | None]:
    """Theme, size and holder of the planned round that is meant: the one named, else the next one on this form."""
    programme = find_programme(session, id)
    rounds = [one for one in programme.rounds if one.form == form]
    if theme is not None:
        rounds = [one for one in rounds if one.theme.casefold() == theme.casefold()]
    found = next((one for one in sorted(rounds, key=lambda one: one.due) if one.held_as is None), None)
    found = found or next(iter(rounds[-1:]), None)
    if found is None:
        themes = ", ".join(f"{one.theme} ({one.form})" for one in programme.rounds) or "no round"
        raise Refused(
            f"programme {id!r}: plans no such round on {form}; it plans {themes}. "
            "Plan it with `evidence audit programme add`."
        )
    return found.theme, found.size, found.held_as


def find_programme(session: Session, id: str) -> Programme:
    """The programme with this id; raises `NotFound`."""
    found = Audits(session.connection).programme(id)
    if found is None:
        raise NotFound(f"programme {id!r}: there is none. Make one with `evidence audit programme add`.")
    return found


def _same(session: Session, asked: Mapping[str, object], *, dated: bool) -> Round | None:
    """A round that was opened by the same words and has not come to its end."""
    names = ("title", "form", "programme", "baseline", "planned_size", "concerns_to")
    for found in Audits(session.connection).rounds(population=False, responses=False):
        if ROUND.ended(found.state) or any(getattr(found, name) != asked[name] for name in names):
            continue
        if not dated or found.opened_on.isoformat() == asked["opened_on"]:
            return found
    return None


def change_round(
    session: Session,
    ref: str,
    verb: str,
    *,
    on: date | None = None,
    because: str | None = None,
    reaudit_due: date | None = None,
    report: str | None = None,
) -> Round:
    """Move a round by a verb that is not a step of its own: `report`, `resume`, `close`, `abandon`.

    Said again of a round that is there already, it changes nothing; another `report`, the document that reports on it,
    takes the place of the one before. Raises `Refused` that says what can be done.
    """
    found = find(session, ref)
    target = next((move.target for move in ROUND.moves if move.verb == verb), None)
    if found.state == target and report in (None, found.report):
        return found
    day = on or session.today()
    reason = Words(on=day).clean("--because", because)
    with session.writing() as writing:
        state = step(ROUND, find(session, ref).state, verb, {"day": day, "reason": reason}, of=found.ref)
        writing.record(
            EventKind.AUDIT_STATE_CHANGED,
            {
                "audit": found.ref,
                "verb": verb,
                "state": state,
                "on": day.isoformat(),
                "because": reason,
                "reaudit_due": reaudit_due.isoformat() if reaudit_due else None,
                "report": report,
            },
        )
    return find(session, ref)
