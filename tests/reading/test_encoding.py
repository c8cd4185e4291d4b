"""Text in any encoding: what was written comes back, and nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.reading.encoding import decode, known, looks_binary, sound, stray_zeros

BRITISH = (
    "The café’s “final” draft – £1,250 – is due on 24 March 2006 at the Council’s offices, as agreed by everybody. "
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_british_text_comes_back_from_every_usual_encoding(encoding: str) -> None:
    assert decode(BRITISH.encode(encoding))[0] == BRITISH


def test_a_short_word_with_an_accent_at_its_end_is_not_taken_for_broken_utf_8() -> None:
    assert decode("the café".encode("cp1252"))[0] == "the café"


def test_japanese_in_seven_bits_is_read() -> None:
    assert decode("日本語が 24 March".encode("iso2022_jp"))[0] == "日本語が 24 March"


def test_mainframe_text_is_recognised() -> None:
    text = "MINUTES OF THE MEETING HELD ON 24 MARCH 2006 AT WHICH ALL WERE PRESENT " * 3
    assert decode(text.encode("cp500"))[0] == text


def test_a_declared_encoding_is_believed_where_utf_8_does_not_fit() -> None:
    assert decode("Łódź".encode("iso8859-2"), "iso-8859-2")[0] == "Łódź"
    assert decode("Łódź".encode(), "iso-8859-2")[0] == "Łódź"


@given(st.binary(max_size=200), st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["utf-16", "hex", "rot13"])))
def test_any_bytes_become_text_that_can_be_stored(data: bytes, declared: str | None) -> None:
    text, encoding = decode(data, known(declared))
    text.encode("utf-8")
    assert "\x00" not in text
    assert encoding


@given(st.text())
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    data = text.encode()
    if "\x00" not in text and "\x1b$" not in text:
        assert decode(data)[0] == text.removeprefix("\ufeff")


@given(st.text(st.characters(codec=None)))
def test_sound_text_stays_as_it_is(text: str) -> None:
    once = sound(text)
    once.encode()
    assert sound(once) == once


@given(st.lists(st.integers(0, 8000), max_size=20))
def test_a_text_with_a_few_zero_bytes_is_a_text_and_they_are_told(places: list[int]) -> None:
    data = bytearray((BRITISH.replace("\n", " ") * 80).encode("cp1252"))
    for place in places:
        data[place] = 0
    zeros = len(set(places))
    assert not looks_binary(bytes(data[:8192]))
    text, encoding = decode(bytes(data))
    assert text.count("\ufffd") == zeros
    told = stray_zeros(bytes(data), encoding)
    assert len(told) == bool(zeros) and all(one.startswith(f"{zeros} zero byte") for one in told)


def test_a_zero_byte_in_letters_of_another_alphabet_leaves_them_a_text() -> None:
    data = b"\x00" + "Комісія погодила план дій. ".encode() * 40
    for end in (len(data), len(data) - 3):  # a sample ends anywhere
        assert not looks_binary(data[:end])


def test_wide_text_has_no_stray_zeros() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-32"):
        data = BRITISH.encode(encoding)
        assert stray_zeros(data, decode(data)[1]) == ()


@pytest.mark.parametrize(
    "data",
    [
        b"name" + bytes(96) + b"0000644\x000001750\x00" + b"words of a file in an archive " * 100,  # a tar
        b"".join(n.to_bytes(4, "little") for n in range(2000)),
        b"\x36\x00\x28\x00" + bytes(range(64, 127)) * 60,  # a picture in printable greys
        bytes((n * 7919) % 251 + 5 for n in range(8000)) + b"\x00",
        b"\x00\x00 words",
    ],
)
def test_what_holds_more_than_words_and_a_few_zero_bytes_is_binary(data: bytes) -> None:
    assert looks_binary(data[:8192])
