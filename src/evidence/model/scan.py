"""What filing found: files taken in, known already, waiting, and skipped, each with its reason."""

from __future__ import annotations

from attrs import field, frozen

from evidence.model.sequences import as_tuple


@frozen(kw_only=True)
class Filed:
    """A file that was taken in, or was known already."""

    path: str  # as found
    document: str  # id
    new: bool  # whether these bytes were filed now
    readable: bool
    note: str = ""  # why its text was not read, or what it replaces


@frozen(kw_only=True)
class Skipped:
    """A file or folder that was not taken in."""

    path: str
    reason: str  # a sentence for the keeper


@frozen(kw_only=True)
class ScanReport:
    """What became of everything below the scanned folders."""

    filed: tuple[Filed, ...] = field(default=(), converter=as_tuple)
    known: tuple[Filed, ...] = field(default=(), converter=as_tuple)
    waiting: tuple[Skipped, ...] = field(default=(), converter=as_tuple)  # still being written
    skipped: tuple[Skipped, ...] = field(default=(), converter=as_tuple)
