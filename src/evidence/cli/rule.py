"""`evidence rule`."""

from __future__ import annotations

import click

from evidence.cli.context import format_option
from evidence.cli.output import line, listing


@click.command()
@click.argument("code", required=False)
@format_option
def rule(code: str | None, style: str) -> None:
    """Explain a check; without CODE, list them all."""
    from evidence.checks.explain import explain, overview

    if code:
        line(explain(code))
        return
    names = ("code", "severity", "subject", "title")
    listing(style, [dict(zip(names, row, strict=True)) for row in overview()], name="rules", columns=names)
