"""`evidence audit finding`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, visible


@click.command("finding")
@click.argument("audit", metavar="A")
@click.option(
    "--type",
    "kind",
    required=True,
    type=click.Choice(["nonconformity", "conformity", "observation", "strength"]),
    help="What kind of conclusion it is.",
)
@click.option("--text", required=True, help="What was found, in a sentence.")
@click.option(
    "--questions", default="", metavar="Q,Q", help="The questions that show it; the files are counted by them."
)
@click.option(
    "--answers", default="", metavar="ANSWER,…", help="Which answers count, such as not-on-file; else the usual."
)
@click.option("--cases", default="", metavar="C-…,…", help="The files it was so in, where the answers do not tell.")
@click.option("--names", type=click.Path(path_type=Path), help="A local list of names that no text may hold.")
@click.option("--mask", is_flag=True, help="Mask what looks personal, instead of refusing it.")
@pass_context
def command(
    context: Context,
    audit: str,
    kind: str,
    text: str,
    questions: str,
    answers: str,
    cases: str,
    names: Path | None,
    mask: bool,
) -> None:
    """Record a finding of round A; in how many files it was so is counted from the answers."""
    with context.open() as file:
        made = file.add_finding(
            audit,
            type=kind,
            text=text,
            questions=_parts(questions),
            answers=_parts(answers),
            cases=_parts(cases),
            names=names,
            mask=mask,
        )
    of = f" ({made.found} of {made.looked_at} files)" if made.looked_at is not None else ""
    line(f"{made.ref}  {made.type}: {visible(made.text)}{of}")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
