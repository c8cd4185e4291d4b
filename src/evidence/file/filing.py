"""Documents in by hand: named files, and what the keeper says of them; the files stay where and as they are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.file.intake import take
from evidence.file.readings import Said, as_text
from evidence.model.document import Document, DocumentKind
from evidence.model.errors import Refused, UnreadableInput
from evidence.model.scan import Filed, Skipped

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.period import Period


def add(session: Session, paths: Iterable[str | os.PathLike[str]], said: Said) -> tuple[Document, ...]:
    """File documents by hand; raises `UnreadableInput` naming every path that is no readable file, filing nothing."""
    from evidence.file import holding

    given = [Path(path) for path in paths]
    store = session.store.layout.root.resolve()
    wrong = [f"{as_text(path)}: {reason}" for path in given if (reason := _not_a_file(path, store))]
    if wrong:
        raise UnreadableInput(
            "\n".join([*wrong, "Nothing was filed. Name files; folders are filed with `evidence scan`."])
        )
    results = list(take(session, [path.resolve() for path in given], said, again=True))
    skipped = [f"{item.path}: {item.reason}" for item in results if isinstance(item, Skipped)]
    if skipped:
        raise UnreadableInput("\n".join(skipped))
    for item in results:
        if isinstance(item, Filed):
            holding.back_in_use(session, item.document)
            if not item.new and said.anything:
                holding.describe(session, item.document, said, None, None)
    return tuple(session.document(item.document) for item in results if isinstance(item, Filed))


def said(
    kind: str | None = None,
    dated: str | None = None,
    covers: str | None = None,
    received_from: str | None = None,
    version: str | None = None,
    people: str | None = None,
    password: str | None = None,
) -> Said:
    """What the keeper typed about a document; raises `Refused` for what cannot be understood."""
    if kind is not None and kind not in set(DocumentKind):
        raise Refused(f"--kind {kind!r}: expected one of {', '.join(DocumentKind)}.")
    return Said(
        kind=DocumentKind(kind) if kind else None,
        dated=_date(dated, "--dated"),
        covers=_date(covers, "--covers"),
        received_from=received_from,
        version=version,
        people=tuple(part.strip() for part in re.split(r"[,;]", people or "") if part.strip()),
        password=password,
    )


def _date(text: str | None, option: str) -> Period | None:
    from evidence.wording.dates import typed_date

    if text is None:
        return None
    period = typed_date(text)
    if period is None or not (period.earliest or period.latest):
        raise Refused(f"{option} {text!r}: expected a date such as 27 02 06, Feb 2006 or 2006-02-27.")
    return period


def _not_a_file(path: Path, store: Path) -> str | None:
    if path.resolve().is_relative_to(store):
        return "expected a document, found a file of the evidence file's own store"
    if path.is_file():
        return None if os.access(path, os.R_OK) else "expected a readable file, found no right to read it"
    return f"expected a file, found {_what(path)}"


def _what(path: Path) -> str:
    if path.is_dir():
        return "a folder"
    return "a file" if path.is_file() else "something that is no file" if path.exists() else "nothing"
