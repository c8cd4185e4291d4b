"""One answer at a time, as on the terminal: read against its question, refused where the question is not asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from evidence.audits.answering import AnswerReader, NotAnAnswer, fold, overall_grade
from evidence.audits.applicability import asked, asked_ids
from evidence.audits.lifecycle import RECORD, step
from evidence.audits.problems import did_you_mean
from evidence.audits.sheets import asked_when
from evidence.file.audits.recording import Recorder, missing
from evidence.file.audits.rounds import find, questionnaire, sampled
from evidence.file.audits.words import Words
from evidence.model.audit import Answer, Grade, Outcome, Response
from evidence.model.errors import NotFound, Refused
from evidence.model.event import EventKind
from evidence.model.questionnaire import ItemType
from evidence.model.sequences import as_tuple
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.questionnaire import Item, Questionnaire


@frozen(kw_only=True)
class Facts:
    """What a question may ask beside its answer."""

    start: date | None = None
    done: date | None = None
    series: tuple[date, ...] = field(default=(), converter=as_tuple)
    count: int | None = None
    signed_by: str | None = None


@frozen(kw_only=True)
class Progress:
    """A file's record after an answer."""

    response: Response
    next: str | None  # the first question that is asked and has no answer
    left: int  # questions asked and not answered
    missing: tuple[str, ...] = field(default=(), converter=as_tuple)  # the required ones of them
    concerns: tuple[str, ...] = field(default=(), converter=as_tuple)  # questions about which a concern stands
    unasked: tuple[str, ...] = field(default=(), converter=as_tuple)  # no longer asked: their answers were taken off


def answer(
    session: Session,
    ref: str,
    case: str,
    question: str,
    value: str,
    *,
    comment: str | None = None,
    audited_on: date | None = None,
    facts: Facts | None = None,
    words: Words | None = None,
    raised_on: date | None = None,
) -> Progress:
    """Record the answer to one question; once every question asked has one, the record is submitted.

    Where another answer makes questions unasked, their answers leave the record; the journal keeps them.
    Raises `Refused` for what is no answer, for a question that is not asked, for "not applicable" without its reason,
    and for what looks like personal data.
    """
    audit = find(session, ref)
    form = questionnaire(session, audit.form)
    item = _item(form, question)
    case = sampled(audit, case)
    with session.writing() as writing:
        before = Audits(session.connection).response(audit.ref, case)
        day = audited_on or (before.audited_on if before else None) or session.today()
        screening = evolve(words or Words(), on=day)
        given = {one.question: one for one in before.answers} if before else {}
        fresh: list[Answer] = []
        unasked: list[str] = []
        if item.type is ItemType.GROUP:
            grades = _with_section(form, item, value, comment, before, screening)
        else:
            made = _read(form, item, value, comment, facts or Facts(), list(given.values()), screening)
            fresh.append(made)
            given[made.question] = made
            unasked = sorted(given.keys() - asked_ids(form, given.values()))
            if unasked:
                given = {id: one for id, one in given.items() if id not in unasked}
                fresh = [given[one.link_id] for one in form.questions if one.link_id in given]
            grades = _graded(form, given, before)
        left = [one.link_id for one in asked(form, given.values()) if one.link_id not in given]
        response = Response(
            case=case,
            form=form.ref,
            auditor=writing.by,
            state="in-progress" if left else "submitted",
            audited_on=day,
            answers=fresh,
            grades=grades,
        )
        Recorder(session, writing, audit, form).take(response, whole=bool(unasked), raised_on=raised_on)
    return evolve(progress(session, audit.ref, case), unasked=unasked)


def progress(session: Session, ref: str, case: str) -> Progress:
    """How far a file's record has come; raises `NotFound` where nothing is on record of it."""
    audit = find(session, ref)
    form = questionnaire(session, audit.form)
    response = Audits(session.connection).response(audit.ref, case)
    if response is None:
        raise NotFound(f"{audit.ref}: nothing is on record of {case!r} yet. `evidence audit status` lists the files.")
    given = {answer.question for answer in response.answers}
    left = [item.link_id for item in asked(form, response.answers) if item.link_id not in given]
    return Progress(
        response=response,
        next=next(iter(left), None),
        left=len(left),
        missing=missing(form, response.answers),
        concerns=[one.question for one in audit.concerns if one.case == case],
    )


def read_answer(
    form: Questionnaire, question: str, value: str, comment: str | None, words: Words, facts: Facts | None = None
) -> Answer:
    """What somebody typed, as the answer to a question; raises `Refused`."""
    item = _item(form, question)
    free = item.type is ItemType.TEXT
    text = words.needed(f"answer to {item.link_id}", value) if free else value.strip()
    if not text:
        raise Refused(f'{item.link_id}: no answer was given. Say "not looked at" where nobody looked.')
    said = words.clean(f"comment on {item.link_id}", comment)
    try:
        made = AnswerReader(item).read(text, said, words.on)
    except NotAnAnswer as error:
        raise Refused(f"{item.link_id}: {error}.") from None
    if made.outcome is Outcome.NOT_APPLICABLE and not made.reason:
        raise Refused(f'{item.link_id}: "not applicable" needs its reason. Give it with --comment.')
    more = facts or Facts()
    if more.count is not None and more.count < 0:
        raise Refused(f"{item.link_id}: --count {more.count}: expected 0 or more.")
    return evolve(
        made,
        start=more.start,
        done=more.done,
        series=sorted(more.series),
        count=more.count,
        signed_by=words.clean(f"--signed-by of {item.link_id}", more.signed_by),
    )


