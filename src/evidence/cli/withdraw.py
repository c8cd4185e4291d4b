"""`evidence withdraw`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import note


@click.command()
@click.argument("document")
@click.option("--because", required=True, help="Why it must not be used any more.")
@pass_context
def withdraw(context: Context, document: str, because: str) -> None:
    """Take a document out of use; its record stays."""
    with context.open() as file:
        losing = [(file.action_ref(link), link) for link in file.links(document=document)]
        withdrawn = file.withdraw(document, because=because)
    for action, link in losing:
        note(f"{action} loses {link.id}, which showed its {link.shows}.")
    note(f"{withdrawn.id} is withdrawn.")
    if withdrawn.plan is not None:
        note(f"Plan {withdrawn.plan!r} was read from it and stays as it is.")
