"""Questionnaires: every published version, never rewritten, and its life.

Details of the events; `form` is the questionnaire's reference, `id@version`.

- form-published `form id version title questions sha256 content`; `content` is the data whose hash `sha256` is
- form-approved `form document approved_by approved_on`; form-put-in-operation `form from`
- form-superseded `form on because`
"""

from __future__ import annotations

from evidence.store.projections.rows import Details, Rows, as_json


def published(rows: Rows, details: Details) -> None:
    """A version was frozen."""
    rows.insert(
        "form_rows",
        **{name: details[name] for name in ("id", "version", "title", "questions", "sha256")},
        form=details["form"],
        content=as_json(details["content"]),
        published_at=rows.at,
        published_by=rows.by,
    )


def approved(rows: Rows, details: Details) -> None:
    """Somebody approved it, as a document shows."""
    values = {name: details[name] for name in ("approved_by", "approved_on")}
    _change(rows, details, {**values, "approval": details["document"]})


def put_in_operation(rows: Rows, details: Details) -> None:
    """It may be used from a day on."""
    _change(rows, details, {"in_operation_from": details["from"]})


def superseded(rows: Rows, details: Details) -> None:
    """It may not be used any more."""
    _change(rows, details, {"superseded_on": details["on"], "superseded_because": details["because"]})


def _change(rows: Rows, details: Details, values: Details) -> None:
    names = ", ".join(f"{column} = ?" for column in values)
    rows.sql(f"UPDATE form_rows SET {names} WHERE form = ?", (*values.values(), details["form"]))
