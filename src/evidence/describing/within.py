"""A document described where it was read: reading workers are asked for this module by its name.

So the words of a hostile file meet our patterns under the worker's limits, on all processors.
"""

from __future__ import annotations

from attrs import evolve

from evidence.describing.describe import describe
from evidence.describing.likeness import sketch
from evidence.model.document import Extraction, Unreadable


def look(outcome: Extraction | Unreadable, name: str) -> Extraction | Unreadable:
    """The same outcome with what the document is taken to be and, where it was read, the sketch of its text."""
    if isinstance(outcome, Unreadable):
        return evolve(outcome, proposal=describe(None, name=name))
    return evolve(outcome, proposal=describe(outcome, name=name), sketch=sketch(outcome.text))
