"""Text to kind, date, title and state of a document: proposals, each with its reason, that a person can overrule."""

from evidence.describing.describe import describe

__all__ = ["describe"]
