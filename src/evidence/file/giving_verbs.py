"""The verbs of giving evidence to others: the report, the bundle for an inspector, the data."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from evidence.file.exporting import Exported
    from evidence.file.packing import Packed
    from evidence.file.reporting import Reported
    from evidence.file.session import Session
    from evidence.reports.content import Report

AnyPath = str | PathLike[str]


class GivingVerbs:
    """What leaves the evidence file."""

    _session: Session

    def report(
        self,
        folder: AnyPath,
        *,
        as_of: date | None = None,
        plan: str | None = None,
        share: str = "internal",
        only: Sequence[str] = (),
    ) -> Reported:
        """Write the report to look at into a folder that is empty, new or a report already: open its `index.html`.

        It is of everything on file, or of one plan. `share` is `internal` or `public` (without names, quotations and
        all that is exempt). `only` names parts of it: `page`, `workbook`, `summary`. That it was made is journalled, so
        that the next can say what changed. Raises `NothingToCheck` of an empty store, `Refused` where other things lie
        in the folder, `StoreNotWritable` where the disk refuses; what was there before is then as it was.
        """
        from evidence.file import reporting

        day = as_of or self._session.today()
        return reporting.report(self._session, folder, as_of=day, plan=plan, share=share, only=only)

    def report_content(self, *, as_of: date | None = None, plan: str | None = None) -> Report:
        """Everything that the report says, as values; actions and documents are read as they are iterated."""
        from evidence.file.report_content import report_content

        return report_content(self._session, as_of=as_of or self._session.today(), plan=plan)

    def pack(
        self,
        folder: AnyPath,
        *,
        as_of: date | None = None,
        plan: str | None = None,
        recommendation: str | None = None,
    ) -> Packed:
        """Write a bundle for an inspector (a BagIt 1.0 bag): one recommendation, one plan, or everything on file.

        Reads only. The same store packed on the same day gives the same bytes. A bundle that was in the folder is
        replaced once the new one is whole; raises `Refused` for a folder that holds anything else, and
        `NothingToCheck` of an empty store.
        """
        from evidence.file import packing

        today = self._session.today()
        return packing.pack(
            self._session, folder, as_of=as_of or today, made_on=today, plan=plan, recommendation=recommendation
        )

    def export(self, folder: AnyPath, *, style: str = "json", as_of: date | None = None) -> Exported:
        """Write all of the data into a folder, as `json` or `csv`: what is on record, and the log it adds up from.

        Reads only. An export that was in the folder is replaced once the new one is whole; raises `Refused` for a
        folder that holds anything else. `as_of` is the day that the checks in it judge.
        """
        from evidence.file import exporting

        today = self._session.today()
        return exporting.export(self._session, folder, as_of=as_of or today, style=style)
