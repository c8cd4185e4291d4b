"""`evidence audit remedy`."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.cli.context import Context, day, pass_context
from evidence.cli.output import line, note, visible


@click.command("remedy")
@click.argument("of", metavar="A")
@click.option("--finding", metavar="F", help="The finding that it answers; with --text, raises one.")
@click.option("--text", help="What is to be done.")
@click.option("--owner", metavar="ROLE", help="Who does it: a role or initials.")
@click.option("--due", metavar="DATE", help="By when.")
@click.option(
    "--evidence", metavar="KIND", help='The document that is to show it: "memo", "minutes or report", or words.'
)
@click.option("--case", metavar="C-…", help="The file that it concerns, where it is one.")
@click.option("--done-on", metavar="DATE", help="Its owner says that it was done on this day.")
@click.option("--not-done", is_flag=True, help="It was not done after all; say why with --because.")
@click.option("--superseded-by", metavar="REMEDY", help="Another one takes its place.")
@click.option("--not-accepted", is_flag=True, help="It will not be done; say why with --because.")
@click.option("--because", metavar="T", help="The reason.")
@click.option("--names", type=click.Path(path_type=Path), help="A local list of names that no text may hold.")
@click.option("--mask", is_flag=True, help="Mask what looks personal, instead of refusing it.")
@pass_context
def command(
    context: Context,
    of: str,
    finding: str | None,
    text: str | None,
    owner: str | None,
    due: str | None,
    evidence: str | None,
    case: str | None,
    done_on: str | None,
    not_done: bool,
    superseded_by: str | None,
    not_accepted: bool,
    because: str | None,
    names: Path | None,
    mask: bool,
) -> None:
    """Raise a remedial action in round A (A-0001), or change the one that A names (a-0001:R1.1).

    It is an action like any other: link documents to it, have them verified, close it. Its state follows from that.
    """
    from evidence.checks.sufficiency import kinds_named

    terms = {"text": text, "owner": owner, "due": due, "evidence": evidence}
    with context.open() as file:
        if ":" in of:
            if finding or case:
                raise click.UsageError("--finding and --case are said when a remedial action is raised.")
            made = file.change_remedy(
                of,
                **terms,
                done_on=day(done_on, "--done-on"),
                not_done=not_done,
                superseded_by=superseded_by,
                not_accepted=not_accepted,
                because=because,
                names=names,
                mask=mask,
            )
        else:
            if finding is None or text is None or done_on or not_done or superseded_by or not_accepted or because:
                raise click.UsageError(
                    "name the remedial action to change with its round (a-0001:R1.1), or the round (A-0001) to raise "
                    "one in with --finding F --text T."
                )
            made = file.add_remedy(
                of,
                finding=finding,
                text=text,
                owner=owner,
                due=due,
                evidence=evidence,
                case=case,
                names=names,
                mask=mask,
            )
    due_by = f", due {made.due}" if made.due else ", no date"
    line(f"{made.ref}  {made.state}: {visible(made.text)} ({visible(made.owner or 'nobody')}{due_by})")
    if made.state == "open" and (made.owner is None or made.due is None):
        note("An owner and a date make a remedial action; without them A410 remarks on it.")
    if evidence and not kinds_named(evidence):
        note(f"{visible(evidence)!r} is no list of kinds of document: any document that is linked will do.")
