"""Programs that some tests need: without one, a stranger is told what to install, and continuous integration fails."""

from __future__ import annotations

import os
import shutil

import pytest


def program(*names: str, install: str) -> str:
    """The first of these programs that is here; else the test is skipped, or fails where `CI` is set."""
    for name in names:
        if path := shutil.which(name):
            return path
    reason = f"{names[0]} is not installed: {install}"
    if os.environ.get("CI"):
        pytest.fail(f"{reason} (continuous integration skips nothing)")
    pytest.skip(reason)


def libreoffice() -> str:
    packages = "libreoffice-calc-nogui libreoffice-writer-nogui"
    return program("soffice", "libreoffice", install=f"`apt-get install {packages}`")


def sha256sum() -> str:
    return program("sha256sum", install="it comes with GNU coreutils")
