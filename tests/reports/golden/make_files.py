"""Makes the golden workbook, summary, data and bundle texts anew: `python tests/reports/golden/make_files.py`.

Look at what changed before keeping it. An .xlsx or .docx is compared part by part, not by its compressed bytes.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

FILES = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path[:0] = [str(FILES.parent), str(FILES.parent.parent)]

from attrs import evolve  # noqa: E402
from report_pages import AS_OF, filled, whole  # noqa: E402

from evidence import codec  # noqa: E402
from evidence.model.document import Document  # noqa: E402
from evidence.model.event import Checkpoint  # noqa: E402
from evidence.reports import bundle, csv_text, summary_docx, workbook  # noqa: E402
from evidence.reports.content import Report, Working  # noqa: E402
from evidence.reports.data import Dataset, as_csv, as_json  # noqa: E402
from evidence.reports.html import render  # noqa: E402
from evidence.reports.site import anchor  # noqa: E402

_STYLE = re.compile(r"<style>.*?</style>|style-src 'sha256-[^']*'", re.DOTALL)  # that of all pages


def report() -> Report:
    """The report of a small store, with what differs from run to run set to one value."""
    with tempfile.TemporaryDirectory() as name, filled(Path(name)) as file:
        content = whole(file.report_content(as_of=AS_OF))
    head = Checkpoint(origin="evidence-file/golden", size=20, root="A" * 43 + "=")
    identity = evolve(content.identity, head=head, made_at=datetime(2026, 1, 5, 10, tzinfo=UTC))
    documents = [evolve(entry, document=_placed(entry.document)) for entry in content.documents]
    rules = [evolve(one, title="as the rule says") for one in content.rules()[:3]]
    working = Working(  # the words and rules in force are not what these files are about
        thresholds=[("days_to_answer", "14")],
        done_words=["done"],
        draft_words=["draft"],
        verbs=[("agree", "minutes")],
        version="golden",
    )
    return evolve(content, identity=identity, documents=documents, working=working, rules=lambda: rules)


def _placed(document: Document) -> Document:
    places = [evolve(one, path=f"/papers/{one.name}", modified=0) for one in document.locations]
    return evolve(document, locations=places)


def made() -> dict[str, bytes]:
    """Every golden file, by name."""
    content = report()
    head = content.identity.head
    assert head is not None
    packed = bundle.Bundle(
        title="Improvement plan",
        plans=content.identity.plans,
        store="golden",
        as_of=AS_OF,
        made_on=date(2026, 1, 5),
        head=head,
        leaf="0" * 64,
        withheld=3,
        whole=False,
    )
    documents = Dataset(
        name="documents", about="", items=lambda: (codec.to_json(one.document) for one in content.documents), flat=True
    )
    actions = Dataset(
        name="actions", about="", items=lambda: (codec.to_json(one.action) for one in content.actions), flat=True
    )
    files = {one.document.id: bundle.address(one) for one in content.documents}
    group = bundle.BundledRecommendation(number="1", text="Agree the criteria", plan="town", actions=content.actions)
    page = render(
        "bundle.html",
        report=content,
        bundle=packed,
        groups=[group],
        documents=content.documents,
        at=bundle.Places({one.ref for one in content.actions}, files),
        anchor=anchor,
        address=bundle.address,
        INDEX="index.html",
    )
    table = csv_text.lines(bundle.documents_table(content.documents))
    return {
        workbook.NAME: workbook.write(content),
        summary_docx.NAME: summary_docx.write(content),
        "actions.csv": b"".join(as_csv(actions)),
        "actions.json": b"".join(as_json(actions)),
        "documents.csv": b"".join(as_csv(documents)),
        "documents.json": b"".join(as_json(documents)),
        "bundle-index.html": _STYLE.sub("", "".join(page)).encode(),
        "bundle-documents.csv": b"".join(table),
        "bundle-VERIFY.txt": bundle.verify_text(packed, len(content.documents)).encode(),
        "bundle-bag-info.txt": bundle.bag_info(packed, software="evidence-file golden", files=9, size=999).encode(),
    }


def parts(name: str, data: bytes) -> dict[str, bytes]:
    """What is compared of a file: the parts of an office file, else all of it."""
    if not name.endswith((".xlsx", ".docx")):
        return {name: data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


if __name__ == "__main__":
    for name, data in made().items():
        (FILES / name).write_bytes(data)
