"""Running the rules over subjects as they come, one at a time, and gathering what they say.

Nothing is kept of a subject but its issues and, for an action, its state; `Judge` keeps not even these.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import asdict, evolve, frozen

from evidence.checks.rules import RULES
from evidence.checks.settings import shipped
from evidence.checks.state import state_of
from evidence.checks.subjects import SUBJECT_TYPES, ActionFile, AuditFile, DocumentFile, StoreFile, without_links_after
from evidence.model.errors import Refused
from evidence.model.issue import CheckResult, Outcome, RuleResult, SubjectCounts, SubjectType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from evidence.checks.rules import Rule
    from evidence.checks.settings import Settings
    from evidence.checks.subjects import CheckSubject
    from evidence.model.issue import ActionState, Issue, Severity

_GRAVEST_FIRST = (Outcome.CRASHED, Outcome.FAILED, Outcome.PASSED, Outcome.NOT_APPLICABLE)


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
            f"{', '.join(map(repr, unknown))}. `evidence rule` lists them."
        )
    return tuple(
        rule
        for rule in rules
        if (not wanted or rule.CODE.startswith(tuple(wanted))) and not rule.CODE.startswith(tuple(unwanted))
    )


@frozen(kw_only=True)
class Judged:
    """What the rules said of one subject."""

    state: ActionState | None = None  # of an action
    issues: tuple[Issue, ...] = ()


class Judge:
    """Asks every rule about subjects as they are given, as of a day, and counts; keeps nothing else of them.

    Documents dated after `as_of` are passed over, and so are links to them. A rule that crashes on a subject is told
    as an outcome; the other rules and subjects are judged all the same. `settings` are the shipped ones unless given.
    """

    def __init__(self, rules: Sequence[Rule], as_of: date, settings: Settings | None = None) -> None:
        self._rules, self._as_of = rules, as_of
        self._settings = settings = settings or shipped()
        self.weights = {rule.CODE: settings.severity(rule.CODE, rule.SEVERITY) for rule in rules}
        self._by_type = {
            seen: (kind, [(rule, asked) for rule in rules if (asked := _asked(rule, kind))])
            for seen, kind in SUBJECT_TYPES.items()
        }
        self._counts: Counter[str] = Counter()
        self._seen: set[SubjectType] = set()
        self._found: Counter[str] = Counter()
        self._crashes: dict[str, str] = {}

    def judge(self, subject: CheckSubject) -> Judged | None:
        """What is to be said of a subject; `None` where it is passed over."""
        state = None
        if isinstance(subject, ActionFile):
            subject = self.as_it_stood(subject)
            self._counts["actions"] += 1
            self._counts["links"] += len(subject.links)
            state = state_of(subject, self._as_of, self._settings)
        elif isinstance(subject, DocumentFile):
            dated = subject.document.dated
            if dated and dated.earliest and dated.earliest > self._as_of:
                return None
            self._counts["documents"] += 1
        elif isinstance(subject, AuditFile):
            self._counts["audits"] += subject.round is not None
        elif isinstance(subject, StoreFile) and subject.verification is None and subject.custody is None:
            return None
        kind, asked = self._by_type[type(subject)]
        self._seen.add(kind)
        issues: list[Issue] = []
        for rule, check in asked:
            try:
                told = [*check(subject, self._as_of, self._settings)]
            except Exception as error:  # a rule's own fault must not cost the others their answer
                self._crashes.setdefault(rule.CODE, type(error).__name__)
                continue
            if told:
                self._found[rule.CODE] += len(told)
                weight = self.weights[rule.CODE]
                issues.extend(told if weight is rule.SEVERITY else _weighed(told, weight))
        return Judged(state=state, issues=tuple(issues))

    def as_it_stood(self, subject: ActionFile) -> ActionFile:
        """The action with only the links that count on the day judged."""
        return without_links_after(subject, self._as_of)

    @property
    def counts(self) -> SubjectCounts:
        """How many of each were judged so far."""
        return SubjectCounts(**self._counts)

    @property
    def results(self) -> tuple[RuleResult, ...]:
        """How each rule has fared so far."""
        return tuple(
            _result(rule, self._found[rule.CODE], rule.SUBJECT in self._seen, self._crashes.get(rule.CODE))
            for rule in self._rules
        )


def run(
    rules: Sequence[Rule], subjects: Iterable[CheckSubject], as_of: date, *, settings: Settings | None = None
) -> CheckResult:
    """Ask every rule about every subject of its type, as of a day, as `Judge` does."""
    judge = Judge(rules, as_of, settings)
    states: list[ActionState] = []
    issues: list[Issue] = []
    for subject in subjects:
        judged = judge.judge(subject)
        if judged is None:
            continue
        if judged.state is not None:
            states.append(judged.state)
        issues += judged.issues
    return CheckResult(
        as_of=as_of,
        known_at=None,
        rules=tuple(rule.CODE for rule in rules),
        subjects=judge.counts,
        states=tuple(states),
        issues=tuple(issues),
        results=judge.results,
    )


def joined(first: CheckResult, others: Iterable[CheckResult]) -> CheckResult:
    """Several results of the same rules on the same day as one: what was asked of each subject, once."""
    states, issues = list(first.states), list(first.issues)
    counts, fared = Counter(asdict(first.subjects)), [[one] for one in first.results]
    for part in others:
        states += part.states
        issues += part.issues
        counts.update(asdict(part.subjects))
        for told, one in zip(fared, part.results, strict=True):
            told.append(one)
    return evolve(
        first,
        subjects=SubjectCounts(**counts),
        states=tuple(states),
        issues=tuple(issues),
        results=tuple(_gravest(told) for told in fared),
    )


def _gravest(told: list[RuleResult]) -> RuleResult:
    gravest = min(told, key=lambda one: _GRAVEST_FIRST.index(one.outcome))
    return evolve(gravest, count=sum(one.count for one in told))


def _asked(rule: Rule, kind: SubjectType) -> Callable[..., Iterable[Issue]] | None:
    """How a rule is asked about subjects of a kind; one about actions may have a `check_plan` for what a plan lost."""
    if rule.SUBJECT is kind:
        return rule.check
    return getattr(rule, "check_plan", None) if kind is SubjectType.PLAN else None


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
    if not applied and not count:
        return RuleResult(code=rule.CODE, outcome=Outcome.NOT_APPLICABLE, count=0)
    return RuleResult(code=rule.CODE, outcome=Outcome.FAILED if count else Outcome.PASSED, count=count)
