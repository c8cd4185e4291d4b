"""`evidence actor`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, format_option, pass_context
from evidence.cli.output import line, listing


@click.group()
def actor() -> None:
    """Who acts: everybody gets an id, which is all the journal itself names."""


@actor.command()
@click.argument("name")
@click.option("--initials", help="As the plan's leads are written: SF.")
@click.option("--role", "roles", multiple=True, help="What the person is; repeat for several.")
@pass_context
def add(context: Context, name: str, initials: str | None, roles: tuple[str, ...]) -> None:
    """Register somebody and print their id."""
    with context.open() as file:
        line(file.add_actor(name, initials=initials, roles=roles).id)


@actor.command("list")
@format_option
@pass_context
def list_(context: Context, style: str) -> None:
    """Everybody who acts."""
    import evidence

    with context.open(read_only=True) as file:
        actors = [evidence.to_json(who) for who in file.actors()]
    listing(style, actors, name="actors", columns=("id", "name", "initials", "roles"))
