"""`evidence gaps`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line


@click.command()
@click.option("--as-of", metavar="DATE", help="The day judged (by default today).")
@click.option("--plan", metavar="ID", help="Which plan, where several are on file.")
@click.option("--format", "style", type=click.Choice(["markdown", "html"]), default="markdown", show_default=True)
@pass_context
def gaps(context: Context, as_of: str | None, plan: str | None, style: str) -> None:
    """A page of what is missing and who is asked for it, to standard output. Reads only."""
    with context.open(read_only=True) as file:
        page = file.gaps(as_of=day(as_of), plan=plan, style=style)
    line(page.rstrip("\n"))
