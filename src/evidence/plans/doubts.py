"""Everything about a plan that was inferred, or could be read otherwise: what the keeper is asked to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from evidence.model.correction import Correction, Doubt
from evidence.model.period import Flag, Period
from evidence.model.plan import Action, ActionPlan, ClaimState, LeadsFrom, Recommendation
from evidence.plans import fields
from evidence.plans.corrections import expected
from evidence.plans.targets import COLUMN, Targets, unplaced_key

_FLAGS: Mapping[Flag, str] = {
    Flag.IMPOSSIBLE: "a date that cannot exist",
    Flag.YEAR_MISSING: "no year is written",
    Flag.YEAR_INFERRED: "the year was taken from the rest of the plan",
    Flag.APPROXIMATE: "approximate words",
    Flag.AMBIGUOUS: "more than one reading",
    Flag.RELATIVE: "counted from a day that is not stated",
    Flag.TO_BE_CONFIRMED: "to be confirmed",
    Flag.MARKED: "no deadline is written; the last month with a mark under it",
}
_NUMBERS: Mapping[str, str] = {
    "number-inferred": "no number is printed; taken from the order",
    "number-repeated": "the number is printed twice",
    "follows-a-gap": "the number before it is missing",
    "text-missing": "no text was found",
    "action-not-stated": "no action is written beside it; its own text stands for one",
}
_INFERRED = ("no heading", "no headings", "cut", "content")


def doubts(plan: ActionPlan, corrected: Iterable[Correction] = ()) -> tuple[Doubt, ...]:
    """All doubts about a plan as imported, in the order columns, recommendations, actions, text without a place.

    `corrected` are the corrections in force; what was corrected is listed even where nothing is doubtful.
    """
    targets, in_force = Targets(plan), {one.key: one for one in corrected}
    reasons: dict[str, list[str]] = {}
    for key, reason in _reasons(plan):
        reasons.setdefault(key, []).append(reason)
    for key in in_force:
        reasons.setdefault(key, ["corrected before"])
    result = []
    for key, said in reasons.items():
        target = targets.find(key)
        if target is not None:
            result.append(
                Doubt(
                    key=key,
                    where=target.where,
                    words=target.words,
                    understood=in_force[key].understood if key in in_force else target.understood,
                    reason="; ".join(dict.fromkeys(said)),
                    expected=expected(key),
                    correction=in_force[key].value if key in in_force else None,
                )
            )
    return tuple(result)


def _reasons(plan: ActionPlan) -> Iterator[tuple[str, str]]:
    for column in plan.columns:
        if column.heading.strip() and (column.field is None or column.field == "other"):
            yield f"{COLUMN}/{column.heading}", "the heading means nothing known; its cells stand in 'other'"
        elif column.heading.strip() and column.because.startswith(_INFERRED):
            yield f"{COLUMN}/{column.heading}", f"inferred: {column.because}"
    for recommendation in plan.recommendations:
        yield from _of_recommendation(recommendation)
    for action in plan.actions:
        yield from _of_action(action)
    for piece in plan.unplaced:
        if not piece.is_prose:
            yield unplaced_key(piece), f"found no place: {piece.reason}"


def _of_recommendation(item: Recommendation) -> Iterator[tuple[str, str]]:
    for flag in item.flags:
        if flag in _NUMBERS:
            yield f"{item.number}/number", _NUMBERS[flag]
    if item.deadline:
        for reason in _of_period(item.deadline):
            yield f"{item.number}/deadline", reason


def _of_action(action: Action) -> Iterator[tuple[str, str]]:
    ref, progress = action.ref, action.progress
    if action.leads_from is LeadsFrom.DITTO:
        yield f"{ref}/leads", f"ditto mark {action.lead_text!r} read as the lead above"
    elif action.leads_suggested and not action.leads:
        yield f"{ref}/leads", f"blank; the lead above is {', '.join(action.leads_suggested)}"
    elif action.lead_text and not action.leads:
        yield f"{ref}/leads", "no lead was found in these words"
    if action.due:
        for reason in _of_period(action.due):
            yield f"{ref}/{fields.DUE}", reason
        if action.due.text and not (action.due.earliest or action.due.latest or action.due.flags):
            yield f"{ref}/{fields.DUE}", "no date was found in these words"
    for problem in action.problems:
        if problem.field is not None:
            yield f"{ref}/{problem.field}", problem.message
    for number, entry in enumerate(progress.entries, start=1):
        if entry.date:
            for reason in _of_period(entry.date):
                yield f"{ref}/entry-{number}", reason
    if progress.text and (progress.claim is not ClaimState.NONE or progress.shared):
        shared = ("the same cell serves several actions",) if progress.shared else ()
        yield f"{ref}/claim", "; ".join([*shared, *progress.because]) or "read from the words"
    if progress.claim is ClaimState.DONE and (progress.claimed_on is None or [*_of_period(progress.claimed_on)]):
        yield f"{ref}/claimed_on", "said done, but not on which day"
    for number, request in enumerate(action.requests, start=1):
        if request.asked_of is None:
            yield f"{ref}/request-{number}", "evidence is asked for, but of nobody by name"


def _of_period(period: Period) -> Iterator[str]:
    return (words for flag, words in _FLAGS.items() if flag in period.flags)
