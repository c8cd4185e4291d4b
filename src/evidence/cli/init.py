"""`evidence init`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import note


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@pass_context
def init(context: Context, path: Path | None) -> None:
    """Make a store (by default where --store says)."""
    import evidence

    where = path or context.store
    if evidence.init(where):
        note(f"{where}: made. Next: evidence --store {where} plan import FILE")
    else:
        note(f"{where}: is a store already; nothing was changed.")
