"""A document on file: bytes received, what was read in them, what they are taken to be."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from evidence.model.period import Period
from evidence.model.sequences import as_tuple
from evidence.model.table import Block, TextSheet


class DocumentKind(StrEnum):
    """The closed list of document kinds."""

    MEMO = "memo"
    MINUTES = "minutes"
    AGENDA = "agenda"
    LETTER = "letter"
    EMAIL = "email"
    APPROVAL = "approval"
    REPORT = "report"
    PAPER = "paper"
    PLAN = "plan"
    GUIDANCE = "guidance"
    PROCEDURE = "procedure"
    BOOKLET = "booklet"
    LEAFLET = "leaflet"
    QUESTIONNAIRE = "questionnaire"
    BID = "bid"
    DATA = "data"
    VISIT_RECORD = "visit-record"
    ACTION_PLAN = "action-plan"
    OTHER = "other"


class DocumentState(StrEnum):
    """How far a document has got; unknown is `None`."""

    DRAFT = "draft"
    FINAL = "final"
    SIGNED = "signed"


@frozen(kw_only=True)
class PageText:
    """The text of one page (or of the whole, for formats without pages)."""

    number: int  # from 1
    text: str
    confidence: int | None = None  # of OCR, percent; `None` where the text was in the file


@frozen(kw_only=True)
class Metadata:
    """What a file says of itself. Claims of the file, not facts."""

    title: str | None = None
    author: str | None = None
    subject: str | None = None
    created: str | None = None  # ISO 8601, as far as the file gives it
    modified: str | None = None  # ISO 8601, as far as the file gives it
    sent: str | None = None  # e-mail's own date, ISO 8601


@frozen(kw_only=True)
class Part:
    """A file inside a file: an attachment, a member of an archive."""

    name: str  # as written in the container; data, never a path
    sha256: str
    size: int  # bytes


@frozen(kw_only=True)
class Extraction:
    """What a reader got out of a file."""

    pages: tuple[PageText, ...] = field(converter=as_tuple)
    blocks: tuple[Block, ...] = field(default=(), converter=as_tuple)  # only where the layout was asked for
    sheets: tuple[TextSheet, ...] = field(default=(), converter=as_tuple)
    """A spreadsheet's, in place of all else, where only the texts of its cells were asked for."""
    metadata: Metadata = field(factory=Metadata)
    media_type: str
    reader: str  # name and version of what read it: "pdf 1 (pypdfium2 5.15.2)"
    notes: tuple[str, ...] = field(default=(), converter=as_tuple)  # what could not be read, limits that were reached
    parts: tuple[Part, ...] = field(default=(), converter=as_tuple)
    proposal: Proposal | None = None  # what it is taken to be, where the reader was asked to describe it as well
    sketch: tuple[int, ...] = field(default=(), converter=as_tuple)  # of its text, beside the proposal; 32 bits each

    @property
    def text(self) -> str:
        """All pages, form feeds between them."""
        return "\f".join(page.text for page in self.pages)


@frozen(kw_only=True)
class Unreadable:
    """No text was obtained, and why; a sentence for the keeper, with what to do where something can be done."""

    reason: str
    media_type: str
    reader: str | None = None
    proposal: Proposal | None = None  # from its name, where the reader was asked to describe it as well


@frozen(kw_only=True)
class Proposal:
    """What a document is taken to be, each with its because; everything can be overruled by a person."""

    kind: DocumentKind = DocumentKind.OTHER
    kind_because: str = ""
    title: str | None = None
    title_because: str = ""
    dated: Period | None = None
    dated_because: str = ""
    state: DocumentState | None = None
    state_because: str = ""
    version: str | None = None  # version in the name or text: "v0.3"
    version_because: str = ""
    people: tuple[str, ...] = field(default=(), converter=as_tuple)  # initials and bodies named
    people_because: str = ""


class LocationState(StrEnum):
    """What the last scan found at a place."""

    THERE = "there"
    GONE = "gone"  # nothing is there any more
    CHANGED = "changed"  # other bytes are there now


@frozen(kw_only=True)
class Location:
    """Where a document's bytes were found; nothing there is ever touched."""

    path: str  # as found; undecodable bytes as backslash escapes
    name: str
    size: int  # bytes
    modified: int  # microseconds since 1970, of the file when it was read
    state: LocationState = LocationState.THERE


@frozen(kw_only=True)
class Document:
    """A document on file. The same bytes are one document, however many names they came under."""

    id: str
    sha256: str  # of the bytes, lower-case hex
    size: int  # bytes
    media_type: str
    names: tuple[str, ...] = field(converter=as_tuple)  # every name it was found under, first first
    locations: tuple[Location, ...] = field(default=(), converter=as_tuple)  # every place it was found at, first first
    kind: DocumentKind
    title: str | None
    state: DocumentState | None
    dated: Period | None  # the date on the document, not when it came
    covers: Period | None = None  # the period it reports on
    version: str | None = None  # "v0.3", "draft 3"
    people: tuple[str, ...] = field(default=(), converter=as_tuple)  # initials and bodies named in it, first first
    received_at: datetime  # when it was filed, UTC
    received_from: str | None
    readable: bool
    unreadable_because: str | None
    pages: int
    because: tuple[tuple[str, str], ...] = field(default=(), converter=as_tuple)  # ("kind", "the name says 'minutes'")
    part_of: str | None = None
    parts: tuple[str, ...] = field(default=(), converter=as_tuple)
    duplicates: tuple[str, ...] = field(default=(), converter=as_tuple)  # documents of nearly the same text, by id
    supersedes: str | None = None
    withdrawn: str | None = None  # the reason, once taken out of use
    plan: str | None = None  # the plan that was read from it
    set_aside: str | None = None  # the reason, once a person found that it is evidence of nothing
    links: tuple[str, ...] = field(default=(), converter=as_tuple)
