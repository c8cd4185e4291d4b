"""The text kept for a document comes back as it was read, or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from evidence.model.document import Extraction, PageText
from evidence.store.content import Texts
from evidence.store.layout import Layout

SHA256 = hashlib.sha256(b"a document").hexdigest()
LETTERS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\r\x0b\x0c\x1c\x85\u2028\u2029"))


@given(st.lists(LETTERS, max_size=3))
def test_pages_come_back_as_they_were_whatever_ends_their_lines(pages: list[str]) -> None:
    kept = tuple(PageText(number=number, text=text) for number, text in enumerate(pages, 1))
    with TemporaryDirectory() as name:
        layout = Layout(Path(name))
        layout.texts.mkdir()
        expected = Texts(layout).put(SHA256, Extraction(media_type="text/plain", reader="text 1", pages=kept))
        fresh = Texts(layout)
        assert fresh.has(SHA256, expected) and fresh.get(SHA256, expected) == kept
        layout.text(SHA256).write_bytes(layout.text(SHA256).read_bytes() + b"\n")
        assert not fresh.has(SHA256, expected) and fresh.get(SHA256, expected) is None
