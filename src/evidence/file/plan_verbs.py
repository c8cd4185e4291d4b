"""The verbs of action plans: import, show, compare, doubt, correct. `EvidenceFile` has them all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING

from evidence.model.errors import NotFound

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.changes import PlanChanges
    from evidence.model.correction import Correction, CorrectionOutcome, Doubt
    from evidence.model.plan import ActionPlan

AnyPath = str | PathLike[str]


class PlanVerbs:
    """What can be done with action plans."""

    _session: Session

    def import_plan(
        self,
        path: AnyPath,
        *,
        id: str | None = None,
        title: str | None = None,
        as_of: date | None = None,
        columns: Mapping[str, str] | None = None,
        password: str | None = None,
    ) -> ActionPlan:
        """Read an action plan and record it; a second import under the same id is a new version of it.

        `columns` overrules what headings are taken for: heading as printed to field name. Raises `UnreadableInput`
        if the file is no plan; nothing is filed then.
        """
        self._session.readers.warm()  # a worker starts while the rest is imported
        from evidence.file import planning

        return planning.import_plan(
            self._session, path, id=id, title=title, as_of=as_of, columns=columns, password=password
        )

    def plan(self, id: str | None = None, *, version: int | None = None) -> ActionPlan:
        """A plan as understood; the only one, and its newest version, where none is named."""
        identity = self._session.plan(id, version)
        plan = self._session.queries.plan(identity.id, identity.version)
        if plan is None:
            raise NotFound(f"plan {identity.id!r}: there is none.")
        return plan

    def plans(self) -> tuple[tuple[str, int], ...]:
        """Every plan on file with its newest version."""
        return tuple(self._session.queries.plan_versions())

    def compare_plan(self, id: str | None = None, *, first: int | None = None, last: int | None = None) -> PlanChanges:
        """What changed between two versions of a plan, by default the last two.

        Names what is new, gone, reworded, whose due date moved, whose claim changed, whose progress was rewritten,
        and the links that have become suspect or stranded by it. Raises `NotFound` and `Refused`.
        """
        from evidence.file import versions

        return versions.compare_plan(self._session, id, first, last)

    def doubts(self, plan: str | None = None) -> tuple[Doubt, ...]:
        """Everything about the newest version of a plan that was inferred or is doubtful, with its correction."""
        from evidence.file import correcting

        return correcting.doubts(self._session, plan)

    def write_doubts(self, path: AnyPath, plan: str | None = None) -> int:
        """Write the doubts into a workbook to be corrected in; gives how many. Raises `Refused` if the file exists."""
        from evidence.file import correcting

        return correcting.write_doubts(self._session, plan, path)

    def correct_plan(
        self, corrections: AnyPath | Mapping[str, str], plan: str | None = None, *, preview: bool = False
    ) -> CorrectionOutcome:
        """Take corrections in, from a workbook or a mapping of `Doubt.key` to value; all of them or none.

        The importer's reading is kept beside. `preview` changes nothing. Raises `Refused` with each row that is wrong.
        """
        from evidence.file import correcting

        return correcting.correct(self._session, plan, corrections, preview=preview)

    def corrections(self, plan: str | None = None, *, version: int | None = None) -> tuple[Correction, ...]:
        """The corrections in force on a version of a plan, by default the newest."""
        from evidence.store.plan_versions import PlanVersions

        return PlanVersions(self._session.store.connection).corrections(self._session.plan(plan, version))
