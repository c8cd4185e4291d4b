"""`evidence plan`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, day, format_option, pass_context
from evidence.cli.output import as_json, listing, note


@click.group()
def plan() -> None:
    """Action plans: import one, look at how it was understood."""


@plan.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "plan_id", help="Short name of the plan; importing it again makes a new version.")
@click.option("--title", help="Title, in place of the one found.")
@click.option("--as-of", metavar="DATE", help="The day the plan describes.")
@click.option("--columns", metavar='"Heading=field,…"', help="What headings mean, in place of what was understood.")
@pass_context
def import_(
    context: Context, file: Path, plan_id: str | None, title: str | None, as_of: str | None, columns: str | None
) -> None:
    """Read an action plan from FILE."""
    with context.open() as opened:
        known = dict(opened.plans())
        made = opened.import_plan(file, id=plan_id, title=title, as_of=day(as_of), columns=_columns(columns))
    if known.get(made.id) == made.version:
        note(f"{made.id}: is on file already as version {made.version}; nothing was changed.")
        return
    problems = sum(len(action.problems) for action in made.actions)
    note(
        f"{made.id} version {made.version}: {len(made.recommendations)} recommendations, {len(made.actions)} actions, "
        f"{problems} doubtful readings, {len(made.unplaced)} pieces of text without a place.\n"
        f"Next: evidence plan show {made.id}, then evidence check --as-of DATE"
    )


@plan.command()
@click.argument("plan", required=False)
@click.option("--version", type=int, help="An earlier version.")
@format_option
@pass_context
def show(context: Context, plan: str | None, version: int | None, style: str) -> None:
    """A plan as it was understood."""
    import evidence

    with context.open(read_only=True) as file:
        shown = evidence.to_json(file.plan(plan, version=version))
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
        for piece in shown["unplaced"]:
            note(f"  without a place ({piece['reason']}): {piece['text']}")


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
