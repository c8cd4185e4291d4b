"""`evidence export`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import note
from evidence.wording.counting import counted


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(["json", "csv"]), default="json", show_default=True)
@click.option("--as-of", metavar="DATE", help="The day that the checks in it judge (by default today).")
@pass_context
def export(context: Context, folder: Path, style: str, as_of: str | None) -> None:
    """Write all of the data into FOLDER for other tools; README.txt in it says what is what."""
    with context.open(read_only=True) as file:
        made = file.export(folder, style=style, as_of=day(as_of))
    note(f"{made.folder}: {counted(len(made.files), 'file')}. README.txt says what is what.")
