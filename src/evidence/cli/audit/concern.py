"""`evidence audit concern`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, day, format_option, pass_context
from evidence.cli.output import line, listing


@click.group("concern")
def command() -> None:
    """Immediate concerns: raised by critical adverse answers, acknowledged by the role they went to."""


@command.command("list")
@click.argument("audit", metavar="A")
@format_option
@pass_context
def list_(context: Context, audit: str, style: str) -> None:
    """Every concern of a round."""
    import evidence

    with context.open(read_only=True) as file:
        rows = [evidence.to_json(one) for one in file.audit(audit).concerns]
    columns = ("case", "question", "raised_on", "raised_to", "due", "acknowledged_on", "acknowledged_by")
    listing(style, rows, name="concerns", columns=columns)


@command.command("raise")
@click.argument("audit", metavar="A")
@click.argument("case")
@click.argument("question")
@click.option("--to", metavar="ROLE", help="The role that was told.")
@click.option("--on", metavar="DATE", help="When (by default today).")
@pass_context
def raise_(context: Context, audit: str, case: str, question: str, to: str | None, on: str | None) -> None:
    """Record a concern that was raised by word of mouth, or correct the day or role of one that stands."""
    with context.open() as file:
        made = file.raise_concern(audit, case, question, to=to, on=day(on, "--on"))
    line(f"{made.case}  {made.question}: raised on {made.raised_on} to {made.raised_to}")


@command.command()
@click.argument("audit", metavar="A")
@click.argument("case")
@click.argument("question")
@click.option("--on", metavar="DATE", help="When (by default today).")
@click.option("--by-role", metavar="ROLE", help="Who did; by default the role it was raised to.")
@pass_context
def acknowledge(context: Context, audit: str, case: str, question: str, on: str | None, by_role: str | None) -> None:
    """Record that the concern about QUESTION on CASE was taken notice of."""
    with context.open() as file:
        made = file.acknowledge_concern(audit, case, question, on=day(on, "--on"), by=by_role)
    line(f"{made.case}  {made.question}: acknowledged on {made.acknowledged_on} by {made.acknowledged_by}")
