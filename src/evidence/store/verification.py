"""`verify`: journal, details, documents, texts, index and checkpoints against each other. It changes nothing."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any, BinaryIO

from attrs import field, frozen, mutable

from evidence.codec import canonical, stamp
from evidence.journal import checkpoint
from evidence.journal.verify import Sound, Wrong, check
from evidence.model.errors import EvidenceError, StoreDamaged, StoreNotWritable, UnreadableInput
from evidence.model.event import Checkpoint, EventKind, Problem, Verification
from evidence.store import database, disk
from evidence.store.comparison import compare
from evidence.store.folder import describe
from evidence.store.layout import LINES_PER_SEGMENT, Layout, line_of, segment_name, segment_of
from evidence.wording.counting import counted

CODE = "S501"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SEGMENT = re.compile(r"[0-9]{8}\.jl")
_INCOMING = re.compile(r"\.incoming-[0-9]+-[0-9]+")
_AHEAD = 1000  # entries checked before the index is looked at; a fault among them spares the comparison
_INGESTED, _READ, _HEAD = EventKind.DOCUMENT_INGESTED, EventKind.DOCUMENT_READ, EventKind.CHECKPOINT_MADE
_REMEMBERED = frozenset((_INGESTED, _READ, _HEAD))


_AGAIN = "The journal has its root, and `evidence checkpoint` writes it again"


@mutable(kw_only=True)
class _Found:
    """What has been found so far."""

    problems: list[Problem] = field(factory=list)
    notes: list[str] = field(factory=list)
    leaves: list[str] = field(factory=list)
    documents: dict[str, int] = field(factory=dict)  # SHA-256 to the entry that filed it
    texts: dict[str, str] = field(factory=dict)  # SHA-256 of a document to that of its text file
    heads: dict[int, tuple[int, str]] = field(factory=dict)  # size of a checkpoint to its entry and its root
    made: dict[str, Any] = field(factory=dict)  # format and time, as the first entry has them
    broken: bool = False  # the journal itself does not hold

    def wrong(self, where: str, message: str) -> None:
        self.problems.append(Problem(code=CODE, where=where, message=message))


@frozen(kw_only=True)
class Against:
    """A checkpoint kept elsewhere."""

    name: str
    checkpoint: Checkpoint


def verify(root: Path, against: Sequence[Path] = (), *, index: bool = True) -> Verification:
    """Check a whole store; without `index`, all but the derived database, which is the dearest part.

    Raises only where there is no store, where this user may not read all of it (`UnreadableInput`), where another
    program holds the index (`StoreInUse`), or where a file given in `against` is no checkpoint.
    """
    kept = [_read_checkpoint(path) for path in against]
    try:
        return _verify(Layout(root), kept, index)
    except OSError as error:
        raise UnreadableInput(
            f"{error.filename or root}: cannot be read ({error.strerror or error}); the store was not checked to its "
            "end. Ask for the right to read all of it, and repeat."
        ) from error


def _verify(layout: Layout, kept: Sequence[Against], index: bool) -> Verification:
    found = _Found()
    said = describe(layout)
    store = said["store"]
    _segments(layout, found)
    entries = _journal(layout, store, found)
    differences = []
    if index:
        first = list(islice(entries, _AHEAD))
        differences = _differences(layout, _whole_batches(chain(first, entries))) if not found.broken else []
    for _ in entries:
        pass
    _description(layout, said, found)
    _documents(layout, found)
    _texts(layout, found)
    proved = _checkpoints(layout, store, kept, found)
    if index:
        _index(layout, differences, found)
    return Verification(
        ok=not found.problems,
        entries=len(found.leaves),
        head=found.leaves[-1] if found.leaves else "",
        documents=len(found.documents),
        against=proved,
        problems=found.problems,
        notes=found.notes,
    )


def _segments(layout: Layout, found: _Found) -> None:
    """Segments are numbered without a gap, and nothing else lies beside them."""
    for folder in (layout.journal, layout.details):
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        for name in names:
            if not _SEGMENT.fullmatch(name):
                found.wrong(f"{folder.name}/{name}", "a file that does not belong there")
        kept = [name for name in names if _SEGMENT.fullmatch(name)]
        for number, name in enumerate(kept, 1):
            if name != segment_name(number):
                found.wrong(f"{folder.name}/{segment_name(number)}", "the segment is missing")
                break
        if not kept:
            found.wrong(f"{folder.name}/{segment_name(1)}", "the segment is missing")


def _pairs(layout: Layout) -> Iterator[tuple[bytes, bytes]]:
    number = 1
    while (layout.journal / segment_name(number)).exists():
        details = layout.details / segment_name(number)
        with (layout.journal / segment_name(number)).open("rb") as lines, _opened(details) as words:
            yield from zip(lines, chain(words, repeat(b"")), strict=False)
        number += 1


def _opened(path: Path) -> BinaryIO:
    return path.open("rb") if path.exists() else BytesIO()


def _journal(layout: Layout, store: str, found: _Found) -> Iterator[Sound]:
    """Every line of journal and details; an end that was never acknowledged is only worth a note.

    Yields the entries up to the first fault; what is wrong has been found when it is exhausted.
    """
    known = database.known(layout.index).seq
    total = whole = 0
    wrong: list[Wrong] = []
    for item in check(_pairs(layout), store):
        total = item.seq
        if isinstance(item, Wrong):
            wrong.append(item)
            continue
        found.leaves.append(item.leaf)
        if item.seq == 1 or item.kind in _REMEMBERED:
            try:
                _remember(item, found)
            except (LookupError, TypeError, ValueError):
                wrong.append(Wrong(file="details", seq=item.seq, message="are not those of an entry of its kind"))
        if not item.more:
            whole = item.seq
        if not wrong:
            yield item
    cut = all(item.torn and item.seq == total > known for item in wrong)
    torn = 0 < known <= whole and cut and (bool(wrong) or whole < total)
    if torn:
        found.notes.append("the last batch was cut short before it was acknowledged; the next command clears it away")
        del found.leaves[whole:]
        found.documents = {sha256: seq for sha256, seq in found.documents.items() if seq <= whole}
    else:
        if whole < total and not wrong:
            wrong.append(Wrong(file="journal", seq=total, message="the batch it belongs to is not complete"))
        for item in wrong:
            where = f"{item.file}/{segment_name(segment_of(item.seq))}:{line_of(item.seq)}"
            found.wrong(where, item.message)
    found.broken = bool(wrong) and not torn
    if known > total:
        found.broken = True
        number = segment_name(segment_of(total + 1))
        found.wrong(
            f"journal/{number}:{line_of(total + 1)}",
            f"the journal ends after entry {total}, the index knows {known}: its end was cut off",
        )
    _extra_details(layout, total, known, found)


def _whole_batches(entries: Iterable[Sound]) -> Iterator[Sound]:
    batch: list[Sound] = []
    for item in entries:
        batch.append(item)
        if not item.more:
            yield from batch
            batch.clear()


def _extra_details(layout: Layout, total: int, known: int, found: _Found) -> None:
    number = segment_of(total) if total else 1
    beyond = 0
    for path in sorted(layout.details.glob("*.jl")) if layout.details.is_dir() else ():
        if path.name >= segment_name(number):
            words = path.read_bytes()
            beyond += words.count(b"\n") + (not words.endswith(b"\n") and words != b"")
    expected = total - (number - 1) * LINES_PER_SEGMENT
    if beyond > expected:
        if 0 < known <= total:
            found.notes.append("details of an entry that was never made; the next command clears them away")
        else:
            found.wrong(f"details/{segment_name(number)}:{expected + 1}", "details without an entry in the journal")


def _remember(item: Sound, found: _Found) -> None:
    if item.seq == 1 and isinstance(item.details, dict):
        found.made = {"format": item.details["format"], "made": stamp(item.at)}
    if isinstance(item.details, dict) and item.kind in (_INGESTED, _READ):
        if not _SHA256.fullmatch(item.details["sha256"]):
            raise ValueError("not a hash")
        found.documents.setdefault(item.details["sha256"], item.seq)
        found.texts[item.details["sha256"]] = item.details["text_sha256"] or ""
    if isinstance(item.details, dict) and item.kind == _HEAD:
        found.heads[int(item.details["size"])] = item.seq, str(item.details["root"])


def _description(layout: Layout, said: dict[str, Any], found: _Found) -> None:
    """`store.json` says what the first entry says."""
    if not found.made:
        return
    if layout.description.read_bytes() != canonical({"store": said["store"], **found.made}) + b"\n":
        found.wrong("store.json", "does not say what the first entry of the journal says: it was changed")


def _documents(layout: Layout, found: _Found) -> None:
    """Every document that was filed is there, byte for byte; files that were never filed are named."""
    for sha256, seq in found.documents.items():
        where = f"documents/{sha256[:2]}/{sha256}"
        path = layout.document(sha256)
        try:
            if path.is_symlink():
                raise OSError(0, "it is a link to another place")
            actual, _ = disk.hash_file(path)
        except PermissionError:
            raise
        except OSError as error:
            found.wrong(where, f"filed by entry {seq}, but cannot be read: {error.strerror}")
            continue
        if actual != sha256:
            found.wrong(where, f"filed by entry {seq}; its bytes were changed (they hash to {actual})")
    if not layout.documents.is_dir():
        found.wrong("documents", "the folder is missing")
        return
    strays = []
    for path in _not_filed(layout, found.documents):
        if _is_received(path, layout):
            strays.append(path)
        else:
            where = path.relative_to(layout.root).as_posix()
            found.wrong(where, "a file that no command of this library left there; nothing on file refers to it")
    if strays and not found.broken:
        found.notes.append(
            f"{counted(len(strays), 'file in documents/ stands', 'files in documents/ stand')} in no entry (first: "
            f"{strays[0].name}): left by an interrupted command; it counts for nothing, filing the same again uses it"
        )


def _not_filed(layout: Layout, filed: Container[str]) -> list[Path]:
    """What lies below documents/ and is neither a filed document in its place nor on its way in; links by name."""
    others = []
    for folder, folders, files in os.walk(layout.documents):
        within = folder.removeprefix(f"{layout.documents}{os.sep}")
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in (*links, *files):
            in_place = within == name[:2] and name in filed
            coming = within == folder and _INCOMING.fullmatch(name)
            if not in_place and not coming:
                others.append(Path(folder, name))
    return sorted(others)


def _is_received(path: Path, layout: Layout) -> bool:
    """Whether a file in no entry is what an interrupted command leaves: whole, under its own hash."""
    if path.is_symlink() or not _SHA256.fullmatch(path.name) or path != layout.document(path.name):
        return False
    try:
        return disk.hash_file(path)[0] == path.name
    except OSError:
        return False


def _texts(layout: Layout, found: _Found) -> None:
    """Text files match what was recorded; a missing one is derived and will be made again."""
    missing = 0
    for sha256, expected in found.texts.items():
        if not expected:
            continue
        path = layout.text(sha256)
        try:
            actual, _ = disk.hash_file(path)
        except PermissionError:
            raise
        except OSError:
            missing += 1
            continue
        if actual != expected:
            where = f"texts/{sha256[:2]}/{path.name}"
            found.wrong(where, "the kept text was changed; delete it and run `evidence rebuild` to read it again")
    if missing:
        found.notes.append(
            f"{counted(missing, 'text file is', 'text files are')} missing; `evidence rebuild` makes what is missing"
        )


def _checkpoints(layout: Layout, store: str, kept: Sequence[Against], found: _Found) -> list[str]:
    """The store's own checkpoints and those kept elsewhere; returns the names of those proved consistent."""
    own = []
    for path in sorted(layout.checkpoints.glob("*.txt")) if layout.checkpoints.is_dir() else ():
        try:
            own.append(Against(name=f"checkpoints/{path.name}", checkpoint=_read_checkpoint(path).checkpoint))
        except EvidenceError as error:
            found.wrong(f"checkpoints/{path.name}", str(error))
    sizes = [*(item.checkpoint.size for item in (*own, *kept)), *found.heads]
    roots = dict(checkpoint.roots(sizes, found.leaves))
    proved = []
    changed = set(_changed_heads(layout, roots, own, found))
    for item in (*own, *kept):
        said = item.checkpoint
        if item.name in changed:
            continue
        if said.origin != checkpoint.origin(store):
            found.wrong(item.name, f"is a checkpoint of another store ({said.origin})")
        elif said.size not in roots:
            found.wrong(item.name, f"saw {said.size} entries, the journal has {len(found.leaves)}: its end was cut off")
        elif roots[said.size] != said.root:
            found.wrong(item.name, f"the first {said.size} entries are not those it saw: the journal was rewritten")
        elif item in kept:
            proved.append(item.name)
    if not kept:
        found.notes.append(
            "integrity was checked against nothing outside this store; keep a checkpoint elsewhere and give it with "
            "--against"
        )
    return proved


