"""The report of a round: written to a file that the user names, filed as a document, and the round is reported."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from evidence.audits.compare import audited, count_grades, counted_responses
from evidence.audits.sharing import suppressed_row
from evidence.audits.status import AgreementStatus, agreement_status, overall_agreement
from evidence.file import filing
from evidence.file.audits.comparing import SHARES, figures
from evidence.file.audits.remedies import standing
from evidence.file.audits.rounds import change_round, find, questionnaire
from evidence.file.readings import as_text
from evidence.model.audit import ENDED_RECORDS
from evidence.model.comparison import SMALL
from evidence.model.errors import NotFound, Refused
from evidence.reports import blocks
from evidence.reports.audit_content import AgreementShown
from evidence.reports.round_report import RoundReport
from evidence.reports.round_report import blocks as of_round
from evidence.store import disk
from evidence.store.audit_rows import Audits

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.audit import Round
    from evidence.model.comparison import GradedQuestion
    from evidence.model.document import Document
    from evidence.model.questionnaire import Questionnaire

_WRITERS = {".md": blocks.markdown, ".html": blocks.html}


def write_report(
    session: Session,
    ref: str,
    path: str | os.PathLike[str],
    *,
    on: date | None = None,
    share: str = "internal",
) -> Document:
    """Write the report of a round as Markdown or HTML, by the file's ending, and file it; the round is then reported.

    A report that is written again takes the place of the earlier one; another file of that name is never overwritten.
    In a `public` report small numbers are suppressed. Raises `Refused`.
    """
    target, day = Path(path), on or session.today()
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise Refused(f"{as_text(target)}: expected a file name that ends in .md or .html.")
    if target.resolve().is_relative_to(session.store.layout.root.resolve()):
        raise Refused(f"{as_text(target)}: lies in the store. Name a place outside; a copy is filed.")
    report = content(session, ref, day, share)
    audit = report.audit
    if audit.state not in ("under-way", "reported", "closed"):
        raise Refused(f"{audit.ref}: is {audit.state}; there is nothing to report yet.")
    data = write(report.title, of_round(report)).encode()
    before = session.document(audit.report) if audit.report else None
    _write(target, data, before)
    with session.writing():
        said = filing.said(kind="report", dated=day.isoformat())
        (document,) = filing.add(session, [target], said)
        if document.title != report.title:
            from evidence.file import holding

            document = holding.describe(session, document.id, filing.said(), report.title, "final")
        if audit.state != "closed":
            change_round(session, audit.ref, "report", on=day, report=document.id)
    return document


def content(session: Session, ref: str, on: date, share: str = "internal") -> RoundReport:
    """What the report of a round says, as of a day. Reads only."""
    if share not in SHARES:
        raise Refused(f"--share {share!r}: expected one of {', '.join(SHARES)}.")
    audit = find(session, ref, responses=True)
    form = questionnaire(session, audit.form)
    told = figures(session, audit, share=share)
    agreed = agreement_status(overall_agreement(audit, form))
    ended = Counter(one.state for one in audit.responses if one.state in ENDED_RECORDS)
    return RoundReport(
        audit=evolve(standing(session, audit, on), responses=(), moderations=()),
        form=form,
        population=Audits(session.connection).population_size(audit.ref),
        audited=audited(audit),
        made_on=on,
        figures=told,
        agreement=agreement_shown(agreed, share == "public"),
        ended=sorted(ended.items()),
        tested=tested(session, audit, form).items(),
        graded=_graded(form, audit, share),
        public=share == "public",
    )


def _graded(form: Questionnaire, audit: Round, share: str) -> tuple[GradedQuestion, ...]:
    counted = count_grades(form, counted_responses(audit))
    if share != "public":
        return counted
    kept = []
    for one in counted:
        shown = suppressed_row([count or 0 for _, count in one.grades])
        kept.append(evolve(one, grades=zip((code for code, _ in one.grades), shown, strict=True)))
    return tuple(kept)


def tested(session: Session, audit: Round, form: Questionnaire | None = None) -> dict[str, str]:
    """The actions of plans on file that a round's questions test, as people type them, by question."""
    found: dict[str, str] = {}
    for item in (form or questionnaire(session, audit.form)).questions:
        if item.action:
            with suppress(NotFound, Refused):  # an action that is not on file here is tested by nobody
                identity, acted, _ = session.action(item.action)
                found[item.link_id] = session.shown(identity.id, acted.ref)
    return found


def _write(target: Path, data: bytes, before: Document | None) -> None:
    """Write the file whole or not at all; one that is there must be this very report or the one filed before."""
    try:
        if target.exists():
            if target.read_bytes() == data:
                return
            if before is None or disk.hash_file(target)[0] != before.sha256:
                raise Refused(f"{as_text(target)}: is there already and is another file. Name another one.")
        beside = target.with_name(f".{target.name}.part")
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        raise Refused(f"{as_text(target)}: cannot be written: {error.strerror}. Name another place.") from None


def agreement_shown(agreed: AgreementStatus, public: bool) -> AgreementShown:
    """How far two auditors agreed; in public only of so many files that none can be told."""
    if public and 0 < agreed.second_rated < SMALL:
        return AgreementShown(second_rated=0, reason="too few files were graded twice for a figure to be shown")
    return AgreementShown(
        second_rated=agreed.second_rated,
        percent=agreed.percent,
        kappa=agreed.kappa,
        weighted_kappa=agreed.weighted_kappa,
        interval=agreed.interval,
        reason=agreed.reason,
    )
