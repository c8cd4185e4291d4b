"""The verbs of giving evidence to others: the bundle for an inspector, and the data. `EvidenceFile` has them."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from evidence.file.exporting import Exported
    from evidence.file.packing import Packed
    from evidence.file.session import Session

AnyPath = str | PathLike[str]


class GivingVerbs:
    """What leaves the evidence file."""

    _session: Session

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
        replaced once the new one is whole; raises `Refused` for a folder that holds anything else.
        """
        from evidence.file import packing

        today = self._session.clock().astimezone().date()
        return packing.pack(
            self._session, folder, as_of=as_of or today, made_on=today, plan=plan, recommendation=recommendation
        )

    def export(self, folder: AnyPath, *, style: str = "json", as_of: date | None = None) -> Exported:
        """Write all of the data into a folder, as `json` or `csv`: what is on record, and the log it adds up from.

        Reads only. An export that was in the folder is replaced once the new one is whole; raises `Refused` for a
        folder that holds anything else. `as_of` is the day that the checks in it judge.
        """
        from evidence.file import exporting

        today = self._session.clock().astimezone().date()
        return exporting.export(self._session, folder, as_of=as_of or today, style=style)
