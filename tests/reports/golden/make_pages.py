"""Makes the golden pages anew: `python tests/reports/golden/make_pages.py`. Look at what changed before keeping it."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

PAGES = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path[:0] = [str(PAGES.parent), str(PAGES.parent.parent)]

from attrs import evolve  # noqa: E402
from report_pages import AS_OF, filled, printed, whole  # noqa: E402

from evidence.model.event import Checkpoint  # noqa: E402


def made() -> dict[str, str]:
    """The page of a small store, with what differs from run to run set to one value."""
    with tempfile.TemporaryDirectory() as name, filled(Path(name)) as file:
        report = whole(file.report_content(as_of=AS_OF))
        head = Checkpoint(origin="evidence-file/golden", size=20, root="A" * 43 + "=")
        identity = evolve(report.identity, head=head, made_at=datetime(2026, 1, 5, 10, tzinfo=UTC))
        return {f"page-{name}": text for name, text in printed(evolve(report, identity=identity)).items()}


if __name__ == "__main__":
    for name, text in made().items():
        (PAGES / name).write_text(text, encoding="utf-8")
