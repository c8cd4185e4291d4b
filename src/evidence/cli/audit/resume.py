"""`evidence audit resume`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line


@click.command("resume")
@click.argument("audit", metavar="A")
@click.option("--because", required=True, help="The reason.")
@click.option("--on", metavar="DATE", help="The day (by default today).")
@pass_context
def command(context: Context, audit: str, because: str, on: str | None) -> None:
    """Take up a round again that was reported: answers are taken until the next report."""
    with context.open() as file:
        made = file.change_audit(audit, "resume", on=day(on, "--on"), because=because)
    line(f"{made.ref}  {made.state}")
