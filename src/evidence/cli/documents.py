"""`evidence documents`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, format_option, pass_context
from evidence.cli.output import listing


@click.command()
@format_option
@pass_context
def documents(context: Context, style: str) -> None:
    """Every document on file."""
    import evidence

    with context.open(read_only=True) as file:
        shown = [evidence.to_json(document) for document in file.documents()]
    columns = ["id", "kind", "dated", "state", "title", "names", "readable", "links"]
    if style == "csv" or any(document["withdrawn"] for document in shown):
        columns.append("withdrawn")
    listing(style, shown, name="documents", columns=columns)
