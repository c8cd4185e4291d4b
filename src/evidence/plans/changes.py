"""What changed from one version of a plan to the next, above all what changed after the fact."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.model.changes import ClaimChange, DueChange, PlanChanges, ProgressChange, TextChange
from evidence.model.period import Due
from evidence.model.plan import Action, ActionPlan, Progress
from evidence.plans.matching import match, match_refs, squeeze


def compare(old: ActionPlan, new: ActionPlan, *, by_refs: bool = False) -> PlanChanges:
    """Everything that changed from `old` to `new`, two versions of one plan.

    `by_refs` says that actions of the same reference are the same action, as they are in versions that were filed;
    otherwise they are matched by their words. A deadline has moved where its days, or without days its words, are
    others. A progress text is rewritten where a statement of the earlier text no longer stands in the later one;
    spacing and punctuation do not count.
    """
    matches = match_refs(old, new) if by_refs else match(old, new)
    before = {action.ref: action for action in old.actions}
    after = {action.ref: action for action in new.actions}
    pairs = [(before[m.old], after[m.new]) for m in matches]
    matched_old, matched_new = {m.old for m in matches}, {m.new for m in matches}
    return PlanChanges(
        plan=new.id,
        from_version=old.version,
        to_version=new.version,
        matches=matches,
        new=tuple(ref for ref in after if ref not in matched_new),
        gone=tuple(ref for ref in before if ref not in matched_old),
        reworded=tuple(
            TextChange(old=a.ref, new=b.ref, before=a.text, after=b.text)
            for a, b in pairs
            if squeeze(a.text) != squeeze(b.text)
        ),
        due_moved=tuple(_dues(pairs)),
        claim_changed=tuple(
            ClaimChange(old=a.ref, new=b.ref, before=a.progress.claim, after=b.progress.claim)
            for a, b in pairs
            if a.progress.claim != b.progress.claim
        ),
        leads_changed=tuple(
            TextChange(old=a.ref, new=b.ref, before=", ".join(a.leads), after=", ".join(b.leads))
            for a, b in pairs
            if a.leads != b.leads
        ),
        progress_changed=tuple(_progress(pairs)),
        regrouped=tuple(
            TextChange(old=a.ref, new=b.ref, before=a.recommendation, after=b.recommendation)
            for a, b in pairs
            if a.recommendation != b.recommendation
        ),
    )


def _dues(pairs: list[tuple[Action, Action]]) -> Iterator[DueChange]:
    for old, new in pairs:
        if _days(old.due) == _days(new.due) and (_has_days(old.due) or _words(old.due) == _words(new.due)):
            continue
        first = old.due.latest if old.due else None
        last = new.due.latest if new.due else None
        days = (last - first).days if first and last else None
        yield DueChange(old=old.ref, new=new.ref, before=old.due, after=new.due, days=days)


def _days(due: Due | None) -> tuple[object, object]:
    return (due.earliest, due.latest) if due else (None, None)


def _has_days(due: Due | None) -> bool:
    return _days(due) != (None, None)


def _words(due: Due | None) -> str:
    return squeeze(due.text) if due else ""


def _progress(pairs: list[tuple[Action, Action]]) -> Iterator[ProgressChange]:
    for old, new in pairs:
        first, last = squeeze(old.progress.text), squeeze(new.progress.text)
        if first == last:
            continue
        lost = tuple(_missing(old.progress, last))
        added = tuple(_missing(new.progress, first))
        if lost or added:
            yield ProgressChange(old=old.ref, new=new.ref, lost=lost, added=added)


def _missing(progress: Progress, text: str) -> Iterator[str]:
    """The statements of a progress text that do not stand in another (squeezed) text."""
    padded = f" {text} "
    for entry in progress.entries:
        if f" {squeeze(entry.text)} " not in padded and squeeze(entry.text):
            yield entry.text
    if not progress.entries and progress.text and f" {squeeze(progress.text)} " not in padded:
        yield progress.text
