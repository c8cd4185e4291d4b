"""A case file looked up by its reference: what every round that listed it has on record of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.file.audits.rounds import find
from evidence.model.audit import CaseAudited, CaseFile
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from evidence.file.session import Session


def case_file(session: Session, ref: str) -> CaseFile | None:
    """The file of this reference, `C-tamiro`; `None` where no list of any round has it."""
    rows = Audits(session.connection)
    listed = rows.listed_by(ref)
    case = rows.case(listed[-1], ref) if listed else None
    return CaseFile(case=case, audits=[_audited(session, rows, audit, ref) for audit in listed]) if case else None


def _audited(session: Session, rows: Audits, audit: str, case: str) -> CaseAudited:
    held = find(session, audit)
    return CaseAudited(
        audit=audit,
        title=held.title,
        sampled=held.sample is not None and case in held.sample.cases,
        response=rows.response(audit, case),
        moderation=rows.moderation(audit, case),
        concerns=[one for one in held.concerns if one.case == case],
        feedback=next((one for one in held.feedback if one.case == case), None),
    )
