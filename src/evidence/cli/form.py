"""`evidence form`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evidence.cli.context import Context, day, format_option, pass_context
from evidence.cli.output import as_json, line, listing, note, visible
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from evidence.model.questionnaire import FormRecord


@click.group()
def form() -> None:
    """Audit questionnaires: FORM is id@version, as `form list` shows it; an id alone is its newest version."""


@form.command("list")
@format_option
@pass_context
def list_(context: Context, style: str) -> None:
    """The questionnaires that come with the library, and every published version."""
    import evidence

    with context.open(read_only=True) as file:
        records = file.forms()
    rows = [{"ref": record.ref, **evidence.to_json(record)} for record in records]
    listing(style, rows, name="forms", columns=("ref", "status", "questions", "title", "sha256"))


@form.command()
@click.argument("file", type=click.Path(path_type=Path))
@format_option
@pass_context
def check(context: Context, file: Path, style: str) -> None:
    """Tell every mistake in the questionnaire in FILE (an XLSForm workbook or FHIR JSON). Ends with 2 on any."""
    import evidence

    with context.open(read_only=True) as opened:
        found = opened.check_form(file)
    rows = [{"weight": "query" if one.query else "mistake", **evidence.to_json(one)} for one in found.problems]
    if style == "json":
        made = found.form and {"id": found.form.id, "title": found.form.title, "questions": len(found.form.questions)}
        as_json({"file": found.file, "form": made, "published_as": found.published_as, "problems": rows})
    elif style != "table":
        listing(style, rows, name="problems", columns=("weight", "sheet", "cell", "message"))
    for problem in found.problems:
        note(f"{'query: ' if problem.query else ''}{visible(str(problem))}")
    if found.form is None:
        note(f"{visible(found.file)}: {counted(len(found.mistakes), 'mistake')}; it cannot be published like this.")
        sys.exit(2)
    note(
        f"{visible(found.file)}: {counted(len(found.form.questions), 'question')}, no mistake, {len(rows)} to look at."
    )
    if found.published_as:
        note(f"It says the same as {found.published_as}, which is published.")


@form.command()
@click.argument("what", metavar="FILE|SHIPPED-ID")
@pass_context
def publish(context: Context, what: str) -> None:
    """Freeze a questionnaire as a version that never changes."""
    with context.open() as file:
        before = {record.ref for record in file.forms() if record.published_at}
        made = file.publish_form(what)
    for remark in made.remarks:
        note(f"query: {visible(remark)}")
    if made.ref in before:
        note(f"{made.ref}: says the same and is published already ({made.status}); nothing was changed.")
    else:
        note(f"Next: evidence form approve {made.ref} --document D --in-operation-from DATE")
    _told(made)


@form.command()
@click.argument("form")
@click.option("--document", required=True, metavar="D", help="The document that shows the approval.")
@click.option("--in-operation-from", metavar="DATE", help="The first day on which it is used.")
@click.option("--approved-by", metavar="WHO", help="Role or initials; by default who acts.")
@click.option("--approved-on", metavar="DATE", help="By default the day that the document is dated.")
@pass_context
def approve(
    context: Context,
    form: str,
    document: str,
    in_operation_from: str | None,
    approved_by: str | None,
    approved_on: str | None,
) -> None:
    """Record that FORM was approved, on what document, and from when it is in operation."""
    with context.open() as file:
        made = file.approve_form(
            form,
            document=document,
            in_operation_from=day(in_operation_from, "--in-operation-from"),
            approved_by=approved_by,
            approved_on=day(approved_on, "--approved-on"),
        )
        others = [one for one in file.forms() if one.id == made.id and one.version != made.version]
    _told(made)
    if made.in_operation_from and made.approved_on and made.in_operation_from < made.approved_on:
        note(f"It is in operation from a day before its approval ({made.approved_on}).")
    for other in others:
        if made.in_operation_from and other.in_operation_from and other.superseded_on is None:
            note(f"{other.ref} is in operation as well. To end that: evidence form supersede {other.ref}")


@form.command()
@click.argument("form")
@click.option("--on", metavar="DATE", help="The first day on which it is not used any more (by default today).")
@click.option("--because", metavar="TEXT", help="Why.")
@pass_context
def supersede(context: Context, form: str, on: str | None, because: str | None) -> None:
    """Record that FORM is not used any more."""
    with context.open() as file:
        made = file.supersede_form(form, on=day(on, "--on"), because=because)
    _told(made)


@form.command()
@click.argument("form")
@format_option
@pass_context
def show(context: Context, form: str, style: str) -> None:
    """A questionnaire with its questions; as JSON, the canonical data as published."""
    import json

    with context.open(read_only=True) as file:
        record, shown = file.form_record(form), file.form(form)
        canonical = file.export_form(form, to="json")
    if style == "json":
        as_json(json.loads(canonical))
        return
    sections = {item.link_id: item.text for item in shown.items}
    rows: list[dict[str, Any]] = [
        {
            "question": item.link_id,
            "section": sections.get(item.group or ""),
            "text": item.text,
            "answers": [choice.code for choice in item.choices] or item.type.value,
            "required": item.required,
            "critical": item.critical,
            "clock": item.clock,
            "standard": item.standard_told if style == "table" else item.standard,
            "check_primary_text": item.check_primary_text,
            "evidence": item.evidence,
        }
        for item in shown.questions
    ]
    if style != "table":
        listing(style, rows, name="questions", columns=tuple(rows[0]) if rows else ())
        return
    listing(style, rows, name="questions", columns=("question", "text", "answers", "standard"))
    note("")
    _told(record)


@form.command()
@click.argument("before", metavar="FORM")
@click.argument("after", metavar="FORM")
@format_option
@pass_context
def compare(context: Context, before: str, after: str, style: str) -> None:
    """What changed from one version to another, and which questions can be counted side by side."""
    import evidence

    with context.open(read_only=True) as file:
        found = file.compare_forms(before, after)
    if style == "json":
        as_json(evidence.to_json(found))
        return
    rows = [evidence.to_json(one) for one in found.questions if one.change != "same"]
    listing(style, rows, name="questions", columns=("question", "change", "fields", "comparable", "because"))
    whole = (f"another {'date' if name == 'dated' else name}" for name in found.fields)
    changes = [*([counted(len(rows), "change")] if rows else []), *whole]
    changed, comparable = ", ".join(changes) or "no change", counted(found.comparable, "question")
    note(f"{found.before} to {found.after}: {changed}; {comparable} can be compared.")


@form.command()
@click.argument("form")
@click.option("--to", required=True, metavar="xlsx|json", help="An XLSForm workbook, or the canonical JSON.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="By default standard output.")
@pass_context
def export(context: Context, form: str, to: str, output: Path | None) -> None:
    """Write FORM as an XLSForm workbook or as JSON, to edit it and publish it as the next version."""
    if to.lower().endswith((".xlsx", ".json")):
        output, to = Path(to), to.lower().rpartition(".")[2]
    with context.open(read_only=True) as file:
        data = file.export_form(form, to=to, path=output)
    if output is not None:
        line(str(output))
    elif to == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text to look at; name a file with --output FILE.xlsx.")
    else:
        sys.stdout.buffer.write(data)


def _told(record: FormRecord) -> None:
    line(f"{record.ref}  {record.status}  {counted(record.questions, 'question')}  sha256 {record.sha256}")
    if record.approval:
        when = f" on {record.approved_on}" if record.approved_on else ""
        note(f"approved by {visible(record.approved_by or '')}{when}, as {record.approval} shows")
    if record.in_operation_from:
        note(f"in operation from {record.in_operation_from}")
    if record.superseded_on:
        why = f" ({visible(record.superseded_because)})" if record.superseded_because else ""
        note(f"superseded from {record.superseded_on}{why}")
