"""`evidence chase`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.cli.context import Context, day, format_option, pass_context
from evidence.cli.output import as_json, line, listing, note, visible
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from evidence.file.chasing import ChaseList


@click.group(invoke_without_command=True)
@click.option("--by", type=click.Choice(["holder", "lead", "recommendation"]), default="holder", show_default=True)
@click.option("--as-of", metavar="DATE", help="The day judged (by default today).")
@click.option(
    "--xlsx", type=click.Path(path_type=Path), metavar="FOLDER", help="Write a workbook for each into FOLDER."
)
@click.option("--message", is_flag=True, help="Print a message to paste for each.")
@format_option
@click.pass_context
def chase(command: click.Context, by: str, as_of: str | None, xlsx: Path | None, message: bool, style: str) -> None:
    """Which documents are wanted, and from whom. Workbooks and messages are kept on record as asked for."""
    if command.invoked_subcommand is not None:
        return
    with command.ensure_object(Context).open(read_only=not (xlsx or message)) as file:
        listed = file.chase(as_of=day(as_of), by=by)
        made = file.chase_workbooks(listed, xlsx) if xlsx else ()
        messages = file.chase_messages(listed) if message else ()
    for path in made:
        line(str(path))
    for number, text in enumerate(messages):
        line(visible(text) if not number else f"\n{'-' * 72}\n\n{visible(text)}")
    if made:
        note("When they come back: evidence chase apply FILE…")
    elif not messages:
        _print(listed, style)


def _print(listed: ChaseList, style: str) -> None:
    import evidence
    from evidence.checks.chase import together

    if style == "json":
        as_json(evidence.to_json(listed))
        return
    if style != "table":
        rows = [{"group": group.name, **evidence.to_json(one)} for group in listed.groups for one in group.wanted]
        for row in rows:
            row["actions"] = [action["ref"] for action in row["actions"]]
        columns = ("group", "holder", "document", "actions", "because", "by", "asked")
        listing(style, rows, name="wanted", columns=columns)
        return
    for group in listed.groups:
        line(f"{visible(group.words)}: {counted(len(group.wanted), 'document')} wanted")
        for document, one in together(group.wanted):
            line(f"  {visible(document)}")
            refs = ", ".join(action.ref for action in one.actions)
            told = "; ".join(words for words in (one.asked_words, one.answer_words) if words)
            line(f"      for {refs}: {visible('; '.join(one.because))}" + (f" ({visible(told)})" if told else ""))
    if listed.waiting:
        line("Answered; not asked for again:")
    for one in listed.waiting:
        refs = ", ".join(action.ref for action in one.actions)
        line(f"  {visible(one.document)}, for {refs}: {visible(one.answer_words)}")
    count = sum(len(group.wanted) for group in listed.groups)
    note(f"\nAs of {listed.as_of}: {counted(count, 'document')} wanted from {len(listed.groups)}.")


@chase.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Take the answers in; without it they are only shown.")
@pass_context
def apply(context: Context, files: tuple[Path, ...], yes: bool) -> None:
    """Read the answers in returned workbooks: what is attached is filed and linked. Ends with 2 if any is refused."""
    with context.open(read_only=not yes) as file:
        outcome = file.apply_chase(files, preview=not yes)
    for given in outcome.given:
        line(f"{visible(given.words)}" + (f" ({visible(given.note)})" if given.note else ""))
    for given in outcome.given:
        for address in given.addresses:
            note(
                f"{visible(given.where)}: {visible(address)} is kept as a note and was not fetched. Save the document "
                "from there and file it: evidence add FILE"
            )
    for said in outcome.refused:
        note(f"refused: {visible(said)}")
    what = "taken in" if yes else "can be taken in"
    counts = len(outcome.given), len(outcome.standing), len(outcome.refused)
    if not any(counts):
        note("No row has an answer yet: choose one in the column 'answer' and save the workbook.")
    note(f"{counted(counts[0], 'answer')} {what}, {counts[1]} on record already, {counts[2]} refused.")
    if yes and outcome.given:
        filed, linked = ", ".join(outcome.documents) or "nothing", ", ".join(outcome.links) or "nothing"
        note(f"Filed: {filed}. Linked: {linked}. `evidence undo` takes all of it back.")
    elif outcome.given:
        note("Nothing was changed. Repeat with --yes to take them in.")
    sys.exit(2 if outcome.refused else 0)
