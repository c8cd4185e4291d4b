"""Figures: indicators with their baselines, targets and readings, each reading with its source document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence import codec
from evidence.file.filing import said
from evidence.model.errors import NotFound, Refused
from evidence.model.event import EventKind
from evidence.model.measure import Better, Indicator, Measure
from evidence.store.judgements import Judgements

if TYPE_CHECKING:
    from evidence.file.session import Session

_FIGURE = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?")
_KINDS = ("baseline", "target", "reading")


def define(
    session: Session,
    ref: str,
    name: str,
    *,
    definition: str | None = None,
    unit: str | None = None,
    population: str | None = None,
    better: str = Better.HIGHER,
    shows: Sequence[str] = (),
) -> Indicator:
    """Define an indicator, or define it anew; `shows` are actions or recommendation numbers that it belongs to."""
    if not ref.strip() or not name.strip():
        raise Refused("an indicator needs an id and a name, such as 'CH 141' 'Referrals of children in need'.")
    if better not in set(Better):
        raise Refused(f"--better {better!r}: expected {' or '.join(Better)}.")
    made = Indicator(id=ref, name=name, definition=definition, unit=unit, population=population, better=Better(better))
    belongs = [_belongs(session, item) for item in shows]
    with session.writing() as writing:
        judgements = Judgements(session.store.connection)
        linked = judgements.linked_indicators(ref)
        fresh = [item for item in belongs if (item["plan"], item["ref"]) not in linked]
        if fresh or judgements.indicator(ref) != made:
            writing.record(EventKind.MEASURE_DEFINED, {"indicator": codec.to_json(made), "shows": fresh})
    return made


def _belongs(session: Session, text: str) -> dict[str, str]:
    """An action (`R3.1`, `jar:R3.1`) or a recommendation (`3`, `jar:3`)."""
    plan, _, name = text.rpartition(":")
    identity = session.plan(plan or None)
    if any(item.number.casefold() == name.casefold() for item in session.queries.recommendations(identity)):
        return {"plan": identity.id, "ref": name}
    identity, action, _ = session.action(text)
    return {"plan": identity.id, "ref": action.ref}


def record(session: Session, indicator: str, kind: str, value: str, when: str, document: str | None = None) -> Measure:
    """Record a baseline, a target (with the day by which) or a reading (with the period it is about)."""
    if kind not in _KINDS:
        raise Refused(f"{kind!r}: expected {', '.join(_KINDS)}.")
    if not _FIGURE.fullmatch(value.strip()):
        raise Refused(f"{value!r}: expected a figure such as 72 or 84.9, without its unit.")
    period = said(covers=when).covers
    source = session.document(document).id if document else None
    details: dict[str, Any] = {
        "indicator": indicator,
        "kind": kind,
        "value": value.strip(),
        "period": codec.to_json(period),
        "document": source,
    }
    with session.writing() as writing:
        judgements = Judgements(session.store.connection)
        if judgements.indicator(indicator) is None:
            raise NotFound(f"indicator {indicator!r}: there is none. Define it with `evidence measure add`.")
        if not judgements.has_figure(details):
            writing.record(EventKind.MEASURE_RECORDED, details)
    return next(item for item in measures(session) if item.indicator.id == indicator)


def measures(session: Session) -> tuple[Measure, ...]:
    """Every indicator with its figures."""
    return tuple(Judgements(session.store.connection).measures())
