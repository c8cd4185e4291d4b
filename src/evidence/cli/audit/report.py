"""`evidence audit report`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line, note


@click.command("report")
@click.argument("audit", metavar="A")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--on", metavar="DATE", help="The day of the report (by default today).")
@click.option(
    "--share",
    type=click.Choice(["internal", "public"]),
    default="internal",
    show_default=True,
    help="In what is public, small numbers are kept back.",
)
@pass_context
def command(context: Context, audit: str, file: Path, on: str | None, share: str) -> None:
    """Write the report of round A to FILE (.md or .html) and file it as a document."""
    with context.open() as opened:
        made = opened.report_audit(audit, file, on=day(on, "--on"), share=share)
        likely = opened.suggest(made, limit=5)
    line(f"{made.id}  {file}")
    for one in likely:
        if any(reason.startswith("tests ") for reason in one.because):
            note(f"  {one.because[0]}: evidence link {made.id} {one.action}")
