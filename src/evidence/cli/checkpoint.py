"""`evidence checkpoint`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, note


@click.command()
@pass_context
def checkpoint(context: Context) -> None:
    """Print the journal's head, to be kept where the users of this store cannot write."""
    from evidence.journal.checkpoint import write

    with context.open() as file:
        made = file.checkpoint()
    line(write(made).rstrip("\n"))
    note("Keep a copy elsewhere (mail it, print it); check with: evidence verify --against FILE")
