"""The journal on disk: appending batches of entries durably, reading on from a known place, cutting a torn end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import BinaryIO, Protocol

from attrs import frozen

from evidence.journal import entry as lines
from evidence.journal.entry import GENESIS, BadLine, Link
from evidence.model.errors import StoreDamaged, UnreadableInput
from evidence.model.event import EventKind, JournalEntry
from evidence.store import disk
from evidence.store.layout import Layout, line_of, segment_name, segment_of

_ADVICE = "Nothing was changed. Run `evidence verify`, and compare with a backup."
_STRANGERS = (
    "index.db and the journal do not belong together: entry {seq} ({where}) is another than index.db knows. Either "
    "index.db was taken from another store or another copy of this one, then delete it (it is derived) and run "
    "`evidence rebuild`; or the journal was changed. `evidence verify --against` a checkpoint kept elsewhere tells "
    "which. Nothing was changed."
)
_TAIL = 1 << 14  # bytes read back to find the last line; a journal line is some 350 bytes


@frozen(kw_only=True)
class Position:
    """The end of an entry: its number and hash, and how long its segments were then (bytes)."""

    seq: int = 0
    leaf: str = GENESIS
    journal: int = 0
    details: int = 0

    @property
    def link(self) -> Link:
        """What the next entry is chained onto."""
        return Link(seq=self.seq, leaf=self.leaf)


@frozen(kw_only=True)
class Recorded:
    """An entry with its place: where its details start in their segment (bytes), and where it ends."""

    entry: JournalEntry
    details: int
    end: Position


def start_of_next(end: Position) -> Position:
    """Where the entry after `end` starts: at `end`, or at the start of a new segment."""
    if end.seq and segment_of(end.seq) == segment_of(end.seq + 1):
        return end
    return Position(seq=end.seq, leaf=end.leaf)


def after(end: Position, line: lines.Lines) -> Position:
    """Where this entry, written after `end`, ends."""
    return next_end(start_of_next(end), line.link.leaf, (len(line.journal), len(line.details)))


def next_end(start: Position, leaf: str, lengths: tuple[int, int]) -> Position:
    """Where an entry ends that starts here, with this hash and two lines of these lengths (bytes)."""
    journal, details = lengths
    return Position(seq=start.seq + 1, leaf=leaf, journal=start.journal + journal, details=start.details + details)


class _Torn(Exception):
    """The files end in the middle of an entry."""


class TornTail(Exception):
    """The journal ends in the middle of a batch, after `end`; a writer died there before it acknowledged anything."""

    def __init__(self, end: Position) -> None:
        super().__init__(end)
        self.end = end


class Journal(Protocol):
    """A home of the journal: append with the head expected, read what came after."""

    def append(self, batch: Sequence[lines.Lines], onto: Position) -> None:
        """Make these lines durable after `onto`; all of them or, on failure, none."""

    def read(self, known: Position) -> Iterator[Recorded]:
        """The entries after a position, each checked against the one before it."""

    def leaves(self) -> Iterator[str]:
        """The leaf hash of every entry; whether it holds is for `verify` to say."""


class TextJournal:
    """The journal as two rows of text files."""

    def __init__(self, layout: Layout, store: str) -> None:
        self._layout = layout
        self._store = store

    def append(self, batch: Sequence[lines.Lines], onto: Position) -> None:
        """Make these lines durable after `onto`; details first, so that no journal line ever lacks its details."""
        end = onto
        for number, part in _by_segment(batch):
            start = start_of_next(end)
            disk.append(self._details(number), b"".join(line.details for line in part), at=start.details)
            disk.append(self._journal(number), b"".join(line.journal for line in part), at=start.journal)
            for line in part:
                end = after(end, line)

    def read(self, known: Position) -> Iterator[Recorded]:
        """The entries after a position, whole batches only. Raises `StoreDamaged`, or at the end `TornTail`."""
        whole, batch = known, list[Recorded]()
        try:
            for recorded, more in self._entries(known):
                batch.append(recorded)
                if not more:
                    yield from batch
                    whole, batch = recorded.end, []
        except _Torn:
            raise TornTail(whole) from None
        if batch:
            raise TornTail(whole)

    def expect(self, known: Position) -> None:
        """Check that the journal still has the entry that the index knows as its head; raises `StoreDamaged`."""
        if known.seq == 0:
            return
        number = segment_of(known.seq)
        where = f"{segment_name(number)}:{line_of(known.seq)}"
        try:
            head = lines.read_head(_last_line(self._journal(number), known.journal))
            if (head.seq, head.leaf) != (known.seq, known.leaf):
                raise BadLine("the journal has another entry there, or ends before it")
            lines.read_details(_last_line(self._details(number), known.details), head.commit)
        except PermissionError as error:
            raise UnreadableInput(
                f"{error.filename}: cannot be read ({error.strerror}). Ask for the right to read all of the store, and "
                "repeat the command."
            ) from None
        except (OSError, BadLine) as error:
            if self._has_another(known):
                raise StoreDamaged(_STRANGERS.format(seq=known.seq, where=where)) from None
            raise StoreDamaged(f"entry {known.seq}, which the index knows ({where}): {error}. {_ADVICE}") from None

    def _has_another(self, known: Position) -> bool:
        """Whether a whole entry stands there, but not the one that the index knows."""
        try:
            with self._journal(segment_of(known.seq)).open("rb") as stream:
                head = lines.read_head(next(islice(stream, line_of(known.seq) - 1, None), b""))
        except (OSError, BadLine):
            return False
        return (head.seq, head.leaf) != (known.seq, known.leaf)

    def batch_of(self, seq: int) -> tuple[int, int]:
        """The first and the last entry of the batch that holds this one."""
        first, number, segment = seq, 0, list[bytes]()

        def following(at: int) -> int:
            nonlocal number, segment
            if segment_of(at) != number:
                number = segment_of(at)
                segment = self._journal(number).read_bytes().splitlines(keepends=True)
            return lines.read_head(segment[line_of(at) - 1]).more

        try:
            last = seq + following(seq)
            while first > 1 and following(first - 1):
                first -= 1
        except (OSError, IndexError, BadLine) as error:
            raise StoreDamaged(f"journal/{segment_name(number)}: {error}. {_ADVICE}") from None
        return first, last

    def leaves(self) -> Iterator[str]:
        """The leaf hash of every entry, as its line gives it."""
        for number in count(1):
            try:
                with self._journal(number).open("rb") as segment:
                    for line in segment:
                        yield line[:64].decode("ascii", "replace")
            except FileNotFoundError:
                return

    def cut(self, end: Position) -> int:
        """Cut everything after `end`; returns how many bytes went."""
        start, number, gone = start_of_next(end), segment_of(end.seq + 1), 0
        for folder, keep in ((self._layout.journal, start.journal), (self._layout.details, start.details)):
            for path in sorted(folder.glob("*.jl"), reverse=True):
                size, kept = path.stat().st_size, keep if path.name == segment_name(number) else 0
                if path.name >= segment_name(number) and size > kept:
                    disk.cut(path, kept)
                    gone += size - kept
        return gone

    def _entries(self, known: Position) -> Iterator[tuple[Recorded, int]]:
        """Each entry with how many of its batch follow."""
        end = known
        while True:
            number, start = segment_of(end.seq + 1), start_of_next(end)
            journal, details = self._journal(number), self._details(number)
            if not journal.exists():
                if details.exists() and details.stat().st_size > start.details:
                    raise _Torn
                return
            for recorded, more in self._read_segment(number, start):
                yield recorded, more
                end = recorded.end
            if segment_of(end.seq + 1) == number:
                return

    def _read_segment(self, number: int, start: Position) -> Iterator[tuple[Recorded, int]]:
        end = start
        try:
            with self._journal(number).open("rb") as journal, self._details(number).open("rb") as details:
                journal.seek(start.journal)
                details.seek(start.details)
                while segment_of(end.seq + 1) == number and (line := journal.readline()):
                    recorded, more = self._read_one(line, details, number, end)
                    yield recorded, more
                    end = recorded.end
                if segment_of(end.seq + 1) == number and details.read(1):
                    raise _Torn
        except FileNotFoundError as error:
            if end.seq + 1 > start.seq + 1 or self._journal(number).stat().st_size > start.journal:
                raise StoreDamaged(f"{error.filename}: is missing beside its journal segment. {_ADVICE}") from None

    def _read_one(self, line: bytes, details: BinaryIO, number: int, end: Position) -> tuple[Recorded, int]:
        where = f"{segment_name(number)}:{line_of(end.seq + 1)}"
        if not line.endswith(b"\n"):
            raise _Torn
        try:
            head = lines.read_head(line)
        except BadLine as error:
            raise StoreDamaged(f"journal/{where}: {error}. {_ADVICE}") from None
        if (head.seq, head.prev, head.store) != (end.seq + 1, end.leaf, self._store):
            raise StoreDamaged(f"journal/{where}: the entry does not follow the one before it. {_ADVICE}")
        words = details.readline()
        try:
            said = lines.read_details(words, head.commit)
            if isinstance(said, int) and head.seq not in self._erased_by(said):
                raise BadLine(f"the details are gone, and entry {said} does not record that")
            entry = lines.read(head, said)
        except BadLine as error:
            raise StoreDamaged(f"details/{where}: {error}. {_ADVICE}") from None
        start = start_of_next(end)
        place = next_end(start, head.leaf, (len(line), len(words)))
        return Recorded(entry=entry, details=start.details, end=place), head.more

    def _erased_by(self, seq: int) -> Sequence[int]:
        """The entries whose details this entry says were erased."""
        number, at = segment_of(seq), line_of(seq) - 1
        try:
            with self._journal(number).open("rb") as journal, self._details(number).open("rb") as details:
                head = lines.read_head(next(islice(journal, at, None), b""))
                said = lines.read_details(next(islice(details, at, None), b""), head.commit)
        except (OSError, BadLine):
            return ()
        erasing = head.kind is EventKind.DETAILS_ERASED and head.seq == seq
        named = said.get("entries") if erasing and isinstance(said, dict) else ()
        return named if isinstance(named, list) else ()

    def _journal(self, number: int) -> Path:
        return self._layout.journal / segment_name(number)

    def _details(self, number: int) -> Path:
        return self._layout.details / segment_name(number)


def _last_line(path: Path, end: int) -> bytes:
    """The line that ends at this offset (bytes)."""
    with path.open("rb") as stream:
        back = _TAIL
        while True:
            start = max(0, end - back)
            stream.seek(start)
            tail = stream.read(end - start)
            before = tail.rfind(b"\n", 0, -1)
            if before >= 0 or start == 0:
                return tail[before + 1 :]
            back *= 4


def _by_segment(batch: Sequence[lines.Lines]) -> Iterator[tuple[int, Sequence[lines.Lines]]]:
    start = 0
    while start < len(batch):
        number = segment_of(batch[start].link.seq)
        stop = start
        while stop < len(batch) and segment_of(batch[stop].link.seq) == number:
            stop += 1
        yield number, batch[start:stop]
        start = stop
