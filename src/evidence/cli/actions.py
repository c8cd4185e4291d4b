"""`evidence actions`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, format_option, pass_context
from evidence.cli.output import listing


@click.command()
@click.option("--plan", help="Which plan, where several are on file.")
@format_option
@pass_context
def actions(context: Context, plan: str | None, style: str) -> None:
    """The actions of a plan."""
    import evidence

    with context.open(read_only=True) as file:
        shown = [evidence.to_json(action) for action in file.actions(plan)]
    listing(style, shown, name="actions", columns=("ref", "text", "leads", "due", "progress.claim"))
