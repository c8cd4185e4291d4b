"""`evidence audit programme`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, day, format_option, pass_context
from evidence.cli.output import line, listing
from evidence.wording.counting import counted


@click.group("programme")
def command() -> None:
    """What is audited when, on which questionnaire, approved by whom."""


@command.command()
@click.argument("id")
@click.option("--theme", required=True, help="What the round is about; one of the same theme is planned anew.")
@click.option("--form", required=True, metavar="ID", help="The questionnaire, without a version.")
@click.option("--due", required=True, metavar="DATE", help="The day by which the round is to be held.")
@click.option("--size", type=int, help="How many files.")
@click.option("--method", default="random", show_default=True, help="How they are drawn.")
@click.option("--title", help="Of the programme.")
@pass_context
def add(
    context: Context, id: str, theme: str, form: str, due: str, size: int | None, method: str, title: str | None
) -> None:
    """Plan a round in programme ID, which the first one makes."""
    when = day(due, "--due")
    assert when is not None
    with context.open() as file:
        made = file.plan_audit(id, theme=theme, form=form, due=when, size=size, method=method, title=title)
    state = f"approved by {made.approved_by}" if made.approved_by else "not approved yet"
    line(f"{made.id}  {counted(len(made.rounds), 'round')}, {state}")


@command.command()
@click.argument("id")
@click.option("--by-role", required=True, metavar="ROLE", help="The role that approved it.")
@click.option("--on", metavar="DATE", help="When (by default today).")
@click.option("--document", metavar="D", help="The document that shows it.")
@pass_context
def approve(context: Context, id: str, by_role: str, on: str | None, document: str | None) -> None:
    """Record that programme ID, as it stands, was approved."""
    with context.open() as file:
        made = file.approve_programme(id, by=by_role, on=day(on, "--on"), document=document)
    line(f"{made.id}  approved by {made.approved_by} on {made.approved_on}")


@command.command("list")
@format_option
@pass_context
def list_(context: Context, style: str) -> None:
    """Every programme, a line for each round planned."""
    import evidence

    with context.open(read_only=True) as file:
        programmes = [evidence.to_json(one) for one in file.programmes()]
    if style == "json":
        listing(style, programmes, name="programmes", columns=())
        return
    rows = [{**one, "programme": made["id"], "approved_by": made["approved_by"], "approved_on": made["approved_on"]}
            for made in programmes for one in made["rounds"]]  # fmt: skip
    columns = ("programme", "theme", "form", "due", "size", "method", "held_as", "approved_by", "approved_on")
    listing(style, rows, name="programmes", columns=columns)
