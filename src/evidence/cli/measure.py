"""`evidence measure` and `evidence measures`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence.cli.context import Context, day, format_option, pass_context
from evidence.cli.output import line, listing, note, table, visible

if TYPE_CHECKING:
    from evidence.model.measure import Measure


@click.group()
def measure() -> None:
    """Figures that show impact: indicators, targets, readings."""


@measure.command()
@click.argument("id")
@click.argument("name")
@click.option("--definition", help="What exactly is counted.")
@click.option("--unit", help="percent, days …; nothing for a plain count.")
@click.option("--population", help="Of whom or what.")
@click.option("--better", type=click.Choice(["higher", "lower"]), default="higher", show_default=True)
@click.option("--for", "shows", multiple=True, metavar="REF", help="Action or recommendation; repeat for several.")
@pass_context
def add(
    context: Context,
    id: str,
    name: str,
    definition: str | None,
    unit: str | None,
    population: str | None,
    better: str,
    shows: tuple[str, ...],
) -> None:
    """Define indicator ID, called NAME."""
    with context.open() as file:
        made = file.add_measure(
            id, name, definition=definition, unit=unit, population=population, better=better, shows=shows
        )
    line(f"{made.id}  {made.name}")


@measure.command()
@click.argument("id")
@click.argument("value")
@click.option("--by", "when", required=True, metavar="DATE", help="The day by which it is to be reached.")
@pass_context
def target(context: Context, id: str, value: str, when: str) -> None:
    """Set what indicator ID is to reach."""
    with context.open() as file:
        file.measure_target(id, value, by=when)
    line(f"{id}  target {value} by {when}")


@measure.command()
@click.argument("id")
@click.argument("value")
@click.option("--period", required=True, metavar="PERIOD", help="What the figure is about: Oct - Dec 05.")
@click.option("--document", help="The document that says so.")
@click.option("--baseline", is_flag=True, help="It is the figure to start from.")
@pass_context
def record(context: Context, id: str, value: str, period: str, document: str | None, baseline: bool) -> None:
    """Record what indicator ID stood at."""
    with context.open() as file:
        file.measure_record(id, value, period=period, document=document, baseline=baseline)
    line(f"{id}  {value} for {period}")


@click.command()
@click.option("--as-of", metavar="DATE", help="The day judged (by default today).")
@format_option
@pass_context
def measures(context: Context, as_of: str | None, style: str) -> None:
    """Every indicator with its target, its last reading and its trend, as of a day."""
    import datetime

    import evidence
    from evidence.checks.measures import standing_of, standing_words

    with context.open(read_only=True) as file:
        known = file.measures()
    today = day(as_of) or datetime.date.today()
    if not known:
        note("no indicator is on file. Define one with `evidence measure add ID NAME --for ACTION`.")
        if style == "table":
            return
    if style == "table":
        headings = ("id", "name", "baseline", "last", "target", "trend")
        table(headings, [_in_words(item, standing_words(item, today)) for item in known])
        return
    found = [{**evidence.to_json(item), "standing": evidence.to_json(standing_of(item, today))} for item in known]
    columns = (
        "indicator.id",
        "indicator.name",
        "baseline.value",
        "standing.latest.value",
        "standing.target.value",
        "standing.target.by",
        "standing.met",
        "standing.trend",
    )
    listing(style, found, name="measures", columns=columns)


def _in_words(item: Measure, stands: dict[str, str]) -> list[str]:
    about = item.indicator
    baseline = item.baseline.value if item.baseline else ""
    return [
        visible(text) for text in (about.id, about.name, baseline, stands["last"], stands["target"], stands["trend"])
    ]
