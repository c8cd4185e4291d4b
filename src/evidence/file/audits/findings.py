"""Findings: an auditor's conclusions over the files of a round, each with the number of files it was so in."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING

from evidence import codec
from evidence.audits.findings import possible, tally, usual
from evidence.file.audits.rounds import find, questionnaire, sampled
from evidence.file.audits.words import Words, read_names
from evidence.model.audit import Finding, FindingType, Round
from evidence.model.errors import Refused
from evidence.model.event import EventKind

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.questionnaire import Questionnaire

_OPEN = ("under-way", "reported")


def record(
    session: Session,
    audit: str,
    *,
    type: str,
    text: str,
    questions: Sequence[str],
    cases: Sequence[str] = (),
    answers: Sequence[str] = (),
    names: str | PathLike[str] | None = None,
    mask: bool = False,
) -> Finding:
    """Record a finding; the same words again give the finding there is.

    In how many files it was so is counted from the answers to `questions`; `answers` says which of them count, where
    the usual ones of the type do not fit, and `cases` names the files where counting is not enough. Raises `Refused`
    with every question, case or answer that is not one.
    """
    kind = _type(type)
    with session.writing() as writing:
        held = find(session, audit, responses=True)
        _refuse_where_closed(held)
        words = Words(names=read_names(names), mask=mask, on=session.today()).needed("--text", text)
        if not words:
            raise Refused("a finding needs its words. Give them with --text.")
        form = questionnaire(session, held.form)
        asked = _questions(form, questions)
        can = possible(form, asked)
        counted = tuple(_answer(one, can) for one in answers) or usual(form, asked, kind)
        counts = tally(form, held.responses, asked, counted, kind)
        found = _cases(held, cases) or counts.found
        made = Finding(
            ref="",
            type=kind,
            text=words,
            questions=asked,
            cases=found,
            answers=counted,
            found=len(found) if asked or found else None,
            looked_at=len(counts.looked_at) if asked else None,
        )
        if outside := [case for case in found if asked and case not in counts.looked_at]:
            raise Refused(
                f"{held.ref}: {', '.join(outside)}: none of {', '.join(asked)} was answered there, so it cannot be one "
                "of the files found. Look at the answers, or leave the file out."
            )
        for one in held.findings:
            if (one.type, one.text, one.questions, one.cases) == (made.type, made.text, made.questions, made.cases):
                return one
        ref = f"F{1 + len(held.findings)}"
        writing.record(EventKind.FINDING_RECORDED, {"audit": held.ref, "finding": codec.to_json(made) | {"ref": ref}})
    return next(one for one in find(session, held.ref).findings if one.ref == ref)


def named(audit: Round, ref: str) -> Finding:
    """The finding with this reference, `F1` or `1`; raises `Refused` with those there are."""
    wanted = ref.strip().upper()
    for one in audit.findings:
        if one.ref in (wanted, f"F{wanted}"):
            return one
    known = ", ".join(f"{one.ref} ({one.text})" for one in audit.findings) or "none yet"
    raise Refused(f"{audit.ref}: there is no finding {ref!r}; there are: {known}.")


def _refuse_where_closed(audit: Round) -> None:
    if audit.state in _OPEN:
        return
    what = "has no answers yet" if audit.closed_on is None and audit.state != "abandoned" else f"is {audit.state}"
    raise Refused(f"{audit.ref}: {what}; findings are recorded while a round is under way or reported.")


def _type(text: str) -> FindingType:
    if text not in set(FindingType):
        raise Refused(f"--type {text!r}: expected one of {', '.join(FindingType)}.")
    return FindingType(text)


def _answer(text: str, possible: Sequence[str]) -> str:
    folded = text.strip().lower().replace(" ", "-").replace("_", "-")
    if folded not in possible:
        raise Refused(f"--answers {text!r}: expected one of {', '.join(possible)}.")
    return folded


def _questions(form: Questionnaire, questions: Sequence[str]) -> tuple[str, ...]:
    known = {item.link_id.lower(): item.link_id for item in form.questions}
    wanted = list(dict.fromkeys(one.strip().lower() for one in questions if one.strip()))
    unknown = [one for one in wanted if one not in known]
    if unknown:
        raise Refused(
            f"--questions {', '.join(unknown)}: not asked by {form.ref}; `evidence form show {form.ref}` lists the "
            "questions."
        )
    return tuple(known[one] for one in wanted)


def _cases(audit: Round, cases: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sampled(audit, one) for one in cases if one.strip()))
