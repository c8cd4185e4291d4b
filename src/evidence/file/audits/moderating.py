"""The second opinion, beside the first and never over it; concerns taken notice of; what the worker was told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from evidence import codec
from evidence.audits.applicability import asked_ids
from evidence.audits.lifecycle import RECORD, step
from evidence.file.audits.allocating import too_near
from evidence.file.audits.answering import check_asked, read_answer, read_grade
from evidence.file.audits.recording import MANAGER, Recorder, acknowledge_by, raise_concern
from evidence.file.audits.rounds import find, questionnaire, sampled
from evidence.file.audits.words import Words, check_day, is_there
from evidence.model.audit import Concern, Feedback, Moderation
from evidence.model.errors import NotFound, Refused
from evidence.model.event import EventKind
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.audit import Answer, Grade, Response, Round
    from evidence.model.questionnaire import Item, Questionnaire


def moderate(
    session: Session,
    ref: str,
    case: str,
    *,
    answers: Mapping[str, str] | None = None,
    sheet: Response | None = None,
    grade: str | None = None,
    reason: str | None = None,
    on: date | None = None,
    blind: bool | None = None,
    agreed: str | None = None,
    because: str | None = None,
    words: Words | None = None,
    tell: Callable[[str], None],
) -> Moderation:
    """Record a second auditor's own answers and overall grade; with `agreed`, the grade that both stand by.

    `answers` are by linkId, as typed, and are added to those given before, of which `tell` hears where they are not
    asked any more; `sheet` is a response workbook that was read, and takes their place. An agreed grade that is not the
    first one needs `because`. Raises `Refused`.
    """
    audit = find(session, ref)
    case = sampled(audit, case)
    form = questionnaire(session, audit.form)
    day = on or session.today()
    screening = evolve(words or Words(), on=day)
    rows = Audits(session.connection)
    with session.writing() as writing:
        first = _first(rows, audit, case)
        kept = rows.moderation(audit.ref, case)
        if not any((answers, sheet, grade, agreed)) and not (kept and kept.moderated_on):
            raise Refused(
                f"{audit.ref} {case}: no opinion was given. Say it with --answer, --file, --grade or --agreed."
            )
        _check_moderator(session, audit, first, writing.by, kept)
        made = Moderation(
            case=case,
            moderator=writing.by,
            due=kept.due if kept else None,
            moderated_on=on or (kept.moderated_on if kept else None) or day,
            blind=blind if blind is not None else bool(kept and kept.blind),
            answers=kept.answers if kept else (),
            grades=kept.grades if kept else (),
            agreed=kept.agreed if kept else None,
            reason=kept.reason if kept else None,
        )
        if sheet is not None:
            own = session.actor(sheet.auditor) if sheet.auditor else None
            if own is not None and own.id != writing.by:
                raise Refused(f"{audit.ref} {case}: the workbook is that of {own.id}. Act as they with --by.")
            said_on = on or sheet.audited_on or made.moderated_on
            made = evolve(made, answers=sheet.answers, grades=sheet.grades, moderated_on=said_on)
        typed = [read_answer(form, q, text, None, screening) for q, text in (answers or {}).items()]
        made = evolve(made, answers=_merged(form, made, typed))
        seen = {one.question: one for one in (*first.answers, *made.answers)}  # both auditors', the second's over
        for one in typed:
            check_asked(form, one.question, seen.values())
        if typed:
            made = evolve(made, answers=_still_asked(form, made.answers, seen.values(), tell))
        if grade is not None:
            said = screening.clean("--reason", reason)
            second = read_grade(form, _overall(form), grade, said, overall=True)
            made = evolve(made, grades=[second, *(one for one in made.grades if one.section)])
        if agreed is not None:
            why = screening.clean("--because", because)
            made = evolve(made, agreed=_agreed(form, first, agreed, why), reason=why)
        if kept == made:
            return made
        name = f"{audit.ref} {case}"
        state = step(RECORD, first.state, "moderate", {"moderator": writing.by}, of=name)
        if made.agreed is not None:
            state = step(RECORD, state, "agree", {"day": day}, of=name)
        details = {"audit": audit.ref, "moderation": codec.to_json(made), "whole": True, "state": state}
        writing.record(EventKind.CASE_MODERATED, details)
        Recorder(session, writing, audit, form).raise_concerns(case, made.answers)
    return made


def read_sheet(
    session: Session,
    ref: str,
    case: str,
    path: str | os.PathLike[str],
    words: Words,
    tell: Callable[[str], None],
) -> Response:
    """The sheets of one file in a response workbook that its moderator filled in.

    `tell` hears of what in them was masked, and of answers to questions that are not asked. Raises `UnreadableInput`
    with every mistake, and where the workbook has no sheets of this file.
    """
    from evidence.audits.problems import refuse
    from evidence.audits.reading_sheets import SheetReader
    from evidence.audits.sheets import COLUMNS
    from evidence.audits.splitting import read_parts
    from evidence.file.readings import as_text, lacking
    from evidence.model.document import Unreadable
    from evidence.model.errors import UnreadableInput
    from evidence.reading import Request

    audit = find(session, ref)
    case = sampled(audit, case)
    where, name = Path(path), as_text(Path(path).name)
    if not is_there(where):
        raise UnreadableInput(f"{as_text(where)}: expected a response workbook, found no file.")
    outcome = session.readers.read(Request(path=where.resolve(), name=name, columns=COLUMNS))
    if isinstance(outcome, Unreadable):
        raise UnreadableInput(f"{name}: cannot be read. {outcome.reason}")
    if gone := lacking(outcome):
        raise UnreadableInput(f"{name}: {gone}")
    cases = audit.sample.cases if audit.sample else ()
    reader = SheetReader(questionnaire(session, audit.form), audit.ref, cases, words.names, mask=bool(words.mask))
    readings = read_parts(reader, name, outcome.sheets)
    session.readers.forget(outcome)
    refuse(name, (problem for reading in readings for problem in reading.problems))
    own = next((one for one in readings if one.response and one.response.case == case), None)
    if own is None or own.response is None:
        held = ", ".join(one.response.case for one in readings if one.response)
        raise UnreadableInput(f"{name}: expected the sheets of {case}; found those of {held or 'no file'}.")
    for problem in own.problems:
        tell(f"{name}: {problem}")
    return own.response


def _first(rows: Audits, audit: Round, case: str) -> Response:
    found = rows.response(audit.ref, case)
    if found is None:
        raise NotFound(f"{audit.ref}: nothing is on record of {case!r} yet; there is nothing to look at again.")
    return found


def _check_moderator(session: Session, audit: Round, first: Response, by: str, kept: Moderation | None) -> None:
    name = f"{audit.ref} {first.case}"
    if by in first.auditors:
        raise Refused(f"{name}: was audited by {by}, who cannot moderate it too. Let somebody else do it, with --by.")
    if kept is not None and kept.moderator != by:
        raise Refused(
            f"{name}: is moderated by {kept.moderator}, not by {by}. Act as they with --by, or name another moderator: "
            "`evidence audit allocate --moderators`."
        )
    allocation = next((one for one in audit.allocations if one.case == first.case), None)
    actor = session.actor(by)
    cases = audit.population.cases if audit.population else ()
    near = too_near(actor, next((one for one in cases if one.ref == first.case), None)) if actor else None
    if near and not (allocation and allocation.exempt):
        raise Refused(f"{name}: {near}. Let somebody independent moderate it.")


def _merged(form: Questionnaire, made: Moderation, typed: Iterable[Answer]) -> list[Answer]:
    given = {one.question: one for one in (*made.answers, *typed)}
    return [given[item.link_id] for item in form.questions if item.link_id in given]


def _still_asked(
    form: Questionnaire, own: Iterable[Answer], seen: Iterable[Answer], tell: Callable[[str], None]
) -> list[Answer]:
    """The moderator's answers to questions that are asked, given both auditors' answers; `tell` hears of the others."""
    shown = asked_ids(form, seen)
    given = list(own)
    if gone := [one.question for one in given if one.question not in shown]:
        questions = ", ".join(gone)
        tell(f"not asked any more: {questions}. What was answered there is off the record; the journal keeps it.")
    return [one for one in given if one.question in shown]


def _overall(form: Questionnaire) -> Item:
    found = next((item for item in form.questions if item.overall and item.grade_scale), None)
    if found is None:
        raise Refused(f"{form.ref}: asks for no overall grade; give the second answers with --answer.")
    return found


def _agreed(form: Questionnaire, first: Response, agreed: str, because: str | None) -> Grade:
    grade = read_grade(form, _overall(form), agreed, because, overall=True)
    if (first.overall is None or first.overall.value != grade.value) and not because:
        raise Refused(f"{first.case}: the agreed grade is not the first one; say why with --because.")
    return grade


def acknowledge(
    session: Session, ref: str, case: str, question: str, *, on: date | None = None, by: str | None = None
) -> Concern:
    """Record that the role a concern went to has taken notice; the same again changes nothing."""
    day = on or session.today()
    role = Words(on=day).clean("--by-role", by)
    with session.writing() as writing:
        audit = find(session, ref)
        case = sampled(audit, case)
        held = _held(session, audit.ref, case, question)
        if held is None:
            raise NotFound(
                f"{audit.ref} {case}: no concern about {question!r} was raised. See `evidence audit concern list`."
            )
        if day < held.raised_on:
            raise Refused(
                f"{audit.ref} {case}: the concern was raised on {held.raised_on}, after {day}. Check the day."
            )
        role = role or held.raised_to
        if held.acknowledged_on is None or (
            on is not None and (held.acknowledged_on, held.acknowledged_by) != (on, role)
        ):
            details = {"audit": audit.ref, "case": case, "question": question}
            writing.record(
                EventKind.CONCERN_ACKNOWLEDGED, {**details, "acknowledged_on": day.isoformat(), "acknowledged_by": role}
            )
    return _concern(session, audit.ref, case, question)


def raise_by_hand(
    session: Session, ref: str, case: str, question: str, *, to: str | None = None, on: date | None = None
) -> Concern:
    """Record a concern that was raised by word of mouth; another day or role of one that stands is a correction.

    The journal keeps what was said before. Raises `Refused` for a day after it was acknowledged.
    """
    check_day("--on", on)
    role = Words(on=on or session.today()).clean("--to", to)
    audit = find(session, ref)
    form = questionnaire(session, audit.form)
    case = sampled(audit, case)
    if question not in {item.link_id for item in form.questions}:
        raise NotFound(f"{form.ref}: has no question {question!r}. `evidence form show {form.ref}` lists them.")
    with session.writing() as writing:
        held = _held(session, audit.ref, case, question)
        day = on or (held.raised_on if held else session.today())
        role = role or (held.raised_to if held else audit.concerns_to or MANAGER)
        if held is not None and held.acknowledged_on and day > held.acknowledged_on:
            raise Refused(
                f"{audit.ref} {case}: the concern was acknowledged on {held.acknowledged_on}, before {day}. Check --on."
            )
        if held is None or (held.raised_on, held.raised_to) != (day, role):
            due = acknowledge_by(session, day)
            raise_concern(writing, audit.ref, case, question, to=role, on=day, due=due)
    return _concern(session, audit.ref, case, question)


def _held(session: Session, ref: str, case: str, question: str) -> Concern | None:
    concerns = Audits(session.connection).concerns(ref)
    return next((one for one in concerns if (one.case, one.question) == (case, question)), None)


def _concern(session: Session, ref: str, case: str, question: str) -> Concern:
    found = _held(session, ref, case, question)
    assert found is not None
    return found


def give_feedback(
    session: Session,
    ref: str,
    case: str,
    *,
    given_on: date,
    method: str | None = None,
    response: str | None = None,
    disputed: bool = False,
    words: Words | None = None,
) -> Feedback:
    """Record what the worker was told and said; a record that nobody is to moderate is agreed by that.

    Said otherwise later, the newest words stand and the journal keeps the earlier ones. Raises `Refused`.
    """
    audit = find(session, ref)
    case = sampled(audit, case)
    screening = evolve(words or Words(), on=given_on)
    made = Feedback(
        case=case,
        given_on=given_on,
        method=screening.clean("--method", method),
        response=screening.clean("--response", response),
        disputed=disputed,
    )
    rows = Audits(session.connection)
    with session.writing() as writing:
        if made in find(session, ref).feedback:
            return made
        first = _first(rows, audit, case)
        if first.audited_on and given_on < first.audited_on:
            raise Refused(f"{audit.ref} {case}: was audited on {first.audited_on}, after {given_on}. Check --given-on.")
        if given_on > session.today():
            raise Refused(f"{audit.ref} {case}: {given_on} is still to come. Record the feedback once it was given.")
        state = _fed_back(rows, audit, first, given_on)
        details = {"audit": audit.ref, "feedback": codec.to_json(made), "state": state}
        writing.record(EventKind.FEEDBACK_GIVEN, details)
    return made


def _fed_back(rows: Audits, audit: Round, first: Response, day: date) -> str:
    """The state of the record once feedback was given: later states stay."""
    if first.state in ("fed-back", "actions-open", "followed-up", "closed"):
        return first.state
    state, name = first.state, f"{audit.ref} {first.case}"
    awaited = rows.moderation(audit.ref, first.case)
    if state == "submitted" and awaited is None:
        state = step(RECORD, state, "agree", {"day": day}, of=name)
    if state == "submitted" and awaited is not None:
        raise Refused(
            f"{name}: is still to be moderated by {awaited.moderator}. Record that first: `evidence audit moderate`."
        )
    return step(RECORD, state, "feed-back", {"day": day}, of=name)
