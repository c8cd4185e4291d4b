"""`evidence verdict`, `evidence close` and `evidence reopen`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, note


@click.command()
@click.argument("link")
@click.argument("found", type=click.Choice(["sufficient", "insufficient"]))
@click.option("--because", required=True, help="What was looked at, and what it shows or does not show.")
@pass_context
def verdict(context: Context, link: str, found: str, because: str) -> None:
    """Say whether LINK is enough to show its action. The action's lead cannot verify it."""
    with context.open() as file:
        given = file.verdict(link, found, because=because)
    line(f"{given.link}  {given.verdict}  by {given.by}")


@click.command("close")
@click.argument("action")
@pass_context
def close(context: Context, action: str) -> None:
    """Close ACTION. An unverified one is remarked by the checks."""
    with context.open() as file:
        closed = file.action_ref(file.close_action(action))
    note(f"{closed} is closed.")


@click.command()
@click.argument("action")
@click.option("--because", required=True, help="Why it is opened again.")
@pass_context
def reopen(context: Context, action: str, because: str) -> None:
    """Open a closed ACTION again."""
    with context.open() as file:
        opened = file.action_ref(file.reopen_action(action, because=because))
    note(f"{opened} is open again.")
