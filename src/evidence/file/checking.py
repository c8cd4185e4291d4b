"""Completeness: the rules asked about the record as of a day, and as the record was known at a moment. Only reads."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from evidence.codec import stamp
from evidence.file.side_by_side import processors, side_by_side
from evidence.model.errors import NothingToCheck, UnreadableInput
from evidence.model.issue import RuleResult, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.file.session import Session
    from evidence.model.issue import CheckResult, Issue

_MANY = 50_000  # entries of the journal; below, other interpreters take longer to start than they save


def check(
    session: Session,
    *,
    as_of: date,
    known_at: datetime | None = None,
    action: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    baseline: str | os.PathLike[str] | None = None,
) -> CheckResult:
    """Ask the rules about everything on file, or about one action, as of a day. Writes nothing.

    The store itself is verified too; its index is compared with the journal only where S rules are asked for by name,
    because that takes as long as making it anew. `baseline` is the JSON of an earlier check, whose issues are left out.
    """
    from evidence.checks.engine import chosen, joined, run
    from evidence.file.check_parts import Checker, Part, Question

    if known_at is not None:
        session = session.looking_back(known_at)
    rules = chosen(select, ignore)
    known = _known(Path(baseline)) if baseline is not None else frozenset()
    if not list(session.queries.plan_versions()) and not session.queries.has_audits():
        if known_at is not None:
            raise NothingToCheck(
                f"there was no plan on file yet at {stamp(known_at)}. `evidence log` shows "
                "when what was recorded; --as-of alone asks about a day in the past with what is known now."
            )
        raise NothingToCheck("there is no plan on file. Import one with `evidence plan import FILE`, then check.")
    deep = any(part.strip().upper().startswith("S") for part in select)
    question = Question(codes=tuple(rule.CODE for rule in rules), as_of=as_of, index=deep)
    checker = Checker(session, question)
    parts = [Part(of=SubjectType.ACTION, ref=action)] if action else list(checker.parts())
    if known_at is None and len(parts) > 1 and session.queries.entries() >= _MANY and processors() > 1:
        done = side_by_side(session.store.layout.root, question, parts, processors())
        results: Iterable[CheckResult] = (result or checker.result(part) for part, result in done)
    else:
        results = map(checker.result, parts)
    moment = stamp(known_at) if known_at else None
    whole = joined(run(rules, (), as_of), results)
    return _beyond(evolve(whole, known_at=moment), known)


def _known(path: Path) -> frozenset[tuple[str, str, str]]:
    try:
        issues = json.loads(path.read_text("utf-8"))["issues"]
        return frozenset((item["code"], item["subject"]["ref"], item["message"]) for item in issues)
    except (OSError, ValueError, KeyError, TypeError) as error:
        found = error.strerror if isinstance(error, OSError) else "something else"
        raise UnreadableInput(
            f"{path}: expected the JSON of an earlier check, found: {found}. Make one with "
            "`evidence check --format json > baseline.json`."
        ) from None


def _beyond(result: CheckResult, known: frozenset[tuple[str, str, str]]) -> CheckResult:
    """Only what was not known before."""
    if not known:
        return result
    fresh: list[Issue] = [i for i in result.issues if (i.code, i.subject.ref, i.message) not in known]
    counts = {code: sum(1 for issue in fresh if issue.code == code) for code in result.rules}
    results = [_recount(one, counts[one.code]) for one in result.results]
    return evolve(result, issues=fresh, results=results)


def _recount(one: RuleResult, count: int) -> RuleResult:
    from evidence.model.issue import Outcome

    outcome = Outcome.PASSED if one.outcome is Outcome.FAILED and not count else one.outcome
    return evolve(one, count=count, outcome=outcome)
