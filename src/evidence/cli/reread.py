"""`evidence reread`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, note
from evidence.wording.counting import counted


@click.command()
@click.argument("documents", nargs=-1)
@click.option("--password", help="For a protected file.")
@pass_context
def reread(context: Context, documents: tuple[str, ...], password: str | None) -> None:
    """Read DOCUMENTS again (by default all without text), for instance once tesseract is installed."""
    from evidence.model.document import Document

    with context.open() as file:
        changed = file.reread(*documents, password=password)
        asked = [file.show(ref) for ref in documents]
    for document in changed:
        line(f"{document.id}  {'read' if document.readable else f'still not read: {document.unreadable_because}'}")
    for one in asked:
        if one not in changed and isinstance(one, Document) and not one.readable:
            note(f"{one.id}  still not read: {one.unreadable_because}")
    note(f"{counted(len(changed), 'document has', 'documents have')} another text than before.")
