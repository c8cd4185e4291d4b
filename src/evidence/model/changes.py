"""What changed between two versions of an action plan."""

from __future__ import annotations

from attrs import field, frozen

from evidence.model.period import Due
from evidence.model.plan import ClaimState
from evidence.model.sequences import as_tuple


@frozen(kw_only=True)
class ActionMatch:
    """The same action in both versions."""

    old: str  # ref in the earlier version
    new: str  # ref in the later version
    likeness: int  # of the two texts, percent; 100 is word for word
    because: str

    @property
    def renumbered(self) -> bool:
        """Whether its reference changed."""
        return self.old != self.new


@frozen(kw_only=True)
class TextChange:
    """A text of an action that reads otherwise now."""

    old: str  # ref
    new: str  # ref
    before: str
    after: str


@frozen(kw_only=True)
class DueChange:
    """A deadline that moved, came or went."""

    old: str  # ref
    new: str  # ref
    before: Due | None
    after: Due | None
    days: int | None  # from the last day of the one to the last day of the other; later is positive


@frozen(kw_only=True)
class ClaimChange:
    """A claim that is another now."""

    old: str  # ref
    new: str  # ref
    before: ClaimState
    after: ClaimState


@frozen(kw_only=True)
class ProgressChange:
    """A progress text that is another now. `lost` is what was said before and is not said any more."""

    old: str  # ref
    new: str  # ref
    lost: tuple[str, ...] = field(default=(), converter=as_tuple)  # statements altered or taken out after the fact
    added: tuple[str, ...] = field(default=(), converter=as_tuple)

    @property
    def rewritten(self) -> bool:
        """Whether earlier statements were altered or removed, rather than merely added to."""
        return bool(self.lost)


@frozen(kw_only=True)
class PlanChanges:
    """Everything that changed from one version of a plan to another."""

    plan: str
    from_version: int
    to_version: int
    matches: tuple[ActionMatch, ...] = field(default=(), converter=as_tuple)  # in the order of the later version
    new: tuple[str, ...] = field(default=(), converter=as_tuple)  # refs in the later version
    gone: tuple[str, ...] = field(default=(), converter=as_tuple)  # refs in the earlier version
    reworded: tuple[TextChange, ...] = field(default=(), converter=as_tuple)
    due_moved: tuple[DueChange, ...] = field(default=(), converter=as_tuple)
    claim_changed: tuple[ClaimChange, ...] = field(default=(), converter=as_tuple)
    leads_changed: tuple[TextChange, ...] = field(default=(), converter=as_tuple)  # leads, ", " between
    progress_changed: tuple[ProgressChange, ...] = field(default=(), converter=as_tuple)
    regrouped: tuple[TextChange, ...] = field(default=(), converter=as_tuple)  # number of the recommendation is another
    links_suspect: tuple[str, ...] = field(default=(), converter=as_tuple)  # links to actions that changed since
    links_stranded: tuple[str, ...] = field(default=(), converter=as_tuple)  # links to actions that are gone

    @property
    def renumbered(self) -> tuple[ActionMatch, ...]:
        """Actions whose reference changed."""
        return tuple(match for match in self.matches if match.renumbered)

    @property
    def anything(self) -> bool:
        """Whether the two versions differ at all."""
        return bool(
            self.new
            or self.gone
            or self.reworded
            or self.due_moved
            or self.claim_changed
            or self.leads_changed
            or self.progress_changed
            or self.regrouped
            or self.renumbered
        )
