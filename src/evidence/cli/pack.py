"""`evidence pack`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import note
from evidence.wording.counting import counted


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--plan", metavar="ID", help="Only this plan (by default everything on file).")
@click.option("--recommendation", metavar="NUMBER", help="Only this recommendation of it.")
@click.option("--as-of", metavar="DATE", help="The day judged (by default today).")
@pass_context
def pack(context: Context, folder: Path, plan: str | None, recommendation: str | None, as_of: str | None) -> None:
    """Write a bundle for the inspector into FOLDER: documents, a page to read, and the journal to check them by.

    It is a BagIt bag; VERIFY.txt in it says how to check it with sha256sum alone.
    """
    with context.open(read_only=True) as file:
        made = file.pack(folder, plan=plan, recommendation=recommendation, as_of=day(as_of))
    held = f"; the details of {made.withheld} are left out" if made.withheld else ""
    note(
        f"{made.folder}: {counted(made.documents, 'document')}, "
        f"a journal of {counted(made.entries, 'entry', 'entries')}{held}. Open data/index.html."
    )
