"""`evidence audit answer`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line, note

if TYPE_CHECKING:
    from datetime import date

    from evidence.file.audits.answering import Progress


@click.command("answer")
@click.argument("audit", metavar="A")
@click.argument("case")
@click.argument("question")
@click.argument("value")
@click.option("--comment", help='What was found; the reason, where the answer is "not applicable".')
@click.option("--audited-on", metavar="DATE", help="The day of the audit (by default as before, or today).")
@click.option("--start", metavar="DATE", help="When the question's clock started.")
@click.option("--done", metavar="DATE", help="When it was done; the day of what was found.")
@click.option("--dates", metavar="DATE,DATE,…", help="The dates of a series.")
@click.option("--count", type=int, help="How many.")
@click.option("--signed-by", metavar="ROLE", help="The role that signed.")
@click.option("--names", type=click.Path(path_type=Path), help="A local list of names that no text may hold.")
@click.option("--mask", is_flag=True, help="Mask what looks personal, instead of refusing it.")
@click.option("--raised-on", metavar="DATE", help="When an immediate concern was raised (by default today).")
@pass_context
def command(
    context: Context,
    audit: str,
    case: str,
    question: str,
    value: str,
    comment: str | None,
    audited_on: str | None,
    start: str | None,
    done: str | None,
    dates: str | None,
    count: int | None,
    signed_by: str | None,
    names: Path | None,
    mask: bool,
    raised_on: str | None,
) -> None:
    """Answer QUESTION on CASE with VALUE: yes, no, partly, n/a, "not on file", "not looked at", a grade, a figure."""
    from evidence.file.audits.answering import Facts

    facts = Facts(
        start=day(start, "--start"), done=day(done, "--done"), series=_days(dates), count=count, signed_by=signed_by
    )
    with context.open() as file:
        told = file.answer(
            audit,
            case,
            question,
            value,
            comment=comment,
            audited_on=day(audited_on, "--audited-on"),
            facts=facts,
            names=names,
            mask=mask,
            raised_on=day(raised_on, "--raised-on"),
        )
    _tell(told, question)


def _days(text: str | None) -> list[date]:
    found = [day(part.strip(), "--dates") for part in (text or "").split(",") if part.strip()]
    return [one for one in found if one is not None]


def _tell(told: Progress, question: str) -> None:
    response = told.response
    line(f"{response.case}  {len(response.answers)} answered, {told.left} left, {response.state}")
    if told.unasked:
        questions = ", ".join(told.unasked)
        note(f"Not asked any more: {questions}. What was answered there is off the record; the journal keeps it.")
    if question in told.concerns:
        note(f"An immediate concern was raised about {question}; it is to be acknowledged.")
    if told.next:
        note(f"Next question: {told.next}")
