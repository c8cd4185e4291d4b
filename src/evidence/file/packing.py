"""The bundle for an inspector: documents, an index page and the journal as a BagIt bag that is checked without us."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from evidence.file.replacing import Outgoing, apart_from, replacing
from evidence.journal import checkpoint as checkpoints
from evidence.model.errors import NotFound, StoreDamaged
from evidence.model.event import EventKind
from evidence.store import disk
from evidence.store.journals import Position
from evidence.store.layout import LINES_PER_SEGMENT, segment_name

if TYPE_CHECKING:
    from evidence.file.session import Session
    from evidence.model.document import Document
    from evidence.model.event import Checkpoint
    from evidence.reports.bundle import Bundle, BundledRecommendation
    from evidence.reports.content import ActionEntry, DocumentEntry, LinkShown, Report

_ALWAYS = frozenset(  # entries whose details are of the whole record, and say nothing of any business
    (
        EventKind.STORE_CREATED,
        EventKind.SETTINGS_CHANGED,
        EventKind.DETAILS_ERASED,
        EventKind.FIXITY_CHECKED,
        EventKind.CHECKPOINT_MADE,
        EventKind.JOURNAL_REPAIRED,
    )
)


@frozen(kw_only=True)
class Packed:
    """What was written."""

    folder: Path
    files: int  # below `data/`
    documents: int
    entries: int  # of the journal
    withheld: int  # of these, entries whose details are of other business


def pack(
    session: Session,
    folder: str | os.PathLike[str],
    *,
    as_of: date,
    made_on: date,
    plan: str | None,
    recommendation: str | None,
) -> Packed:
    """Write the bundle of one recommendation, one plan or everything on file.

    Reads only; the same store and days give the same bytes. Raises `Refused`, `NotFound`, `NothingToCheck`, and
    `StoreDamaged` where a document is not what was filed.
    """
    from evidence.file.report_content import report_content

    apart_from(session.store.layout.root, folder, "the bundle")
    if recommendation is not None:
        plan = session.plan(plan).id
    number = _number(session, plan, recommendation) if plan and recommendation is not None else None
    report = report_content(session, as_of=as_of, plan=plan, select=["D302"])  # all that a bundle tells of the rules
    chosen = _Chosen(session, report, plan, number)
    with replacing(folder, what="the bundle", ours=_is_bundle) as out:
        leaves = [recorded.end.leaf for recorded in session.store.journal.read(Position())]
        head = checkpoints.make(session.store.id, leaves)
        withheld = _record(session, out, head, chosen)
        bundle = _bundle(session, report, chosen, head, leaves[-1], as_of, made_on, withheld)
        documents = _payload(session, out, report, chosen, bundle)
        files = len(out.given)
        _tags(out, bundle, documents)
    return Packed(folder=Path(folder), files=files, documents=documents, entries=head.size, withheld=withheld)


def _number(session: Session, plan: str, asked: str) -> str:
    numbers = [item.number for item in session.queries.recommendations(session.plan(plan))]
    for number in numbers:
        if asked.strip().casefold() in (number.casefold(), f"r{number}".casefold()):
            return number
    raise NotFound(f"recommendation {asked!r}: plan {plan!r} has none of that number; it has {', '.join(numbers)}.")


class _Chosen:
    """Which actions, documents and entries of the journal belong to the bundle."""

    def __init__(self, session: Session, report: Report, plan: str | None, number: str | None) -> None:
        self._report, self.number = report, number
        self.whole = plan is None
        self.documents: set[str] = set()
        self.refs: set[str] = set()
        self._names: set[str] = set()  # of the actions, as people type them
        for identity in report.identity.plans:
            self.refs.add(identity.id)
            if identity.source.document:
                self.documents.add(identity.source.document)
        for entry in () if self.whole else self.actions():
            self.refs.add(f"{entry.plan.id}:{entry.action.ref}")
            self._names.add(entry.ref)
            self.documents |= {one.document.id for one in entry.links}
            self.refs |= {one.link.id for one in entry.links}
        self.refs |= self.documents
        self.entries = None if self.whole else self._entries(session)

    def actions(self) -> Iterator[ActionEntry]:
        """The actions in plan order, without remarks on what is to be put right: those are the keeper's."""
        for entry in self._report.actions:
            if self.number is None or entry.action.recommendation == self.number:
                links: list[LinkShown] = [evolve(one, issues=()) for one in entry.links]
                yield evolve(entry, issues=(), links=links)

    def listed(self) -> Iterator[DocumentEntry]:
        """The documents, with what they show of these actions."""
        for entry in self._report.documents:
            if self.whole:
                yield evolve(entry, issues=())
            elif entry.document.id in self.documents:
                yield evolve(entry, issues=(), links=[one for one in entry.links if one.ref in self._names])

    def _entries(self, session: Session) -> frozenset[int]:
        """The journal entries whose details are of this business alone, and those that say who acted in them."""
        taken: set[int] = set()
        actors: set[str] = set()
        registered: dict[str, int] = {}
        for seq, kind, by, refs in session.queries.entries_with_refs():
            if kind is EventKind.ACTOR_REGISTERED:
                registered[refs[0]] = seq
            elif kind in _ALWAYS or (refs and self.refs.issuperset(refs)):
                taken.add(seq)
                actors.add(by)
        return frozenset(taken | {seq for actor, seq in registered.items() if actor in actors})


