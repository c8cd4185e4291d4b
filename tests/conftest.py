"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def samples() -> Path:
    """Other people's files, in the folder that EVIDENCE_SAMPLES names; in continuous integration they must be there."""
    named = os.environ.get("EVIDENCE_SAMPLES")
    if not named:
        if os.environ.get("CI"):
            pytest.fail("EVIDENCE_SAMPLES is not set: continuous integration reads the sample files")
        pytest.skip("EVIDENCE_SAMPLES is not set: no sample files to read")
    folder = Path(named).resolve()
    if not (folder / "seeds").is_dir():
        pytest.fail(f"EVIDENCE_SAMPLES={named}: expected a folder with seeds/, gold/ and corpus/ in it")
    return folder
