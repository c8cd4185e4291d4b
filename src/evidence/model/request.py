"""What became of asking for a document: how often it was asked for, and what the holder answered in place of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from attrs import field, frozen

from evidence.model.sequences import as_tuple


class Answer(StrEnum):
    """What a holder can answer; the value stands in the record."""

    ATTACHED = "attached"
    WILL_SEND = "will-send"
    NOT_MADE = "no-document"
    NOT_DONE = "not-done"
    SOMEBODY_ELSE = "somebody-else"
    TAKEN_BACK = "taken-back"  # the keeper undid an answer; as if none had been given


ANSWER_WORDS: dict[Answer, str] = {
    Answer.ATTACHED: "attached",
    Answer.WILL_SEND: "will send on …",
    Answer.NOT_MADE: "no document was made",
    Answer.NOT_DONE: "not actually done",
    Answer.SOMEBODY_ELSE: "ask someone else",
}
"""The words of the drop-down list, in its order."""


@frozen(kw_only=True)
class Asked:
    """A document that somebody was asked for."""

    key: str  # of the wanted document
    holder: str | None  # initials
    wanted: str  # which document, in words
    actions: tuple[tuple[str, str], ...] = field(converter=as_tuple)  # plan and ref
    codes: tuple[str, ...] = field(default=(), converter=as_tuple)  # the rules on whose account it was asked for
    covers: str | None = None  # the round of a recurring action that it is to be the record of
    on: tuple[datetime, ...] = field(converter=as_tuple)  # every time, UTC, oldest first


@frozen(kw_only=True)
class Answered:
    """What a holder answered about an action, in place of a document."""

    key: str  # of the wanted document
    plan: str
    action: str  # ref within the plan
    answer: Answer
    wanted: str = ""  # which document was asked for, in words
    holder: str | None = None  # initials of who answered
    until: date | None = None  # when it will be sent
    whom: str | None = None  # initials of who is to be asked instead
    note: str | None = None
    codes: tuple[str, ...] = field(default=(), converter=as_tuple)
    at: datetime  # when the answer was put on record, UTC
