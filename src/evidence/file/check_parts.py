"""A check in parts that need nothing of each other: each plan, the audits, the documents, the store itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.checks.engine import run
from evidence.checks.rules import RULES
from evidence.file.keeping import settings_in_force
from evidence.file.subjects import Plan, action_file, action_files, document_files, store_file
from evidence.model.issue import SubjectType
from evidence.store.evidence_rows import EvidenceRows

if TYPE_CHECKING:
    from evidence.checks.subjects import CheckSubject
    from evidence.file.session import Session
    from evidence.model.issue import CheckResult


@frozen(kw_only=True)
class Question:
    """What is asked of every part."""

    codes: tuple[str, ...]  # of the rules
    as_of: date
    index: bool  # whether the index is compared with the journal where the store is verified


@frozen(kw_only=True)
class Part:
    """A plan, one action of a plan, all audits, all documents, or the store."""

    of: SubjectType
    ref: str = ""  # of the plan or the action


class Checker:
    """Puts a question to a store, part by part."""

    def __init__(self, session: Session, question: Question) -> None:
        self._session, self._question = session, question
        self.rules = tuple(rule for rule in RULES if rule.CODE in question.codes)
        self._settings = settings_in_force(session)
        self._rows = EvidenceRows(session.connection)

    def parts(self) -> Iterator[Part]:
        """Everything that the rules ask about, in the order in which it is told."""
        groups = {code[0] for code in self._question.codes}
        for ref, _ in self._session.queries.plan_versions():
            yield Part(of=SubjectType.PLAN, ref=ref)
        if "A" in groups and self._session.queries.has_audits():
            yield Part(of=SubjectType.AUDIT)
        if "D" in groups:
            yield Part(of=SubjectType.DOCUMENT)
        if "S" in groups:
            yield Part(of=SubjectType.STORE)

    def result(self, part: Part) -> CheckResult:
        """What the rules say of a part."""
        return run(self.rules, self._subjects(part), self._question.as_of, settings=self._settings)

    def _subjects(self, part: Part) -> Iterator[CheckSubject]:
        session, codes = self._session, self._question.codes
        if part.of is SubjectType.ACTION:
            yield action_file(session, part.ref)
        elif part.of is SubjectType.PLAN:
            plan = Plan(session, session.plan(part.ref), self._rows)
            yield plan.plan_file()
            yield from action_files(plan)
        elif part.of is SubjectType.AUDIT:
            from evidence.file.audits.standings import audit_files

            yield from audit_files(session, self._question.as_of)
        elif part.of is SubjectType.DOCUMENT:
            yield from document_files(session, screened="D307" in codes)
        else:
            yield store_file(session, self._question.index, verified="S501" in codes)
