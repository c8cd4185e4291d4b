"""`evidence audit feedback`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line


@click.command("feedback")
@click.argument("audit", metavar="A")
@click.argument("case")
@click.option("--given-on", required=True, metavar="DATE", help="The day the worker was told.")
@click.option("--method", help="In supervision, by telephone, in writing …")
@click.option("--response", help="What the worker said.")
@click.option("--disputed", is_flag=True, help="The worker does not agree.")
@click.option("--names", type=click.Path(path_type=Path), help="A local list of names that no text may hold.")
@click.option("--mask", is_flag=True, help="Mask what looks personal, instead of refusing it.")
@pass_context
def command(
    context: Context,
    audit: str,
    case: str,
    given_on: str,
    method: str | None,
    response: str | None,
    disputed: bool,
    names: Path | None,
    mask: bool,
) -> None:
    """Record what the worker of CASE was told, and what the worker said."""
    when = day(given_on, "--given-on")
    assert when is not None
    with context.open() as file:
        made = file.give_feedback(
            audit, case, given_on=when, method=method, response=response, disputed=disputed, names=names, mask=mask
        )
    line(f"{made.case}  feedback given on {made.given_on}{', disputed' if made.disputed else ''}")
