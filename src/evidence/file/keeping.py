"""What the checks go by: the keeper sees it as a TOML file, changes it there, and has the change journalled."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.file.readings import as_text
from evidence.model.errors import Refused, UnreadableInput
from evidence.model.event import EventKind
from evidence.store import disk
from evidence.store.judgements import Judgements

if TYPE_CHECKING:
    from evidence.checks.settings import Settings
    from evidence.file.session import Session

_LARGEST = 1 << 20  # bytes of a settings file


def settings_text(session: Session) -> str:
    """The settings in force, as TOML: those that were applied last, else the shipped ones."""
    return Judgements(session.connection).settings() or shipped()


def settings_in_force(session: Session) -> Settings:
    """What the checks go by."""
    from evidence.checks import settings
    from evidence.checks.settings_text import read_settings

    text = Judgements(session.connection).settings()
    return settings.shipped() if text is None else read_settings(text)


def write_settings(session: Session, to: str | os.PathLike[str] | None = None) -> Path:
    """Write the settings in force into the store's folder, or to a file that is not there yet; gives the path.

    Raises `Refused` where a file is there that says something else.
    """
    path = Path(to) if to is not None else session.store.layout.settings
    data = settings_text(session).encode("utf-8")
    if path.exists():
        if _bytes(path) == data:
            return path
        raise Refused(
            f"{as_text(path)}: is there already and says something else than the settings in force. Put it in force "
            "with `evidence settings apply`, name another file with --to, or delete it."
        )
    try:
        disk.write_file(path, data)
    except OSError as error:
        raise Refused(f"{as_text(path)}: cannot be written: {error.strerror}. Name another place.") from None
    return path


def apply_settings(session: Session, source: str | os.PathLike[str] | None = None) -> tuple[str, ...]:
    """Put a settings file (by default the store's own) in force; gives in words what is another than before.

    The file in the store's folder then says the same. Raises `UnreadableInput` with every mistake, by line; nothing is
    changed then. The same text again changes nothing.
    """
    from evidence.checks.settings_text import read_settings

    path = Path(source) if source is not None else session.store.layout.settings
    if not path.is_file():
        raise UnreadableInput(f"{as_text(path)}: expected a settings file, found none. `evidence settings` writes one.")
    data = _bytes(path)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{as_text(path)}: expected text in UTF-8: byte {error.start}: {error.reason}.") from None
    fresh = read_settings(text, name=as_text(path.name))
    before = settings_in_force(session)
    if text != settings_text(session):
        with session.writing() as writing:
            record(writing.record, text)
    if session.store.layout.settings.exists() or source is not None:
        _keep_own(session, text)
    return tuple(changes(before, fresh))


def shipped() -> str:
    """The text of the settings as they are shipped."""
    from evidence.checks.settings import shipped_text

    return shipped_text()


def record(enter: Callable[[EventKind, dict[str, Any]], object], text: str) -> None:
    """Journal the text that is in force from now on."""
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    enter(EventKind.SETTINGS_CHANGED, {"sha256": sha256, "text": text})


def unapplied(session: Session) -> bool:
    """Whether the settings file in the store's folder says something else than what is in force."""
    path = session.store.layout.settings
    try:
        text = path.read_text("utf-8-sig") if path.exists() else None
    except (OSError, UnicodeDecodeError):
        return True
    return text is not None and text != settings_text(session)


def changes(before: Settings, after: Settings) -> Iterator[str]:
    """What two settings differ in, a line each."""
    weights, fresh = dict(before.severities), dict(after.severities)
    for code in sorted(weights.keys() | fresh.keys()):
        if weights.get(code) != fresh.get(code):
            yield f"{code}: {weights.get(code, 'as shipped')} is {fresh.get(code, 'as shipped')}"
    for name in (field.name for field in type(before.thresholds).__attrs_attrs__):
        old, new = getattr(before.thresholds, name), getattr(after.thresholds, name)
        if old != new:
            yield f"{name}: {old} is {new}"
    for name in (field.name for field in type(before.audits).__attrs_attrs__):
        old, new = getattr(before.audits, name), getattr(after.audits, name)
        if old != new:
            yield f"{name}: {old} is {new}"
    limits, later = ({one.clock: f"{one.amount} {one.unit}" for one in told.timescales} for told in (before, after))
    for clock in dict.fromkeys([*limits, *later]):
        if limits.get(clock) != later.get(clock):
            yield f"{clock}: {limits.get(clock, 'no limit of your own')} is {later.get(clock, 'no limit of your own')}"
    words = {
        "implementation": (before.implementation.words, after.implementation.words),
        "impact": (before.impact.words, after.impact.words),
        "draft": (before.draft_words, after.draft_words),
        "done": (before.done_words, after.done_words),
    }
    for section, (first, last) in words.items():
        yield from (f"[{section}] {word!r} does not count any more" for word in first if word not in last)
        yield from (f"[{section}] {word!r} counts now" for word in last if word not in first)
    for section, one, other in (
        ("implementation", before.implementation, after.implementation),
        ("impact", before.impact, after.impact),
    ):
        if one.kinds != other.kinds:
            yield f"[{section}] kinds: {', '.join(one.kinds)} are {', '.join(other.kinds)}"
    olds, news = {verb.name: verb for verb in before.verbs}, {verb.name: verb for verb in after.verbs}
    for name in dict.fromkeys([*olds, *news]):
        if olds.get(name) != news.get(name):
            yield f"verbs {name!r}: " + ("new" if name not in olds else "gone" if name not in news else "changed")


def _keep_own(session: Session, text: str) -> None:
    own, data = session.store.layout.settings, text.encode("utf-8")
    if not own.exists() or _bytes(own) != data:
        with disk.saying(f"{own}: cannot be written"):
            disk.write_file(own, data)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UnreadableInput(f"{as_text(path)}: cannot be read: {error.strerror}. Ask for read access.") from None
    if len(data) > _LARGEST:
        raise UnreadableInput(f"{as_text(path)}: expected a settings file, found one of over a million bytes.")
    return data
