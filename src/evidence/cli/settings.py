"""`evidence settings`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, note, visible
from evidence.wording.counting import counted


@click.group(invoke_without_command=True)
@click.option("--to", type=click.Path(path_type=Path), help="Write them here, in place of the store's folder.")
@click.pass_context
def settings(command: click.Context, to: Path | None) -> None:
    """What counts as done and as enough, and how much each rule weighs: write it as a file that can be changed."""
    if command.invoked_subcommand is not None:
        return
    with command.ensure_object(Context).open(read_only=True) as file:
        path = file.write_settings(to)
    line(str(path))
    note("Change what you like there, then: evidence settings apply" + (f" {path}" if to else ""))


@settings.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@pass_context
def apply(context: Context, file: Path | None) -> None:
    """Put the settings in FILE (by default the one in the store's folder) in force."""
    with context.open() as opened:
        changes = opened.apply_settings(file)
    for change in changes:
        line(visible(change))
    note(f"{counted(len(changes), 'change')} in force." if changes else "nothing that the checks go by was changed.")
