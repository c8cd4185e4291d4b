"""`evidence audit close`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line


@click.command("close")
@click.argument("audit", metavar="A")
@click.option("--on", metavar="DATE", help="The day it is closed (by default today).")
@click.option("--reaudit-due", metavar="DATE", help="By when it is to be audited again.")
@pass_context
def command(context: Context, audit: str, on: str | None, reaudit_due: str | None) -> None:
    """Close round A; refused, with everything that is open, while a file, a concern or a remedial action is."""
    with context.open() as file:
        closed = file.close_audit(audit, on=day(on, "--on"), reaudit_due=day(reaudit_due, "--reaudit-due"))
    again = f"; to be audited again by {closed.reaudit_due}" if closed.reaudit_due else ""
    line(f"{closed.ref}  closed on {closed.closed_on}{again}")
