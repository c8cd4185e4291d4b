"""Bytes to text, tables and metadata: every file is read in a bounded worker process.

Names are loaded when they are first used: a worker needs nothing of what the pool is made of.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evidence.reading.process import Request
    from evidence.reading.readers import Readers
    from evidence.reading.source import Limits

_HOMES = {
    "Limits": "evidence.reading.source",
    "Readers": "evidence.reading.readers",
    "Request": "evidence.reading.process",
}

__all__ = ["Limits", "Readers", "Request"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'evidence.reading' has no attribute {name!r}")
