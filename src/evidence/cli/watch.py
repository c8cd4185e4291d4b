"""`evidence watch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import note, visible
from evidence.cli.scan import Telling, summary

if TYPE_CHECKING:
    from evidence.model.scan import ScanReport
    from evidence.watch import Told


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--every",
    type=click.FloatRange(min=1),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Scan at least this often, whatever the system tells of changes.",
)
@pass_context
def watch(context: Context, folders: tuple[Path, ...], every: float) -> None:
    """Keep filing whatever is new below FOLDERS, leaving it where it is, until interrupted (Ctrl-C)."""
    with context.open() as file:
        note(f"Watching {', '.join(visible(str(folder)) for folder in folders)}; Ctrl-C ends it.")
        file.watch(*folders, tell=_tell, every=every, progress=Telling(counting=False, once=True))


def _tell(told: Told | ScanReport) -> None:
    from evidence.watch import Told

    if isinstance(told, Told):
        note(f"{visible(told.folder)}: {told.message}" if told.folder else told.message)
    elif told.filed or told.moved or told.vanished:
        note(summary(told))
