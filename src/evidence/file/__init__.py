"""`EvidenceFile`: the verbs, in the order data flows; each phase has a file of its own beside this one."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.file.audit_verbs import AuditVerbs
from evidence.file.evidence_verbs import EvidenceVerbs
from evidence.file.form_verbs import FormVerbs
from evidence.file.giving_verbs import GivingVerbs
from evidence.file.plan_verbs import PlanVerbs
from evidence.file.remedy_verbs import RemedyVerbs
from evidence.file.session import Session
from evidence.file.sheet_verbs import SheetVerbs
from evidence.model.errors import NotFound
from evidence.model.identifiers import Kind, action_ref, case_ref, numbered
from evidence.store.folder import Store
from evidence.store.making import make

if TYPE_CHECKING:
    from evidence.model.audit import CaseFile, Round
    from evidence.model.document import Document
    from evidence.model.event import Actor, Checkpoint, JournalEntry, Verification
    from evidence.model.issue import CheckResult
    from evidence.model.link import EvidenceLink, Suggestion
    from evidence.model.plan import Action, ActionPlan
    from evidence.model.scan import Filed, Moved, ScanReport, Skipped, Vanished
    from evidence.reading import Readers
    from evidence.store.search import Hit
    from evidence.watch import Told

AnyPath = str | PathLike[str]


def _now() -> datetime:
    return datetime.now(UTC)


def _salt() -> str:
    return os.urandom(32).hex()


def _choose(below: int) -> int:
    import secrets

    return secrets.randbelow(below)


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown user"


class EvidenceFile(PlanVerbs, EvidenceVerbs, AuditVerbs, FormVerbs, SheetVerbs, RemedyVerbs, GivingVerbs):
    """An open evidence file. Made by `evidence.open`; close it, or use it as a context manager.

    Every verb of the command line is a method here. What comes from outside (`clock`, salts, the pause before a
    fresh file is read, what chance chooses below a number, the pool of readers) is given to the constructor.
    """

    def __init__(
        self,
        store: Store,
        *,
        by: str | None = None,
        clock: Callable[[], datetime] = _now,
        sleep: Callable[[float], None] = time.sleep,
        choose: Callable[[int], int] = _choose,
        readers: Callable[[], Readers] | None = None,
    ) -> None:
        self._session = Session(store, by=by or _user(), clock=clock, sleep=sleep, choose=choose, readers=readers)

    def __enter__(self) -> EvidenceFile:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the reading workers and let go of the store."""
        self._session.close()

    # who acts

    def add_actor(self, name: str, *, initials: str | None = None, roles: Sequence[str] = ()) -> Actor:
        """Register somebody who acts. Raises `Refused` if the name is taken by somebody else."""
        from evidence.file import record

        return record.add_actor(self._session, name, initials, roles)

    def actors(self) -> tuple[Actor, ...]:
        """Everybody who acts, in the order of registration."""
        return tuple(self._session.queries.actors())

    # documents in

    def add(
        self,
        path: AnyPath,
        *,
        kind: str | None = None,
        dated: str | None = None,
        covers: str | None = None,
        received_from: str | None = None,
        password: str | None = None,
    ) -> Document:
        """File one document by hand; the same bytes are the same document. Raises `UnreadableInput`, `Refused`."""
        options = {"kind": kind, "dated": dated, "covers": covers}
        return self.add_all([path], **options, received_from=received_from, password=password)[0]

    def add_all(self, paths: Iterable[AnyPath], **said: Any) -> tuple[Document, ...]:
        """File several documents by hand, all of them described by the same words (see `add`)."""
        from evidence.file import filing

        return filing.add(self._session, paths, filing.said(**said))

    def scan(
        self,
        *folders: AnyPath,
        settle: float | None = None,
        progress: Callable[[Filed | Skipped | Moved | Vanished], None] | None = None,
    ) -> ScanReport:
        """File whatever is new below the folders, leaving it where it is; tell what moved or vanished. Safe to repeat.

        `settle` is how long, in seconds, a file must have stood unchanged; `progress` hears of each file as it is done.
        Raises `UnreadableInput` for what is no folder.
        """
        from evidence.file import scanning

        pause = scanning.SETTLE if settle is None else settle
        return scanning.scan(self._session, folders, settle=pause, progress=progress)

    def watch(
        self,
        *folders: AnyPath,
        tell: Callable[[Told | ScanReport], None] = lambda _: None,
        settle: float | None = None,
        progress: Callable[[Filed | Skipped | Moved | Vanished], None] | None = None,
        **pace: Any,
    ) -> None:
        """Keep scanning the folders, woken by what the system tells of changes, until interrupted.

        `tell` hears of each scan and of folders that come and go; `pace` (`every`, `poll`, `gather`, in seconds,
        `events`, and `stop`, a `threading.Event` that ends it) is that of `evidence.watch.Watch`.
        """
        from evidence.watch import Watch

        def scan(reached: Sequence[str]) -> ScanReport:
            return self.scan(*reached, settle=settle, progress=progress)

        Watch(folders, scan, tell=tell, **pace).run()

    def withdraw(self, document: str | Document, *, because: str) -> Document:
        """Take a document out of use; its bytes and its record stay."""
        from evidence.file import holding

        return holding.withdraw(self._session, _ref(document), because)

    def describe(
        self, document: str | Document, *, title: str | None = None, state: str | None = None, **said: Any
    ) -> Document:
        """Overrule what a document was taken to be (`kind`, `dated`, `covers`, `received_from` as in `add`).

        Besides: its `version`, and `people`, the initials and bodies it names, with commas between.
        """
        from evidence.file import filing, holding

        return holding.describe(self._session, _ref(document), filing.said(**said), title, state)

    def reread(self, *documents: str, password: str | None = None) -> tuple[Document, ...]:
        """Read documents again (by default all without text); returns those whose text is another than before."""
        from evidence.file import holding

        return holding.reread(self._session, documents, password)

    # looking

    def documents(self) -> tuple[Document, ...]:
        """Every document on file, in the order of filing."""
        return tuple(self._session.queries.documents())

    def actions(self, plan: str | None = None) -> tuple[Action, ...]:
        """The actions of a plan, in its order."""
        return tuple(self._session.queries.actions(self._session.plan(plan)))

    def show(self, ref: str) -> Document | Action | EvidenceLink | Actor | ActionPlan | Round | CaseFile:
        """What a reference names. Raises `NotFound`."""
        if action_ref(ref):
            return self._session.action(ref)[1]
        match numbered(ref):
            case (Kind.DOCUMENT, key):
                return self._session.document(key)
            case (Kind.LINK, key):
                return self._session.link(key)
            case (Kind.ACTOR, key):
                if actor := self._session.actor(key):
                    return actor
            case (Kind.AUDIT, key):
                return self.audit(key)
            case None if ref in dict(self.plans()):
                return self.plan(ref)
            case None if (case := case_ref(ref)) is not None:
                from evidence.file.audits.case_files import case_file

                if found := case_file(self._session, case):
                    return found
        raise NotFound(
            f"{ref!r}: nothing has that name. Give R3.1, D-0007, L-0012, A-0001, C-tamiro, P-0001 or a plan's id."
        )

    def text(self, document: str | Document) -> str:
        """The text that was read from a document, pages separated by form feeds."""
        return "\f".join(self._session.queries.pages(self._session.document(_ref(document)).id))

    def links(self, *, document: str | None = None, action: str | None = None) -> tuple[EvidenceLink, ...]:
        """Links in force, of one document or one action where given."""
        if document is not None:
            return tuple(self._session.queries.links("document = ?", self._session.document(document).id))
        if action is not None:
            identity, found, _ = self._session.action(action)
            return tuple(self._session.queries.links("plan = ? AND action = ?", identity.id, found.ref))
        return tuple(self._session.queries.links())

    def search(self, words: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """Pages that hold all these words, best first."""
        from evidence.store.search import find_documents

        return tuple(find_documents(self._session.store.connection, words, limit))

    # links

    def suggest(
        self, document: str | Document | None = None, *, action: str | None = None, limit: int = 5
    ) -> tuple[Suggestion, ...]:
        """Which actions a document may show (or which documents may show an action), and because of what.

        Without either, suggestions for every document that is linked to nothing. Links nothing.
        """
        from evidence.file import suggesting

        ref = None if document is None else _ref(document)
        return tuple(suggesting.suggest(self._session, document=ref, action=action, limit=limit))

    def link(
        self,
        document: str | Document,
        action: str,
        *,
        shows: str = "completion",
        page: int | None = None,
        quote: str | None = None,
        covers: str | None = None,
    ) -> EvidenceLink:
        """Say that a document shows something of an action; the same words again give the link there is."""
        from evidence.file import linking

        ref = _ref(document)
        return linking.link(self._session, ref, action, shows=shows, page=page, quote=quote, covers=covers)

    def unlink(self, link: str | EvidenceLink, *, because: str) -> EvidenceLink:
        """Take a link back; its record stays."""
        from evidence.file import linking

        return linking.unlink(self._session, link if isinstance(link, str) else link.id, because)

    # checks

    def check(
        self,
        *,
        as_of: date | None = None,
        known_at: datetime | None = None,
        action: str | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        baseline: AnyPath | None = None,
    ) -> CheckResult:
        """What is missing, as of a day (by default today). Reads only; raises `NothingToCheck` without a plan.

        `known_at` (aware) looks at the record as it was at that moment; `baseline` is the JSON of an earlier check,
        whose issues are left out.
        """
        from evidence.file import checking

        return checking.check(
            self._session,
            as_of=as_of or self._session.today(),
            known_at=known_at,
            action=action,
            select=select,
            ignore=ignore,
            baseline=baseline,
        )

    # the record of the record

    def log(self, ref: str | None = None) -> Iterator[JournalEntry]:
        """Journal entries, oldest first; of one document, link, action, plan or actor where given."""
        from evidence.file import record

        return record.log(self._session, ref)

    def verify(self, against: Sequence[AnyPath] = (), *, note_it: bool = False) -> Verification:
        """Check the whole store against itself and against checkpoints kept elsewhere. Changes nothing.

        With `note_it`, that all documents matched is journalled (PREMIS: fixity check).
        """
        from evidence.file import record

        found = record.verify(self._session, against)
        if note_it:
            record.record_fixity(self._session, found)
        return found

    def checkpoint(self) -> Checkpoint:
        """The journal's head as of now; a copy belongs where the users of this store cannot write."""
        from evidence.file import record

        return record.checkpoint(self._session)

    def rebuild(self) -> int:
        """Make the index anew from the journal; returns how many documents had to be read again."""
        from evidence.file import record

        return record.rebuild(self._session)


def _ref(thing: str | Document) -> str:
    return thing if isinstance(thing, str) else thing.id


def init(path: AnyPath = "store", *, clock: Callable[[], datetime] = _now) -> bool:
    """Make a store in a folder (made if missing); `False` if there is one already. Raises `Refused`."""
    root = Path(path).absolute()
    made = make(root, store=str(uuid.uuid4()), clock=clock, salt=_salt)
    if made:
        Store.open(root, clock=clock, salt=_salt).close()
    return made


def open(
    path: AnyPath = "store",
    *,
    by: str | None = None,
    read_only: bool = False,
    patience: float = 60.0,
    clock: Callable[[], datetime] = _now,
    salt: Callable[[], str] = _salt,
    level: bool = True,
    **outside: Any,
) -> EvidenceFile:
    """Open the evidence file in a folder.

    `by` names who acts (an actor's id, name or initials; by default the system's user, registered on first use).
    `patience` is how long to wait for another writer, in seconds. Raises `StoreMissing`, `StoreTooNew`,
    `StoreInUse` or `StoreDamaged`.
    """
    root = Path(path).absolute()
    store = Store.open(root, read_only=read_only, level=level, patience=patience, clock=clock, salt=salt)
    return EvidenceFile(store, by=by, clock=clock, **outside)


def verify(path: AnyPath = "store", against: Sequence[AnyPath] = ()) -> Verification:
    """Check a store without opening it: nothing is rolled forward, nothing repaired, nothing changed."""
    from evidence.store.verification import verify

    return verify(Path(path), [Path(kept) for kept in against])
