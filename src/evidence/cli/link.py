"""`evidence link` and `evidence unlink`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, note


@click.command()
@click.argument("document")
@click.argument("action")
@click.option(
    "--shows",
    type=click.Choice(["completion", "part", "occurrence", "contradicts"]),
    default="completion",
    show_default=True,
    help="What the document shows of the action.",
)
@click.option("--page", type=int, help="On which page.")
@click.option("--quote", help="In which words; it is said where they do not stand there.")
@click.option("--covers", metavar="PERIOD", help="Which occurrence or period it shows.")
@pass_context
def link(
    context: Context, document: str, action: str, shows: str, page: int | None, quote: str | None, covers: str | None
) -> None:
    """Say that DOCUMENT shows something of ACTION."""
    with context.open() as file:
        made = file.link(document, action, shows=shows, page=page, quote=quote, covers=covers)
        doubt, shown = file.quotation_doubt(made), file.action_ref(made)
    line(f"{made.id}  {made.document} shows {made.shows} of {shown}")
    if doubt:
        note(f"The link stands, but {doubt}. Look at the words and the page; `evidence undo` takes the link back.")


@click.command()
@click.argument("link")
@click.option("--because", required=True, help="Why it is taken back.")
@pass_context
def unlink(context: Context, link: str, because: str) -> None:
    """Take a link back; its record stays."""
    with context.open() as file:
        made = file.unlink(link, because=because)
        shown = file.action_ref(made)
    note(f"{made.id} is taken back: {made.document} no longer shows {made.shows} of {shown}.")
