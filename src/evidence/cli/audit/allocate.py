"""`evidence audit allocate`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, day, format_option, pass_context
from evidence.cli.output import listing


def _names(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


@click.command("allocate")
@click.argument("audit", metavar="A")
@click.option("--auditors", metavar="X,Y", help="Actors by id, name or initials.")
@click.option("--moderators", metavar="X,Y", help="Who looks at files again.")
@click.option("--moderate", type=click.IntRange(min=1), metavar="N", help="How many files; by default all of them.")
@click.option("--due", metavar="DATE", help="Answers by this day.")
@click.option("--moderation-due", metavar="DATE", help="Second opinions by this day.")
@click.option("--case", "cases", multiple=True, metavar="CASE", help="Only this file; repeat for several.")
@click.option("--exempt", metavar="REASON", help="Why somebody may audit who is not independent.")
@click.option("--approver", metavar="ROLE", help="Who approved that.")
@click.option("--because", metavar="T", help="Why a file that is in progress goes to another auditor.")
@format_option
@pass_context
def command(
    context: Context,
    audit: str,
    auditors: str | None,
    moderators: str | None,
    moderate: int | None,
    due: str | None,
    moderation_due: str | None,
    cases: tuple[str, ...],
    exempt: str | None,
    approver: str | None,
    because: str | None,
    style: str,
) -> None:
    """Share the sample out among people who neither hold nor supervise the case.

    A file in progress is handed over with --case, --auditors and --because; its answers stay those of who gave them.
    """
    import evidence

    with context.open() as file:
        made = file.allocate(
            audit,
            auditors=_names(auditors),
            moderators=_names(moderators),
            moderate=moderate,
            due=day(due, "--due"),
            moderation_due=day(moderation_due, "--moderation-due"),
            cases=cases,
            exempt=exempt,
            approver=approver,
            because=because,
        )
    rows = [evidence.to_json(one) for one in made]
    columns = ("case", "auditor", "auditor_role", "due", "moderator", "moderation_due", "exempt")
    listing(style, rows, name="allocations", columns=columns)
