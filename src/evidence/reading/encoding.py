"""Bytes to text: byte order marks, UTF-8, what the file declares, then the encodings of older British records.

The order is byte order mark, strict UTF-8, UTF-16 and UTF-32 without a mark, the declared encoding, EBCDIC, and
Windows-1252; only where that reading is implausible (many letters outside ASCII) are other code pages compared.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from evidence.wording.counting import counted

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ANY_MARK = tuple(mark for mark, _ in _MARKS)
_SAMPLE = 64 * 1024  # bytes looked at to choose an encoding
_LEGACY_SHARE = 0.2  # share of bytes over 127 from which Windows-1252 is doubted
_SURROGATES = re.compile("[\ud800-\udfff]")
_ALIASES = {"windows-950": "cp950", "windows-936": "gbk", "windows-949": "cp949", "x-sjis": "shift_jis"}


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text and the name of the encoding it was read in. Never raises: what fits nowhere becomes U+FFFD."""
    if data.startswith(_ANY_MARK):
        encoding = next(encoding for mark, encoding in _MARKS if data.startswith(mark))
        return sound(data.decode(encoding, "replace")), encoding
    wide = _wide(data)
    if wide:
        return sound(data.decode(wide, "replace")), wide
    if b"\x1b$" in data:  # Japanese in seven bits, which is valid UTF-8 too
        return sound(data.decode("iso2022_jp_2", "replace")), "iso2022_jp_2"
    try:
        return sound(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data"  # the data ends within a character, as a sample does
        if cut and not data[: error.start].isascii():
            return sound(data.decode("utf-8", "replace")), "utf-8"
    named = known(declared)
    if named:
        return sound(data.decode(named, "replace")), named
    encoding = _legacy(data[:_SAMPLE])
    return sound(data.decode(encoding, "replace")), encoding


def sound(text: str) -> str:
    """The text without lone surrogates and NUL, which no file and no database can keep (U+FFFD in their place)."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return str(text)


def known(name: str | None) -> str | None:
    """Python's name of a declared text encoding; `None` where there is no such encoding."""
    if not name:
        return None
    name = name.strip("\"' \t\r\n;").lower()
    try:
        found = codecs.lookup(_ALIASES.get(name, name))
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding or found.name in {"unicode_escape", "raw_unicode_escape", "idna", "punycode"}:
        return None
    return "cp1252" if found.name in {"iso8859-1", "ascii"} else found.name


def looks_binary(data: bytes) -> bool:
    """Whether these first bytes are no text in any encoding that `decode` knows."""
    if not data or data.startswith(_ANY_MARK) or _wide(data):
        return False
    zeros = data.count(0)
    control = zeros + len(data) - len(data.translate(None, _CONTROL))
    if zeros and control <= max(1, len(data) * _CONTROL_SHARE):
        return not _is_words(data)
    return control > len(data) * _CONTROL_SHARE and not _ebcdic(data)


_CONTROL = bytes([*range(1, 8), *range(14, 27), *range(28, 32)])
_CONTROL_SHARE = 0.02  # of the bytes of a text
_SPACE = b" \t\r\n"
_PRINTED = bytes(range(33, 127))
_ABOVE_ASCII = bytes(range(128, 256))


def _is_words(data: bytes) -> bool:
    """Whether letters, figures and marks, of ASCII or UTF-8, are nine tenths of it, with white space between them."""
    printed = _PRINTED
    with suppress(UnicodeDecodeError):
        codecs.getincrementaldecoder("utf-8")().decode(data)  # which may end within a letter
        printed += _ABOVE_ASCII
    spaces = len(data) - len(data.translate(None, _SPACE))
    return spaces > len(data) * 0.02 and len(data.translate(None, _SPACE + printed)) < len(data) * 0.1


def stray_zeros(data: bytes, encoding: str) -> tuple[str, ...]:
    """The remark on zero bytes in a text of this encoding, which `decode` puts U+FFFD in the place of; () for none."""
    zeros = 0 if encoding.startswith(("utf-16", "utf-32")) else data.count(0)
    if not zeros:
        return ()
    there = counted(zeros, "zero byte stands", "zero bytes stand")
    return (f"{there} in the text, as after a copy that went wrong; \ufffd is written there. Compare the original.",)


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: the zero bytes of ASCII letters stand in every second or fourth place."""
    sample = data[:4096]
    length = len(sample) // 4 * 4
    if length < 8 or b"\x00" not in sample:
        return None
    zeros = [sample[place:length:4].count(0) * 4 / length for place in range(4)]
    if min(zeros[1:]) > 0.9 and zeros[0] < 0.2:
        return "utf-32-le"
    if min(zeros[:3]) > 0.9 and zeros[3] < 0.2:
        return "utf-32-be"
    if min(zeros[1], zeros[3]) > 0.6 and max(zeros[0], zeros[2]) < 0.2:
        return "utf-16-le"
    if min(zeros[0], zeros[2]) > 0.6 and max(zeros[1], zeros[3]) < 0.2:
        return "utf-16-be"
    return None


def _ebcdic(sample: bytes) -> bool:
    """IBM mainframe text: spaces are 0x40 and letters lie above 0x80, where ASCII text has next to nothing."""
    letters = sum(0x81 <= byte <= 0xA9 or 0xC1 <= byte <= 0xE9 for byte in sample)
    return sample.count(b"\x40") > len(sample) * 0.08 and letters > len(sample) * 0.6


def _legacy(sample: bytes) -> str:
    if _ebcdic(sample):
        return "cp500"
    high = sum(byte > 127 for byte in sample)
    if high < len(sample) * _LEGACY_SHARE:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, threshold=0.3).best()
    return best.encoding if best else "cp1252"
