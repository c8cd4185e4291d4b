"""`evidence rebuild`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import note


@click.command()
@pass_context
def rebuild(context: Context) -> None:
    """Make index.db anew from the journal."""
    with context.open(level=False) as file:
        again = file.rebuild()
    note("index.db was made anew from the journal." + (f" {again} documents were read again." if again else ""))
