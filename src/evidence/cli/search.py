"""`evidence search`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, format_option, pass_context
from evidence.cli.output import listing, note


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many pages to show.")
@format_option
@pass_context
def search(context: Context, words: tuple[str, ...], limit: int, style: str) -> None:
    """Pages of documents that hold all these WORDS."""
    import evidence

    with context.open(read_only=True) as file:
        hits = [evidence.to_json(hit) for hit in file.search(" ".join(words), limit=limit)]
    listing(style, hits, name="hits", columns=("document", "page", "snippet"))
    if not hits:
        note("No page of a document on file holds all these words.")
