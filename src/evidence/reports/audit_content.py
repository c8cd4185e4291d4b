"""What a report says of audits of case files: a page for each round, and one for each comparison with its baseline."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from evidence.model.audit import Finding, Remedy
from evidence.model.issue import Issue
from evidence.model.sequences import as_tuple


@frozen(kw_only=True)
class GradeRow:
    """How many files had each grade of a section, best first; `None` where the number is kept back."""

    section: str  # its words; "overall" for the whole file
    scale: str
    grades: tuple[tuple[str, int | None], ...] = field(converter=as_tuple)  # grade and files
    before: tuple[tuple[str, int | None], ...] = field(default=(), converter=as_tuple)  # of the baseline


@frozen(kw_only=True)
class GridRow:
    """A question over all files of a round."""

    question: str  # linkId
    text: str
    section: str
    critical: bool
    cells: tuple[str, ...] = field(converter=as_tuple)  # an outcome for each case; "" blank, "not-asked"
    adverse: int | None  # files answered "no" or "not on file"; `None` where the number is kept back
    counted: int | None  # files that could have been; `None` where a number among them is kept back
    actions: tuple[str, ...] = field(default=(), converter=as_tuple)  # refs of plan actions that it tests


@frozen(kw_only=True)
class AgreementShown:
    """How far first and second grades agree."""

    second_rated: int
    percent: float | None = None  # 0 to 1
    kappa: float | None = None
    weighted_kappa: float | None = None
    interval: tuple[float, float] | None = None  # 95 per cent, of the weighted kappa
    reason: str | None = None  # why there is no figure

    @property
    def kappas(self) -> str:
        """Both kappas in words, the weighted one never without its interval; nothing where there is none."""
        if self.weighted_kappa is None:
            return ""
        plain = "is not defined" if self.kappa is None else f"is {self.kappa:.2f}"
        within = f" (95 % interval {self.interval[0]:.2f} to {self.interval[1]:.2f})" if self.interval else ""
        return f"Cohen's kappa {plain}, weighted {self.weighted_kappa:.2f}{within}."


@frozen(kw_only=True)
class ClockShown:
    """A time limit over all files of a round."""

    clock: str
    words: str  # the rule, and how it is counted
    kept: int | None
    breached: int | None


@frozen(kw_only=True)
class RoundPage:
    """One audit round."""

    ref: str  # "A-0001"
    title: str
    form: str  # "lac-file-audit-2006@1"
    state: str
    opened_on: date
    closed_on: date | None = None
    population: int = 0
    sample: int = 0
    method: str = ""
    audited: int = 0  # files with answers that count
    cases: tuple[str, ...] = field(default=(), converter=as_tuple)  # the columns of the grid
    grades: tuple[GradeRow, ...] = field(default=(), converter=as_tuple)
    questions: tuple[GridRow, ...] = field(default=(), converter=as_tuple)  # worst first
    agreement: AgreementShown | None = None
    clocks: tuple[ClockShown, ...] = field(default=(), converter=as_tuple)
    findings: tuple[Finding, ...] = field(default=(), converter=as_tuple)
    remedies: tuple[Remedy, ...] = field(default=(), converter=as_tuple)
    issues: tuple[Issue, ...] = field(default=(), converter=as_tuple)
    baseline: str | None = None  # the round that it repeats


@frozen(kw_only=True)
class ComparedRow:
    """A question in both rounds: files that were adverse, of those counted; `None` where a number is kept back."""

    question: str
    text: str
    before: tuple[int | None, int | None]  # adverse, counted
    after: tuple[int | None, int | None]
    comparable: bool = True
    because: str | None = None  # why not

    @property
    def never(self) -> bool:
        """No file was adverse in either round."""
        return self.comparable and self.before[0] == self.after[0] == 0

    @property
    def change(self) -> int | None:
        """How many more files are adverse than before; `None` where a number is kept back or cannot be compared."""
        if self.before[0] is None or self.after[0] is None or not self.comparable:
            return None
        return self.after[0] - self.before[0]


@frozen(kw_only=True)
class ComparisonPage:
    """A round beside the one that it repeats."""

    baseline: str
    follow_up: str
    grades: tuple[GradeRow, ...] = field(default=(), converter=as_tuple)
    questions: tuple[ComparedRow, ...] = field(default=(), converter=as_tuple)


@frozen(kw_only=True)
class AuditPages:
    """All rounds on file, oldest first, and their comparisons."""

    rounds: tuple[RoundPage, ...] = field(default=(), converter=as_tuple)
    comparisons: tuple[ComparisonPage, ...] = field(default=(), converter=as_tuple)
