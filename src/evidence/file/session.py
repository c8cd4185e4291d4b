"""What every verb works with: the open store, who acts, the readers, and references turned into what they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import date, datetime
from typing import TYPE_CHECKING

from evidence.model import identifiers
from evidence.model.errors import NotFound, Refused
from evidence.model.event import Actor, EventKind
from evidence.store.queries import Queries

if TYPE_CHECKING:
    from evidence.model.document import Document
    from evidence.model.link import EvidenceLink
    from evidence.model.plan import Action, PlanIdentity
    from evidence.reading import Readers
    from evidence.store.database import Connection
    from evidence.store.folder import Store, Writing


class Session:
    """An open evidence file, as the verbs see it."""

    def __init__(
        self,
        store: Store,
        *,
        by: str,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        choose: Callable[[int], int],
        readers: Callable[[], Readers] | None = None,
    ) -> None:
        self._store = store
        self._closed = False
        self.choose = choose
        self.by = by
        self.clock = clock
        self.sleep = sleep
        self._make_readers = readers
        self._past: Connection | None = None
        self._batch: Writing | None = None
        self._readers: Readers | None = None

    @property
    def store(self) -> Store:
        """The folder; raises `Refused` once the evidence file was closed."""
        if self._closed:
            raise Refused("this evidence file was closed. Open it again with `evidence.open`.")
        return self._store

    @property
    def connection(self) -> Connection:
        """The index, for reading: as it stands, or as it stood where this session looks back."""
        return self._past or self.store.connection

    @property
    def queries(self) -> Queries:
        """What can be asked of the store."""
        return Queries(self.connection)

    def looking_back(self, known_at: datetime) -> Session:
        """The same session, seeing only what the record knew at a moment (UTC); for reading."""
        past = copy(self)
        past._past = self.store.as_known(known_at)
        return past

    @property
    def readers(self) -> Readers:
        """The pool of reading workers, started when it is first needed; by default it keeps to the store's folder."""
        if self._readers is None:
            from evidence.reading import Readers

            folder = None if self.store.read_only else self.store.scratch.open
            self._readers = self._make_readers() if self._make_readers else Readers(folder=folder and folder())
        return self._readers

    def today(self) -> date:
        """The day it is where the user sits."""
        return self.clock().astimezone().date()

    def close(self) -> None:
        """End the workers and let go of the store. Harmless when repeated."""
        if self._closed:
            return
        if self._readers is not None:
            self._readers.close()
            self._readers = None
            self.store.scratch.close()
        self._store.close()
        self._closed = True

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One batch of entries by this session's actor, who is registered on first use.

        Within a batch that is under way, what is recorded joins it.
        """
        if self._batch is not None:
            yield self._batch
            return
        with self.store.writing() as writing:
            writing.by = (self.actor() or register(writing, self.by)).id
            self._batch = writing
            try:
                yield writing
            finally:
                self._batch = None

    def actor(self, name: str | None = None) -> Actor | None:
        """The actor with this id, name or initials (by default who acts now); `None` if there is none."""
        wanted = name or self.by
        numbered = identifiers.numbered(wanted)
        known = list(self.queries.actors())
        for actor in known:
            if (numbered and actor.id == numbered[1]) or actor.name == wanted:
                return actor
        same = [actor for actor in known if actor.initials and actor.initials.casefold() == wanted.casefold()]
        if len(same) > 1:
            raise Refused(
                f"actor {wanted!r}: expected one person, found {', '.join(actor.id for actor in same)}. "
                "Name one of them by id with --by."
            )
        if not same and numbered and numbered[0] is identifiers.Kind.ACTOR:
            raise NotFound(f"actor {wanted}: nobody has this id. `evidence actor list` shows who is known.")
        return same[0] if same else None

    def document(self, ref: str) -> Document:
        """The document with this reference or SHA-256; raises `NotFound`."""
        numbered = identifiers.numbered(ref)
        key = numbered[1] if numbered and numbered[0] is identifiers.Kind.DOCUMENT else ref.strip().lower()
        found = self.queries.document(key)
        if found is None:
            raise NotFound(f"document {ref!r}: there is none. `evidence documents` lists what is on file.")
        return found

    def link(self, ref: str) -> EvidenceLink:
        """The link in force with this reference; raises `NotFound`."""
        numbered = identifiers.numbered(ref)
        key = numbered[1] if numbered and numbered[0] is identifiers.Kind.LINK else ref
        for made in self.queries.links("id = ?", key):
            return made
        gone = " any more" if self.queries.link_known(key) else ""
        raise NotFound(f"link {ref!r}: there is none{gone}. `evidence show DOCUMENT` lists a document's links.")

    def plan(self, plan: str | None = None, version: int | None = None) -> PlanIdentity:
        """The newest version of a plan; without an id, of the only plan there is. Raises `NotFound` or `Refused`.

        The plans of audit rounds are named or left aside, unless there are no others.
        """
        plans = [ref for ref, _ in self.queries.plan_versions()]
        if not plans:
            raise NotFound("there is no plan on file yet. Import one with `evidence plan import FILE`.")
        unnamed = [ref for ref in plans if not identifiers.is_round_plan(ref)] or plans
        if plan is None and len(unnamed) > 1:
            raise Refused(
                f"several plans are on file ({', '.join(unnamed)}): say which one, as in `evidence plan show "
                f"{unnamed[0]}` or `evidence actions --plan {unnamed[0]}`, or before the reference of an action, as in "
                f"{unnamed[0]}:R1.1."
            )
        wanted = plan or unnamed[0]
        if identifiers.is_round_plan(wanted.lower()):
            wanted = wanted.lower()
        identity = self.queries.identity(wanted, version)
        if identity is None:
            newest = self.queries.identity(wanted)
            if newest is not None:
                raise NotFound(f"version {version} of plan {wanted!r}: there is none. The newest is {newest.version}.")
            raise NotFound(f"plan {plan!r}: there is none. On file: {', '.join(plans)}.")
        return identity

    def action(self, ref: str) -> tuple[PlanIdentity, Action, str]:
        """The action with this reference, its plan and its fingerprint; raises `NotFound` or `Refused`."""
        split = identifiers.action_ref(ref)
        if split is None:
            raise NotFound(f"action {ref!r}: expected a reference such as R3.1 or PLAN:R3.1; see `evidence actions`.")
        plan, name = split
        identity = self.plan(plan)
        found = self.queries.action(identity, name)
        if found is None:
            raise NotFound(f"action {ref!r}: plan {identity.id!r} {self._gone(identity, name)}.")
        return identity, *found

    def action_key(self, ref: str) -> str:
        """`plan:ref` of an action, also of one that its plan no longer has; raises `NotFound` or `Refused`."""
        from evidence.store.plan_versions import PlanVersions

        plan, name = identifiers.action_ref(ref) or (None, "")
        identity = self.plan(plan)
        seen = PlanVersions(self.store.connection).last_seen(identity.id, name)
        return f"{identity.id}:{seen[0]}" if seen else f"{identity.id}:{self.action(ref)[1].ref}"

    def _gone(self, identity: PlanIdentity, name: str) -> str:
        """What became of an action that the newest version of its plan does not have, and of its links."""
        from evidence.store.plan_versions import PlanVersions

        seen = PlanVersions(self.store.connection).last_seen(identity.id, name)
        if seen is None:
            return "has none of that name; see `evidence actions`"
        links = [made.id for made in self.queries.links("plan = ? AND action = ?", identity.id, seen[0])]
        kept = f"; its links stay on record: {', '.join(links)}" if links else ""
        return f"had it up to version {seen[1]}, and not since{kept}; see `evidence plan show --version {seen[1]}`"

    def shown(self, plan: str, ref: str) -> str:
        """An action's reference as people should type it: with its plan where several are on file.

        Remedial actions of audit rounds always name theirs, and make no other reference longer.
        """
        if identifiers.is_round_plan(plan):
            return f"{plan}:{ref}"
        several = sum(not identifiers.is_round_plan(other) for other, _ in self.queries.plan_versions()) > 1
        return f"{plan}:{ref}" if several else ref


def register(writing: Writing, name: str, initials: str | None = None, roles: tuple[str, ...] = ()) -> Actor:
    """Issue an id to somebody who acts."""
    if not name.strip():
        raise Refused("an actor needs a name. Give one with --by, EVIDENCE_ACTOR or `evidence actor add NAME`.")
    actor = Actor(
        id=identifiers.Kind.ACTOR.ref(writing.next_number("actors")), name=name, initials=initials, roles=roles
    )
    if writing.by == "P-0000":
        writing.by = actor.id
    writing.record(
        EventKind.ACTOR_REGISTERED,
        {"id": actor.id, "name": name, "initials": initials, "roles": list(roles)},
    )
    return actor
