"""Text to kind, date, title and state of a document: proposals, each with its reason, that a person can overrule."""

from evidence.describing.describe import describe
from evidence.describing.likeness import ALIKE, likeness, sketch

__all__ = ["ALIKE", "describe", "likeness", "sketch"]
