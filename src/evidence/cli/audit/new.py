"""`evidence audit new`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line, note


@click.command("new")
@click.option("--form", required=True, metavar="FORM", help="The published questionnaire, id@version.")
@click.option("--title", required=True, help="What the round is called.")
@click.option("--programme", metavar="ID", help="The programme it belongs to.")
@click.option("--theme", help="Which planned round of the programme it is; by default the next on this questionnaire.")
@click.option("--baseline", metavar="A", help="The round that it repeats.")
@click.option("--size", type=int, help="How many files are planned.")
@click.option("--concerns-to", metavar="ROLE", help="Who hears of immediate concerns; else the file's supervisor.")
@click.option("--opened-on", metavar="DATE", help="By default today.")
@pass_context
def command(
    context: Context,
    form: str,
    title: str,
    programme: str | None,
    theme: str | None,
    baseline: str | None,
    size: int | None,
    concerns_to: str | None,
    opened_on: str | None,
) -> None:
    """Open an audit round on a published questionnaire."""
    said = {"programme": programme, "theme": theme, "baseline": baseline, "concerns_to": concerns_to}
    with context.open() as file:
        made = file.open_audit(form, title, **said, size=size, opened_on=day(opened_on, "--opened-on"))
    line(f"{made.ref}  {made.title} ({made.form})")
    if made.state == "planned":
        note(f"Next: evidence audit population {made.ref} FILE --key KEYFILE")
    else:
        note(f"{made.ref} was opened in these words before and is {made.state}. Another --title opens another round.")
