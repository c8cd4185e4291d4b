"""The cues by which kinds of documents are known: words, where they stand, and how many points they add.

Patterns are matched against the text in small letters; `^` and `$` are the ends of a line. The points were set on
minutes, memos, letters and papers of British councils: the form of a document weighs more than what it speaks of.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

from evidence.model.document import DocumentKind as K


class Where(StrEnum):
    """Parts of a document, and how they are spoken of."""

    NAME = "its name says"
    TITLE = "its title says"
    HEAD = "its head says"
    TEXT = "its text says"
    END = "its end says"


NAME, TITLE, HEAD, TEXT, END = Where


@frozen
class Cue:
    """Words in a part of a document that speak for a kind."""

    kind: K
    points: int
    where: Where
    patterns: tuple[str, ...] = field(converter=tuple[str, ...])  # any of them
    because: str = ""  # where the words found do not say enough by themselves
