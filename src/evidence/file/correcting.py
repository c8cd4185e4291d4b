"""Corrections of a plan's reading: a workbook of doubts out, the keeper's corrections back in, journalled."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from evidence.file import versions
from evidence.file.readings import as_text
from evidence.file.workbooks import cell_of, write_new
from evidence.model.correction import Correction, CorrectionOutcome, Doubt
from evidence.model.document import Unreadable
from evidence.model.errors import NotFound, Refused, UnreadableInput
from evidence.model.identifiers import is_round_plan
from evidence.model.plan import ActionPlan
from evidence.model.sheet import Sheet
from evidence.model.table import Place, Row, Table
from evidence.store.plan_versions import PlanVersions
from evidence.wording.folding import fold

if TYPE_CHECKING:
    from evidence.file.session import Session

SHEET = "doubts"
HEADINGS = ("key", "where", "words in the plan", "understood as", "correction", "reason", "expected")
_WIDTHS = (18, 16, 50, 28, 28, 40, 36)
AS_IMPORTED = "as imported"  # takes a correction back
_SHOWN = 40  # problems named before the rest is only counted


@frozen(kw_only=True)
class _Said:
    """One filled correction cell; what the row says of the plan is `None` where no row was there to say it."""

    where: str
    key: str
    value: str
    words: str | None = None
    understood: str | None = None


def doubts(session: Session, plan: str | None = None) -> tuple[Doubt, ...]:
    """Everything about the newest version of a plan that was inferred or is doubtful."""
    from evidence.plans.doubts import doubts as of_plan

    imported = _imported(session, plan)
    return of_plan(imported, versions.in_force(session, imported.id))


def write_doubts(session: Session, plan: str | None, path: str | os.PathLike[str]) -> int:
    """Write the workbook of doubts; gives how many there are. A file that is there already is not overwritten."""
    rows = [
        (d.key, _where(d.where), d.words, d.understood, d.correction or "", d.reason, d.expected)
        for d in doubts(session, plan)
    ]
    sheet = Sheet(name=SHEET, headings=HEADINGS, widths=_WIDTHS, rows=rows, open_columns=["correction"])
    write_new(Path(path), [sheet])
    return len(rows)


def correct(
    session: Session, plan: str | None, source: str | os.PathLike[str] | Mapping[str, str], *, preview: bool = False
) -> CorrectionOutcome:
    """Take corrections in from a workbook, or from a mapping of keys to values; all of them or, if any is wrong, none.

    A value is what `Doubt.expected` says; "as imported" takes a correction back. `preview` changes nothing. Raises
    `Refused` with every row that cannot be taken, by sheet and cell.
    """
    said = _given(source) if isinstance(source, Mapping) else _written(session, Path(source))
    imported = _imported(session, plan)
    before = {one.key: one for one in versions.in_force(session, imported.id)}
    wanted, problems = _settle(imported, before, said)
    if problems:
        more = [f"… and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise Refused("\n".join(["nothing was corrected:", *problems[:_SHOWN], *more]))
    outcome = CorrectionOutcome(
        plan=imported.id,
        version=imported.version,
        made=[one for key, one in wanted.items() if before.get(key) != one],
        taken_back=[key for key in before if key not in wanted],
        standing=[one.key for one in said if one.key in before and before[one.key] == wanted.get(one.key)],
    )
    if preview or not outcome.anything:
        return outcome
    return _record(session, imported, before, wanted, outcome)


def _imported(session: Session, plan: str | None) -> ActionPlan:
    identity = session.plan(plan)
    if is_round_plan(identity.id):
        raise Refused(
            f"plan {identity.id!r}: holds the remedial actions of an audit and was read from nothing. Change one with "
            f"`evidence audit remedy {identity.id}:R1.1`."
        )
    imported = PlanVersions(session.store.connection).imported(identity.id, identity.version)
    if imported is None:
        raise NotFound(f"plan {identity.id!r}: there is none.")
    return imported


def _given(values: Mapping[str, str]) -> list[_Said]:
    return [_Said(where=key, key=key, value=fold(value)) for key, value in values.items() if value.strip()]


def _written(session: Session, path: Path) -> list[_Said]:
    """The filled correction cells of a workbook; its columns are found by their headings."""
    from evidence.reading import Request

    if not path.is_file():
        raise UnreadableInput(f"{as_text(path)}: expected a workbook that `plan correct --to` wrote, found no file.")
    outcome = session.readers.read(Request(path=path.resolve(), name=as_text(path.name), layout=True))
    if isinstance(outcome, Unreadable):
        raise UnreadableInput(f"{as_text(path.name)}: cannot be read. {outcome.reason}")
    tables = [block for block in outcome.blocks if isinstance(block, Table)]
    for table in tables:
        for n, row in enumerate(table.rows):
            heads = {fold(text).lower(): at for at, text in enumerate(row.texts)}
            if {"key", "correction"} <= heads.keys():
                return list(_rows(table.rows[n + 1 :], heads))
    raise Refused(
        f"{as_text(path.name)}: no sheet has the headings 'key' and 'correction'. Expected a workbook that "
        "`evidence plan correct PLAN --to FILE.xlsx` wrote."
    )


def _rows(rows: tuple[Row, ...], heads: Mapping[str, int]) -> Iterator[_Said]:
    for row in rows:
        texts = {name: row.texts[at] if at < len(row.texts) else "" for name, at in heads.items()}
        if not fold(texts["correction"]):
            continue
        yield _Said(
            where=cell_of(row.place, heads["correction"]),
            key=texts["key"].strip(),
            value=fold(texts["correction"]),
            words=fold(texts[HEADINGS[2]]) if HEADINGS[2] in texts else None,
            understood=fold(texts[HEADINGS[3]]) if HEADINGS[3] in texts else None,
        )


def _settle(
    imported: ActionPlan, before: Mapping[str, Correction], said: list[_Said]
) -> tuple[dict[str, Correction], list[str]]:
    """All corrections that are to be in force, and what is wrong with those that were said."""
    from evidence.plans.corrections import NotUnderstood, correct, field_named
    from evidence.plans.targets import COLUMN, Targets

    targets, wanted, problems = Targets(imported), dict(before), list[str]()
    seen: dict[str, _Said] = {}
    for one in said:
        target = targets.find(one.key)
        if target is None:
            problems.append(f"{one.where}: the plan has nothing called {one.key!r}. Leave the column 'key' as it was.")
            continue
        understood = before[one.key].understood if one.key in before else target.understood
        for what, found, now in (("words", one.words, target.words), ("reading", one.understood, understood)):
            if found is not None and found != fold(now):
                problems.append(
                    f"{one.where}: {one.key}: the {what} of the plan are now {fold(now)[:80]!r}, the row says "
                    f"{found[:80]!r}. Write a new workbook with --to and correct that."
                )
                break
        else:
            if one.key in seen and seen[one.key].value != one.value:
                problems.append(f"{one.where}: {one.key} was corrected otherwise in {seen[one.key].where}.")
            seen[one.key] = one
            value = one.value
            if value.lower() == AS_IMPORTED:
                wanted.pop(one.key, None)
                continue
            if one.key.startswith(f"{COLUMN}/"):
                try:
                    value = field_named(value)
                except NotUnderstood as error:
                    problems.append(f"{one.where}: {one.key}: {error.message}.")
                    continue
            wanted[one.key] = Correction(key=one.key, value=value, words=fold(target.words), understood=understood)
    _, wrong = correct(imported, wanted.values())
    problems += [f"{seen[key].where}: {key}: {message}." for key, message in wrong.items() if key in seen]
    return wanted, problems


def _record(
    session: Session,
    imported: ActionPlan,
    before: Mapping[str, Correction],
    wanted: Mapping[str, Correction],
    outcome: CorrectionOutcome,
) -> CorrectionOutcome:
    from evidence.plans.corrections import columns_in, holding

    columns, cells = columns_in(wanted.values()), list(wanted.values())
    plan = imported
    if columns != columns_in(before.values()):
        plan = _read_again(session, imported, columns)
    with session.writing() as writing:
        if session.plan(imported.id).version != imported.version:
            raise Refused(f"plan {imported.id!r}: a new version was imported meanwhile. Repeat with a new workbook.")
        if plan is not imported:
            kept = [one for one in wanted.values() if one.key.startswith("column/")]
            plan, _ = versions.next_version(session, plan)
            if plan.version != imported.version:
                versions.record(session, writing, plan, kept)
            cells = [*kept, *holding(plan, (one for one in cells if one not in kept))]
            dropped = [key for key, one in wanted.items() if one not in cells]
            outcome = evolve(outcome, version=plan.version, dropped=dropped)
        versions.lay_over(session, writing, plan, cells)
    return outcome


def _read_again(session: Session, imported: ActionPlan, columns: Mapping[str, str]) -> ActionPlan:
    """The plan's document read once more, with other meanings for its headings."""
    from evidence.file.planning import understood
    from evidence.reading import Request

    source = imported.plan.source
    document = session.document(source.document or "")
    path = session.store.contents.path(document.sha256)
    outcome = session.readers.read(Request(path=path, name=source.name, layout=True))
    if isinstance(outcome, Unreadable):
        raise UnreadableInput(f"{source.name}: cannot be read again. {outcome.reason}")
    return understood(outcome.blocks, imported.plan, columns)


def _where(place: Place) -> str:
    """A place in the plan's document, in words."""
    if place.sheet and place.cell:
        return f"{place.sheet}!{place.cell}"
    words = [f"{name} {value}" for name in ("page", "line", "table", "row") if (value := getattr(place, name))]
    return ", ".join(words[:3])
