"""The texts of a bundle for an inspector: names of files, the BagIt 1.0 tag files (RFC 8493), and how to check it all.

A bundle is a bag: what is given stands below `data/`, and the manifests name the hash of every file, so that it can be
checked with `sha256sum` alone, by any BagIt tool, and against the journal that is part of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from evidence.model.document import Document
from evidence.model.event import Checkpoint
from evidence.model.plan import PlanIdentity
from evidence.model.sequences import as_tuple
from evidence.reports.content import ActionEntry, DocumentEntry
from evidence.reports.site import anchor
from evidence.reports.words import day
from evidence.wording.counting import counted

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MARK = "Evidence-File-Store"  # a field of bag-info.txt by which a bundle of ours is known
WITHHELD = b"withheld\n"  # stands in place of a details line that is of other business
_UNSAFE = re.compile(r"[^A-Za-z0-9._()+-]+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
_LONGEST = 80  # characters of a name, without its reference and ending


@frozen(kw_only=True)
class Bundle:
    """What a bundle holds, for its index page and its texts."""

    title: str  # "Recommendation 2 of Joint area review"; of all plans on file
    plans: tuple[PlanIdentity, ...] = field(converter=as_tuple)
    store: str  # id of the store
    as_of: date  # the day judged
    made_on: date
    head: Checkpoint
    leaf: str  # hash of the last entry, 64 hex digits
    withheld: int = 0  # entries whose details are not part of the bundle
    whole: bool = True  # everything on file, not a part of it


@frozen(kw_only=True)
class BundledRecommendation:
    """A recommendation with its actions, as the index page shows it."""

    number: str
    text: str
    plan: str
    actions: tuple[ActionEntry, ...] = field(converter=as_tuple)


class Places:
    """Where things stand, seen from the index page: actions on it, documents as files."""

    def __init__(self, actions: Collection[str], documents: Mapping[str, str]) -> None:
        self._actions, self._documents = actions, documents

    def action(self, ref: str) -> str:
        """The address of an action; "" where the bundle does not hold it."""
        return f"#a-{anchor(ref)}" if ref in self._actions else ""

    def document(self, ref: str) -> str:
        """The address of a document's file; "" where the bundle does not hold it."""
        return self._documents.get(ref, "")


def file_name(document: Document) -> str:
    """A name that every system can have and read: `D-0007 minutes of the board.pdf`.

    Letters outside ASCII lose their marks, whatever else could be taken for a path or a command becomes "_"; the
    original names stand on the index page and in the journal.
    """
    name = document.names[0] if document.names else document.title or ""
    plain = unicodedata.normalize("NFKD", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    ending = _ENDING.search(plain)
    stem = plain[: ending.start()] if ending else plain
    words = " ".join(_UNSAFE.sub("_", word).strip("._") for word in stem.split())
    words = " ".join(word for word in words[:_LONGEST].split(" ") if word.strip("_")).rstrip(". _")
    return f"{document.id}{' ' if words else ''}{words}{ending[0].lower() if ending else ''}"


def address(entry: DocumentEntry) -> str:
    """Where a document stands, seen from the index page."""
    from urllib.parse import quote

    return "documents/" + quote(file_name(entry.document))


def manifest(files: Iterable[tuple[str, str]]) -> str:
    """Names and SHA-256 as `sha256sum -c` and BagIt tools read them, in the order of names."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(files))


def bag_info(bundle: Bundle, *, software: str, files: int, size: int) -> str:
    """The text of `bag-info.txt`; `size` in bytes and `files` are those below `data/`."""
    fields = (
        ("Bag-Software-Agent", software),
        ("Bagging-Date", bundle.made_on.isoformat()),
        ("External-Description", f"Evidence file: {bundle.title}, as of {day(bundle.as_of)}"),
        ("External-Identifier", bundle.head.origin),
        ("Payload-Oxum", f"{size}.{files}"),
        (MARK, bundle.store),
        ("Evidence-File-Entries", str(bundle.head.size)),
        ("Evidence-File-Root", bundle.head.root),
    )
    return "".join(f"{label}: {_line(value)}\n" for label, value in fields)


def _line(text: str) -> str:
    shown = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(shown.split())


def documents_table(entries: Iterable[DocumentEntry]) -> Iterator[tuple[str, ...]]:
    """The rows of `documents.csv`, headings first: what each file is."""
    yield ("document", "file", "original names", "kind", "dated", "received (UTC)", "shows", "sha256")
    for entry in entries:
        document = entry.document
        yield (
            document.id,
            f"documents/{file_name(document)}",
            "\n".join(document.names),
            document.kind.value,
            document.dated.text if document.dated else "",
            document.received_at.strftime("%Y-%m-%d %H:%M:%S"),
            ", ".join(one.ref for one in entry.links),
            document.sha256,
        )


def verify_text(bundle: Bundle, documents: int) -> str:
    """`VERIFY.txt`: how to check the bundle with the tools of any shell, in plain words."""
    from importlib import resources

    text = resources.files("evidence.reports").joinpath("templates", "VERIFY.txt").read_text(encoding="utf-8")
    values = {
        "title": _line(bundle.title),
        "as_of": day(bundle.as_of),
        "made_on": day(bundle.made_on),
        "documents": counted(documents, "document"),
        "entries": str(bundle.head.size),
        "leaf": bundle.leaf,
        "root": bundle.head.root,
        "origin": bundle.head.origin,
        "withheld": _WITHHELD.format(counted(bundle.withheld, "entry", "entries")) if bundle.withheld else "",
    }
    return re.sub("@([a-z_]+)@", lambda found: values[found[1]], text)


_WITHHELD = """
   The details of {} are not part of this bundle, because they are of other business; in their place
   stands the word "withheld". The journal still commits to each of them, so they cannot be changed later; whoever
   keeps the evidence file can show them.

"""