def _record(session: Session, out: Outgoing, head: Checkpoint, chosen: _Chosen) -> int:
    """The journal as it stands, its details as far as they are of this business; gives how many are not."""
    from evidence.reports.bundle import WITHHELD

    layout = session.store.layout
    withheld = 0

    def details(first: int, count: int, path: Path) -> Iterator[bytes]:
        nonlocal withheld
        with path.open("rb") as stream:
            for seq, line in enumerate(islice(stream, count), first):
                if chosen.entries is None or seq in chosen.entries or line.startswith(b"erased "):
                    yield line
                else:
                    withheld += 1
                    yield WITHHELD

    out.write("data/record/store.json", disk.blocks_of(layout.description))
    for number, first in enumerate(range(1, head.size + 1, LINES_PER_SEGMENT), 1):
        name, count = segment_name(number), min(LINES_PER_SEGMENT, head.size - first + 1)
        with (layout.journal / name).open("rb") as stream:
            out.write(f"data/record/journal/{name}", islice(stream, count))
        out.write(f"data/record/details/{name}", details(first, count, layout.details / name))
    out.write("data/record/checkpoint.txt", checkpoints.write(head))
    return withheld


def _bundle(
    session: Session,
    report: Report,
    chosen: _Chosen,
    head: Checkpoint,
    leaf: str,
    as_of: date,
    made_on: date,
    withheld: int,
) -> Bundle:
    from evidence.reports.bundle import Bundle

    title = report.identity.title
    return Bundle(
        title=f"Recommendation {chosen.number} of {title}" if chosen.number else title,
        plans=report.identity.plans,
        store=session.store.id,
        as_of=as_of,
        made_on=made_on,
        head=head,
        leaf=leaf,
        withheld=withheld,
        whole=chosen.whole,
    )


def _payload(session: Session, out: Outgoing, report: Report, chosen: _Chosen, bundle: Bundle) -> int:
    from evidence.reports import bundle as texts
    from evidence.reports import csv_text
    from evidence.reports.html import render
    from evidence.reports.site import anchor

    page = "index.html"
    files: dict[str, str] = {}
    for entry in chosen.listed():
        _copy(session, out, entry.document, f"data/documents/{texts.file_name(entry.document)}")
        files[entry.document.id] = texts.address(entry)
    out.write("data/documents.csv", csv_text.lines(texts.documents_table(chosen.listed())))
    pieces = render(
        "bundle.html",
        report=evolve(report, identity=evolve(report.identity, head=bundle.head)),
        bundle=bundle,
        groups=_groups(report, chosen.actions()),
        documents=chosen.listed(),
        at=texts.Places({entry.ref for entry in chosen.actions()}, files),
        anchor=anchor,
        address=texts.address,
        INDEX=page,
    )
    out.write(f"data/{page}", (piece.encode("utf-8") for piece in pieces))
    return len(files)


def _copy(session: Session, out: Outgoing, document: Document, name: str) -> None:
    path = session.store.contents.path(document.sha256)
    if not path.is_file():
        raise StoreDamaged(f"{document.id}: its bytes are missing from the store. `evidence verify` says what else is.")
    if out.write(name, disk.blocks_of(path)).sha256 != document.sha256:
        raise StoreDamaged(f"{document.id}: its bytes are not those that were filed. `evidence verify` says more.")


def _groups(report: Report, entries: Iterable[ActionEntry]) -> Iterator[BundledRecommendation]:
    from evidence.reports.bundle import BundledRecommendation

    texts = {(strip.plan, strip.number): strip.text for strip in report.strips}
    for (plan, number), group in groupby(entries, key=lambda entry: (entry.plan.id, entry.action.recommendation)):
        text = texts.get((plan, number), "")
        yield BundledRecommendation(number=number, text=text, plan=plan, actions=list(group))


def _tags(out: Outgoing, bundle: Bundle, documents: int) -> None:
    from evidence import __version__
    from evidence.reports import bundle as texts

    payload = list(out.given)
    software = f"evidence-file {__version__}"
    size = sum(one.size for one in payload)
    tags = (
        out.write("bagit.txt", texts.DECLARATION),
        out.write("bag-info.txt", texts.bag_info(bundle, software=software, files=len(payload), size=size)),
        out.write("manifest-sha256.txt", texts.manifest((one.name, one.sha256) for one in payload)),
        out.write("VERIFY.txt", texts.verify_text(bundle, documents)),
    )
    out.write("tagmanifest-sha256.txt", texts.manifest((one.name, one.sha256) for one in tags))


def _is_bundle(folder: Path) -> bool:
    from evidence.reports.bundle import MARK

    try:
        text = (folder / "bag-info.txt").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return any(line.startswith(f"{MARK}: ") for line in text.splitlines())
