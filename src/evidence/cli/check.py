"""`evidence check`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from evidence.cli.context import Context, day, format_option, moment, pass_context
from evidence.cli.output import Each, as_json, line, listing, note, visible
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.model.issue import CheckResult, Issue

_OPENING = re.compile(r'\A[^"]*".*?": ', re.DOTALL)


@click.command()
@click.option("--as-of", metavar="DATE", help="The day judged (by default today).")
@click.option("--known-at", metavar="TIME", help="As the record was known then: 2026-03-01 or 2026-03-01T12:00Z.")
@click.option("--action", help="Only this action.")
@click.option("--select", metavar="CODES", default="", help="Only these rules, as codes or beginnings: E,P2.")
@click.option("--ignore", metavar="CODES", default="", help="Not these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "query"]),
    default="query",
    show_default=True,
    help="What ends it with 1: errors alone, or queries too.",
)
@click.option("--baseline", type=click.Path(path_type=Path), help="JSON of an earlier check: tell only what is new.")
@click.option("--exit-zero", is_flag=True, help="End with 0 even where issues were found.")
@format_option
@pass_context
def check(
    context: Context,
    as_of: str | None,
    known_at: str | None,
    action: str | None,
    select: str,
    ignore: str,
    fail_on: str,
    baseline: Path | None,
    exit_zero: bool,
    style: str,
) -> None:
    """What is missing, as of a day. Reads only; ends with 1 where issues were found."""
    import evidence

    with context.open(read_only=True) as file:
        result = file.check(
            as_of=day(as_of),
            known_at=moment(known_at),
            action=action,
            select=_codes(select),
            ignore=_codes(ignore),
            baseline=baseline,
        )
        if file.settings_unapplied():
            note("settings.toml was changed and is not in force; put it in force with: evidence settings apply")
    if style == "json":
        head = evidence.to_json(evolve(result, states=(), issues=()))
        as_json({**head, "states": Each(result.states), "issues": Each(result.issues)})
    elif style == "table":
        _print(result)
    else:
        columns = ("code", "severity", "subject.type", "subject.ref", "holder", "message", "remedy")
        listing(style, map(evidence.to_json, result.issues), name="issues", columns=columns)
    crashed = any(item.outcome == "crashed" for item in result.results)
    failing = [issue for issue in result.issues if fail_on == "query" or issue.severity == "error"]
    sys.exit(1 if (failing or crashed) and not exit_zero else 0)


def _codes(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _print(result: CheckResult) -> None:
    from collections import Counter

    from evidence.checks.rules import RULES

    titles = {rule.CODE: rule.TITLE for rule in RULES}
    for same in _folded(result.issues):
        issue = same[0]
        holder = f", ask {issue.holder}" if issue.holder else ""
        refs = ", ".join(one.subject.ref for one in same)
        told = issue.message if len(same) == 1 else _without_subject(issue)
        line(f"{issue.code} {issue.severity}  {refs}{visible(holder)}")
        line(f"    {visible(told)}\n    > {visible(issue.remedy)}")
    states = Counter(state.state for state in result.states)
    counts = result.subjects
    note(
        f"\nAs of {result.as_of}: "
        f"{counted(counts.actions, 'action')}, {counted(counts.documents, 'document')}, "
        f"{counted(counts.links, 'link')}; {counted(len(result.issues), 'issue')}."
    )
    if len(result.states) == 1:
        note(f"  {result.states[0].ref}: {visible('; '.join(result.states[0].because))}.")
    for state, count in states.most_common():
        note(f"  {count:5}  {state.replace('-', ' ')}")
    for item in result.results:
        if item.count:
            note(f"  {item.count:5}  {item.code}  {titles[item.code]}")
        if item.message:
            note(f"  {item.code}: {item.message}")
    if result.issues:
        note("`evidence rule CODE` explains one.")


def _folded(issues: Sequence[Issue]) -> list[list[Issue]]:
    """Errors before queries, in order; queries that say the same of several things are together."""
    errors = [[issue] for issue in issues if issue.severity == "error"]
    queries: dict[tuple[str, ...], list[Issue]] = {}
    for issue in issues:
        if issue.severity != "error":
            key = (issue.code, _without_subject(issue), issue.remedy, issue.holder or "")
            queries.setdefault(key, []).append(issue)
    return errors + list(queries.values())


def _without_subject(issue: Issue) -> str:
    """The message without its opening, which names the subject and quotes its words."""
    return _OPENING.sub("", issue.message, count=1)