def _item(form: Questionnaire, question: str) -> Item:
    """The question of this linkId, or the graded section."""
    wanted = question.strip().casefold()
    for item in form.items:
        graded = item.type is ItemType.GROUP and item.grade_scale
        if item.link_id.casefold() == wanted and (graded or item.type not in (ItemType.GROUP, ItemType.DISPLAY)):
            return item
    near = did_you_mean(question, [item.link_id for item in form.questions])
    raise NotFound(f"{form.ref}: has no question {question!r}.{near} `evidence form show {form.ref}` lists them.")


def _read(
    form: Questionnaire,
    item: Item,
    value: str,
    comment: str | None,
    facts: Facts,
    given: Sequence[Answer],
    words: Words,
) -> Answer:
    check_asked(form, item.link_id, given)
    return read_answer(form, item.link_id, value, comment, words, facts)


def check_asked(form: Questionnaire, question: str, given: Iterable[Answer]) -> None:
    """Raise `Refused` where a question is not asked, given these answers."""
    if question not in asked_ids(form, given):
        items = {one.link_id: one for one in form.items}
        when = asked_when(items[question], items)
        raise Refused(f"{question}: is not asked of this file; it is asked where {when}.")


def _graded(form: Questionnaire, given: dict[str, Answer], before: Response | None) -> tuple[Grade, ...]:
    """The grades that stand: the overall one that an answer gives, and those of the sections."""
    overall = overall_grade(form.questions, given.values())
    sections = [grade for grade in before.grades if grade.section] if before else []
    return (*([overall] if overall else []), *sections)


def _with_section(
    form: Questionnaire, item: Item, value: str, comment: str | None, before: Response | None, words: Words
) -> tuple[Grade, ...]:
    made = read_grade(form, item, value, words.clean(f"reason of {item.link_id}", comment))
    kept = [grade for grade in before.grades if grade.section != item.link_id] if before else []
    return (*kept, made)


def read_grade(form: Questionnaire, item: Item, value: str, reason: str | None, *, overall: bool = False) -> Grade:
    """A grade on the scale of a section, or of the question that asks for the overall one; raises `Refused`."""
    scale = form.scale(item.grade_scale)
    if scale is None:
        raise Refused(f"{item.link_id}: is not graded.")
    for one in scale.values:
        if fold(value) in (fold(one.code), fold(one.text)):
            return Grade(section=None if overall else item.link_id, scale=scale.id, value=one.code, reason=reason)
    offered = [one.text for one in scale.values]
    raise Refused(
        f"{item.link_id}: expected a grade of {', '.join(offered)}; found {value!r}.{did_you_mean(value, offered)}"
    )


_OF_ALL = ("notify", "submit", "agree", "open-actions", "follow-up", "close")  # may be said of all files at once


def change_record(
    session: Session,
    ref: str,
    verb: str,
    cases: Sequence[str] = (),
    *,
    on: date | None = None,
    because: str | None = None,
    approver: str | None = None,
) -> tuple[str, ...]:
    """Move the records of files: `notify`, `submit`, `return`, `agree`, `follow-up`, `close`, `exempt`, `abandon` …

    Without `cases`, every record that can be moved by this verb is, but for verbs that are said of single files, and
    `agree` leaves those that have or await a second opinion. Gives the files whose record moved; one that is there
    already is passed over. Raises `Refused` that says what can be done.
    """
    own = {"allocate", "hand-over", "answer", "moderate", "feed-back"}
    known = sorted({move.verb for move in RECORD.moves} - own)
    if verb not in known:
        raise Refused(f"{verb!r}: expected one of {', '.join(known)}.")
    if not cases and verb not in _OF_ALL:
        raise Refused(f"{verb!r} is said of single files, each for its reason. Name them.")
    day = on or session.today()
    words = Words(on=day)
    reason, role = words.clean("--because", because), words.clean("--approver", approver)
    said = {"day": day, "reason": reason, "approver": role}
    target = next(move.target for move in RECORD.moves if move.verb == verb)
    moved = []
    with session.writing() as writing:
        audit = find(session, ref)
        form = questionnaire(session, audit.form)
        rows = Audits(session.connection)
        states = dict.fromkeys(audit.sample.cases if audit.sample else (), RECORD.start) | rows.states(audit.ref)
        moderated = {one.case for one in audit.allocations if one.moderator}
        moderated |= {case for case, state in states.items() if state == "in-moderation"}
        chosen = list(dict.fromkeys(sampled(audit, case) for case in cases)) or [
            case
            for case, state in states.items()
            if verb in RECORD.verbs(state) and not (verb == "agree" and case in moderated)
        ]
        for case in chosen:
            if states[case] == target:
                continue
            state = step(RECORD, states[case], verb, said, of=f"{audit.ref} {case}")
            if verb == "submit":
                _check_whole(form, rows, audit.ref, case)
            ended = verb in ("exempt", "abandon", "void")
            full = f"{reason} (approved by {role})" if ended and role else reason
            details = {"audit": audit.ref, "case": case, "verb": verb, "state": state, "on": day.isoformat()}
            writing.record(
                EventKind.RESPONSE_STATE_CHANGED,
                {**details, "form": audit.form, "because": reason, "closed_because": full if ended else None},
            )
            moved.append(case)
    return tuple(moved)


def _check_whole(form: Questionnaire, rows: Audits, audit: str, case: str) -> None:
    response = rows.response(audit, case)
    blank = missing(form, response.answers if response else ())
    if blank:
        raise Refused(
            f'{audit} {case}: still asks for {", ".join(blank[:10])}; answer them, "not looked at" if need be.'
        )
