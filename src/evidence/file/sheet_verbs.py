"""The verbs of response workbooks: written for auditors, read back in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.file.audits.importing import ImportOutcome
    from evidence.file.audits.sheeting import SheetsWritten
    from evidence.file.session import Session

AnyPath = str | PathLike[str]


class SheetVerbs:
    """What can be done with the workbooks that auditors fill in."""

    _session: Session

    def write_sheets(
        self, audit: str, folder: AnyPath, *, per: str = "case", auditor: str | None = None, second: bool = False
    ) -> SheetsWritten:
        """Write the response workbooks of a round: one for each file (`case`) or for each `auditor`.

        What is on record already stands in them, and beside each question the earlier round's answer. `second` writes
        blank ones for the moderators. Raises `Refused`, and writes nothing, rather than overwrite what was filled in.
        """
        from evidence.file.audits import sheeting

        return sheeting.write_sheets(self._session, audit, folder, per=per, auditor=auditor, second=second)

    def import_responses(
        self,
        audit: str,
        paths: Iterable[AnyPath],
        *,
        partial: bool = False,
        mask: bool = False,
        names: AnyPath | None = None,
        raised_on: date | None = None,
    ) -> ImportOutcome:
        """Read filled-in response workbooks (or folders of them) and record the answers as one batch.

        Raises `Refused` with every doubt by workbook, sheet and cell, and records nothing; with `partial`, the sheets
        without doubts are recorded. What is written of a question that is not asked does not count, and the remarks
        name its cell. Personal data in free text is refused, or masked with `mask`; `names` is a file with the local
        list of names. The same sheets again change nothing. Critical adverse answers raise a concern, as
        of `raised_on` (by default today).
        """
        named = list(paths)
        self._session.readers.warm(len(named))  # workers start while the rest is imported
        from evidence.file.audits import importing
        from evidence.file.audits.words import Words, read_names

        words = Words(names=read_names(names), mask=mask)
        return importing.import_responses(
            self._session, audit, named, partial=partial, words=words, raised_on=raised_on
        )
