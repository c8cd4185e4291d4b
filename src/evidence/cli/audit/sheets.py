"""`evidence audit sheets`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, note
from evidence.wording.counting import counted


@click.command("sheets")
@click.argument("audit", metavar="A")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--per", type=click.Choice(["case", "auditor"]), default="case", show_default=True, help="A workbook for."
)
@click.option("--auditor", metavar="WHO", help="Only the files of this auditor.")
@click.option("--second", is_flag=True, help="Blank ones for the moderators.")
@pass_context
def command(context: Context, audit: str, folder: Path, per: str, auditor: str | None, second: bool) -> None:
    """Write the workbooks that the auditors fill in into FOLDER; none that was filled in is overwritten."""
    with context.open(read_only=True) as file:
        made = file.write_sheets(audit, folder, per=per, auditor=auditor, second=second)
    for path in made.written:
        line(str(path))
    for why, count in Counter(why for _, why in made.passed_over).items():
        note(f"{counted(count, 'file')} passed over: {why}.")
    if made.unchanged:
        note(f"{len(made.unchanged)} there already and not filled in.")
    if made.written or made.unchanged:
        way = "audit moderate A CASE --file FILE" if second else f"audit import {audit} {folder}"
        note(f"{counted(len(made.written), 'workbook')} written. Once filled in: evidence {way}")
