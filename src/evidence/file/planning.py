"""A plan in: its document is filed, its tables are understood, and each import under the same id is a new version."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from attrs import evolve

from evidence.file import versions
from evidence.file.readings import Reading, Said, as_text, ingested
from evidence.model import identifiers
from evidence.model.document import DocumentKind, Extraction, Proposal, Unreadable
from evidence.model.errors import Refused, UnreadableInput
from evidence.model.event import EventKind
from evidence.model.plan import ActionPlan, PlanIdentity, PlanSource
from evidence.store import disk
from evidence.wording.folding import fold

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.correction import Correction
    from evidence.model.table import Block
    from evidence.reading import Request
    from evidence.store.content import Staged

DEFAULT_ID = "plan"
_MOST_TEXT = 64 << 20  # bytes of a file that is nothing but text


def import_plan(
    session: Session,
    path: str | os.PathLike[str],
    *,
    id: str | None = None,
    title: str | None = None,
    as_of: date | None = None,
    columns: Mapping[str, str] | None = None,
    password: str | None = None,
) -> ActionPlan:
    """Read an action plan and record it; nothing is filed unless actions were found.

    The same bytes, read with the same result, are the same version. Raises `UnreadableInput` or `Refused`.
    """
    source = Path(path)
    if not source.is_file():
        found = "a folder" if source.is_dir() else "nothing"
        raise UnreadableInput(f"{as_text(source)}: expected the file of an action plan, found {found}. Check the path.")
    plan_id = identifiers.plan_id(id or _only_plan(session))
    try:
        staged = session.store.contents.take(source.resolve())
    except disk.StillChanging:
        raise UnreadableInput(f"{as_text(source)}: is still being written. Repeat when that has ended.") from None
    except disk.CannotCopy as error:
        raise UnreadableInput(f"{as_text(source)}: cannot be read: {error}. Check the file and your rights.") from None
    try:
        _refuse_a_flood(staged, as_text(source.name))
        return _record(session, source, staged, plan_id, title, as_of, columns, password, id is not None)
    finally:
        session.store.contents.discard(staged)


def _only_plan(session: Session) -> str:
    plans = [plan for plan, _ in session.queries.plan_versions() if not identifiers.is_round_plan(plan)]
    return plans[0] if len(plans) == 1 else DEFAULT_ID


def _record(
    session: Session,
    source: Path,
    staged: Staged,
    plan_id: str,
    title: str | None,
    as_of: date | None,
    columns: Mapping[str, str] | None,
    password: str | None,
    named: bool,
) -> ActionPlan:
    from evidence.plans import assemble  # noqa: F401 - imported while the worker reads
    from evidence.reading import Request
    from evidence.reading.converting import is_old_word

    name = as_text(source.name)
    before = session.queries.identity(plan_id)
    same = before if before and session.document(before.source.document or "").sha256 == staged.sha256 else None

    def read_plan(outcome: Extraction) -> tuple[Extraction, tuple[Correction, ...], ActionPlan]:
        identity = PlanIdentity(
            id=plan_id,
            title=title or (same.title if same else None) or outcome.metadata.title or source.stem,
            version=1,
            as_of=as_of or (same.as_of if same else None),
            source=PlanSource(document=None, name=name),
        )
        kept = versions.columns_in_force(session, plan_id, outcome.blocks)
        named_columns = {c.column: c.value for c in kept if c.column} | dict(columns or {})
        return outcome, kept, understood(outcome.blocks, identity, named_columns)

    try:
        request = Request(path=staged.temporary, name=name, layout=True, password=password)
        outcome, kept, plan = read_plan(_extraction(session, request))
    except UnreadableInput as error:
        if not is_old_word(staged.temporary, name):
            raise
        outcome, kept, plan = read_plan(_through_libreoffice(session, staged.temporary, name, error))
    if before and not named:
        _refuse_a_stranger(session, before, plan)
    with session.writing() as writing:
        known = session.queries.document_id(staged.sha256)
        document = known or identifiers.Kind.DOCUMENT.ref(writing.next_number("document_rows"))
        plan = evolve(plan, plan=evolve(plan.plan, source=PlanSource(document=document, name=name)))
        plan, fresh = versions.next_version(session, plan)
        if not fresh:
            return plan
        if known is None:
            location = {
                "path": as_text(source.resolve()),
                "name": name,
                "size": staged.size,
                "modified": staged.modified,
            }
            details = ingested(
                document, location, staged.sha256, _reading(session, staged.sha256, outcome, plan), Said()
            )
            writing.record(EventKind.DOCUMENT_INGESTED, details)
        made = versions.record(session, writing, plan, kept)
        session.store.contents.keep([staged])
        return made


def _refuse_a_flood(staged: Staged, name: str) -> None:
    """Raise `UnreadableInput` for a text of a size that no plan has; what holds pictures may be larger."""
    if staged.size > _MOST_TEXT:
        with staged.temporary.open("rb") as file:
            pictured = file.read(4).startswith((b"PK", b"%PDF", b"\xd0\xcf", b"{\\rt"))
        if not pictured:
            raise UnreadableInput(
                f"{name}: has {staged.size >> 20} MiB of text; expected an action plan, with up to {_MOST_TEXT >> 20}. "
                "Check that this is the right file, or save the plan's own rows as a file of their own."
            )


def _extraction(session: Session, request: Request) -> Extraction:
    outcome = session.readers.read(request)
    if isinstance(outcome, Unreadable):
        raise UnreadableInput(f"{request.name}: cannot be read as an action plan. {outcome.reason}")
    return outcome


def _through_libreoffice(session: Session, path: Path, name: str, before: UnreadableInput) -> Extraction:
    """What an old Word file says once LibreOffice has turned it into .docx; `before` is why it was not read itself."""
    from evidence.reading import Request
    from evidence.reading.converting import OLD_WORD, as_docx, converter
    from evidence.reading.source import CannotRead

    program = converter()
    if program is None:
        raise UnreadableInput(
            f"{before} LibreOffice may read this old Word file: install it (the package is libreoffice-writer on "
            "Debian and Ubuntu, libreoffice elsewhere) and repeat, or save the file as .docx in Word and import that."
        )
    with TemporaryDirectory(prefix="evidence-") as folder:
        try:
            made = as_docx(program, path, Path(folder))
        except CannotRead as error:
            raise UnreadableInput(f"{before} {error.reason} Save it as .docx in Word and import that.") from None
        outcome = _extraction(session, Request(path=made, name=name, layout=True))
    notes = (*outcome.notes, "an old Word file, turned into .docx by LibreOffice")
    return evolve(outcome, media_type=OLD_WORD, notes=notes)


def _refuse_a_stranger(session: Session, before: PlanIdentity, plan: ActionPlan) -> None:
    """Raise `Refused` where a plan was to follow the only one on file unnamed, and shares next to nothing with it."""
    known = {fold(action.text).casefold() for action in session.queries.actions(before)}
    shared = sum(fold(action.text).casefold() in known for action in plan.actions)
    if shared * 4 < min(len(known), len(plan.actions)):
        raise Refused(
            f"{plan.plan.source.name}: shares {shared} of its {len(plan.actions)} actions with plan {before.id!r} on "
            f"file. Say --id {before.id} if it is the next version of that plan, or give it an --id of its own."
        )


def understood(blocks: Sequence[Block], identity: PlanIdentity, columns: Mapping[str, str]) -> ActionPlan:
    """The plan in these blocks; raises `UnreadableInput` with the name of its file where there is none."""
    from evidence.plans.assemble import understand

    try:
        return understand(blocks, identity=identity, columns=columns)
    except UnreadableInput as error:
        raise UnreadableInput(f"{identity.source.name}: {error}") from None


def _reading(session: Session, sha256: str, outcome: Extraction, plan: ActionPlan) -> Reading:
    """The plan's document as it is filed: what it is was settled by importing it."""
    return Reading(
        media_type=outcome.media_type,
        readable=True,
        because="; ".join(outcome.notes) or None,
        pages=len(outcome.pages),
        text_sha256=session.store.texts.put(sha256, outcome),
        proposal=Proposal(kind=DocumentKind.ACTION_PLAN, kind_because="imported as a plan", title=plan.plan.title),
    )
