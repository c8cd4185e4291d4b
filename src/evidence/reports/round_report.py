"""What is reported of an audit round: how files were chosen, what was found, every question, and what was put right.

No file and no worker is named. The figures come with their small numbers suppressed where the report is `public`; what
is counted here besides follows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import field, frozen

from evidence.model.audit import Finding, Round
from evidence.model.comparison import (
    COUNTED,
    LEAST_FOR_PERCENT,
    SMALL,
    ComparedQuestion,
    GradedQuestion,
    RoundComparison,
    share_of_yes,
)
from evidence.model.questionnaire import ItemType, Questionnaire
from evidence.model.sequences import as_tuple
from evidence.reports.audit_content import AgreementShown
from evidence.reports.blocks import Block, Grid, Heading, Listing, Paragraph
from evidence.reports.words import day
from evidence.wording.counting import counted

_KEPT_BACK = "–"  # a number that is kept back
_ASKED = "What was asked"  # heading of a question's words
_COLUMNS = ("Yes", "Partly", "No", "Not on file", "Not applicable", "Not looked at", "Blank")
_MOST = 10  # questions named first
_AFTER = 1  # the place of the round's own figures in a comparison


@frozen(kw_only=True)
class RoundReport:
    """Everything in the report."""

    audit: Round  # its answers are not looked at here, only `figures`
    form: Questionnaire
    population: int  # files that could have been drawn
    audited: int  # files with an answer or a grade that counts
    made_on: date
    figures: RoundComparison  # against the baseline; against itself where there is none
    agreement: AgreementShown
    ended: tuple[tuple[str, int], ...] = field(default=(), converter=as_tuple)  # ("exempted", 2)
    tested: tuple[tuple[str, str], ...] = field(default=(), converter=as_tuple)  # question, action of the plan
    graded: tuple[GradedQuestion, ...] = field(default=(), converter=as_tuple)
    public: bool = False  # small numbers are kept back

    @property
    def title(self) -> str:
        """`Audit report: Files of looked-after children (A-0001)`."""
        return f"Audit report: {self.audit.title} ({self.audit.ref})"


def blocks(report: RoundReport) -> Iterator[Block]:
    """The report from top to bottom."""
    yield Paragraph(text=_opening(report))
    yield Heading(text="How the files were chosen")
    yield Paragraph(text=_choice(report))
    yield Heading(text="What was found")
    yield from _findings(report)
    yield Heading(text="What is put right")
    yield from _remedies(report)
    if report.audit.baseline:
        yield Heading(text=f"What changed since {report.audit.baseline}")
        yield from _changes(report)
    yield Heading(text="Grades")
    yield from _grades(report)
    yield Heading(text="How sure the grades are")
    yield Paragraph(text=_agreement(report.agreement))
    yield Heading(text="Where most is to be done")
    yield from _worst(report)
    yield Heading(text="Every question")
    yield from _questions(report)
    yield Heading(text="How to read the figures")
    yield Listing(points=_notes(report))


def _opening(report: RoundReport) -> str:
    audit = report.audit
    raised = len(audit.concerns)
    known = sum(one.acknowledged_on is not None for one in audit.concerns)
    concerns = f"{counted(raised, 'immediate concern')} raised, {known} of them acknowledged."
    if report.public and 0 < raised < SMALL:
        concerns = f"Fewer than {SMALL} immediate concerns raised."
    elif not raised:
        concerns = "No immediate concern was raised."
    return (
        f"Made on {day(report.made_on)}. {report.form.title} ({audit.form}), opened on {day(audit.opened_on)}; "
        f"{_files(report)}. {concerns}"
    )


def _files(report: RoundReport) -> str:
    if report.public and 0 < report.audited < SMALL:
        return f"fewer than {SMALL} files audited"
    drawn = len(report.audit.sample.cases) if report.audit.sample else 0
    left = drawn - report.audited - sum(count for _, count in report.ended)
    return f"{counted(report.audited, 'file')} audited" + (f", {left} not yet" if left > 0 else "")


def _choice(report: RoundReport) -> str:
    sample, population = report.audit.sample, report.audit.population
    if sample is None or population is None:
        return "No sample was drawn."
    seed = f" with seed {sample.seed}" if sample.seed is not None else ""
    by = f" by {sample.by}" if sample.by else ""
    words = [
        f"{len(sample.cases)} of {counted(report.population, 'file')} were drawn: {sample.method}{by}{seed}; "
        f"the list has the SHA-256 {sample.population}."
    ]
    if population.as_at:
        words.append(f"The list was of {day(population.as_at)}.")
    if sample.exclusions:
        words.append(f"{counted(len(sample.exclusions), 'file')} had been left out before drawing.")
    if report.ended and not report.public:
        ended = ", ".join(f"{state} {count}" for state, count in report.ended)
        words.append(f"Records that do not count: {ended}.")
    return " ".join(words)


def _findings(report: RoundReport) -> Iterator[Block]:
    if not report.audit.findings:
        yield Paragraph(text="No finding was recorded.")
        return
    yield Grid(
        caption="Findings, each with the files it was so in",
        headings=["Finding", "Kind", "What was found", "Files", "Questions"],
        rows=[
            (one.ref, one.type.value, one.text, _so_many(one, report), ", ".join(one.questions))
            for one in report.audit.findings
        ],
    )


def _so_many(finding: Finding, report: RoundReport) -> str:
    if finding.found is None or finding.looked_at is None:
        return ""
    if not report.public:
        return f"{finding.found} of {finding.looked_at}"
    inside, outside = _kept_back(finding, report)
    if 0 < finding.found < SMALL:
        return f"fewer than {SMALL}" + (f" of {finding.looked_at}" if inside + outside != 1 else "")
    return _KEPT_BACK if 1 in (inside, outside) else f"{finding.found} of {finding.looked_at}"


def _kept_back(finding: Finding, report: RoundReport) -> tuple[int, int]:
    """How many counts of its question are kept back in the tables: of answers that make the finding, and of others.

    Where either is one alone, the files of the finding beside the counts that are shown would tell it.
    """
    if len(finding.questions) != 1:
        return 0, 0
    cells: dict[str, int | None] = {}
    for one in report.figures.questions:
        if one.question in finding.questions:
            cells |= {part.replace("_", "-"): getattr(one, part)[_AFTER] for part in COUNTED}
    for graded in report.graded:
        scale = report.form.scale(graded.scale)
        if graded.question in finding.questions and scale:
            cells |= {code: count for code, count in graded.grades if code != scale.not_applicable}
    kept = [code for code, count in cells.items() if count is None]
    inside = sum(code in finding.answers for code in kept)
    return inside, len(kept) - inside


def _remedies(report: RoundReport) -> Iterator[Block]:
    if not report.audit.remedies:
        yield Paragraph(text="No remedial action was raised.")
        return
    yield Grid(
        caption="Remedial actions, as they stand",
        headings=["Action", "Finding", "What is to be done", "Owner", "Due", "State"],
        rows=[
            (
                one.ref,
                one.finding or "",
                one.text,
                one.owner or "nobody",
                day(one.due) if one.due else "no date",
                one.state.replace("-", " ") + (f": {one.because}" if one.because else ""),
            )
            for one in report.audit.remedies
        ],
    )


def _changes(report: RoundReport) -> Iterator[Block]:
    names = _names(report)
    changed = [
        one
        for one in report.figures.questions
        if one.comparable and any(getattr(one, part)[0] != getattr(one, part)[_AFTER] for part in COUNTED)
    ]
    if changed:
        yield Grid(
            caption="Questions answered otherwise than before: files answered yes, of those counted",
            headings=["Question", _ASKED, "Yes before", "Yes now", "% before", "% now"],
            rows=[
                (
                    one.question,
                    names.get(one.question, ""),
                    _yes_of(one, 0),
                    _yes_of(one, _AFTER),
                    _percent(one, 0),
                    _percent(one, _AFTER),
                )
                for one in changed
            ],
            numbers=(2, 3, 4, 5),
        )
    same = sum(one.comparable for one in report.figures.questions) - len(changed)
    not_compared = sum(not one.comparable for one in report.figures.questions)
    words = f"{counted(same, 'question')} had the same answers in both."
    if not_compared:
        words += f" {counted(not_compared, 'question')} cannot be compared, because the words or the choices changed."
    yield Paragraph(text=words)


def _grades(report: RoundReport) -> Iterator[Block]:
    if not report.figures.sections and not report.graded:
        yield Paragraph(text="No file was graded.")
    by_scale: dict[tuple[str, tuple[str, ...]], list[tuple[str, ...]]] = {}
    for section in report.figures.sections:
        values = tuple(grade.value for grade in section.grades)
        row = (section.section, *(_number(grade.n[_AFTER]) for grade in section.grades))
        by_scale.setdefault((section.scale, values), []).append(row)
    names = _names(report)
    for one in report.graded:
        values = tuple(value for value, _ in one.grades)
        row = (f"{one.question} {names.get(one.question, '')}", *(_number(count) for _, count in one.grades))
        by_scale.setdefault((one.scale, values), []).append(row)
    for (scale, values), rows in by_scale.items():
        shown = report.form.scale(scale)
        words = {value.code: value.text for value in shown.values} if shown else {}
        yield Grid(
            caption=f"Files by grade: {shown.title if shown else scale}",
            headings=["Section or question", *(words.get(value, value) for value in values)],
            rows=rows,
            numbers=range(1, len(values) + 1),
        )


def _agreement(shown: AgreementShown) -> str:
    if not shown.second_rated:
        reason = shown.reason or "no file was graded by a second auditor"
        return f"{reason[0].upper()}{reason[1:]}."
    words = [f"{counted(shown.second_rated, 'file')} had a second grade."]
    if shown.percent is not None:
        words.append(f"Both grades agreed in {round(shown.percent * shown.second_rated)} of {shown.second_rated}.")
    if shown.kappas:
        words.append(shown.kappas)
    elif shown.reason:
        words.append(f"Kappa is not given: {shown.reason}.")
    return " ".join(words)


def _worst(report: RoundReport) -> Iterator[Block]:
    names, found = _names(report), []
    for one in report.figures.questions:
        whole = _sum([getattr(one, part)[_AFTER] for part in COUNTED])
        adverse = _sum([one.no[_AFTER], one.not_on_file[_AFTER]])
        if one.question in names and whole and adverse:
            found.append((-adverse / whole, one.question, adverse, whole))
    if not found:
        shown = " whose figures are shown" if report.public else ""
        yield Paragraph(text=f"No question{shown} was answered no or not on file.")
        return
    yield Grid(
        caption="Files answered no or not on file, of those counted: the questions with most of them",
        headings=["Question", _ASKED, "Files"],
        rows=[
            (question, names[question], f"{adverse} of {whole}")
            for _, question, adverse, whole in sorted(found)[:_MOST]
        ],
        numbers=[2],
    )


def _questions(report: RoundReport) -> Iterator[Block]:
    names, tested = _names(report), dict(report.tested)
    rows = [
        (
            one.question,
            names.get(one.question, "") + (f" (tests {tested[one.question]})" if one.question in tested else ""),
            *(_number(getattr(one, part)[_AFTER]) for part in (*COUNTED, "not_applicable", "not_looked_at")),
            _number(_sum([getattr(one, part)[_AFTER] for part in ("not_asked", "unanswered")])),
            _percent(one, _AFTER),
        )
        for one in report.figures.questions
        if one.question in names and not _only_values(one)
    ]
    yield Grid(
        caption="Files by answer",
        headings=["Question", _ASKED, *_COLUMNS, "Yes, %"],
        rows=rows,
        numbers=range(2, 10),
    )


def _only_values(one: ComparedQuestion) -> bool:
    """Whether it was answered with figures, grades or text alone, which the table of answers cannot show."""
    return bool(one.value[_AFTER]) and not any(getattr(one, part)[_AFTER] for part in COUNTED)


def _notes(report: RoundReport) -> tuple[str, ...]:
    notes = [
        '"Not on file" was looked for and not found; "not applicable" and "not looked at" are left out of every share.',
        f"Yes, % is yes among yes, partly, no and not on file; below {LEAST_FOR_PERCENT} files no percentage is given.",
    ]
    if report.public:
        notes.append(
            f"{_KEPT_BACK} stands for a number that is kept back: it is below {SMALL}, or would tell one that is."
        )
    return tuple(notes)


def _names(report: RoundReport) -> dict[str, str]:
    """The words of the questions that are not answered in free text."""
    return {item.link_id: item.text for item in report.form.questions if item.type is not ItemType.TEXT}


def _yes_of(one: ComparedQuestion, at: int) -> str:
    whole = _sum([getattr(one, part)[at] for part in COUNTED])
    return _KEPT_BACK if one.yes[at] is None or whole is None else f"{one.yes[at]} of {whole}"


def _percent(one: ComparedQuestion, at: int) -> str:
    percent = share_of_yes(one, at)
    return "" if percent is None else f"{percent} %"


def _sum(counts: Sequence[int | None]) -> int | None:
    return None if any(count is None for count in counts) else sum(count or 0 for count in counts)


def _number(count: int | None) -> str:
    return _KEPT_BACK if count is None else str(count)
