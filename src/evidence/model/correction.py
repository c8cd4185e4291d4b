"""What is doubtful about how a plan was read, and what the keeper says instead.

The importer's reading stays beside every correction: `understood` is what it made of the words.
"""

from __future__ import annotations

from attrs import field, frozen

from evidence.model.sequences import as_tuple
from evidence.model.table import Place


@frozen(kw_only=True)
class Doubt:
    """One thing that was inferred, or that could be read otherwise."""

    key: str  # what it is of: "R3.1/due", "3/deadline", "column/Lead", "unplaced/4f0c19aa"
    where: Place
    words: str  # as the plan has them
    understood: str  # as the importer read them
    reason: str  # why that is doubtful
    expected: str  # what a correction can be
    correction: str | None = None  # the one in force


@frozen(kw_only=True)
class Correction:
    """What a person says in place of what was understood."""

    key: str
    value: str  # as written by the keeper, white space folded
    words: str  # of the plan, when the correction was made; it holds as long as they stand
    understood: str  # what the importer had made of them

    @property
    def column(self) -> str | None:
        """The heading, where it says what a column means."""
        return self.key.removeprefix("column/") if self.key.startswith("column/") else None


@frozen(kw_only=True)
class CorrectionOutcome:
    """What a round of corrections came to."""

    plan: str
    version: int  # that the corrections are on; a new one where a column was corrected
    made: tuple[Correction, ...] = field(default=(), converter=as_tuple)  # new, or with another value than before
    taken_back: tuple[str, ...] = field(default=(), converter=as_tuple)  # keys
    dropped: tuple[str, ...] = field(default=(), converter=as_tuple)  # keys whose words read otherwise now
    standing: tuple[str, ...] = field(default=(), converter=as_tuple)  # keys of corrections that were in force already

    @property
    def anything(self) -> bool:
        """Whether something was changed."""
        return bool(self.made or self.taken_back)
