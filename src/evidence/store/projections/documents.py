"""Documents and the places where they were found."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from evidence.model.document import PageText
from evidence.store.projections import likeness
from evidence.store.projections.rows import Details, Rows, as_json, number
from evidence.store.views import text_of

BY_HAND = "said by hand"  # why a document is taken to be what somebody said it is
PROPOSED = ("kind", "title", "state", "dated", "version", "people")  # what a reading proposes
DESCRIBED = (*PROPOSED, "covers", "received_from")  # what a person can overrule


def ingested(rows: Rows, details: Details) -> None:
    """A document was filed."""
    key = number(details["id"])
    rows.insert(
        "document_rows",
        number=key,
        id=details["id"],
        sha256=details["sha256"],
        size=details["size"],
        media_type=details["media_type"],
        kind=details["kind"],
        title=details["title"],
        state=details["state"],
        **_dated(details["dated"]),
        covers=as_json(details["covers"]),
        covers_text=text_of(details["covers"]),
        version=details.get("version"),
        people=as_json(details.get("people") or []),
        because=as_json(details["because"]),
        received_at=rows.at,
        received_from=details["received_from"],
        readable=int(details["readable"]),
        unreadable_because=details["unreadable_because"],
        pages=details["pages"],
        text_sha256=details["text_sha256"],
        sketch=details["sketch"],
        part_of=details["part_of"],
        supersedes=details["supersedes"],
    )
    _locate(rows, details["id"], details["location"])
    likeness.outline(rows, details["id"], details)
    if details["text_sha256"]:
        _add_pages(rows.sql, key, rows.pages(details["sha256"], details["text_sha256"]) or ())


def located(rows: Rows, details: Details) -> None:
    """The same bytes were found at another place, or again at the same place at another time."""
    _locate(rows, details["document"], details["location"])


def vanished(rows: Rows, details: Details) -> None:
    """The file is no longer at this place; it may come back."""
    sql = "UPDATE locations SET gone = ? WHERE path = ? AND document = ?"
    rows.sql(sql, (rows.seq, details["path"], details["document"]))


def read(rows: Rows, details: Details) -> None:
    """Another reading: text anew, and what it was taken to be, except what a person had said."""
    (kept,) = rows.sql("SELECT because FROM document_rows WHERE id = ?", (details["document"],)).fetchone()
    by_hand = {name: words for name, words in json.loads(kept) if words == BY_HAND}
    columns = ("media_type", "readable", "unreadable_because", "pages", "text_sha256")
    values = {column: details[column] for column in columns} | {"readable": int(details["readable"])}
    values |= {column: details[column] for column in ("kind", "title", "state") if column not in by_hand}
    values |= {"version": details.get("version")} if "version" not in by_hand else {}
    values |= {"people": as_json(details.get("people") or [])} if "people" not in by_hand else {}
    if "dated" not in by_hand:
        values |= _dated(details["dated"])
    because = dict(details["because"]) | by_hand
    values["because"] = as_json([list(pair) for pair in because.items()])
    rows.update("document_rows", details["document"], values)
    likeness.liken(rows, details["document"], details)
    pages = rows.pages(details["sha256"], details["text_sha256"]) if details["text_sha256"] else ()
    write_pages(rows.sql, number(details["document"]), pages or ())


def described(rows: Rows, details: Details) -> None:
    """A person overruled what a document was taken to be."""
    values = {column: value for column, value in details["changes"].items() if column in DESCRIBED}
    if "dated" in values:
        values |= _dated(values["dated"])
    if "covers" in values:
        values |= {"covers": as_json(values["covers"]), "covers_text": text_of(values["covers"])}
    if "people" in values:
        values |= {"people": as_json(values["people"] or [])}
    rows.update("document_rows", details["document"], values | {"because": as_json(details["because"])})


def withdrawn(rows: Rows, details: Details) -> None:
    """A document was taken out of use."""
    rows.update("document_rows", details["document"], {"withdrawn": details["because"]})


def write_pages(sql: Callable[..., Any], key: int, pages: Sequence[PageText]) -> None:
    """Put a document's pages where full-text search finds them, in place of any that are there."""
    sql(
        "INSERT INTO pages_text (pages_text, rowid, text) SELECT 'delete', id, text FROM pages WHERE document = ?",
        (key,),
    )
    sql("DELETE FROM pages WHERE document = ?", (key,))
    _add_pages(sql, key, pages)


def _add_pages(sql: Callable[..., Any], key: int, pages: Sequence[PageText]) -> None:
    for page in pages:
        row = sql(
            "INSERT INTO pages (document, page, confidence, text) VALUES (?, ?, ?, ?)",
            (key, page.number, page.confidence, page.text),
        ).lastrowid
        sql("INSERT INTO pages_text (rowid, text) VALUES (?, ?)", (row, page.text))


def _locate(rows: Rows, document: str, location: Details) -> None:
    rows.sql(
        "INSERT INTO locations (document, path, name, size, modified, seq, latest) VALUES (?, ?, ?, ?, ?, ?6, ?6) "
        "ON CONFLICT (path, document) DO UPDATE SET size = excluded.size, modified = excluded.modified, "
        "latest = excluded.latest, gone = NULL",
        (document, location["path"], location["name"], location["size"], location["modified"], rows.seq),
    )


def _dated(period: Details | None) -> Details:
    bounds = period or {}
    columns = {"dated": as_json(period), "dated_text": text_of(period)}
    return columns | {"earliest": bounds.get("earliest"), "latest": bounds.get("latest")}
