"""What all Office Open XML files share: core properties, heading styles, relations, files embedded in them."""

from __future__ import annotations

import posixpath
import zipfile
from typing import Any

from evidence.model.document import Metadata
from evidence.reading.archive import Archive
from evidence.reading.xml import attribute, child, elements, local

_DEEPEST = 12  # styles that one style is based on


def core_properties(archive: Archive) -> Metadata:
    """What the file says of itself (ISO/IEC 29500-2, core properties)."""
    root = elements(archive.get("docProps/core.xml"))
    given = {local(element): (element.text or "").strip() or None for element in root if local(element)}
    return Metadata(
        title=given.get("title"),
        author=given.get("creator"),
        subject=given.get("subject"),
        created=given.get("created"),
        modified=given.get("modified"),
    )


def heading_styles(styles: Any) -> dict[str, int]:
    """Style identifiers that are headings, with their level from 1 to 6."""
    levels: dict[str, int] = {}
    for style in styles:
        identifier = attribute(style, "styleId") if local(style) == "style" else None
        name = child(style, "name") if identifier else None
        words = ((attribute(name, "val") or "") if name is not None else "").lower().split()
        if identifier and len(words) == 2 and words[0] == "heading" and words[1].isdecimal():
            levels[identifier] = min(max(int(words[1]), 1), 6)
        elif identifier and words == ["title"]:
            levels[identifier] = 1
    return levels


def list_styles(styles: Any) -> frozenset[str]:
    """Style identifiers whose paragraphs are items of a list, by themselves or by the style that they are based on."""
    listed: dict[str, bool] = {}
    based: dict[str, str] = {}
    for style in styles:
        identifier = attribute(style, "styleId") if local(style) == "style" else None
        if not identifier:
            continue
        properties, above = child(style, "pPr"), child(style, "basedOn")
        numbering = child(properties, "numPr") if properties is not None else None
        which = child(numbering, "numId") if numbering is not None else None
        if which is not None:
            listed[identifier] = attribute(which, "val") != "0"
        based[identifier] = (attribute(above, "val") or "") if above is not None else ""
    return frozenset(identifier for identifier in based if _first_said(identifier, listed, based))


def _first_said(identifier: str, listed: dict[str, bool], based: dict[str, str]) -> bool:
    for _ in range(_DEEPEST):
        if identifier in listed:
            return listed[identifier]
        identifier = based.get(identifier, "")
    return False


def relations(archive: Archive, part: str) -> dict[str, str]:
    """Identifiers of a part's inner relations with the names they lead to; what leads outside is left out."""
    folder, _, name = part.rpartition("/")
    found = {}
    for relation in elements(archive.get(f"{folder}/_rels/{name}.rels")):
        target = attribute(relation, "Target")
        identifier = attribute(relation, "Id")
        if target and identifier and attribute(relation, "TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[identifier] = path.lower()
    return found


def embedded(archive: Archive, folder: str) -> list[zipfile.ZipInfo]:
    """Members that are documents of their own."""
    start = f"{folder}embeddings/"
    return [
        info
        for info in archive.infos
        if info.filename.lower().startswith(start) and not info.filename.lower().endswith((".bin", "/", ".vml"))
    ]
