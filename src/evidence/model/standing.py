"""How the record of each audited file stands: what `audits.standing` works out, and the rules on audits read."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from evidence.model.sequences import as_tuple


@frozen(kw_only=True)
class ClockStanding:
    """A time limit of one file."""

    question: str
    clock: str
    due: date  # last day in time; of a series, of the interval that was too long
    done: date | None = None
    words: str  # the rule, and the convention it was counted by

    def late(self, as_of: date) -> bool:
        """Whether it was done after its last day, or not at all by the day judged."""
        return (self.done or as_of) > self.due


@frozen(kw_only=True)
class RecordStanding:
    """What is to be said about the audit of one file; nothing where there is nothing to say."""

    case: str
    auditor: str
    state: str
    audited_on: date | None = None
    not_independent: str | None = None  # why the auditor or moderator is too near
    missing: tuple[str, ...] = field(default=(), converter=as_tuple)  # required questions asked and not answered
    without_reason: tuple[str, ...] = field(default=(), converter=as_tuple)  # "not applicable" with no reason
    clocks: tuple[ClockStanding, ...] = field(default=(), converter=as_tuple)
    not_counted: tuple[str, ...] = field(default=(), converter=as_tuple)  # clocks that could not be counted, and why
    unescalated: tuple[str, ...] = field(default=(), converter=as_tuple)  # critical adverse answers without a concern
    unacknowledged: tuple[tuple[str, date], ...] = field(default=(), converter=as_tuple)  # concern's question, last day
    above_cap: tuple[str, str] | None = None  # overall grade given, best one allowed
    moderation_due: date | None = None  # of a moderation not yet made
    grades_apart: int | None = None  # steps between the first and the second overall grade
    feedback_due: date | None = None
    feedback_on: date | None = None
    identifiers: tuple[str, ...] = field(default=(), converter=as_tuple)  # "l1101: postcode", never the words
    outside_operation: bool = False  # the questionnaire was not in operation on the day of the audit
    audited_before: tuple[str, date] | None = None  # another round and its day, within twelve months
