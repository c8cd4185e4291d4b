"""`evidence audit`: one file a command, loaded when it is typed."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS: tuple[tuple[str, str], ...] = (
    ("programme", "programme"),
    ("new", "new"),
    ("list", "list_"),
    ("population", "population"),
    ("sample", "sample"),
    ("allocate", "allocate"),
    ("sheets", "sheets"),
    ("import", "import_"),
    ("answer", "answer"),
    ("record", "record"),
    ("moderate", "moderate"),
    ("concern", "concern"),
    ("feedback", "feedback"),
    ("finding", "finding"),
    ("remedy", "remedy"),
    ("status", "status"),
    ("report", "report"),
    ("compare", "compare"),
    ("close", "close"),
    ("abandon", "abandon"),
)
"""The commands in the order of an audit's life: as typed, and the module of this folder whose `command` it is."""


class OneByOne(click.Group):
    """A group whose commands are imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks with it
        """The names of the commands, in order."""
        return [name for name, _ in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, or `None`."""
        module = dict(COMMANDS).get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(f"evidence.cli.audit.{module}").command
        return command


@click.group(cls=OneByOne)
def audit() -> None:
    """Audits of case files. A is a round such as A-0001, CASE a file's reference such as C-tamiro."""
