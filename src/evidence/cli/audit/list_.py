"""`evidence audit list`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, format_option, pass_context
from evidence.cli.output import listing


@click.command("list")
@format_option
@pass_context
def command(context: Context, style: str) -> None:
    """Every round, in the order of opening."""
    import evidence

    with context.open(read_only=True) as file:
        rounds = [evidence.to_json(one) for one in file.audits()]
    names = ("ref", "title", "form", "state", "opened_on", "programme", "baseline", "reaudit_due", "closed_on")
    rows = [{name: one[name] for name in names} for one in rounds]
    listing(style, rows, name="audits", columns=names)
