"""`undo`: the actor's last batch reversed by further entries. Nothing is taken out of the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from evidence import codec
from evidence.file import keeping, record
from evidence.file.holding import UNDONE
from evidence.model.errors import Refused
from evidence.model.event import EventKind, JournalEntry
from evidence.model.request import Answer
from evidence.model.sequences import as_tuple
from evidence.model.verdict import ClosureState
from evidence.store.judgements import Judgements
from evidence.store.projections.documents import BY_HAND, DESCRIBED, PROPOSED

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.store.folder import Writing

_FACTS = {
    EventKind.STORE_CREATED,
    EventKind.ACTOR_REGISTERED,
    EventKind.DOCUMENT_LOCATED,
    EventKind.DOCUMENT_VANISHED,
    EventKind.DOCUMENT_READ,
    EventKind.FIXITY_CHECKED,
    EventKind.CHECKPOINT_MADE,
    EventKind.REPORT_MADE,
    EventKind.JOURNAL_REPAIRED,
    EventKind.DETAILS_ERASED,
}
"""What was seen or made outside; it stays true, so that there is nothing to reverse."""

_FINAL = {
    EventKind.PLAN_IMPORTED: "an imported plan stays. Import the right file under the same id, as its next version",
    EventKind.PLAN_CORRECTED: 'corrections are taken back with the word "as imported": `evidence plan correct`',
    EventKind.MEASURE_DEFINED: "an indicator stays. Define it anew: `evidence measure add`",
    EventKind.MEASURE_RECORDED: "a figure stays. Record the right one: `evidence measure record`",
    EventKind.FORM_PUBLISHED: "a published questionnaire stays. Publish another version, or supersede it",
    EventKind.FORM_APPROVED: "an approval stays. Supersede the questionnaire: `evidence form supersede`",
    EventKind.FORM_PUT_IN_OPERATION: "it was in operation. Supersede the questionnaire: `evidence form supersede`",
    EventKind.FORM_SUPERSEDED: "a superseded questionnaire stays so. Publish it anew, as the next version",
    **dict.fromkeys(
        (
            EventKind.PROGRAMME_SET,
            EventKind.PROGRAMME_APPROVED,
            EventKind.AUDIT_OPENED,
            EventKind.POPULATION_LISTED,
            EventKind.SAMPLE_DRAWN,
            EventKind.CASES_ALLOCATED,
            EventKind.RESPONSE_RECORDED,
            EventKind.RESPONSE_STATE_CHANGED,
            EventKind.CASE_MODERATED,
            EventKind.CONCERN_RAISED,
            EventKind.CONCERN_ACKNOWLEDGED,
            EventKind.FEEDBACK_GIVEN,
            EventKind.FINDING_RECORDED,
            EventKind.REMEDY_RAISED,
            EventKind.REMEDY_CHANGED,
            EventKind.AUDIT_STATE_CHANGED,
        ),
        "steps of an audit stay. Say the right thing with the same command, or end a record: `evidence audit record`",
    ),
}

_SENT = "what was sent stays sent; answers in those workbooks are not taken in unless it is asked for again"


@frozen(kw_only=True)
class Undone:
    """What `undo` reversed."""

    first: int  # entries of the batch
    last: int
    said: tuple[str, ...] = field(default=(), converter=as_tuple)  # what was done, a line for each entry
    stays: tuple[str, ...] = field(default=(), converter=as_tuple)  # what of the batch could not be otherwise


def undo(session: Session) -> Undone:
    """Reverse the actor's last batch that was not undone yet; an undoing is not itself undone.

    Raises `Refused` where there is none, or where part of it cannot be reversed, with each reason; then nothing is.
    """
    actor = session.actor()
    if actor is None:
        raise Refused(f"{session.by!r} has done nothing in this file yet; there is nothing to undo.")
    with session.writing() as writing:
        first, last = _last_batch(session, actor.id)
        entries = [entry for entry in record.entries(session, first, last) if entry.kind not in _FACTS]
        undoing = _Undoing(session, writing, first)
        undoing.begin(last)
        for entry in reversed(entries):
            undoing.reverse(entry)
        if undoing.reasons or undoing.kept:
            raise Refused("\n".join(["nothing was undone:", *undoing.reasons, *undoing.final()]))
    return Undone(first=first, last=last, said=undoing.said, stays=undoing.stays)


def _last_batch(session: Session, actor: str) -> tuple[int, int]:
    judgements = Judgements(session.store.connection)
    undone = set(judgements.undone())
    before = None
    while (seq := judgements.last_change(actor, _FACTS, before)) is not None:
        first, last = session.store.journal.batch_of(seq)
        kinds = {entry.kind for entry in record.entries(session, first, last)}
        if first not in undone and EventKind.BATCH_UNDONE not in kinds:
            return first, last
        before = first
    raise Refused("there is nothing of yours left to undo. `evidence log` shows what was done.")


class _Undoing:
    """The entries that reverse a batch, as they are recorded."""

    def __init__(self, session: Session, writing: Writing, first: int) -> None:
        self._session = session
        self._record = writing.record
        self._first = first
        self._judgements = Judgements(session.store.connection)
        self.said: list[str] = []
        self.stays: list[str] = []
        self.reasons: list[str] = []
        self.kept: dict[str, list[JournalEntry]] = {}  # entries that are never reversed, by the reason
        self._how: dict[EventKind, Callable[[dict[str, Any], int], None]] = {
            EventKind.EVIDENCE_LINKED: self._linked,
            EventKind.EVIDENCE_UNLINKED: self._unlinked,
            EventKind.EVIDENCE_ASSESSED: self._assessed,
            EventKind.DOCUMENT_INGESTED: self._ingested,
            EventKind.DOCUMENT_DESCRIBED: self._described,
            EventKind.DOCUMENT_WITHDRAWN: self._withdrawn,
            EventKind.DOCUMENT_SET_ASIDE: self._set_aside,
            EventKind.ACTION_CLOSED: self._closed,
            EventKind.ACTION_REOPENED: self._closed,
            EventKind.EVIDENCE_REQUESTED: self._requested,
            EventKind.REQUEST_ANSWERED: self._answered,
            EventKind.SETTINGS_CHANGED: self._settings,
        }

    def begin(self, last: int) -> None:
        """Record which batch is undone."""
        self._record(EventKind.BATCH_UNDONE, {"first": self._first, "last": last})

    def reverse(self, entry: JournalEntry) -> None:
        """Record what reverses one entry, or note why it cannot be."""
        if entry.details is None:
            self.reasons.append(f"  entry {entry.seq}: what it said was erased.")
        elif entry.kind in _FINAL:
            self.kept.setdefault(_FINAL[entry.kind], []).append(entry)
        else:
            self._how[entry.kind](entry.details, entry.seq)

    def final(self) -> Iterator[str]:
        """Why what is never reversed stays, a line for each reason."""
        for reason, entries in self.kept.items():
            kinds = ", ".join(sorted({entry.kind for entry in entries}))
            first, last = min(entry.seq for entry in entries), max(entry.seq for entry in entries)
            which = f"entry {first}" if first == last else f"{len(entries)} entries, {first} to {last}"
            yield f"  {which} ({kinds}): {reason}."

    def _named(self, details: dict[str, Any]) -> str:
        """The action of an entry, as people type it."""
        return self._session.shown(details["plan"], details["action"])

    def _listed(self, details: dict[str, Any]) -> str:
        """The actions of an entry, likewise."""
        return ", ".join(self._session.shown(action["plan"], action["ref"]) for action in details["actions"])

    def _linked(self, details: dict[str, Any], seq: int) -> None:
        if not any(self._session.queries.links("id = ?", details["id"])):
            self.stays.append(f"{details['id']} was taken back already")
            return
        kept = {name: details[name] for name in ("document", "plan", "action")}
        self._record(EventKind.EVIDENCE_UNLINKED, {"link": details["id"], **kept, "because": f"entry {seq} undone"})
        self.said.append(f"{details['id']} is taken back: {details['document']} to {self._named(details)}")

    def _unlinked(self, details: dict[str, Any], seq: int) -> None:
        document = self._session.document(details["document"])
        if any(self._session.queries.links("id = ?", details["link"])):
            self.stays.append(f"{details['link']} is in force already")
        elif document.withdrawn is not None:
            self.reasons.append(f"  entry {seq}: {document.id}, which {details['link']} names, was withdrawn since.")
        else:
            made = next(
                entry.details
                for entry in record.log(self._session, details["link"])
                if entry.kind is EventKind.EVIDENCE_LINKED and entry.details
            )
            self._record(EventKind.EVIDENCE_LINKED, made)
            self.said.append(f"{details['link']} is in force again: {details['document']} to {self._named(details)}")

    def _assessed(self, details: dict[str, Any], seq: int) -> None:
        """That the batch is undone takes its verdicts off the record; those given before and since stand."""
        del seq
        self.said.append(f"{details['link']}: counts as not found {details['verdict']}")

    def _ingested(self, details: dict[str, Any], seq: int) -> None:
        document = self._session.document(details["id"])
        if document.plan is not None:
            self.reasons.append(f"  entry {seq}: {document.id} is the document of plan {document.plan!r}.")
        elif document.links:
            links = ", ".join(document.links)
            self.reasons.append(f"  entry {seq}: {document.id} was linked since ({links}). Take the links back first.")
        elif document.withdrawn is not None:
            self.stays.append(f"{document.id} was withdrawn already")
        else:
            self._record(EventKind.DOCUMENT_WITHDRAWN, {"document": document.id, "because": f"{UNDONE} (entry {seq})"})
            self.said.append(f"{document.id} is withdrawn ({document.names[0]})")

    def _described(self, details: dict[str, Any], seq: int) -> None:
        before, because = _as_described(record.log(self._session, details["document"]), seq)
        changes = {name: before.get(name) for name in details["changes"]}
        now = codec.to_json(self._session.document(details["document"]))
        if any(now[name] != value for name, value in details["changes"].items()):
            self.reasons.append(f"  entry {seq}: {details['document']} was described again since.")
            return
        pairs = [list(pair) for pair in because.items()]
        self._record(
            EventKind.DOCUMENT_DESCRIBED, {"document": details["document"], "changes": changes, "because": pairs}
        )
        self.said.append(f"{details['document']}: {', '.join(changes)} as before")

    def _withdrawn(self, details: dict[str, Any], seq: int) -> None:
        if self._session.document(details["document"]).withdrawn is None:
            self.stays.append(f"{details['document']} is in use already")
            return
        self._record(EventKind.DOCUMENT_WITHDRAWN, {"document": details["document"], "because": None, "undoes": seq})
        self.said.append(f"{details['document']} is in use again")

    def _set_aside(self, details: dict[str, Any], seq: int) -> None:
        self._record(EventKind.DOCUMENT_SET_ASIDE, {"document": details["document"], "because": None, "undoes": seq})
        self.said.append(f"{details['document']} is not set aside any more")

    def _closed(self, details: dict[str, Any], seq: int) -> None:
        was_closed = details["state"] == ClosureState.CLOSED
        name = self._named(details)
        standing = self._judgements.closures(details["plan"], details["action"])
        if standing and standing[-1].state != details["state"]:
            self.stays.append(f"{name} is {standing[-1].state} since")
            return
        state = ClosureState.REOPENED if was_closed else ClosureState.CLOSED
        kind = EventKind.ACTION_REOPENED if was_closed else EventKind.ACTION_CLOSED
        kept = {"plan": details["plan"], "action": details["action"]}
        self._record(kind, {**kept, "state": str(state), "because": f"entry {seq} undone"})
        self.said.append(f"{name} is {'open' if was_closed else 'closed'} again")

    def _requested(self, details: dict[str, Any], seq: int) -> None:
        """That the batch is undone takes its requests off the record; what was sent cannot be unsent."""
        del seq
        self.said.append(f"{self._listed(details)}: counts as not asked for: {details['wanted']}")
        if _SENT not in self.stays:
            self.stays.append(_SENT)

    def _answered(self, details: dict[str, Any], seq: int) -> None:
        self._record(
            EventKind.REQUEST_ANSWERED,
            {
                "key": details["key"],
                "actions": details["actions"],
                "answer": str(Answer.TAKEN_BACK),
                "note": f"entry {seq} undone",
                "said": details.get("said", {}),
            },
        )
        self.said.append(f"{self._listed(details)}: the answer {details['answer']!r} is taken back")

    def _settings(self, details: dict[str, Any], seq: int) -> None:
        if self._judgements.settings() != details["text"]:
            self.reasons.append(f"  entry {seq}: the settings were changed again since.")
            return
        keeping.record(self._record, self._judgements.settings_before(seq) or keeping.shipped())
        self.said.append("the settings are as before; settings.toml keeps your change until you write it anew")


def _as_described(entries: Iterator[JournalEntry], before: int) -> tuple[dict[str, Any], dict[str, str]]:
    """What a document was taken to be, and why, before an entry."""
    values: dict[str, Any] = {}
    because: dict[str, str] = {}
    for entry in entries:
        details = entry.details
        if entry.seq >= before or details is None:
            continue
        by_hand = {name for name, words in because.items() if words == BY_HAND}
        if entry.kind is EventKind.DOCUMENT_INGESTED:
            values = {name: details.get(name) for name in DESCRIBED}
            because = dict(details["because"])
        elif entry.kind is EventKind.DOCUMENT_READ:
            values |= {name: details.get(name) for name in PROPOSED if name not in by_hand}
            because = dict(details["because"]) | dict.fromkeys(by_hand, BY_HAND)
        elif entry.kind is EventKind.DOCUMENT_DESCRIBED:
            values |= details["changes"]
            because = dict(details["because"])
    return values, because
