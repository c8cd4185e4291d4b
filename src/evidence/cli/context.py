"""What every command is given: which store, and who acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from datetime import date, datetime

    from evidence.file import EvidenceFile

F = TypeVar("F", bound=Callable[..., Any])
_TIME = re.compile(r"[0-9]T[0-9]|:|^[0-9]{4}-[0-9]{2}-[0-9]{2} ")  # what tells a time from a day


class Context(NamedTuple):
    """The options that stand before the command."""

    store: Path
    by: str | None

    def open(self, *, read_only: bool = False, level: bool = True) -> EvidenceFile:
        """The evidence file these options name."""
        import evidence

        return evidence.open(self.store, by=self.by, read_only=read_only, level=level)


pass_context = click.make_pass_decorator(Context)


def format_option(function: F) -> F:
    """`--format`, as every command that lists or shows has it."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(["table", "json", "jsonl", "csv"]),
        default="table",
        show_default=True,
        help="How to print.",
    )(function)


def day(text: str | None, option: str = "--as-of") -> date | None:
    """A day typed by the user; `None` where none was. Raises `Refused`."""
    from datetime import date

    from evidence.model.errors import Refused

    if text is None:
        return None
    with suppress(ValueError):
        return date.fromisoformat(text)
    from evidence.wording.dates import typed_date

    period = typed_date(text)
    if period is None or period.day is None:
        raise Refused(f"{option} {text!r}: expected a day such as 2006-03-24 or 24 03 06.")
    return period.day


def moment(text: str | None, option: str = "--known-at") -> datetime | None:
    """A moment typed by the user: a day means its end, a time without a zone is UTC. Raises `Refused`."""
    from datetime import UTC, datetime, time

    from evidence.model.errors import Refused

    if text is None:
        return None
    if not _TIME.search(text):
        on = day(text, option)
        assert on is not None
        return datetime.combine(on, time(23, 59, 59), tzinfo=UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"{option} {text!r}: expected a time such as 2026-03-01T12:00Z, or a day.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
