"""Folders in: `scan` files what is new and finds what changed, moved or vanished; nothing in them is touched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from evidence.file.holding import UNDONE
from evidence.file.intake import take
from evidence.file.looking import Look, Seen, look_at
from evidence.file.missing import Missing
from evidence.file.readings import as_text
from evidence.model.errors import UnreadableInput
from evidence.model.packed import Packed
from evidence.model.scan import Filed, Moved, ScanReport, Skipped, Vanished
from evidence.store.places import Here, Places

if TYPE_CHECKING:
    from evidence.file.session import Session

SETTLE = 2.0  # seconds a file must have stood unchanged before it is read
_TOGETHER = 1000  # fresh files that are waited for together

Outcome = Filed | Skipped | Moved | Vanished
Progress = Callable[[Outcome], None]


def scan(
    session: Session,
    folders: Iterable[str | os.PathLike[str]],
    *,
    settle: float = SETTLE,
    progress: Progress | None = None,
) -> ScanReport:
    """File whatever is new below the folders. Safe to repeat: what is on file already is only counted.

    Raises `UnreadableInput` where one of them is no folder, or lies inside the evidence file's own store.
    """
    return _Scan(session, settle, progress).run(_roots(session, folders))


class _Scan:
    """One scan under way."""

    def __init__(self, session: Session, settle: float, progress: Progress | None) -> None:
        self._session = session
        self._settle = settle
        self._progress = progress
        self._places = Places(session.store.connection)
        self._out_of_use = 0
        self._odd: dict[str, str] = {}  # what is odd about names, of files that are on their way in
        self._report = ScanReport(
            filed=Packed(), known=Packed(), waiting=Packed(), skipped=Packed(), moved=Packed(), vanished=Packed()
        )

    def run(self, roots: list[str]) -> ScanReport:
        before = self._places.last_entry()
        look = Look(roots, os.path.realpath(self._session.store.layout.root))
        for outcome in take(self._session, self._ready(look)):
            if isinstance(outcome, Skipped):
                self._tell("waiting" if "still being written" in outcome.reason else "skipped", outcome)
            else:
                if not outcome.new:
                    self._count(self._places.at(outcome.path))
                self._tell("filed" if outcome.new else "known", self._noted(outcome))
        missing = Missing(self._session, look, before)
        for gone in missing.found(pause=self._settle):
            match gone:
                case Moved():
                    self._tell("moved", gone)
                case Vanished():
                    self._tell("vanished", gone)
                case Skipped():
                    self._tell("skipped", gone)
        return evolve(self._report, out_of_use=self._out_of_use)

    def _ready(self, look: Look) -> Iterator[Path]:
        """The files to be taken in: those that changed lately only once they stand still."""
        fresh: list[Seen] = []
        for item in look.files():
            if isinstance(item, Skipped):
                self._tell("skipped", item)
            elif known := self._known(item):
                self._tell("known", known)
            elif self._is_fresh(item):
                fresh.append(item)
                if len(fresh) == _TOGETHER:
                    yield from self._settled(fresh)
                    fresh.clear()
            else:
                yield self._ask(item)
        yield from self._settled(fresh)

    def _settled(self, fresh: list[Seen]) -> Iterator[Path]:
        if any(self._is_fresh(item) for item in fresh):
            self._session.sleep(self._settle)
        for item in fresh:
            now = look_at(item.path)
            if now and (now.size, now.modified) == (item.size, item.modified):
                yield self._ask(item)
            else:
                self._tell(
                    "waiting", Skipped(path=as_text(item.path), reason="is still being written; scan again later")
                )

    def _is_fresh(self, item: Seen) -> bool:
        return abs(self._session.clock().timestamp() - item.modified / 1e9) < self._settle

    def _known(self, item: Seen) -> Filed | None:
        """The document last found here, if neither size nor time have changed since."""
        path = as_text(item.path)
        here = self._places.at(path)
        if here is None or not here.is_same(item.size, item.modified // 1000):
            return None
        self._count(here)
        return Filed(path=path, document=here.document, new=False, readable=here.readable)

    def _count(self, here: Here | None) -> None:
        self._out_of_use += bool(here and (here.withdrawn or "").startswith(UNDONE))

    def _ask(self, item: Seen) -> Path:
        path = Path(item.path)
        if item.odd:
            self._odd[as_text(item.path)] = item.odd
        return path

    def _noted(self, outcome: Filed) -> Filed:
        odd = self._odd.pop(outcome.path, "")
        if not odd:
            return outcome
        note = "; ".join(filter(None, (outcome.note, odd)))
        return Filed(
            path=outcome.path, document=outcome.document, new=outcome.new, readable=outcome.readable, note=note
        )

    def _tell(self, where: str, item: Outcome) -> None:
        getattr(self._report, where).add(item)
        if self._progress:
            self._progress(item)


def _roots(session: Session, folders: Iterable[str | os.PathLike[str]]) -> list[str]:
    """The folders with links resolved, each once, none inside another."""
    roots: list[str] = []
    store = os.path.realpath(session.store.layout.root)
    for folder in folders:
        root = os.path.realpath(folder)
        if not os.path.isdir(root):  # noqa: PTH112 - text, like all paths here
            raise UnreadableInput(
                f"{as_text(os.fspath(folder))}: expected a folder, found {_what(root)}. Name a folder."
            )
        if is_below(root, store):
            raise UnreadableInput(
                f"{as_text(os.fspath(folder))}: lies inside the evidence file's own store. Name a folder of documents."
            )
        roots.append(root)
    return [
        root
        for number, root in enumerate(roots)
        if root not in roots[:number] and not any(root != other and is_below(root, other) for other in roots)
    ]


def is_below(path: str, folder: str) -> bool:
    """Whether a path is this folder or lies inside it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _what(path: str) -> str:
    if os.path.isfile(path):  # noqa: PTH113
        return "a file"
    return "something that is no folder" if os.path.lexists(path) else "nothing"
