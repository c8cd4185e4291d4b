"""What filing found: files taken in, known already, waiting, skipped, moved and gone, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from evidence.model.packed import as_sequence


@frozen(kw_only=True)
class Filed:
    """A file that was taken in, or was known already."""

    path: str  # as found
    document: str  # id
    new: bool  # whether these bytes were filed now
    readable: bool
    note: str = ""  # why its text was not read, what it replaces, what is odd about its name


@frozen(kw_only=True)
class Skipped:
    """A file or folder that was not taken in."""

    path: str
    reason: str  # a sentence for the keeper


@frozen(kw_only=True)
class Moved:
    """A document that is found at another place than before; nothing of it has changed."""

    document: str  # id
    path: str  # where it is now
    before: str  # where it was


@frozen(kw_only=True)
class Vanished:
    """A file that is no longer where it was found. Its document stays on file."""

    document: str  # id
    path: str  # where it was


@frozen(kw_only=True)
class ScanReport:
    """What became of everything below the scanned folders. Long lists are kept compressed; read them like tuples."""

    filed: Sequence[Filed] = field(default=(), converter=as_sequence)
    known: Sequence[Filed] = field(default=(), converter=as_sequence)
    waiting: Sequence[Skipped] = field(default=(), converter=as_sequence)  # still being written
    skipped: Sequence[Skipped] = field(default=(), converter=as_sequence)
    moved: Sequence[Moved] = field(default=(), converter=as_sequence)
    vanished: Sequence[Vanished] = field(default=(), converter=as_sequence)
    out_of_use: int = 0  # of the known: whose filing was undone, which keeps them out of use until they are added again
