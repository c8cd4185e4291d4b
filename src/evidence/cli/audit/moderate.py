"""`evidence audit moderate`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line, note, visible
from evidence.wording.counting import counted


@click.command("moderate")
@click.argument("audit", metavar="A")
@click.argument("case")
@click.option("--answer", "answers", multiple=True, metavar="QUESTION=VALUE", help="The moderator's own; repeat.")
@click.option("--file", type=click.Path(path_type=Path), help="A response workbook that the moderator filled in.")
@click.option("--grade", help="The moderator's own overall grade.")
@click.option("--reason", help="Of that grade.")
@click.option("--blind", is_flag=True, default=None, help="The first answers were not seen.")
@click.option("--agreed", metavar="GRADE", help="The overall grade that both stand by.")
@click.option("--because", help="Why it is not the first one.")
@click.option("--on", metavar="DATE", help="The day (by default today).")
@click.option("--names", type=click.Path(path_type=Path), help="A local list of names that no text may hold.")
@click.option("--mask", is_flag=True, help="Mask what looks personal, instead of refusing it.")
@pass_context
def command(
    context: Context,
    audit: str,
    case: str,
    answers: tuple[str, ...],
    file: Path | None,
    grade: str | None,
    reason: str | None,
    blind: bool | None,
    agreed: str | None,
    because: str | None,
    on: str | None,
    names: Path | None,
    mask: bool,
) -> None:
    """Record a second auditor's own answers and grade on CASE, beside the first."""
    with context.open() as opened:
        made = opened.moderate(
            audit,
            case,
            answers=_answers(answers),
            workbook=file,
            grade=grade,
            reason=reason,
            on=day(on, "--on"),
            blind=blind,
            agreed=agreed,
            because=because,
            names=names,
            mask=mask,
            tell=lambda remark: note(f"query: {visible(remark)}"),
        )
    own = made.overall.value if made.overall else "no grade"
    stands = f", agreed {made.agreed.value}" if made.agreed else ""
    line(f"{made.case}  {made.moderator}: {counted(len(made.answers), 'answer')}, {own}{stands}")


def _answers(typed: tuple[str, ...]) -> dict[str, str]:
    from evidence.model.errors import Refused

    found = {}
    for text in typed:
        question, equals, value = text.partition("=")
        if not equals or not question.strip() or not value.strip():
            raise Refused(f'--answer {question.strip()!r}: expected QUESTION=VALUE, such as "l1101=not on file".')
        found[question.strip()] = value.strip()
    return found
