"""Making a new store in an empty folder, or beside a README, in steps that can be interrupted and repeated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from evidence.codec import canonical, stamp
from evidence.journal import entry as lines
from evidence.journal.entry import Link
from evidence.model.errors import Refused, StoreNotWritable
from evidence.model.event import EventKind
from evidence.store import disk
from evidence.store.folder import NOBODY
from evidence.store.journals import Position, TextJournal
from evidence.store.layout import FORMAT, Layout, segment_name
from evidence.store.locking import locked

_HARMLESS = frozenset(("README.md", ".git", ".gitignore", ".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini"))
_HALF_WRITTEN = (".store.json.", "index.db-")  # what an interrupted attempt may leave


def make(root: Path, *, store: str, clock: Callable[[], datetime], salt: Callable[[], str]) -> bool:
    """Make a store with this id; `False` if there is one already. Raises `Refused` or `StoreNotWritable`.

    `store.json` is written last: a folder without it is not a store, whatever an interrupted attempt left there.
    """
    layout = Layout(root)
    if layout.description.exists():
        return False
    if root.exists() and not root.is_dir():
        raise Refused(f"{root}: expected a folder for the store, found a file. Name another place.")
    _refuse_a_folder_in_use(layout)
    with disk.saying(f"{root}: cannot make a store"):
        for folder in (*reversed(root.absolute().parents), root):
            disk.make_folder(folder)
        with locked(layout.lock, patience=60.0):
            if layout.description.exists():
                return False
            _clear(layout)
            for folder in layout.folders:
                disk.make_folder(folder)
            at = clock().replace(microsecond=0)
            line = lines.write(
                onto=Link(seq=0, leaf=lines.GENESIS),
                at=at,
                by=NOBODY,
                kind=EventKind.STORE_CREATED,
                store=store,
                words=lines.write_details({"format": FORMAT}, salt()),
            )
            TextJournal(layout, store).append([line], Position())
            said = {"format": FORMAT, "made": stamp(at), "store": store}
            disk.write_file(layout.description, canonical(said) + b"\n")
    return True


def _refuse_a_folder_in_use(layout: Layout) -> None:
    """A store stands in a folder of its own: refuse one that holds anything else, before anything is written."""
    if not layout.root.is_dir():
        return
    ours = {path.name for path in (*layout.folders, layout.index, layout.lock, layout.scratch)}
    try:
        names = sorted(path.name for path in layout.root.iterdir())
    except OSError as error:
        raise StoreNotWritable(f"{layout.root}: cannot be looked into: {error.strerror}. Name another place.") from None
    others = [name for name in names if name not in ours | _HARMLESS and not name.startswith(_HALF_WRITTEN)]
    if others:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        raise Refused(
            f"{layout.root}: expected an empty folder for the store, found {', '.join(map(repr, others[:3]))}{more}. "
            f"Name a folder of its own, for instance {layout.root / 'evidence-file'}. Nothing was changed."
        )


def _clear(layout: Layout) -> None:
    """Remove what an interrupted attempt left; refuse where the folder holds more than such an attempt can leave."""
    first = segment_name(1)
    ours = {layout.journal / first, layout.details / first}
    for folder in layout.folders:
        for path in folder.iterdir() if folder.is_dir() else ():
            if path not in ours:
                raise Refused(f"{path}: is already there, but {layout.description} is not. Choose an empty folder.")
    if (layout.journal / first).exists() and (layout.journal / first).read_bytes().count(b"\n") > 1:
        raise Refused(
            f"{layout.journal}: holds the journal of a store whose store.json is missing. Restore store.json from a "
            "backup, or choose an empty folder."
        )
    if layout.index.exists():
        raise Refused(f"{layout.index}: is already there, but {layout.description} is not. Choose an empty folder.")
    for path in sorted(ours):
        disk.remove(path)
