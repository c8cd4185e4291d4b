"""`evidence audit sample`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, format_option, pass_context
from evidence.cli.output import as_json, listing, note
from evidence.wording.counting import counted


@click.command("sample")
@click.argument("audit", metavar="A")
@click.option("--size", type=int, help="How many files; by default as many as the round planned.")
@click.option("--method", type=click.Choice(["random", "stratified", "systematic", "purposive", "census"]),
              help="How they are drawn; by default random.")  # fmt: skip
@click.option("--by", metavar="FIELD", help="The field of strata, or of the order of a systematic sample.")
@click.option("--seed", type=int, help="A whole number written down before; without it one is chosen and kept.")
@click.option("--exclude-audited-within", type=int, metavar="MONTHS", help="Leave out files audited so lately.")
@click.option("--case", "cases", multiple=True, metavar="CASE", help="A file of a purposive sample; repeat.")
@click.option("--because", help="Why these files were chosen.")
@format_option
@pass_context
def command(
    context: Context,
    audit: str,
    size: int | None,
    method: str | None,
    by: str | None,
    seed: int | None,
    exclude_audited_within: int | None,
    cases: tuple[str, ...],
    because: str | None,
    style: str,
) -> None:
    """Draw the files that are audited; the same words again give the same sample."""
    import evidence

    with context.open() as file:
        drawn = file.draw_sample(
            audit,
            size=size,
            method=method,
            by=by,
            seed=seed,
            exclude_audited_within=exclude_audited_within,
            cases=dict.fromkeys(cases, because or "") if cases else None,
        )
    data = evidence.to_json(drawn)
    if style == "json":
        as_json(data)
        return
    listing(style, [{"case": case} for case in data["cases"]], name="cases", columns=("case",))
    seeded = f", seed {drawn.seed}" if drawn.seed is not None else ""
    left_out = f", {len(drawn.exclusions)} left out beforehand" if drawn.exclusions else ""
    note(f"{counted(len(drawn.cases), 'file')}, {drawn.method}{seeded}{left_out}; population {drawn.population}.")
    if len(drawn.cases) < drawn.size:
        note(f"Fewer than the {drawn.size} that were asked for: no more files could be drawn. A415 will remark on it.")
    for stratum in drawn.strata:
        note(f"  {stratum.value}: {stratum.drawn} of {stratum.population}")
