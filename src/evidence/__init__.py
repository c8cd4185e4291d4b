"""Evidence files and audit records: prove that what an action plan calls done was done.

    import evidence
    evidence.init("store")
    with evidence.open("store", by="keeper") as file:
        plan = file.import_plan("plan.docx", id="jar")

Names are loaded when they are first used, so that `import evidence` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evidence.codec import from_json, to_json
    from evidence.file import EvidenceFile, init, open, verify
    from evidence.model.errors import (
        EvidenceError,
        NotFound,
        NothingToCheck,
        Refused,
        StoreDamaged,
        StoreInUse,
        StoreMissing,
        StoreNotWritable,
        StoreTooNew,
        UnreadableInput,
    )

__version__ = "0.1.0"

_HOMES = {
    "EvidenceFile": "evidence.file",
    "init": "evidence.file",
    "open": "evidence.file",
    "verify": "evidence.file",
    "from_json": "evidence.codec",
    "to_json": "evidence.codec",
    **dict.fromkeys(
        (
            "EvidenceError",
            "NotFound",
            "NothingToCheck",
            "Refused",
            "StoreDamaged",
            "StoreInUse",
            "StoreMissing",
            "StoreNotWritable",
            "StoreTooNew",
            "UnreadableInput",
        ),
        "evidence.model.errors",
    ),
}

__all__ = [
    "EvidenceError",
    "EvidenceFile",
    "NotFound",
    "NothingToCheck",
    "Refused",
    "StoreDamaged",
    "StoreInUse",
    "StoreMissing",
    "StoreNotWritable",
    "StoreTooNew",
    "UnreadableInput",
    "from_json",
    "init",
    "open",
    "to_json",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'evidence' has no attribute {name!r}")
