"""The verbs of what comes of an audit: findings, remedial actions, report, closing, comparison."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.audit import Finding, Remedy, Round
    from evidence.model.comparison import RoundComparison
    from evidence.model.document import Document

AnyPath = str | PathLike[str]


class RemedyVerbs:
    """What comes of an audit. A remedial action (`a-0001:R1.1`) is an action: link, verdict, close, chase take it."""

    _session: Session

    def add_finding(
        self,
        audit: str,
        *,
        type: str,
        text: str,
        questions: Sequence[str] = (),
        cases: Sequence[str] = (),
        answers: Sequence[str] = (),
        names: AnyPath | None = None,
        mask: bool = False,
    ) -> Finding:
        """Record a finding: `nonconformity`, `conformity`, `observation` or `strength`.

        In how many files it was so, of how many, is counted from the answers to `questions`; `answers` says which
        answers count ("not-on-file"), by default those usual for the type. Words that look personal are refused, or
        masked where `mask` says so. Raises `Refused`.
        """
        from evidence.file.audits import findings

        return findings.record(
            self._session,
            audit,
            type=type,
            text=text,
            questions=questions,
            cases=cases,
            answers=answers,
            names=names,
            mask=mask,
        )

    def add_remedy(
        self,
        audit: str,
        *,
        finding: str,
        text: str,
        owner: str | None = None,
        due: str | None = None,
        evidence: str | None = None,
        case: str | None = None,
        names: AnyPath | None = None,
        mask: bool = False,
    ) -> Remedy:
        """Raise a remedial action on a finding; it is an action of the round's own plan.

        `owner` is a role or initials, `due` a day as typed, `evidence` the kind of document that is to show it ("memo",
        "minutes or report"), which the checks then hold it to, or words for it. Raises `Refused`.
        """
        from evidence.file.audits import remedies

        return remedies.raise_remedy(
            self._session,
            audit,
            finding=finding,
            text=text,
            owner=owner,
            due=due,
            evidence=evidence,
            case=case,
            names=names,
            mask=mask,
        )

    def change_remedy(
        self,
        remedy: str,
        *,
        text: str | None = None,
        owner: str | None = None,
        due: str | None = None,
        evidence: str | None = None,
        done_on: date | None = None,
        superseded_by: str | None = None,
        not_accepted: bool = False,
        because: str | None = None,
        not_done: bool = False,
        names: AnyPath | None = None,
        mask: bool = False,
    ) -> Remedy:
        """Change the terms of a remedial action, take down when its owner says it was done, or end it with a reason.

        `not_done` takes such a word back, with its reason.
        Its state is never said: it follows from the documents linked to it, from who verified them and from `close`.
        """
        from evidence.file.audits import remedies

        return remedies.change_remedy(
            self._session,
            remedy,
            text=text,
            owner=owner,
            due=due,
            evidence=evidence,
            done_on=done_on,
            not_done=not_done,
            superseded_by=superseded_by,
            not_accepted=not_accepted,
            because=because,
            names=names,
            mask=mask,
        )

    def remedies(self, audit: str, *, as_of: date | None = None) -> tuple[Remedy, ...]:
        """The remedial actions of a round, each in the state that its evidence gives it as of a day."""
        from evidence.file.audits import remedies, rounds

        return remedies.standing(self._session, rounds.find(self._session, audit), as_of).remedies

    def report_audit(self, audit: str, path: AnyPath, *, on: date | None = None, share: str = "internal") -> Document:
        """Write the report of a round (.md or .html) and file it; the round is reported, and the report is suggested as
        evidence for the plan's actions that its questions test. In a `public` one small numbers are suppressed.
        """
        from evidence.file.audits import reporting

        return reporting.write_report(self._session, audit, path, on=on, share=share)

    def close_audit(self, audit: str, *, on: date | None = None, reaudit_due: date | None = None) -> Round:
        """Close a round. Raises `Refused` with every file, concern and remedial action that is still open."""
        from evidence.file.audits import closing

        return closing.close_round(self._session, audit, on=on, reaudit_due=reaudit_due)

    def compare_audits(
        self, baseline: str, follow_up: str, *, by_team: bool = False, share: str = "internal"
    ) -> RoundComparison:
        """Two rounds in figures, by question, section and, where asked for, team. Reads only.

        In a `public` comparison small numbers are suppressed so that no total tells them.
        """
        from evidence.file.audits import comparing

        return comparing.compare(self._session, baseline, follow_up, by_team=by_team, share=share)
