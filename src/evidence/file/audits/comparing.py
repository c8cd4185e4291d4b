"""A round beside the one that it repeats: every question, section and team, baseline against follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.audits.compare import compare_rounds
from evidence.audits.forms.compare import compare_forms
from evidence.file.audits.rounds import find, questionnaire
from evidence.model.errors import Refused

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.audit import Round
    from evidence.model.comparison import RoundComparison

SHARES = ("internal", "public")


def compare(
    session: Session, baseline: str, follow_up: str, *, by_team: bool = False, share: str = "internal"
) -> RoundComparison:
    """Two rounds in figures. In what is `public`, small numbers are suppressed so that no total tells them.

    Raises `Refused` where the questionnaires have no question in common, `NotFound`.
    """
    if share not in SHARES:
        raise Refused(f"--share {share!r}: expected one of {', '.join(SHARES)}.")
    before, after = (find(session, ref, responses=True) for ref in (baseline, follow_up))
    if before.ref == after.ref:
        raise Refused(f"{before.ref} was to be compared with itself. Name two rounds, the earlier one first.")
    return _compared(session, before, after, by_team, share)


def figures(session: Session, audit: Round, *, share: str = "internal") -> RoundComparison:
    """A round (with its responses) in figures, beside its baseline; beside itself where it has none."""
    before = find(session, audit.baseline, responses=True) if audit.baseline else audit
    return _compared(session, before, audit, False, share)


def _compared(session: Session, before: Round, after: Round, by_team: bool, share: str) -> RoundComparison:
    forms = {form: questionnaire(session, form) for form in {before.form, after.form}}
    differences: dict[str, str] = {}
    if before.form != after.form:
        changes = compare_forms(forms[before.form], forms[after.form])
        differences = changes.differences
        if not changes.comparable:
            raise Refused(
                f"{before.ref} and {after.ref}: no question of {before.form} can be compared with one of {after.form}."
            )
    told = compare_rounds(before, after, forms, comparable=differences, teams=by_team)
    if share == "public":
        from evidence.audits.sharing import for_public

        return for_public(told)
    return told
