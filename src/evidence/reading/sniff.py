"""What a file is: the media type from its content first, from its name second.

Content decides between formats; the name only chooses between kinds of text (Markdown, CSV) that content cannot tell.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from evidence.reading.encoding import decode, looks_binary
from evidence.reading.source import Source, open_regular

EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"
ENCRYPTED_OFFICE = "application/x-ole-encrypted"
HEAD = 8192  # bytes looked at first
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how an OLE compound file begins
_OFFICE = "application/vnd.openxmlformats-officedocument."

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"MSCF", "application/vnd.ms-cab-compressed"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\xdb\xa5\x2d\x00", "application/msword"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
)
_STARTS = tuple(start for start, _ in _MAGIC)
_TEXTS = (
    ((".md", ".markdown", ".mkd"), "text/markdown"),
    ((".csv",), "text/csv"),
    ((".tsv", ".tab"), "text/tab-separated-values"),
)
_ODF = "application/vnd.oasis.opendocument."
_FLAT = re.compile(  # an OpenDocument file in one piece of XML
    r"<office:document\s[^>]*?office:mimetype=[\"']application/vnd\.oasis\.opendocument\.(text|presentation|spreadsheet)"
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|title|div|p|meta|h[1-6])[\s>/]", re.IGNORECASE)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*[ \t]*:")
_MAIL_ONLY = re.compile(  # headers that no memorandum has
    r"^(?:message-id|mime-version|received|return-path|delivered-to|content-(?:type|transfer-encoding)|x-[\w-]+)\s*:",
    re.IGNORECASE | re.MULTILINE,
)


def sniff(path: Path, name: str, head: bytes, ole: Any = None) -> str:
    """The media type of a file's content, from its first `HEAD` bytes, and more of it where those are not enough.

    `name` is the keeper's name for it and only a hint; `ole` the compound file, where it has been opened already.
    Raises `OSError` and `CannotRead` as `open_regular`.
    """
    if not head:
        return EMPTY
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(path, head)
    if head.startswith(COMPOUND):
        return _ole(path, ole)
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    suffix = f".{name.lower().rpartition('.')[2]}"
    return _magic(head) or _text(head, suffix)


def _magic(head: bytes) -> str | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "video/mp4"
    stripped = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not stripped.startswith(_STARTS):
        return None
    for start, media_type in _MAGIC:
        if stripped.startswith(start):
            if start in (b"BM", b"MZ", b"ID3") and not looks_binary(head):
                continue
            return media_type
    return None


def _text(head: bytes, suffix: str) -> str:
    if looks_binary(head):
        return UNKNOWN
    text = decode(head)[0].lstrip("\ufeff \t\r\n")
    if _is_mail(text, suffix):
        return "application/mbox" if text.startswith("From ") else "message/rfc822"
    flat = _FLAT.search(text) if text.startswith("<") else None
    if flat:
        return f"{_ODF}{flat[1]}-flat-xml"
    start = text[:2048]
    if _HTML.search(start) and (start.startswith("<") or suffix in (".htm", ".html", ".xhtml", ".mht")):
        return "text/html"
    if start.startswith("<?xml") and suffix not in (".htm", ".html", ".xhtml"):
        return "application/xml"
    for suffixes, media_type in _TEXTS:
        if suffix in suffixes:
            return media_type
    return "text/plain"


def _is_mail(text: str, suffix: str) -> bool:
    lines = text.splitlines()
    if lines and lines[0].startswith(("From ", ">From ")):
        lines = lines[1:]
    block: list[str] = []
    for line in lines:
        if not (_HEADER.match(line) or (line[:1] in " \t" and block and line.strip())):
            break
        block.append(line)
    headers = "\n".join(block)
    count = sum(1 for line in block if line[:1] not in " \t")
    if suffix in (".eml", ".mbox", ".mht", ".mhtml") and count:
        return True
    return count >= 2 and bool(_MAIL_ONLY.search(headers))


def _zip(path: Path, head: bytes) -> str:
    import zipfile

    from evidence.reading.archive import DAMAGED

    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            odf = archive.read("mimetype")[:100].decode("ascii", "replace").strip() if "mimetype" in names else ""
    except DAMAGED:
        names = {part.decode("ascii", "replace") for part in re.findall(rb"(?:word|xl|ppt)/[\w./]+|mimetype", head)}
        odf = ""
    if odf.startswith(_ODF) or odf == "application/epub+zip":
        return odf.removesuffix("-template")
    if "xl/workbook.bin" in names:
        return "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
    for folder, kind in (
        ("word/", "wordprocessingml.document"),
        ("xl/", "spreadsheetml.sheet"),
        ("ppt/", "presentationml.presentation"),
    ):
        if any(name.replace("\\", "/").lower().startswith(folder) for name in names):
            return _OFFICE + kind
    return "application/zip"


def _ole(path: Path, ole: Any) -> str:
    from evidence.reading.compound import opened

    ole = ole or opened(Source(path=path, name=path.name, media_type=UNKNOWN))
    names = {entry[0].lower() for entry in ole.listdir(streams=True, storages=True)} if ole else ()
    for stream, media_type in (
        ("encryptedpackage", ENCRYPTED_OFFICE),
        ("worddocument", "application/msword"),
        ("workbook", "application/vnd.ms-excel"),
        ("book", "application/vnd.ms-excel"),
        ("powerpoint document", "application/vnd.ms-powerpoint"),
        ("__properties_version1.0", "application/vnd.ms-outlook"),
        ("__nameid_version1.0", "application/vnd.ms-outlook"),
    ):
        if stream in names:
            return media_type
    return "application/x-ole-storage"
