"""`evidence scan`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, note, visible

if TYPE_CHECKING:
    from evidence.model.scan import Filed, Moved, ScanReport, Skipped, Vanished


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@pass_context
def scan(context: Context, folders: tuple[Path, ...]) -> None:
    """File whatever is new below FOLDERS, leaving it where it is. Safe to repeat."""
    with context.open() as file:
        report = file.scan(*folders, progress=Telling(counting=sys.stderr.isatty()))
    note(summary(report))


def summary(report: ScanReport) -> str:
    """One line on a whole scan."""
    counts = f"{len(report.filed)} filed, {len(report.known)} known already, {len(report.waiting)} waiting"
    gone = f", {len(report.moved)} moved, {len(report.vanished)} vanished" if report.moved or report.vanished else ""
    back = f" Of the known, {report.out_of_use} out of use: the filing was undone; `evidence add FILE` puts one back."
    return f"{counts}, {len(report.skipped)} skipped{gone}.{back if report.out_of_use else ''}"


class Telling:
    """Prints what becomes of each file as it is done; on a terminal, a count while nothing else is said."""

    def __init__(self, *, counting: bool, once: bool = False) -> None:
        """With `once`, what is passed over is told the first time only, as a watch wants it."""
        self._counting = counting
        self._told: set[tuple[str, str]] | None = set() if once else None
        self._done = 0

    def __call__(self, item: Filed | Skipped | Moved | Vanished) -> None:
        from evidence.model.scan import Filed, Moved, Vanished

        self._done += 1
        if self._counting and self._done % 50 == 0:
            click.echo(f"\r{self._done} files …\r", nl=False, err=True)
        match item:
            case Filed(new=True):
                line(f"{item.document}  {visible(item.path)}")
                if item.note:
                    note(f"  {item.document} {visible(item.note)}")
            case Filed():
                if item.note:
                    note(f"{item.document}  {visible(item.path)}: {visible(item.note)}")
            case Moved():
                note(f"moved: {item.document} is now {visible(item.path)}, it was {visible(item.before)}")
            case Vanished():
                note(f"vanished: {visible(item.path)}; {item.document} stays on file")
            case _:
                if self._first_time(item):
                    note(f"not filed: {visible(item.path)} {visible(item.reason)}")

    def _first_time(self, item: Skipped) -> bool:
        if self._told is None:
            return True
        key = (item.path, item.reason)
        if key in self._told:
            return False
        self._told.add(key)
        return True
