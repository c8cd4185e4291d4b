"""One tree of errors, an exit code per class; a message says where, what was expected, what was found, what to do."""

from __future__ import annotations


class EvidenceError(Exception):
    """Base of every error that the library raises on purpose.

    `exit_code` is what the command line ends with; the message is for the person who typed the command.
    """

    exit_code = 2


class Refused(EvidenceError):
    """Wrong use: the request cannot be carried out as asked (exit 2)."""


class UnreadableInput(EvidenceError):
    """The given file cannot be read as what it was given for (exit 2)."""


class NotFound(EvidenceError):
    """A reference names nothing in this store (exit 2)."""


class StoreMissing(EvidenceError):
    """There is no store at the given path (exit 2)."""


class StoreTooNew(EvidenceError):
    """The store was written by a later version of this library (exit 2)."""


class StoreNotWritable(EvidenceError):
    """The disk refused to write: no rights, no room, or a device error (exit 2)."""


class StoreInUse(EvidenceError):
    """Another process holds the store and did not let go in time (exit 3)."""

    exit_code = 3


class StoreDamaged(EvidenceError):
    """The record contradicts itself; nothing is repaired silently (exit 4)."""

    exit_code = 4


class NothingToCheck(EvidenceError):
    """A check was asked for, but the store holds no plan (exit 5)."""

    exit_code = 5
