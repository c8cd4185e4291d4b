"""`evidence scan`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, note, visible

if TYPE_CHECKING:
    from evidence.model.scan import Filed, Skipped


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@pass_context
def scan(context: Context, folders: tuple[Path, ...]) -> None:
    """File whatever is new below FOLDERS, leaving it where it is. Safe to repeat."""
    with context.open() as file:
        report = file.scan(*folders, progress=_Progress() if sys.stderr.isatty() else None)
    for filed in report.filed:
        line(f"{filed.document}  {visible(filed.path)}")
        if filed.note:
            note(f"  {filed.document} {visible(filed.note)}")
    for skipped in (*report.waiting, *report.skipped):
        note(f"not filed: {visible(skipped.path)} {visible(skipped.reason)}")
    note(
        f"{len(report.filed)} filed, {len(report.known)} known already, {len(report.waiting)} waiting, "
        f"{len(report.skipped)} skipped."
    )


class _Progress:
    """A count on the terminal while a long scan runs."""

    def __init__(self) -> None:
        self._done = 0

    def __call__(self, _: Filed | Skipped) -> None:
        self._done += 1
        if self._done % 50 == 0:
            click.echo(f"\r{self._done} files …", nl=False, err=True)
