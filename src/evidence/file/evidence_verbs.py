"""The verbs of judging evidence: verdicts, closure, figures, what is set aside. `EvidenceFile` has them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from evidence.file.answering import ChaseOutcome
    from evidence.file.chasing import ChaseList
    from evidence.file.reviewing import ReviewItem, ReviewOutcome
    from evidence.file.session import Session
    from evidence.file.undoing import Undone
    from evidence.model.document import Document
    from evidence.model.link import EvidenceLink
    from evidence.model.measure import Indicator, Measure
    from evidence.model.verdict import Closure, Verdict

AnyPath = str | PathLike[str]


class EvidenceVerbs:
    """What people conclude about evidence."""

    _session: Session

    def quotation_doubt(self, link: str | EvidenceLink) -> str | None:
        """What is wrong with the words that a link quotes, where they do not stand in its document; else `None`."""
        from evidence.file.quoting import quotation_doubt

        return quotation_doubt(self._session, self._session.link(link) if isinstance(link, str) else link)

    def action_ref(self, made: EvidenceLink | Closure) -> str:
        """The reference of an action as people type it: `R1.9`, or `jar:R1.9` where several plans are on file."""
        return self._session.shown(made.plan, made.action)

    def verdict(self, link: str | EvidenceLink, found: str, *, because: str) -> Verdict:
        """Record that a link was found `sufficient` or `insufficient`, with the reason.

        A verdict by the action's own lead is recorded, but does not verify anything (E110).
        """
        from evidence.file import judging

        return judging.verdict(self._session, link if isinstance(link, str) else link.id, found, because)

    def close_action(self, action: str) -> Closure:
        """Close an action; that nobody verified it first is remarked by E111."""
        from evidence.file import judging

        return judging.close(self._session, action)

    def reopen_action(self, action: str, *, because: str) -> Closure:
        """Open a closed action again."""
        from evidence.file import judging

        return judging.reopen(self._session, action, because)

    def set_aside(self, document: str | Document, *, because: str) -> Document:
        """Say that a document is evidence of nothing in the plan; it is no longer suggested or asked about."""
        from evidence.file import linking

        return linking.set_aside(self._session, document if isinstance(document, str) else document.id, because)

    def add_measure(
        self,
        id: str,
        name: str,
        *,
        definition: str | None = None,
        unit: str | None = None,
        population: str | None = None,
        better: str = "higher",
        shows: Sequence[str] = (),
    ) -> Indicator:
        """Define an indicator (or define it anew); `shows` are the actions or recommendations it belongs to."""
        from evidence.file import measuring

        return measuring.define(
            self._session,
            id,
            name,
            definition=definition,
            unit=unit,
            population=population,
            better=better,
            shows=shows,
        )

    def measure_target(self, id: str, value: str, *, by: str) -> Measure:
        """What an indicator is to reach by a day."""
        from evidence.file import measuring

        return measuring.record(self._session, id, "target", value, by)

    def measure_record(
        self, id: str, value: str, *, period: str, document: str | None = None, baseline: bool = False
    ) -> Measure:
        """What an indicator stood at over a period, and the document that says so."""
        from evidence.file import measuring

        kind = "baseline" if baseline else "reading"
        return measuring.record(self._session, id, kind, value, period, document)

    def measures(self) -> tuple[Measure, ...]:
        """Every indicator with its baseline, targets and readings."""
        from evidence.file import measuring

        return measuring.measures(self._session)

    def write_settings(self, to: AnyPath | None = None) -> Path:
        """Write what the checks go by as TOML into the store's folder, or to a file; raises `Refused` if it differs."""
        from evidence.file import keeping

        return keeping.write_settings(self._session, to)

    def apply_settings(self, source: AnyPath | None = None) -> tuple[str, ...]:
        """Put a settings file in force (by default the store's own); says what is another than before.

        Raises `UnreadableInput` with every mistake by line; nothing is changed then.
        """
        from evidence.file import keeping

        return keeping.apply_settings(self._session, source)

    def settings_unapplied(self) -> bool:
        """Whether the store's settings file says something else than what is in force."""
        from evidence.file import keeping

        return keeping.unapplied(self._session)

    def undo(self) -> Undone:
        """Reverse the actor's last batch by further entries; raises `Refused` with each reason where it cannot be."""
        from evidence.file import undoing

        return undoing.undo(self._session)

    def chase(self, *, as_of: date | None = None, by: str = "holder") -> ChaseList:
        """Which documents are wanted, divided by holder, lead or recommendation. Records nothing.

        Raises `NothingToCheck` without a plan.
        """
        from evidence.file import chasing

        return chasing.chase(self._session, as_of=as_of or self._session.today(), by=by)

    def chase_workbooks(self, listed: ChaseList, folder: AnyPath) -> tuple[Path, ...]:
        """Write a workbook for each group; that the documents were asked for is kept. Raises `Refused`."""
        from evidence.file import chasing

        return chasing.write_workbooks(self._session, listed, folder)

    def chase_messages(self, listed: ChaseList) -> tuple[str, ...]:
        """A message to paste for each group; that the documents were asked for is kept."""
        from evidence.file import chasing

        return chasing.write_messages(self._session, listed)

    def apply_chase(self, workbooks: Sequence[AnyPath], *, preview: bool = False) -> ChaseOutcome:
        """Take in the answers of returned workbooks, all in one batch; what is wrong with a row is told by its cell.

        What is attached is filed and linked. Raises `UnreadableInput` for a file that is no such workbook.
        """
        from evidence.file import answering

        return answering.apply(self._session, workbooks, preview=preview)

    def review(self, *, limit: int = 3) -> Iterator[ReviewItem]:
        """Every document that is linked to nothing and was not set aside, with what it may show. Links nothing."""
        from evidence.file import reviewing

        return reviewing.review(self._session, limit)

    def write_review(self, path: AnyPath) -> int:
        """Write these documents into a workbook to be decided in; gives how many. Raises `Refused` if it is there."""
        from evidence.file import reviewing

        return reviewing.write_review(self._session, path)

    def apply_review(self, path: AnyPath, *, preview: bool = False) -> ReviewOutcome:
        """Take in the decisions of a review workbook as one batch; what is wrong with a row is told by its cell."""
        from evidence.file import reviewing

        return reviewing.apply(self._session, path, preview=preview)

    def successor(self, document: str) -> str | None:
        """The id of the later version that takes a document's place; `None` where there is none."""
        return self._session.queries.successor(self._session.document(document).id)
