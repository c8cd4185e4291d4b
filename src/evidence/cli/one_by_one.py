"""Groups whose commands are imported when they are typed, so that a command waits for no other's file."""

from __future__ import annotations

from collections import UserDict
from importlib import import_module
from typing import Any

import click


class Register(UserDict[str, Any]):
    """Commands by the name that is typed, kept as `module:name` and imported when one is asked for."""

    def __getitem__(self, typed: str) -> click.Command:
        module, _, name = super().__getitem__(typed).partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


class InOrder(click.Group):
    """A group that lists its commands in the order of its register."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks with it
        """The names of the commands, in order."""
        return list(self.commands)
