"""`evidence undo`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, note, visible

_MOST = 20  # lines; a batch can be as long as a chase


@click.command()
@pass_context
def undo(context: Context) -> None:
    """Reverse what you did last, by further entries of the journal; again, what you did before that."""
    with context.open() as file:
        undone = file.undo()
    for said in undone.said[:_MOST]:
        line(visible(said))
    if len(undone.said) > _MOST:
        line(f"and {len(undone.said) - _MOST} more of the same batch; `evidence log` has them all")
    for stays in undone.stays:
        note(visible(stays))
    which = f"entry {undone.first}" if undone.first == undone.last else f"entries {undone.first} to {undone.last}"
    note(f"{which} undone.")
