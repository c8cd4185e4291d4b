"""Remedial actions as actions of the round's plan: the finding is the recommendation, the owner the lead."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from evidence.model.audit import Finding, Remedy
from evidence.model.errors import Refused
from evidence.model.period import Due, Period
from evidence.model.plan import Action, ClaimState, LeadsFrom, Progress, ProgressEntry, Recommendation
from evidence.wording.dates import typed_due


def recommendation(finding: Finding) -> Recommendation:
    """What the round's plan is asked to put right: `F2` is recommendation 2."""
    return Recommendation(number=number(finding.ref), text=counted_words(finding))


def number(finding: str) -> str:
    """The number of a finding's reference: "2" of `F2`."""
    return finding.removeprefix("F")


def counted_words(finding: Finding) -> str:
    """`Legal advice is not on file (9 of 20 files)`."""
    if finding.found is None or not finding.looked_at:
        return finding.text
    return f"{finding.text} ({finding.found} of {finding.looked_at} files)"


def deadline(text: str) -> Due:
    """The day by which a remedial action is due, from the words typed; raises `Refused` where they name none."""
    due = typed_due(text)
    if due is None or due.latest is None or due.recurrence is not None:
        raise Refused(f"--due {text!r}: expected a day such as 31 03 06 or 2006-03-31.")
    return due


def action(ref: str, remedy: Remedy, due: Due | None) -> Action:
    """The action of a remedial action that is raised; `ref` is its own in the round's plan, "R1.2"."""
    return worded(
        Action(ref=ref, recommendation=ref[1:].partition(".")[0], text=remedy.text, due=due),
        remedy,
        due,
    )


def worded(before: Action, remedy: Remedy, due: Due | None) -> Action:
    """The action with the remedial action's terms as they are now."""
    return evolve(
        before,
        text=remedy.text,
        leads=(remedy.owner,) if remedy.owner else (),
        leads_from=LeadsFrom.WRITTEN if remedy.owner else LeadsFrom.NONE,
        lead_text=remedy.owner,
        due=due,
        evidence=remedy.evidence_wanted,
        other=f"Case file: {remedy.case}" if remedy.case else None,
        progress=_said_done(remedy.done_on) if remedy.done_on else Progress(),
    )


def _said_done(on: date) -> Progress:
    day = Period(text=f"{on.day} {on:%B %Y}", earliest=on, latest=on)
    words = f"Done on {day.text}."
    return Progress(
        text=words,
        claim=ClaimState.DONE,
        claimed_on=day,
        because=(f"its owner says it was done on {day.text}",),
        entries=(ProgressEntry(text=words, date=day),),
    )
