"""`evidence review`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.cli.context import Context, pass_context
from evidence.cli.output import line, note, visible
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from evidence.file import EvidenceFile
    from evidence.file.reviewing import ReviewItem

_HELP = (
    "number: accept that suggestion (several: 1 3) | REF [completion|part|occurrence|contradicts]: another action | "
    "n [reason]: not evidence | s: skip | q: quit"
)


@click.group(invoke_without_command=True)
@click.option("--xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Write them into a workbook instead.")
@click.option("--limit", type=click.IntRange(1, 20), default=3, show_default=True, help="Suggestions a document.")
@click.pass_context
def review(command: click.Context, xlsx: Path | None, limit: int) -> None:
    """Walk through the documents that are linked to nothing, and say what each shows."""
    if command.invoked_subcommand is not None:
        return
    context = command.ensure_object(Context)
    if xlsx is not None:
        with context.open(read_only=True) as file:
            count = file.write_review(xlsx)
        note(f"{xlsx}: {counted(count, 'document')}. Fill the column 'decision', then: evidence review apply {xlsx}")
        return
    with context.open() as file:
        _walk(file, limit)


@review.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Say what the decisions in FILE would do; change nothing.")
@pass_context
def apply(context: Context, file: Path, preview: bool) -> None:
    """Take in the decisions in FILE. Ends with 2 if any is refused."""
    with context.open(read_only=preview) as opened:
        outcome = opened.apply_review(file, preview=preview)
    for decision in outcome.made:
        line(visible(decision.words))
    for said in outcome.refused:
        note(f"refused: {visible(said)}")
    if not (outcome.made or outcome.standing or outcome.refused):
        note("No row has a decision yet: choose one in the column 'decision' and save the workbook.")
    what = "can be taken in" if preview else "taken in"
    counts = len(outcome.made), len(outcome.standing), len(outcome.refused)
    note(f"{counted(counts[0], 'decision')} {what}, {counts[1]} on record already, {counts[2]} refused.")
    sys.exit(2 if outcome.refused else 0)


def _walk(file: EvidenceFile, limit: int) -> None:
    from evidence.model.errors import EvidenceError

    seen = decided = 0
    for item in file.review(limit=limit):
        seen += 1
        _show(item)
        while True:
            try:
                said = input("> ").strip()
            except EOFError:
                said = "q"
            if said.casefold() in ("q", "quit"):
                note(f"{decided} decided. Resume with: evidence review")
                return
            if said.casefold() in ("s", "skip", ""):
                break
            try:
                told = _decide(file, item, said)
            except EvidenceError as error:
                note(str(error))
                continue
            if told is None:
                note(_HELP)
                continue
            line(visible(told))
            decided += 1
            break
    note(f"{decided} of {seen} decided." if seen else "every document in use is linked or set aside.")


def _show(item: ReviewItem) -> None:
    document = item.document
    dated = document.dated.text if document.dated else "no date found"
    state = f", {document.state}" if document.state else ""
    line(f"\n{document.id}  {visible(document.names[0])}: {document.kind.replace('-', ' ')}, {visible(dated)}{state}")
    if item.opening:
        line(f"    {visible(item.opening)}")
    for number, (one, action) in enumerate(zip(item.suggestions, item.actions, strict=True), 1):
        line(f"  {number}  {one.action} ({one.score:.2f}, shows {one.shows}) {visible(action.text)}")
        line(f"       because {visible('; '.join(one.because))}")
    note(_HELP)


def _decide(file: EvidenceFile, item: ReviewItem, said: str) -> str | None:
    """Do what was typed; `None` where it cannot be understood."""
    first, *rest = said.split()
    if first.casefold() in ("n", "not"):
        file.set_aside(item.document, because=" ".join(rest) or "found to be evidence of nothing in the review")
        return f"{item.document.id} is set aside."
    if all(word.isdigit() for word in (first, *rest)):
        numbers = [int(word) for word in (first, *rest)]
        if not all(1 <= number <= len(item.suggestions) for number in numbers):
            return None
        chosen = [item.suggestions[number - 1] for number in numbers]
        made = [file.link(item.document, one.action, shows=one.shows, covers=item.covers(one)) for one in chosen]
    elif len(rest) <= 1:
        made = [file.link(item.document, first, shows=rest[0] if rest else "completion")]
    else:
        return None
    return "; ".join(f"{one.id}: {one.document} shows {one.shows} of {file.action_ref(one)}" for one in made)
