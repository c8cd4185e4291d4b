"""`evidence plan`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, day, format_option, pass_context
from evidence.cli.output import as_json, listing, note
from evidence.wording.counting import counted


@click.group()
def plan() -> None:
    """Action plans: import one, look at how it was understood, compare its versions, correct the reading."""


@plan.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "plan_id", help="Short name of the plan; importing it again makes a new version.")
@click.option("--title", help="Title, in place of the one found.")
@click.option("--as-of", metavar="DATE", help="The day the plan describes.")
@click.option("--columns", metavar='"Heading=field,…"', help="What headings mean, in place of what was understood.")
@click.option("--password", help="Of a protected PDF.")
@pass_context
def import_(
    context: Context,
    file: Path,
    plan_id: str | None,
    title: str | None,
    as_of: str | None,
    columns: str | None,
    password: str | None,
) -> None:
    """Read an action plan from FILE."""
    with context.open() as opened:
        known = dict(opened.plans())
        said = {"id": plan_id, "title": title, "password": password}
        made = opened.import_plan(file, **said, as_of=day(as_of), columns=_columns(columns))
        carried = {(one.words, one.value) for one in opened.corrections(made.id)} if made.version > 1 else set()
        before = opened.corrections(made.id, version=made.version - 1) if made.version > 1 else ()
        linked = made.version > 1 and known.get(made.id) != made.version and bool(opened.links())
        changes = opened.compare_plan(made.id, last=made.version) if linked else None
    if known.get(made.id) == made.version:
        note(f"{made.id}: is on file already as version {made.version}; nothing was changed.")
        return
    problems = sum(len(action.problems) for action in made.actions)
    left = sum(not piece.is_prose for piece in made.unplaced)
    note(
        f"{made.id} version {made.version}: {counted(len(made.recommendations), 'recommendation')}, "
        f"{counted(len(made.actions), 'action')}, {counted(problems, 'doubtful reading')}, "
        f"{counted(left, 'piece')} of text without a place.\n"
        f"Next: evidence plan show {made.id}, then evidence check --as-of DATE"
    )
    if title is None and made.plan.title == file.stem:
        note(f"It is called {file.stem!r} after its file, on every page too; import it again with --title to name it.")
    if made.version > 1:
        note(f"evidence plan compare {made.id} shows what changed since version {made.version - 1}.")
    if changes and changes.links_suspect:
        note(f"  links in doubt, because their action changed: {', '.join(changes.links_suspect)}")
    if changes and changes.links_stranded:
        note(f"  links to actions that are gone from the plan: {', '.join(changes.links_stranded)}. Link the document")
        note("  to another action, or `evidence unlink LINK --because …`.")
    if before:
        note(f"{len(carried)} of {len(before)} corrections were carried over; their words still stand in the plan.")
    for one in before:
        if (one.words, one.value) not in carried:
            note(f"  not carried over, because the plan reads otherwise there now: {one.key} = {one.value!r}")


@plan.command()
@click.argument("plan", required=False)
@click.option("--version", type=int, help="An earlier version.")
@format_option
@pass_context
def show(context: Context, plan: str | None, version: int | None, style: str) -> None:
    """A plan as it was understood."""
    import evidence

    with context.open(read_only=True) as file:
        found = file.plan(plan, version=version)
    shown = evidence.to_json(found)
    if style == "json":
        as_json(shown)
        return
    columns = ("ref", "text", "leads", "due", "progress.claim", "progress.text")
    listing(style, shown["actions"], name="actions", columns=columns)
    if style == "table":
        doubts = [{"ref": action["ref"], **doubt} for action in shown["actions"] for doubt in action["problems"]]
        note(f"\n{shown['plan']['title']}, version {shown['plan']['version']}; what its headings were taken for:")
        for column in shown["columns"]:
            where = f"table {column['table']}, column {column['column']}"
            note(f"  {where}: {column['heading']!r} is {column['field'] or 'unknown'} ({column['because']})")
        for doubt in doubts:
            note(f"  {doubt['ref']} {doubt['code']}: {doubt['message']}")
        for piece in found.unplaced:
            if not piece.is_prose:
                note(f"  without a place ({piece.reason}): {piece.text}")
        prose = [piece.text for piece in found.unplaced if piece.is_prose]
        if prose:
            words = sum(len(text.split()) for text in prose)
            where = f"{counted(words, 'word')} in {counted(len(prose), 'place')}"
            note(f"  outside the tables: {where} (--format json shows them).")


@plan.command()
@click.argument("plan", required=False)
@click.option("--from", "first", type=click.IntRange(min=1), help="The earlier version; by default the one before.")
@click.option("--to", "last", type=click.IntRange(min=1), help="The later version; by default the newest.")
@format_option
@pass_context
def compare(context: Context, plan: str | None, first: int | None, last: int | None, style: str) -> None:
    """What changed between two versions of a plan."""
    import evidence
    from evidence.cli.changes import rows_of

    with context.open(read_only=True) as file:
        changes = file.compare_plan(plan, first=first, last=last)
    if style == "json":
        as_json(evidence.to_json(changes))
        return
    rows = rows_of(changes)
    listing(style, rows, name="changes", columns=("change", "ref", "before", "after", "remark"))
    if style == "table":
        what = counted(len(rows), "change") if rows else "no changes"
        note(f"{changes.plan}: version {changes.from_version} to {changes.to_version}: {what}.")


@plan.command()
@click.argument("plan")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--to", type=click.Path(path_type=Path), help="Write the workbook of doubts here.")
@click.option("--preview", is_flag=True, help="Say what the corrections in FILE would change; change nothing.")
@pass_context
def correct(context: Context, plan: str, file: Path | None, to: Path | None, preview: bool) -> None:
    """Write what is doubtful about a plan into a workbook (--to), or take the corrections in FILE back in."""
    if (file is None) == (to is None) or (preview and file is None):
        raise click.UsageError("give either --to FILE.xlsx, to write the doubts, or FILE.xlsx, to take corrections in.")
    if to is not None:
        with context.open(read_only=True) as opened:
            count = opened.write_doubts(to, plan)
        readings = f"{counted(count, 'reading')} inferred or doubtful"
        note(f"{to}: {readings}. Fill the column 'correction', then: evidence plan correct {plan} {to}")
        return
    assert file is not None
    with context.open() as opened:
        outcome = opened.correct_plan(file, plan, preview=preview)
    for one in outcome.made:
        note(f"  {one.key}: {one.understood!r} is {one.value!r}")
    for key in outcome.taken_back:
        note(f"  {key}: as imported again")
    for key in outcome.dropped:
        note(f"  {key}: not kept, because the plan reads otherwise there since a column was corrected")
    if not (outcome.made or outcome.taken_back or outcome.dropped or outcome.standing):
        note("No row has a correction yet: write one into the column 'correction' and save the workbook.")
    what = "would be made" if preview else "made"
    note(
        f"{outcome.plan} version {outcome.version}: {counted(len(outcome.made), 'correction')} {what}, "
        f"{len(outcome.taken_back)} taken back, {len(outcome.standing)} in force already."
    )


def _columns(text: str | None) -> dict[str, str] | None:
    from evidence.model.errors import Refused

    if not text:
        return None
    pairs = {}
    for part in text.split(","):
        heading, equals, name = part.rpartition("=")
        if not equals or not heading.strip() or not name.strip():
            raise Refused(f'--columns {part.strip()!r}: expected "Heading=field", such as "Who?=lead,When?=due".')
        pairs[heading.strip()] = name.strip()
    return pairs
