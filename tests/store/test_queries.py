"""Rows of the index as values: what stands around a document comes in the order in which it was recorded."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from builder import opened, write_files, write_plan
from evidence.store.queries import Queries


def test_links_of_a_document_come_in_the_order_in_which_they_were_made_past_the_ten_thousandth(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        file.import_plan(write_plan(tmp_path), id="town")
        document = file.add(write_files(tmp_path / "in", 1)[0])
        first, second = (file.link(document, ref) for ref in ("R1.1", "R1.2"))
    connection = sqlite3.connect(tmp_path / "store" / "index.db")
    try:
        for link, number in ((first, 9_999), (second, 10_000)):
            connection.execute("UPDATE links SET number = ?, id = ? WHERE id = ?", (number, f"L-{number}", link.id))
        found = Queries(connection).document(document.id)
    finally:
        connection.close()
    assert found is not None and found.links == ("L-9999", "L-10000")
