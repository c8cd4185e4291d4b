"""What `evidence audit abandon` and `resume` have in common: a round moved on, with the reason."""

from __future__ import annotations

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line


def changing(verb: str, words: str) -> click.Command:
    """The command of this verb; `words` are its help."""

    @click.command(verb, help=words)
    @click.argument("audit", metavar="A")
    @click.option("--because", required=True, help="The reason.")
    @click.option("--on", metavar="DATE", help="The day (by default today).")
    @pass_context
    def command(context: Context, audit: str, because: str, on: str | None) -> None:
        with context.open() as file:
            made = file.change_audit(audit, verb, on=day(on, "--on"), because=because)
        line(f"{made.ref}  {made.state}")

    return command
