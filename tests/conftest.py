"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("local", deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("local"), max_examples=60, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def samples() -> Path:
    """Other people's files, in the folder that EVIDENCE_SAMPLES names; in continuous integration they must be there."""
    named = os.environ.get("EVIDENCE_SAMPLES")
    if not named:
        if os.environ.get("CI"):
            pytest.fail("EVIDENCE_SAMPLES is not set: continuous integration reads the sample files")
        pytest.skip("other people's files: set EVIDENCE_SAMPLES to a folder with seeds/, gold/ and corpus/ in it")
    folder = Path(named).resolve()
    if not (folder / "seeds").is_dir():
        pytest.fail(f"EVIDENCE_SAMPLES={named}: expected a folder with seeds/, gold/ and corpus/ in it")
    return folder