def _changed_heads(layout: Layout, roots: dict[int, str], own: Sequence[Against], found: _Found) -> Iterator[str]:
    """The store's own checkpoint files that are not what the journal recorded when it gave them out; each is named."""
    said = {item.name: item.checkpoint for item in own}
    for size, (seq, root) in found.heads.items():
        name = f"checkpoints/{size:08}.txt"
        if roots.get(size) != root:
            continue  # the journal itself is not what it was
        if name not in said:
            if not (layout.root / name).exists():
                found.wrong(name, f"entry {seq} gave out this checkpoint; its file is missing. {_AGAIN}")
        elif (said[name].size, said[name].root) != (size, root):
            yield name
            found.wrong(
                name,
                f"is not the checkpoint that entry {seq} gave out, and the journal adds up to that one: the file was "
                "changed. Compare with the copy kept elsewhere (--against)",
            )


def _differences(layout: Layout, entries: Iterator[Sound]) -> list[tuple[str, str]]:
    """Where the index is not what the journal adds up to, as place and message; raises `PermissionError`."""
    differences: list[tuple[str, str]] = []
    if layout.index.exists():
        if not os.access(layout.index, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(layout.index))
        try:
            with database.saying(layout.index):
                differences.extend(compare(layout, entries))
        except (StoreDamaged, StoreNotWritable, sqlite3.Error) as error:
            differences.append(("index.db", str(error)))
    return differences


def _index(layout: Layout, differences: Sequence[tuple[str, str]], found: _Found) -> None:
    """The index is what the journal adds up to."""
    if not layout.index.exists():
        found.notes.append("index.db is missing; the next command makes it again")
        return
    if found.broken:
        found.notes.append("index.db was not compared, because the journal does not hold")
        return
    for where, message in differences:
        found.wrong(where, message)


def _read_checkpoint(path: Path) -> Against:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        found = error.strerror or str(error)
        raise UnreadableInput(f"{path}: expected a checkpoint's file, found: {found}. {checkpoint.ADVICE}") from None
    except UnicodeDecodeError:
        raise UnreadableInput(
            f"{path}: expected a checkpoint, found bytes that are no text. {checkpoint.ADVICE}"
        ) from None
    return Against(name=str(path), checkpoint=checkpoint.read(text, str(path)))
