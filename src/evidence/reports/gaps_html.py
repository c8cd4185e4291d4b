"""The page of gaps as one HTML file: style inlined, no script, nothing fetched, every word of the data escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from evidence.model.issue import Issue
from evidence.reports.gaps_content import (
    ActionGap,
    Gaps,
    HolderList,
    RecommendationGaps,
    StateWords,
    dated,
    day,
    head_words,
    names,
    parts,
    place,
    said,
    titled,
)

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem 1.25rem 4rem; color: #1c2126; background: #fff;
  font: 1rem/1.5 "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.75rem 0 1rem; padding-bottom: .3rem;
  border-bottom: 2px solid #1c2126; }
h3 { font-size: 1.05rem; line-height: 1.4; margin: 1.75rem 0 .75rem; }
h4 { font-size: 1rem; line-height: 1.4; margin: 0; }
p { margin: 0 0 .6rem; }
code { font: .9em/1.4 "DejaVu Sans Mono", Consolas, Menlo, monospace; white-space: nowrap; }
.anchor { color: #4a545e; font-size: .9rem; }
.lead { font-size: 1.15rem; margin-top: 1rem; }
.tiles { display: grid; grid-template-columns: repeat(3, 1fr); gap: .6rem; list-style: none;
  margin: 1.25rem 0 0; padding: 0; }
.tiles li { border: 1px solid; border-left-width: .4rem; border-radius: .25rem; padding: .55rem .75rem; }
.tiles b { display: block; font-size: 1.6rem; line-height: 1.2; }
.tiles .none { color: #5b656f; background: #fff; border-color: #c9d0d6; }
.good { color: #14532d; background: #eef8f1; border-color: #2f7d4f; }
.part { color: #6b4200; background: #fff7e3; border-color: #b97a0a; }
.bad { color: #86180f; background: #fdf0ee; border-color: #b8392e; }
.quiet { color: #37424c; background: #f3f5f7; border-color: #87929c; }
.state { display: inline-block; border: 1px solid; border-radius: .25rem; padding: 0 .5rem; font-size: .9rem;
  font-weight: 600; margin-right: .5rem; }
article { border: 1px solid #c9d0d6; border-radius: .25rem; margin: 0 0 1rem; padding: .85rem 1rem; }
article > p { margin: .5rem 0; }
.facts { font-size: .95rem; color: #37424c; }
blockquote p { margin: 0; }
blockquote { margin: .6rem 0; padding: .2rem .9rem; border-left: .25rem solid #87929c; font-style: italic; }
dl { margin: .6rem 0 0; display: grid; grid-template-columns: 3.5rem 1fr; gap: .5rem .75rem; }
dt { font-weight: 700; }
dd { margin: 0; }
.remedy { display: block; color: #37424c; }
.remedy::before { content: "\\2192\\00a0"; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; font-size: .95rem; }
.group th { padding-top: 1.1rem; font-size: 1rem; }
a { color: #1d4f91; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid #c9d0d6; }
th { overflow-wrap: normal; }
thead th { border-bottom-color: #1c2126; }
.key { white-space: nowrap; width: 4.5rem; }
.half { width: 46%; }
@media (max-width: 40rem) {
  body { padding: 1rem .8rem 3rem; }
  .tiles { grid-template-columns: 1fr 1fr; }
  code { white-space: normal; }
  dl { grid-template-columns: 1fr; gap: .1rem; }
  dd { margin-bottom: .5rem; }
}
@page { size: A4; margin: 18mm 15mm; }
@media print {
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  h2, h3, article, tr, dd, .tiles li { break-inside: avoid; }
  h2, h3, .group { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def page(content: Gaps) -> str:
    """The whole page."""
    title = escape(f"Evidence gaps: {content.plan.title}")
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="anchor">Plan <code>{escape(content.plan.id)}</code>, version {content.plan.version}, '
        f"read from {escape(content.plan.source.name)}; as of {day(content.as_of)}. "
        f"<br>{escape(head_words(content))}</p>",
        f'<p class="lead">{escape(content.summary)}</p>',
        f'<ul class="tiles">{"".join(_tile(shown, count) for shown, count in content.counts)}</ul>',
        _issues("The store does not verify", content.store_problems),
        "<h2>Who is asked for what</h2>",
        _holders(content),
        "<h2>What is missing, action by action</h2>",
        *(_recommendation(one) for one in content.recommendations),
        _nothing(content.recommendations, "Nothing is missing."),
        "<h2>Documents that are linked to nothing</h2>",
        _unlinked(content),
        _issues("Documents and links to look at", content.document_issues),
        _issues("Problems of the plan itself", content.plan_problems),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(filter(None, parts))
        + "\n</main>\n</body>\n</html>\n"
    )


def _tile(shown: StateWords, count: int) -> str:
    tone = shown.tone if count else "none"
    return f'<li class="{tone}"><b>{shown.symbol} {count}</b>{shown.words}</li>'


def _holders(content: Gaps) -> str:
    if not content.holders:
        return _nothing((), "Nobody has to be asked for anything.")
    below = {gap.ref for recommendation in content.recommendations for gap in recommendation.gaps}
    bodies = (_holder(holder, below) for holder in content.holders)
    return _table(("Action", "What was to be done", "What is asked for"), bodies)


def _holder(holder: HolderList, below: set[str]) -> str:
    rows = (
        f"<tr>{_key(asked.ref, link=asked.ref in below)}"
        f'<td class="half">{escape(asked.text)}</td><td>{escape("; ".join(asked.wanted))}</td></tr>'
        for asked in holder.asked
    )
    heading = f'<tr class="group"><th scope="rowgroup" colspan="3">{escape(holder.words)}</th></tr>'
    return f"<tbody>{heading}{''.join(rows)}</tbody>"


def _recommendation(recommendation: RecommendationGaps) -> str:
    gaps = "".join(_gap(gap) for gap in recommendation.gaps)
    return f"<section><h3>{escape(recommendation.words)}</h3>{gaps}</section>"


def _gap(gap: ActionGap) -> str:
    quoted = escape(gap.action.progress.text)
    return (
        f'<article id="{escape(gap.ref)}"><h4>{escape(gap.ref)} {escape(gap.action.text)}</h4>'
        f'<p><span class="state {gap.state.tone}">{gap.state.symbol} {gap.state.words}</span>'
        f'<span class="facts">{escape(gap.facts)}</span></p>'
        + (f"<blockquote><p>{quoted}</p></blockquote>" if quoted else "")
        + f"<dl>{''.join(_remark(issue.code, escape(said(issue)), issue) for issue in gap.issues)}</dl></article>"
    )


def _remark(code: str, words: str, issue: Issue) -> str:
    remedy = "".join(
        f"<code>{escape(piece)}</code>" if typed else escape(piece) for piece, typed in parts(issue.remedy)
    )
    return f'<dt>{escape(code)}</dt><dd>{words} <span class="remedy">{remedy}</span></dd>'


def _unlinked(content: Gaps) -> str:
    if not content.unlinked:
        return _nothing((), "Every document is linked to an action.")
    rows = (
        f'<tr>{_key(one.id)}<td class="half">{escape(names(one))}</td>'
        f"<td>{escape(one.kind.value.replace('-', ' '))}</td><td>{escape(dated(one))}</td></tr>"
        for one in content.unlinked
    )
    return _table(("Document", "Name", "Kind", "Dated"), [f"<tbody>{''.join(rows)}</tbody>"])


def _issues(heading: str, issues: Sequence[Issue]) -> str:
    if not issues:
        return ""
    remarks = (
        _remark(
            issue.code,
            f"<strong>{escape(titled(issue))}</strong>"
            + (f" ({escape(place(issue))})" if place(issue) else "")
            + f": {escape(said(issue))}",
            issue,
        )
        for issue in issues
    )
    return f"<h2>{escape(heading)}</h2><dl>{''.join(remarks)}</dl>"


def _table(headings: Sequence[str], bodies: Iterable[str]) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    return f"<table><thead><tr>{head}</tr></thead>{''.join(bodies)}</table>"


def _key(ref: str, *, link: bool = False) -> str:
    shown = f'<a href="#{escape(ref)}">{escape(ref)}</a>' if link else escape(ref)
    return f'<th scope="row" class="key">{shown}</th>'


def _nothing(items: Sequence[object], words: str) -> str:
    return "" if items else f"<p>{escape(words)}</p>"
