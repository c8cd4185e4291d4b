"""`evidence add`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, note, visible


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", help="What kind of document it is: minutes, letter, approval …")
@click.option("--dated", metavar="DATE", help="The date on the document.")
@click.option("--covers", metavar="PERIOD", help="The period it reports on.")
@click.option("--from", "received_from", metavar="WHO", help="Who gave it.")
@click.option("--for", "action", metavar="ACTION", help="Link it to this action at once.")
@click.option("--password", help="For a protected file.")
@pass_context
def add(
    context: Context,
    files: tuple[Path, ...],
    kind: str | None,
    dated: str | None,
    covers: str | None,
    received_from: str | None,
    action: str | None,
    password: str | None,
) -> None:
    """File documents by hand; the originals stay where they are."""
    with context.open() as file:
        if action:
            file.show(action)
        before = {document.id for document in file.documents()}
        filed = file.add_all(
            files, kind=kind, dated=dated, covers=covers, received_from=received_from, password=password
        )
        for document in filed:
            line(f"{document.id}  {document.kind}  {visible(document.title or document.names[0])}")
            if document.id in before:
                note(f"  {document.id} was on file already; the same bytes are the same document.")
            if document.withdrawn:
                note(
                    f"  {document.id} stays out of use: it was withdrawn ({visible(document.withdrawn)}). Where that "
                    "was your last step, `evidence undo` takes it back."
                )
            if document.unreadable_because:
                how = "read, with a remark" if document.readable else "filed, but its text could not be read"
                note(f"  {document.id} is {how}: {visible(document.unreadable_because)}")
            if action:
                note(f"  linked as {file.link(document, action, covers=covers).id}")
