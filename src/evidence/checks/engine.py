"""Running the rules over subjects as they come, one at a time, and gathering what they say.

Nothing is kept of a subject but its issues and, for an action, its state.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve

from evidence.checks.rules import RULES
from evidence.checks.settings import shipped
from evidence.checks.state import state_of
from evidence.checks.subjects import SUBJECT_TYPES, ActionFile, AuditFile, DocumentFile, StoreFile, without_links_after
from evidence.model.errors import Refused
from evidence.model.issue import CheckResult, Outcome, RuleResult, SubjectCounts, SubjectType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from evidence.checks.rules import Rule
    from evidence.checks.settings import Settings
    from evidence.checks.subjects import CheckSubject
    from evidence.model.issue import ActionState, Issue, Severity


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = (), rules: Sequence[Rule] = RULES) -> tuple[Rule, ...]:
    """The rules whose code starts with one of `select` (none: all) and with none of `ignore`, in register order.

    Raises `Refused` for a code or beginning of one that no rule has.
    """
    wanted = [part.strip().upper() for part in select]
    unwanted = [part.strip().upper() for part in ignore]
    codes = [rule.CODE for rule in rules]
    unknown = [part for part in wanted + unwanted if not part or not any(code.startswith(part) for code in codes)]
    if unknown:
        raise Refused(
            f"check codes: expected the code of a rule or its beginning, such as E or E101; found "
            f"{', '.join(map(repr, unknown))}. Choose from {', '.join(codes)}."
        )
    return tuple(
        rule
        for rule in rules
        if (not wanted or rule.CODE.startswith(tuple(wanted))) and not rule.CODE.startswith(tuple(unwanted))
    )


def run(
    rules: Sequence[Rule],
    subjects: Iterable[CheckSubject],
    as_of: date,
    *,
    known_at: str | None = None,
    settings: Settings | None = None,
) -> CheckResult:
    """Ask every rule about every subject of its type, as of a day.

    Documents dated after `as_of` are passed over, and so are links to them. A rule that crashes on a subject is told
    as an outcome; the other rules and subjects are judged all the same. `known_at` is only repeated in the result;
    `settings` are the shipped ones unless given.
    """
    settings = settings or shipped()
    weights = {rule.CODE: settings.severity(rule.CODE, rule.SEVERITY) for rule in rules}
    by_type = {kind: [(rule, rule.check) for rule in rules if rule.SUBJECT is kind] for kind in SubjectType}
    counts: Counter[str] = Counter()
    seen: set[SubjectType] = set()
    found: Counter[str] = Counter()
    crashes: dict[str, str] = {}
    states: list[ActionState] = []
    issues: list[Issue] = []
    day = as_of.toordinal()
    for given in subjects:
        subject = given
        if isinstance(subject, ActionFile):
            subject = without_links_after(subject, day)
            counts["actions"] += 1
            counts["links"] += len(subject.links)
            states.append(state_of(subject, as_of, settings))
        elif isinstance(subject, DocumentFile):
            dated = subject.document.dated
            if dated and dated.earliest and dated.earliest > as_of:
                continue
            counts["documents"] += 1
        elif isinstance(subject, AuditFile):
            counts["audits"] += 1
        elif isinstance(subject, StoreFile) and subject.verification is None and subject.custody is None:
            continue
        kind = SUBJECT_TYPES[type(subject)]
        seen.add(kind)
        for rule, check in by_type[kind]:
            try:
                told = [*check(subject, as_of, settings)]
            except Exception as error:  # a rule's own fault must not cost the others their answer
                crashes.setdefault(rule.CODE, type(error).__name__)
                continue
            if told:
                found[rule.CODE] += len(told)
                issues.extend(told if weights[rule.CODE] is rule.SEVERITY else _weighed(told, weights[rule.CODE]))
    return CheckResult(
        as_of=as_of,
        known_at=known_at,
        rules=tuple(rule.CODE for rule in rules),
        subjects=SubjectCounts(**counts),
        states=tuple(states),
        issues=tuple(issues),
        results=tuple(_result(rule, found[rule.CODE], rule.SUBJECT in seen, crashes.get(rule.CODE)) for rule in rules),
    )


def _weighed(told: list[Issue], weight: Severity) -> Iterator[Issue]:
    return (evolve(issue, severity=weight) for issue in told)


def _result(rule: Rule, count: int, applied: bool, crash: str | None) -> RuleResult:
    if crash:
        return RuleResult(
            code=rule.CODE,
            outcome=Outcome.CRASHED,
            count=count,
            message=f"{crash} in the rule itself; its answer is not complete. Please report it.",
        )
    if not applied:
        return RuleResult(code=rule.CODE, outcome=Outcome.NOT_APPLICABLE, count=0)
    return RuleResult(code=rule.CODE, outcome=Outcome.FAILED if count else Outcome.PASSED, count=count)
