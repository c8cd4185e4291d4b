"""A document described where it was read: reading workers are asked for this module by its name.

So the words of a hostile file meet our patterns under the worker's limits, on all processors.
"""

from __future__ import annotations

from attrs import evolve

from evidence.describing.describe import describe
from evidence.describing.likeness import sketch
from evidence.model.document import Extraction


def look(extraction: Extraction, name: str) -> Extraction:
    """The same extraction with what the document is taken to be, and the sketch of its text."""
    return evolve(extraction, proposal=describe(extraction, name=name), sketch=sketch(extraction.text))
