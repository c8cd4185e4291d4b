"""`evidence audit compare`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from evidence.cli.context import Context, format_option, pass_context
from evidence.cli.output import as_json, line, listing, note, table

if TYPE_CHECKING:
    from evidence.model.comparison import ComparedQuestion, ComparedSection, Pair

_PARTS = ("n", "yes", "partly", "no", "not_on_file", "not_applicable", "not_looked_at", "not_asked", "unanswered")


@click.command("compare")
@click.argument("baseline", metavar="A")
@click.argument("follow_up", metavar="A")
@click.option("--by-team", is_flag=True, help="The same figures for each team too.")
@click.option(
    "--share",
    type=click.Choice(["internal", "public"]),
    default="internal",
    show_default=True,
    help="In what is public, small numbers are kept back.",
)
@format_option
@pass_context
def command(context: Context, baseline: str, follow_up: str, by_team: bool, share: str, style: str) -> None:
    """Two rounds in figures, the earlier one first: before → after, of n files; a dash is a number kept back."""
    import evidence

    with context.open(read_only=True) as file:
        told = file.compare_audits(baseline, follow_up, by_team=by_team, share=share)
    if style == "json":
        as_json(evidence.to_json(told))
        return
    if style != "table":
        rows = [evidence.to_json(one) | {"team": None} for one in told.questions]
        rows += [evidence.to_json(one) | {"team": team.team} for team in told.teams for one in team.questions]
        listing(style, rows, name="questions", columns=("team", "question", *_PARTS))
        return
    _print(told.questions, told.sections)
    for team in told.teams:
        line(f"\n{team.team}")
        _print(team.questions, team.sections)
    for one in told.questions:
        if one.because:
            note(f"{one.question}: not compared, {one.because}")
    note(f"{told.baseline} → {told.follow_up}. Yes % is of yes, partly, no and not on file; none below 20 files.")


def _print(questions: Iterable[ComparedQuestion], sections: Iterable[ComparedSection]) -> None:
    table(
        ("question", "n", "yes", "partly", "no", "not on file", "n/a", "not looked at", "blank", "yes %"),
        [_row(one) for one in questions],
    )
    rows = [
        [section.section, section.scale, grade.value, _pair(grade.n)]
        for section in sections
        for grade in section.grades
        if any(count != 0 for count in grade.n)
    ]
    if rows:
        line("")
        table(("section", "scale", "grade", "files"), rows)


def _row(one: ComparedQuestion) -> Sequence[str]:
    from evidence.model.comparison import share_of_yes

    shares = [share_of_yes(one, at) for at in (0, 1)]
    percent = " → ".join("–" if share is None else str(share) for share in shares) if any(shares) or 0 in shares else ""
    counts = [one.n, one.yes, one.partly, one.no, one.not_on_file, one.not_applicable, one.not_looked_at]
    return [one.question, *map(_pair, counts), _pair(_sum(one.not_asked, one.unanswered)), percent]


def _sum(one: Pair, other: Pair) -> Pair:
    before, after = (None if a is None or b is None else a + b for a, b in zip(one, other, strict=True))
    return before, after


def _pair(counts: Pair) -> str:
    """`9 → 16`; the figure alone where both are nought."""
    before, after = ("–" if count is None else str(count) for count in counts)
    return "0" if before == after == "0" else f"{before} → {after}"
