"""`evidence verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from evidence.cli.context import Context, format_option, pass_context
from evidence.cli.output import as_json, line, listing, note, visible
from evidence.wording.counting import counted


@click.command()
@click.option(
    "--against", multiple=True, type=click.Path(path_type=Path), help="A checkpoint kept elsewhere; may be repeated."
)
@click.option("--record", is_flag=True, help="Journal that every document was compared with what was filed.")
@format_option
@pass_context
def verify(context: Context, against: tuple[Path, ...], record: bool, style: str) -> None:
    """Check journal, details, documents and index against each other. Changes nothing; ends with 4 on damage."""
    import evidence

    found = evidence.verify(context.store, against)
    if record and found.ok:
        with context.open() as file:
            file.verify(against, note_it=True)
    data = evidence.to_json(found)
    if style == "json":
        as_json(data)
    elif style == "table":
        for problem in found.problems:
            line(f"{problem.code}  {visible(problem.where)}  {visible(problem.message)}")
        verdict = "the store holds" if found.ok else f"{counted(len(found.problems), 'problem')} found"
        proved = f", consistent with {', '.join(found.against)}" if found.against else ""
        line(
            f"{counted(found.entries, 'entry', 'entries')}, {counted(found.documents, 'document')}: {verdict}{proved}."
        )
    else:
        listing(style, data["problems"], name="problems", columns=("code", "where", "message"))
    for remark in found.notes:
        note(f"note: {visible(remark)}")
    sys.exit(0 if found.ok else 4)
