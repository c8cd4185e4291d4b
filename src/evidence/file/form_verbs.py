"""The verbs of questionnaires: list, check, publish, approve, supersede, show, compare, export."""

from __future__ import annotations

from datetime import date
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.audits.forms.compare import FormComparison
    from evidence.file.forming import FormCheck
    from evidence.file.session import Session
    from evidence.model.questionnaire import FormRecord, Questionnaire

AnyPath = str | PathLike[str]


class FormVerbs:
    """What can be done with questionnaires. A form is named `id@version`; an id alone is its newest version."""

    _session: Session

    def forms(self) -> tuple[FormRecord, ...]:
        """The shipped questionnaires and every published version, with its status as of today."""
        from evidence.file import forming

        return forming.forms(self._session)

    def check_form(self, path: AnyPath) -> FormCheck:
        """Read a questionnaire's workbook or JSON and tell every mistake in it. Records nothing.

        Raises `UnreadableInput` only where there is no file; what cannot be read is a mistake like any other.
        """
        from evidence.file import forming

        return forming.check(self._session, path)

    def publish_form(self, what: AnyPath) -> FormRecord:
        """Freeze a version of a questionnaire for ever: one in a file, or a shipped one by its id.

        The same content again is the version there is; changed content is the next one. Raises `UnreadableInput`
        with every mistake of the file, by sheet and cell.
        """
        from evidence.file import forming

        return forming.publish(self._session, what)

    def approve_form(
        self,
        form: str,
        *,
        document: str,
        in_operation_from: date | None = None,
        approved_by: str | None = None,
        approved_on: date | None = None,
    ) -> FormRecord:
        """Record that a published version was approved, on which document, and from when it is in operation.

        `approved_by` is a role or initials, by default who acts; `approved_on` by default the day the document is
        dated. Raises `Refused` where its life does not allow it.
        """
        from evidence.file import forming

        return forming.approve(
            self._session,
            form,
            document=document,
            in_operation_from=in_operation_from,
            approved_by=approved_by,
            approved_on=approved_on,
        )

    def supersede_form(self, form: str, *, on: date | None = None, because: str | None = None) -> FormRecord:
        """Record that a version is not used any more, from today or from a day on. Raises `Refused`."""
        from evidence.file import forming

        return forming.supersede(self._session, form, on=on, because=because)

    def form(self, form: str) -> Questionnaire:
        """A questionnaire as it was published, or as it is shipped. Raises `NotFound`."""
        from evidence.file import forming

        return forming.resolve(self._session, form)[1]

    def form_record(self, form: str) -> FormRecord:
        """The life of a version: its status today, who approved it on what, and when it was in operation."""
        from evidence.file import forming

        return forming.resolve(self._session, form)[0]

    def compare_forms(self, before: str, after: str) -> FormComparison:
        """What changed from one version to another, and which questions can be counted side by side."""
        from evidence.file import forming

        return forming.compare(self._session, before, after)

    def export_form(self, form: str, *, to: str = "json", path: AnyPath | None = None) -> bytes:
        """The questionnaire as canonical JSON (`json`: the bytes that its `sha256` is of) or as an XLSForm (`xlsx`).

        Written to `path` too where one is given; raises `Refused` rather than overwrite.
        """
        from evidence.file import forming

        return forming.export(self._session, form, to, path)
