"""`evidence suggest`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, format_option, pass_context
from evidence.cli.output import listing, note


@click.command()
@click.option("--document", help="For this document; by default for every document linked to nothing.")
@click.option("--action", help="For this action: which documents may show it.")
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True, help="How many for each document.")
@format_option
@pass_context
def suggest(context: Context, document: str | None, action: str | None, limit: int, style: str) -> None:
    """Which action a document may show, and because of what. Links nothing."""
    import evidence

    with context.open(read_only=True) as file:
        found = [evidence.to_json(item) for item in file.suggest(document, action=action, limit=limit)]
    listing(style, found, name="suggestions", columns=("document", "name", "action", "score", "shows", "because"))
    if style == "table":
        note("Accept one with: evidence link DOCUMENT ACTION" if found else "No suggestions.")
