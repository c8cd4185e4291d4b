"""The page of gaps: what is missing of a plan's evidence as of a day, and who is asked for it, as Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from evidence.model.document import Document
from evidence.model.event import Checkpoint
from evidence.model.issue import CheckResult, Issue
from evidence.model.plan import ActionPlan
from evidence.reports import gaps_html
from evidence.reports.gaps_content import (
    ActionGap,
    Gaps,
    dated,
    day,
    gaps,
    head_words,
    names,
    parts,
    place,
    said,
    titled,
)

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#|~"})


def html(
    result: CheckResult, plan: ActionPlan, documents: Iterable[Document], *, head: Checkpoint | None = None
) -> str:
    """One self-contained page: no script, no network, fit for print; `head` anchors a copy in the journal."""
    return gaps_html.page(gaps(result, plan, documents, head=head))


def markdown(
    result: CheckResult, plan: ActionPlan, documents: Iterable[Document], *, head: Checkpoint | None = None
) -> str:
    """The same words as CommonMark with pipe tables; whatever the data holds is shown, never obeyed."""
    return "\n".join(_lines(gaps(result, plan, documents, head=head))) + "\n"


def _lines(content: Gaps) -> Iterator[str]:
    yield f"# Evidence gaps: {_text(content.plan.title)}"
    yield ""
    yield f"Plan `{content.plan.id}`, version {content.plan.version}, as of {day(content.as_of)}. {head_words(content)}"
    yield ""
    yield content.summary
    yield ""
    yield from _table(
        ("", "State", "Actions"), [(shown.symbol, shown.words, str(count)) for shown, count in content.counts]
    )
    if content.store_problems:
        yield from _issues("The store does not verify", content.store_problems)
    yield "## Who is asked for what"
    yield ""
    for holder in content.holders:
        yield f"### {_text(holder.words)}"
        yield ""
        for asked in holder.asked:
            yield f"- **{asked.ref}** {_text(asked.text)}: {_text('; '.join(asked.wanted))}"
        yield ""
    yield "## What is missing, action by action"
    yield ""
    for recommendation in content.recommendations:
        yield f"### {_text(recommendation.words)}"
        yield ""
        for gap in recommendation.gaps:
            yield from _gap(gap)
    yield "## Documents that are linked to nothing"
    yield ""
    yield from _table(
        ("Document", "Name", "Kind", "Dated"),
        [(one.id, names(one), one.kind.value, dated(one)) for one in content.unlinked],
    )
    yield from _issues("Documents and links to look at", content.document_issues)
    yield from _issues("Problems of the plan itself", content.plan_problems)


def _gap(gap: ActionGap) -> Iterator[str]:
    yield f"#### {gap.ref} {_text(gap.action.text)}"
    yield ""
    yield f"{gap.state.symbol} **{gap.state.words}** – {_text(gap.facts)}"
    yield ""
    if gap.action.progress.text:
        yield f"> {_text(gap.action.progress.text)}"
        yield ""
    for issue in gap.issues:
        yield f"- {issue.code}: {_text(said(issue))}"
        yield f"  {_remedy(issue)}"
    yield ""


def _issues(heading: str, issues: Sequence[Issue]) -> Iterator[str]:
    if not issues:
        return
    yield f"## {heading}"
    yield ""
    for issue in issues:
        where = f" ({place(issue)})" if place(issue) else ""
        yield f"- {issue.code} {_text(titled(issue))}{where}: {_text(said(issue))}"
        yield f"  {_remedy(issue)}"
    yield ""


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(_text(cell) for cell in row)} |"
    yield ""


def _remedy(issue: Issue) -> str:
    return "→ " + "".join(f"`{piece}`" if typed else _escaped(piece) for piece, typed in parts(issue.remedy))


def _text(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
