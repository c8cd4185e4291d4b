"""`evidence audit record`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line, note
from evidence.wording.counting import counted


@click.command("record")
@click.argument("audit", metavar="A")
@click.argument("verb")
@click.argument("cases", nargs=-1, metavar="[CASE…]")
@click.option("--on", metavar="DATE", help="The day (by default today).")
@click.option("--because", help="The reason, where one is needed.")
@click.option("--approver", metavar="ROLE", help="Who approved an exemption.")
@pass_context
def command(
    context: Context,
    audit: str,
    verb: str,
    cases: tuple[str, ...],
    on: str | None,
    because: str | None,
    approver: str | None,
) -> None:
    """Move the records of CASES: notify, submit, agree, open-actions, follow-up, close (by default all that can be).

    A record with a second opinion, given or to come, is agreed only where it is named, or by `moderate --agreed`.
    Of single files, with the reason: return, reopen-actions, exempt, abandon, void. Nothing is deleted.
    """
    with context.open() as file:
        moved = file.change_records(audit, verb, cases, on=day(on, "--on"), because=because, approver=approver)
    for case in moved:
        line(f"{case}  {verb}")
    note(f"{counted(len(moved), 'record') if moved else 'No record'} moved.")
    if verb == "agree" and not cases:
        note("A record with a second opinion is agreed where it is named, or by `evidence audit moderate --agreed`.")
