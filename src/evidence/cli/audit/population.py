"""`evidence audit population`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line, note, visible
from evidence.wording.counting import counted


@click.command("population")
@click.argument("audit", metavar="A")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--key",
    required=True,
    type=click.Path(path_type=Path),
    help="The key file, outside the store: case number and reference. Made if missing; use it again for every round.",
)
@click.option("--names", type=click.Path(path_type=Path), help="A local list of names that no cell may hold.")
@click.option("--as-at", metavar="DATE", help="The day the list describes (by default today).")
@pass_context
def command(context: Context, audit: str, file: Path, key: Path, names: Path | None, as_at: str | None) -> None:
    """Take in the list of case files in FILE; each gets a random reference, and the list itself is not filed."""
    with context.open() as opened:
        told = opened.list_population(audit, file, key=key, names=names, as_at=day(as_at, "--as-at"))
    for remark in told.notes:
        note(visible(remark))
    line(f"{told.audit}  {counted(told.size, 'file')}, {told.sha256}")
    if told.issued:
        written = counted(told.issued, "new reference was", "new references were")
        note(f"{written} written to {visible(str(key))}; keep it where the store is not.")
    if told.sampled:
        note(f"The list is on record, and so is the sample that was drawn from it: evidence audit status {told.audit}")
    else:
        note(f"Next: evidence audit sample {told.audit} --size N")
