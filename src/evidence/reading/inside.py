"""Files found inside the one that is read, handed over one by one, up to the limits; what is left out is noted."""

from __future__ import annotations

from attrs import define, field

from evidence.model.document import Part
from evidence.reading.encoding import sound
from evidence.reading.source import STOPPED, CannotRead, Source
from evidence.wording.counting import counted


@define(eq=False)
class Inside:
    """What was taken out of one file so far."""

    source: Source
    notes: list[str]  # of the reader
    what: str  # what there is to be taken: "attachments", "of 50 files inside"
    parts: list[Part] = field(factory=list)

    def more(self) -> bool:
        """Whether another file may be taken out; where not, `notes` says why."""
        limits = self.source.limits
        if self.source.depth >= limits.depth:
            self.stopped(f"files inside files are taken out {counted(limits.depth, 'level')} deep, no further")
        elif len(self.parts) >= limits.members:
            self.stopped(f"only the first {len(self.parts):,} {self.what} are taken out")
        else:
            return True
        return False

    def take(self, name: str, data: bytes) -> None:
        """Hand a file over; one that is too large is left out."""
        try:
            self.parts.append(self.source.keep(sound(name), data))
        except CannotRead as refusal:
            self.stopped(refusal.reason)

    def stopped(self, why: str) -> None:
        """Note a limit, once."""
        if (note := STOPPED + why) not in self.notes:
            self.notes.append(note)
