"""`evidence describe`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, visible


@click.command()
@click.argument("document")
@click.option("--kind", help="What kind of document it is: minutes, letter, approval …")
@click.option("--dated", metavar="DATE", help="The date on the document.")
@click.option("--title", help="Its title.")
@click.option("--state", help="draft, final or signed.")
@click.option("--version", help="Which version: v0.3, draft 3.")
@click.option("--people", metavar="NAMES", help="Initials and bodies it names, with commas between.")
@click.option("--covers", metavar="PERIOD", help="The period it reports on.")
@click.option("--from", "received_from", metavar="WHO", help="Who gave it.")
@pass_context
def describe(context: Context, /, document: str, **said: str | None) -> None:
    """Say what DOCUMENT is, in place of what was read from it."""
    with context.open() as file:
        now = file.describe(document, **said)
    dated = f", dated {now.dated.text}" if now.dated else ""
    state = f", {now.state}" if now.state else ""
    line(f"{now.id}  {now.kind}{state}{dated}  {visible(now.title or now.names[0])}")
