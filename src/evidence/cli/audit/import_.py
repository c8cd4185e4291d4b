"""`evidence audit import`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line, note, visible
from evidence.wording.counting import counted


@click.command("import")
@click.argument("audit", metavar="A")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--partial", is_flag=True, help="Import the sheets that can be, where others are refused.")
@click.option("--names", type=click.Path(path_type=Path), help="A local list of names that no text may hold.")
@click.option("--mask", is_flag=True, help="Mask what looks personal, instead of refusing it.")
@click.option("--raised-on", metavar="DATE", help="When immediate concerns were raised (by default today).")
@pass_context
def command(
    context: Context,
    audit: str,
    files: tuple[Path, ...],
    partial: bool,
    names: Path | None,
    mask: bool,
    raised_on: str | None,
) -> None:
    """Take filled-in response workbooks (or folders of them) in, all or none. Ends with 2 if any is refused."""
    with context.open() as file:
        day_raised = day(raised_on, "--raised-on")
        outcome = file.import_responses(audit, files, partial=partial, mask=mask, names=names, raised_on=day_raised)
    for case in outcome.taken:
        line(case)
    for remark in outcome.remarks:
        note(f"query: {visible(remark)}")
    for case, questions in outcome.incomplete:
        more = f" and {len(questions) - 5} more" if len(questions) > 5 else ""
        lacking = counted(len(questions), "required answer is", "required answers are")
        note(f"{case}: in progress, {lacking} missing: {', '.join(questions[:5])}{more}")
    for refused in outcome.refused:
        for said in refused.lines:
            note(f"refused: {visible(said)}")
    note(
        f"{outcome.audit}: {counted(len(outcome.taken), 'file')} taken in, {len(outcome.standing)} on record already, "
        f"{len(outcome.blank)} blank, {len(outcome.refused)} refused."
    )
    sys.exit(2 if outcome.refused else 0)
