"""Other people's files through a whole scan: byte-exact, every outcome recorded, nothing written elsewhere."""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import evidence
from evidence.model.document import Document
from evidence.model.period import Flag

FOLDERS = ("corpus/documents", "corpus/nasty", "corpus/links")


def digests(folders: list[Path]) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def listing(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*")}


@contextmanager
def no_connections(patch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*arguments: Any) -> None:
        raise AssertionError(f"a connection was tried: {arguments}")

    with patch.context() as context:
        context.setattr(socket.socket, "connect", refuse)
        yield


@pytest.mark.slow
def test_every_file_is_filed_byte_for_byte_and_every_outcome_recorded(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [samples / name for name in FOLDERS]
    before = digests(folders)
    for name in ("home", "work", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.chdir(tmp_path / "work")
    evidence.init(tmp_path / "store")
    with no_connections(monkeypatch), evidence.open(tmp_path / "store", by="keeper") as file:
        report = file.scan(*folders)
        again = file.scan(*folders)
        documents = file.documents()
    assert not report.skipped and not report.waiting
    placed = {place.path: document.sha256 for document in documents for place in document.locations}
    assert {path: placed.get(path) for path in before} == before
    for sha256 in before.values():
        kept = tmp_path / "store" / "documents" / sha256[:2] / sha256
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == sha256
    assert all(document.readable or document.unreadable_because for document in documents)
    assert (len(again.filed), len(again.known)) == (0, len(before))
    assert digests(folders) == before, "nothing of the keeper's has changed"
    assert evidence.verify(tmp_path / "store").ok
    assert not any(listing(tmp_path / name) for name in ("home", "work", "temporary"))
    assert not list((tmp_path / "store").glob("scratch/*"))


@pytest.fixture(scope="module")
def links(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], Document, str]]:
    """Each file of the sample that has an answer, its document, and its text."""
    store = tmp_path_factory.mktemp("links") / "store"
    folder = samples / "corpus" / "links"
    evidence.init(store)
    with evidence.open(store, by="keeper") as file:
        file.scan(folder)
        found = {place.name: document for document in file.documents() for place in document.locations}
        rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
        return [(row, found[row["file"]], file.text(found[row["file"]])) for row in rows]


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


@pytest.mark.slow
def test_documents_are_described_as_people_would(links: list[tuple[dict[str, Any], Document, str]]) -> None:
    read = [(row, document) for row, document, _ in links if row["readable"]]
    assert all(document.readable for _, document in read)
    assert share([document.kind in (row["kind"], *row["kind_also"]) for row, document in read]) >= 0.9
    assert share([document.state == row["state"] for row, document in read]) >= 0.9
    assert share([_dated(document) in (row["date"], *row["date_also"]) for row, document in read]) >= 0.95


def _dated(document: Document) -> str | None:
    period = document.dated
    exact = period is not None and period.earliest is not None and not period.has(Flag.APPROXIMATE)
    return period.edtf if period is not None and exact else None


@pytest.mark.slow
def test_copies_are_one_document_and_drafts_are_told_of_their_finals(
    links: list[tuple[dict[str, Any], Document, str]],
) -> None:
    by_name = {row["file"]: document for row, document, _ in links}
    copies = [row for row, _, _ in links if row["duplicate_of"]]
    drafts = [row for row, _, _ in links if row["near_of"]]
    assert copies and drafts
    assert all(by_name[row["file"]].id == by_name[row["duplicate_of"]].id for row in copies)
    assert all(by_name[row["near_of"]].id in by_name[row["file"]].duplicates for row in drafts)
    told = {document.id for document in by_name.values() if document.duplicates}
    expected = {by_name[name].id for row in drafts for name in (row["file"], row["near_of"])}
    assert told <= expected, "nothing else is taken to be alike"
