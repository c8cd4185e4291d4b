"""XML inside office files: parsed without entities, document type definitions or anything fetched."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # ships no types

from evidence.reading.archive import Archive
from evidence.reading.encoding import decode, known

VERSION = f"lxml {etree.__version__}"
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding=[\"']([\w.-]+)")
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*>")
_NO_TEXT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd")


def parse(data: bytes) -> Any:
    """The root element; damaged XML gives what can be made of it. Entities are left where they stand, unresolved.

    Raises `ValueError` where nothing can be made of it.
    """
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError:
        root = _recovered(data)
    if root is None:
        raise ValueError("XML without an element")
    return root


def _recovered(data: bytes) -> Any:
    """What can be made of damaged XML: a byte that no text has would be its end, so such bytes are replaced first."""
    declared = _DECLARED.match(data)
    text = decode(data, known(declared[1].decode("ascii") if declared else "utf-8"))[0]
    try:
        return etree.fromstring(_DECLARATION.sub("", text).translate(_NO_TEXT).encode(), _parser(recover=True))
    except etree.XMLSyntaxError as error:
        raise ValueError("XML that cannot be parsed") from error


def _parser(*, recover: bool) -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=recover,
        huge_tree=False,
        remove_pis=True,
        collect_ids=False,
    )


def elements(data: bytes | None) -> Any:
    """The root element of a part that a file can do without: an empty one where there is none to be had."""
    try:
        return parse(data or b"")
    except ValueError:
        return etree.Element("nothing")


def closed(data: bytes) -> bytes:
    """XML that breaks off or is broken, put together as far as it goes; nothing where that is nowhere."""
    try:
        return tostring(parse(data))
    except ValueError:
        return b""


def tostring(root: Any) -> bytes:
    """The element as a file of XML."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def part(archive: Archive, name: str, notes: list[str]) -> Any:
    """The root element of a part that holds text; where it is none, an empty one, and a note."""
    data = archive.get(name)
    try:
        return parse(data) if data is not None else elements(None)
    except ValueError:
        notes.append(f"{name!r} inside is damaged and was not read")
        return elements(None)


def local(element: Any) -> str:
    """The element's name without its namespace; "" for comments and entities."""
    return _after_namespace(element.tag)


@lru_cache(maxsize=4096)
def _after_namespace(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its name without namespace (strict and transitional office files differ in theirs)."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Any, *names: str) -> Any | None:
    """The first element at the end of this path of local names; `None` where there is none."""
    for name in names:
        element = next(element.iterchildren(f"{{*}}{name}"), None)
        if element is None:
            return None
    return element
