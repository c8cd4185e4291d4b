"""Containers are counted by us: what comes out of them ends the reading, never what their headers say."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import packed

from evidence.model.document import Extraction, Unreadable
from evidence.reading import Limits, Readers, Request
from evidence.reading.formats import zip as reader
from evidence.reading.sniff import HEAD, sniff
from evidence.reading.source import CannotRead, Source

MiB = 1 << 20


def read(path: Path, limits: Limits | None = None, depth: int = 0) -> Extraction:
    source = Source(path=path, name=path.name, media_type="application/zip", limits=limits or Limits(), depth=depth)
    return reader.read(source)


def test_members_are_parts_and_folders_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"b/": "", "b/c.txt": "see", "d.txt": "dee"}))
    extraction = read(path)
    assert [(part.name, part.size) for part in extraction.parts] == [("b/c.txt", 3), ("d.txt", 3)]
    assert extraction.text == "b/c.txt\nd.txt"


def test_a_member_that_unpacks_to_far_more_than_its_size_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"bomb": bytes(40 * MiB)}))
    extraction = read(path, Limits(ratio=100, ratio_from=MiB))
    assert extraction.parts == ()
    assert "reading stopped at a limit" in extraction.notes[0]


def test_a_member_that_lies_about_its_size_is_still_counted(tmp_path: Path) -> None:
    data = bytearray(packed({"bomb": bytes(40 * MiB)}))
    central = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 10)
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    extraction = read(path, Limits(ratio=100, ratio_from=MiB))
    assert all(part.size <= 10 for part in extraction.parts)


def test_the_number_of_members_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({f"{number}": "x" for number in range(50)}))
    extraction = read(path, Limits(members=20))
    assert len(extraction.parts) == 20
    assert "only the first 20 of 50" in extraction.notes[0]


def test_what_comes_out_in_all_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({f"{number}": bytes(range(256)) * 4096 for number in range(5)}))
    extraction = read(path, Limits(unpacked=3 * MiB))
    assert len(extraction.parts) == 3
    assert any("unpacks to more than 3 MiB" in note for note in extraction.notes)


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    kernel = packed({"a": b"x" * 1000})
    start = kernel.index(b"PK\x01\x02")
    entry = kernel[start : kernel.index(b"PK\x05\x06")]
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 3, 3, len(entry) * 3, start, 0)
    path = tmp_path / "a.zip"
    path.write_bytes(kernel[:start] + entry * 3 + end)
    with pytest.raises(CannotRead, match="share their bytes"):
        read(path)


def test_links_inside_are_not_followed(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue())
    extraction = read(path)
    assert extraction.parts == ()
    assert "not followed" in extraction.notes[0]


def test_files_inside_files_end_at_a_depth(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a": "x"}))
    assert read(path, Limits(depth=2), depth=1).parts
    stopped = read(path, Limits(depth=2), depth=2)
    assert stopped.parts == ()
    assert "2 levels deep" in stopped.notes[0]


PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@pytest.mark.parametrize("packing", PACKINGS)
@given(
    content=st.binary(max_size=300), places=st.lists(st.tuples(st.integers(0, 799), st.integers(1, 255)), min_size=1)
)
def test_a_damaged_container_is_refused_or_read_never_worse(
    tmp_path_factory: pytest.TempPathFactory, packing: int, content: bytes, places: list[tuple[int, int]]
) -> None:
    data = bytearray(packed({"a.txt": content, "mimetype": "b" * 300}, packing))
    for place, change in places:
        data[place % len(data)] ^= change
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(data)
    assert "/" in sniff(path, path.name, bytes(data[:HEAD]))
    try:
        assert len(read(path).parts) <= 2
    except CannotRead as refusal:
        assert refusal.reason


@pytest.mark.parametrize("packing", PACKINGS[1:])
def test_a_damaged_member_costs_only_itself(tmp_path: Path, packing: int) -> None:
    data = bytearray(packed({"mimetype": random.Random(0).randbytes(600), "b.txt": "b"}, packing))
    for place in range(38, 75):  # within what the first member is packed into
        data[place] ^= 0xFF
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert sniff(path, path.name, bytes(data[:HEAD])) == "application/zip"
    extraction = read(path)
    assert [part.name for part in extraction.parts] == ["b.txt"]
    assert "'mimetype' inside is damaged" in extraction.notes[0]


HOSTILE_NAMES = (
    "../../up.txt",
    "/root.txt",
    "C:\\windows\\x",
    "a\u202etxt.exe",
    "a" * 255,
    "CON",
    "line\nbreak",
    "dot. ",
    "\ud7ff\ufffe",
)


def test_names_in_a_container_never_become_paths(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({name: name.encode("utf-8", "replace") for name in HOSTILE_NAMES}))
    with Readers(workers=1, ocr="") as pool:
        outcome = pool.read(Request(path=path))
        assert isinstance(outcome, Extraction)
        assert len(outcome.parts) == len(HOSTILE_NAMES)
        for part in outcome.parts:
            assert pool.part(part.sha256).name == part.sha256
            assert pool.part(part.sha256).read_bytes() == part.name.encode("utf-8", "replace") or "\\" in part.name
        pool.forget(outcome)
        with pytest.raises(KeyError):
            pool.part(outcome.parts[0].sha256)
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_a_part_named_by_two_files_stays_until_both_are_done_with(tmp_path: Path) -> None:
    paths = [tmp_path / "a.zip", tmp_path / "b.zip"]
    for path in paths:
        path.write_bytes(packed({"same.txt": "same"}))
    with Readers(workers=1, ocr="") as pool:
        one, two = (pool.read(Request(path=path)) for path in paths)
        assert isinstance(one, Extraction)
        sha256 = one.parts[0].sha256
        pool.forget(one)
        assert pool.part(sha256).read_bytes() == b"same"
        pool.forget(two)
        with pytest.raises(KeyError):
            pool.part(sha256)


def test_an_archive_that_is_protected_says_so(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": "secret"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with Readers(workers=1, ocr="") as pool:
        outcome = pool.read(Request(path=path))
    assert not isinstance(outcome, Unreadable)
    assert "password" in outcome.notes[0]


def test_a_member_too_large_to_hand_over_is_left_out_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"small": b"x", "large": bytes(range(256)) * 8192, "next": b"y"}))
    with Readers(limits=Limits(answer=MiB), workers=1, ocr="") as pool:
        outcome = pool.read(Request(path=path))
    assert isinstance(outcome, Extraction)
    assert [part.name for part in outcome.parts] == ["small", "next"]
    assert "'large' inside is too large" in outcome.notes[0]
