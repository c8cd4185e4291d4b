"""`evidence audit status`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, day, format_option, pass_context
from evidence.cli.output import as_json, line, listing, note, visible
from evidence.wording.counting import counted


@click.command("status")
@click.argument("audit", metavar="A")
@click.option("--as-of", metavar="DATE", help="The day judged (by default today).")
@format_option
@pass_context
def command(context: Context, audit: str, as_of: str | None, style: str) -> None:
    """Where a round stands: each file, agreement of first and second grades, findings, remedies, remarks."""
    import evidence

    with context.open(read_only=True) as file:
        told = file.audit_status(audit, as_of=day(as_of))
    data = evidence.to_json(told)
    if style == "json":
        as_json(data)
        return
    columns = ("case", "auditor", "state", "missing", "overall.scale", "overall.value")
    listing(style, data["responses"], name="responses", columns=columns)
    if style != "table":
        return
    sample, population, agreement = told.sample, told.population, told.agreement
    size = counted(population.size, "file") if population else "no population yet"
    drawn = f"{len(sample.cases)} drawn ({sample.method})" if sample else "no sample yet"
    line(f"\n{told.audit}  {told.form}  {told.state}: {size}, {drawn}, {len(told.responses)} allocated.")
    if agreement.second_rated:
        shares = (("agreed", agreement.percent), ("kappa", agreement.kappa), ("weighted", agreement.weighted_kappa))
        figures = ", ".join(f"{name} {value:.2f}" for name, value in shares if value is not None)
        low, high = agreement.interval or (None, None)
        within = "" if low is None else f" (95 % interval {low:.2f} to {high:.2f})"
        line(f"{counted(agreement.second_rated, 'file')} graded twice: {figures or agreement.reason}{within}.")
    for finding in told.findings:
        of = f" ({finding.found} of {finding.looked_at})" if finding.looked_at else ""
        line(f"{finding.ref}  {finding.type}: {visible(finding.text)}{of}")
    for remedy in told.remedies:
        line(f"{remedy.ref}  {'open' if remedy.open else 'settled'}")
    for issue in told.issues:
        note(f"{issue.code} {issue.severity}: {visible(issue.message)}")
