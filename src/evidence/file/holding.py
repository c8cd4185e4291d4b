"""What becomes of a document once it is on file: described by a person, read again, taken out of use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from evidence import codec
from evidence.file.readings import DESCRIBED, read_again, read_result
from evidence.model.document import Document, DocumentState
from evidence.model.errors import Refused
from evidence.model.event import EventKind
from evidence.store.projections.documents import BY_HAND

if TYPE_CHECKING:
    from evidence.file.readings import Said
    from evidence.file.session import Session

UNDONE = "its filing was undone"  # how the reason of such a withdrawal starts


def describe(session: Session, ref: str, said: Said, title: str | None, state: str | None) -> Document:
    """Overrule what a document was taken to be; raises `Refused` where nothing is said or the state is none."""
    document = session.document(ref)
    if state is not None and state not in set(DocumentState):
        raise Refused(f"--state {state!r}: expected one of {', '.join(DocumentState)}.")
    wanted: dict[str, Any] = {
        "kind": str(said.kind) if said.kind else None,
        "title": title,
        "state": state,
        "dated": codec.to_json(said.dated),
        "covers": codec.to_json(said.covers),
        "received_from": said.received_from,
        "version": said.version,
        "people": list(said.people) or None,
    }
    changes = {name: value for name, value in wanted.items() if value is not None}
    if not changes:
        raise Refused(
            f"{document.id}: say what it is: --kind, --dated, --title, --state, --version, --people, --covers "
            "or --from."
        )
    now, by_hand = codec.to_json(document), {name for name, words in document.because if words == BY_HAND}
    changes = {name: value for name, value in changes.items() if now[name] != value or name not in by_hand}
    if changes:
        because = dict(document.because) | dict.fromkeys(changes, BY_HAND)
        with session.writing() as writing:
            details = {"document": document.id, "changes": changes, "because": [list(pair) for pair in because.items()]}
            writing.record(EventKind.DOCUMENT_DESCRIBED, details)
    return session.document(document.id)


def reread(session: Session, refs: Iterable[str] = (), password: str | None = None) -> tuple[Document, ...]:
    """Read documents again (by default those without text), for instance once a reader was installed.

    Returns those whose text is another than before.
    """
    from evidence.reading import Request

    changed = []
    for ref in list(refs) or list(session.queries.unread()):
        document = session.document(ref)
        held = session.queries.filed(document.sha256)
        path = session.store.contents.path(document.sha256)
        outcome = session.readers.read(Request(path=path, name=document.names[0], password=password, then=DESCRIBED))
        reading = read_result(session, document.sha256, document.names[0], outcome)
        session.readers.forget(outcome)
        if held is not None and reading.text_sha256 != held.text_sha256:
            with session.writing() as writing:
                writing.record(EventKind.DOCUMENT_READ, read_again(session, document.id, document.sha256, reading))
            changed.append(session.document(document.id))
    return tuple(changed)


def withdraw(session: Session, ref: str, because: str) -> Document:
    """Take a document out of use; its bytes and its record stay. Raises `Refused` without a reason."""
    document = session.document(ref)
    if not because.strip():
        raise Refused(f"{document.id}: a reason is needed to withdraw a document. Give one with --because.")
    if document.withdrawn is None:
        with session.writing() as writing:
            writing.record(EventKind.DOCUMENT_WITHDRAWN, {"document": document.id, "because": because})
    return session.document(document.id)


def back_in_use(session: Session, ref: str) -> None:
    """Put a document in use again that was only withdrawn because its filing was undone."""
    document = session.document(ref)
    if document.withdrawn is not None and document.withdrawn.startswith(UNDONE):
        with session.writing() as writing:
            writing.record(EventKind.DOCUMENT_WITHDRAWN, {"document": document.id, "because": None})
