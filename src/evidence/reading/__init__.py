"""Bytes to text, tables and metadata: every file is read in a bounded worker process."""

from evidence.reading.process import Request
from evidence.reading.readers import Readers
from evidence.reading.source import Limits

__all__ = ["Limits", "Readers", "Request"]
