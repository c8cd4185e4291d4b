"""`evidence report`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line, note
from evidence.wording.counting import counted


@click.command()
@click.argument("folder", type=click.Path())
@click.option("--as-of", metavar="DATE", help="The day judged (by default today).")
@click.option("--plan", metavar="ID", help="Of one plan only (by default of all).")
@click.option(
    "--share",
    type=click.Choice(["internal", "public"]),
    default="internal",
    show_default=True,
    help="Who will see it; the public edition leaves out names, quotations and all that is exempt.",
)
@click.option(
    "--only",
    type=click.Choice(["page", "workbook", "summary"]),
    multiple=True,
    help="Only this part (by default all three); repeat for several.",
)
@pass_context
def report(
    context: Context, folder: str, as_of: str | None, plan: str | None, share: str, only: tuple[str, ...]
) -> None:
    """Write pages, a workbook and a Word summary into FOLDER, in place of an earlier report.

    Open its index.html with a double click.
    """
    with context.open() as file:
        made = file.report(folder, as_of=day(as_of), plan=plan, share=share, only=only)
    line(str(made.folder / "index.html" if "index.html" in made.files else made.folder))
    note(f"{counted(len(made.files), 'file')} written.")
