"""The sample of a round: drawn by a seed that is kept, frozen with the hash of the population it was drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from evidence import codec
from evidence.audits.clocks.calendar import add_months
from evidence.audits.lifecycle import ROUND, step
from evidence.audits.sampling import draw
from evidence.file.audits.rounds import find
from evidence.file.audits.words import Words
from evidence.model.audit import Method, Round, Sample
from evidence.model.errors import Refused
from evidence.model.event import EventKind
from evidence.store.audit_rows import Audits
from evidence.wording.counting import counted

if TYPE_CHECKING:
    from evidence.file.session import Session

_SEEDS = 2**31
_MONTHS = 120


def draw_sample(
    session: Session,
    ref: str,
    *,
    size: int | None = None,
    method: str | None = None,
    by: str | None = None,
    seed: int | None = None,
    exclude_audited_within: int | None = None,
    cases: Mapping[str, str] | None = None,
) -> Sample:
    """Draw the files of a round; without a seed one is chosen and kept. The same words again give the sample there is.

    `exclude_audited_within` leaves out files that an earlier round audited in that many months before this round was
    opened; `cases` are the files of a purposive sample with the reason for each. Raises `Refused`.
    """
    chosen = {case: Words().needed(f"--because of {case}", why) for case, why in (cases or {}).items()}
    way = _method(method, chosen)
    with session.writing() as writing:
        audit = find(session, ref, population=True)
        if audit.population is None:
            raise Refused(
                f"{audit.ref}: has no population yet. List it first: `evidence audit population {audit.ref} FILE`."
            )
        held = audit.sample
        if seed is None and way not in (Method.CENSUS, Method.PURPOSIVE):
            seed = held.seed if held and held.seed is not None else session.choose(_SEEDS)
        wanted = len(chosen) if way is Method.PURPOSIVE else size or audit.planned_size or 0
        if not wanted and way is not Method.CENSUS:
            purposive = "which files? Name each with --case, and why with --because."
            raise Refused(
                f"{audit.ref}: {purposive if way is Method.PURPOSIVE else 'how many files? Say it with --size.'}"
            )
        excluded = _audited(session, audit, exclude_audited_within) if exclude_audited_within else {}
        sample = draw(
            audit.population,
            method=way,
            size=wanted,
            seed=seed,
            by=by,
            chosen=chosen,
            excluded={case: why for case, why in excluded.items() if case not in chosen},
        )
        if sample == held:
            return held
        if held is not None and "abandon" in ROUND.verbs(audit.state):
            raise Refused(
                f"{audit.ref}: its sample of {counted(len(held.cases), 'file')} is drawn and stays, so that nobody "
                f"draws until it suits. For another one: `evidence audit abandon {audit.ref} --because T`, and open a "
                "new round."
            )
        if not sample.cases:
            raise Refused(f"{audit.ref}: no file is left to draw. Look at the files that are left out.")
        state = step(ROUND, audit.state, "sample", of=audit.ref)
        writing.record(EventKind.SAMPLE_DRAWN, {"audit": audit.ref, "sample": codec.to_json(sample), "round": state})
    return sample


def _method(said: str | None, chosen: Mapping[str, str]) -> Method:
    if said is None:
        return Method.PURPOSIVE if chosen else Method.RANDOM
    if said not in set(Method):
        raise Refused(f"--method {said!r}: expected one of {', '.join(Method)}.")
    return Method(said)


def _audited(session: Session, audit: Round, months: int) -> dict[str, str]:
    if not 1 <= months <= _MONTHS:
        raise Refused(f"--exclude-audited-within {months}: expected a number of months from 1 to {_MONTHS}.")
    assert audit.population is not None
    since: date = add_months(audit.opened_on, -months)
    before = Audits(session.connection).audited_before(audit.ref, since=since)
    listed = {case.ref for case in audit.population.cases}
    return {case: f"audited on {on} in {other}" for case, (other, on) in before.items() if case in listed}
