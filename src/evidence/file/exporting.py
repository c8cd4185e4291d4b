"""All of the data for other tools, as JSON or CSV: nothing that is on record is left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from evidence import codec
from evidence.file import record
from evidence.file.replacing import apart_from, replacing
from evidence.model.errors import NothingToCheck, Refused
from evidence.model.sequences import as_tuple
from evidence.reports.data import Dataset, as_csv, as_json

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.store.dumping import Dump

FORMATS = ("json", "csv")
MARK = "export.json"  # tells that a folder is an export of ours, and what is in it
README = "README.txt"
WHOLE = frozenset(
    (
        "actors",
        "plans",
        "recommendations",
        "action_rows",
        "unplaced",
        "corrections",
        "document_rows",
        "locations",
        "pages",
    )
)
"""Tables whose rows stand in lists of other shapes."""


@frozen(kw_only=True)
class Exported:
    """What was written."""

    folder: Path
    files: tuple[str, ...] = field(converter=as_tuple)  # below the folder


def export(session: Session, folder: str | os.PathLike[str], *, as_of: date, style: str) -> Exported:
    """Write a complete dump into a folder. Reads only; the same store and day give the same bytes.

    Raises `Refused`, and `StoreNotWritable` where the disk refuses; an export that was there before is then as it was.
    """
    if style not in FORMATS:
        raise Refused(f"--format {style!r}: expected one of {', '.join(FORMATS)}.")
    apart_from(session.store.layout.root, folder, "the export")
    write = as_json if style == "json" else as_csv
    with replacing(folder, what="the export", ours=_is_export) as out:
        about = {}
        for dataset in datasets(session, style):
            out.write(f"{dataset.name}.{style}", write(dataset))
            about[f"{dataset.name}.{style}"] = dataset.about
        if style == "json":
            judged = _check(session, as_of)
            if judged is not None:
                out.write("check.json", codec.encode(judged) + "\n")
                about["check.json"] = "what the checks find as of the day, as `evidence check --format json`"
        files = [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in out.given]
        out.write(README, _readme(about, style))
        mark: dict[str, Any] = {"made_by": "evidence-file", "kind": "export", "format": 1, "as_of": as_of.isoformat()}
        out.write(MARK, codec.canonical({**mark, "store": session.store.id, "files": files}))
    return Exported(folder=Path(folder), files=[one.name for one in out.given])


def datasets(session: Session, style: str) -> Iterator[Dataset]:
    """Everything on file, each list with what it is; in CSV the parts of a plan are lists of their own."""
    from evidence.store.dumping import Dump

    dump, queries = Dump(session.connection), session.queries
    yield Dataset(name="actors", about="who acts", items=lambda: map(codec.to_json, queries.actors()))
    if style == "json":
        about = "every version of every plan, as `evidence plan show --format json`, with what was corrected in it"
        yield Dataset(name="plans", about=about, items=lambda: _plans(session, dump))
    else:
        yield Dataset(
            name="plans", about="every version of every plan", items=partial(_parts, session, dump, "plan"), flat=True
        )
        for part in ("people", "recommendations", "actions", "unplaced", "columns", "corrections"):
            about = f"the {part} of every version of every plan"
            yield Dataset(name=part, about=about, items=partial(_parts, session, dump, part), flat=True)
    about = "every document on file, as `evidence documents --format json`"
    yield Dataset(name="documents", about=about, items=lambda: map(codec.to_json, queries.documents()), flat=True)
    yield Dataset(name="texts", about="the text read from each document, page by page", items=dump.texts)
    for table in dump.tables():
        if table not in WHOLE:
            about = f"the rows of the table {table} of index.db"
            yield Dataset(name=table, about=about, items=partial(dump.rows, table))
    about = "every entry of the journal with its details, as `evidence log --format json`"
    yield Dataset(name="log", about=about, items=lambda: map(codec.to_json, record.log(session)))


def _plans(session: Session, dump: Dump) -> Iterator[dict[str, Any]]:
    """Whole plans; `imported` is the plan as it was read, where a person corrected it."""
    from evidence.store.plan_versions import PlanVersions

    versions = PlanVersions(session.connection)
    for plan, version in dump.versions():
        shown = session.queries.plan(plan, version)
        assert shown is not None
        corrections = versions.corrections(shown.plan)
        imported = versions.imported(plan, version) if corrections else None
        yield {
            **codec.to_json(shown),
            "corrections": codec.to_json(corrections),
            "imported": codec.to_json(imported) if imported else None,
        }


def _parts(session: Session, dump: Dump, part: str) -> Iterator[dict[str, Any]]:
    """One part of every plan, each row with its plan and version."""
    for plan in _plans(session, dump):
        key = {"plan_id": plan["plan"]["id"], "plan_version": plan["plan"]["version"]}
        if part == "plan":
            yield plan["plan"]
            continue
        for as_read, of in ((False, plan), (True, plan["imported"] or {})):
            for item in of.get(part, ()):
                mark = {"before_corrections": as_read} if part in ("actions", "recommendations", "unplaced") else {}
                yield {**key, **mark, **item}


def _check(session: Session, as_of: date) -> Any:
    from evidence.file.checking import check

    try:
        return codec.to_json(check(session, as_of=as_of))
    except NothingToCheck:
        return None


def _readme(about: dict[str, str], style: str) -> str:
    rows = "".join(f"{name}\n    {said}\n" for name, said in sorted(about.items()))
    csv = """
CSV is UTF-8 with a byte order mark, so that Excel knows it. Text that a spreadsheet could take for a formula (it starts
with = + - @ or their full-width forms, or with a tab or a line end) has one apostrophe in front, and so has text that
starts with an apostrophe. To read a cell back, take one apostrophe off every cell that starts with one. Empty cells are
values that are not there, or empty text. Lists stand in a cell as JSON.
"""
    json = """
Each file holds one list under the file's own name, an item a line, in canonical JSON (keys sorted, UTF-8).
"""
    return f"ALL DATA OF AN EVIDENCE FILE\n\n{rows}{csv if style == 'csv' else json}"


def _is_export(folder: Path) -> bool:
    """Whether a folder holds an export and nothing besides."""
    try:
        mark = codec.parse((folder / MARK).read_bytes())
        listed = {*(one["name"] for one in mark["files"]), MARK, README} if mark["kind"] == "export" else set()
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return {path.name for path in folder.iterdir()} <= listed
