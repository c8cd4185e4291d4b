"""Where things stand in a store's folder. Names only; `store/README.md` is the normative text."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

FORMAT = 1  # a change of meaning is a new number
LINES_PER_SEGMENT = 10_000  # journal entries in one file


@frozen
class Layout:
    """The paths of one store."""

    root: Path

    @property
    def description(self) -> Path:
        """Format number, store id, when made: written last, so that a folder with it is a whole store."""
        return self.root / "store.json"

    @property
    def lock(self) -> Path:
        """The file the operating system's lock is taken on."""
        return self.root / "lock"

    @property
    def index(self) -> Path:
        """The derived database."""
        return self.root / "index.db"

    @property
    def settings(self) -> Path:
        """What the checks go by, as the keeper sees and changes it."""
        return self.root / "settings.toml"

    @property
    def documents(self) -> Path:
        """Received bytes, by hash."""
        return self.root / "documents"

    @property
    def texts(self) -> Path:
        """Extracted text, by the hash of the document."""
        return self.root / "texts"

    @property
    def checkpoints(self) -> Path:
        """Heads of the journal, copies of which belong elsewhere."""
        return self.root / "checkpoints"

    @property
    def journal(self) -> Path:
        """Segments of the journal."""
        return self.root / "journal"

    @property
    def details(self) -> Path:
        """Segments of the details, line for line beside the journal."""
        return self.root / "details"

    @property
    def scratch(self) -> Path:
        """What reading workers hold for a while: a folder for each process that reads, named by its number."""
        return self.root / "scratch"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder of a store."""
        return (self.documents, self.journal, self.details, self.checkpoints, self.texts)

    def document(self, sha256: str) -> Path:
        """Where the bytes with this hash are kept."""
        return self.root.joinpath("documents", sha256[:2], sha256)

    def text(self, sha256: str) -> Path:
        """Where the text read from the bytes with this hash is kept."""
        return self.root.joinpath("texts", sha256[:2], f"{sha256}.jsonl")


def segment_of(seq: int) -> int:
    """The number of the segment that holds this entry; both count from 1."""
    return 1 + (seq - 1) // LINES_PER_SEGMENT


def line_of(seq: int) -> int:
    """The line of its segment on which this entry stands; both count from 1."""
    return 1 + (seq - 1) % LINES_PER_SEGMENT


def segment_name(number: int) -> str:
    """The file name of a segment."""
    return f"{number:08}.jl"
