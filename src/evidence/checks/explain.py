"""The rules in words: one explained, all of them in a table, the page of the documentation."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from evidence.checks.rules import RULES
from evidence.model.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.checks.rules import Rule


def explain(code: str, rules: Sequence[Rule] = RULES) -> str:
    """A rule's code, title and severity, and what it means, why it matters and what to do; raises `NotFound`."""
    for rule in rules:
        if code.strip().upper() == rule.CODE:
            return f"{rule.CODE} {rule.TITLE} ({rule.SEVERITY}, asked of each {rule.SUBJECT})\n\n{_words(rule)}"
    raise NotFound(f"rule {code!r}: expected a code such as {rules[0].CODE}. `evidence rule` lists them all.")


def overview(rules: Sequence[Rule] = RULES) -> tuple[tuple[str, str, str, str], ...]:
    """Code, severity, subject and title of each rule, in register order."""
    return tuple((rule.CODE, rule.SEVERITY.value, rule.SUBJECT.value, rule.TITLE) for rule in rules)


def page(rules: Sequence[Rule] = RULES) -> str:
    """Markdown: a table of all rules, then each with its explanation."""
    lines = ["| code | weighs | asked of each | remark |", "|---|---|---|---|"]
    lines += [
        f"| [{code}](#{code.lower()}) | {weight} | {kind} | {title} |" for code, weight, kind, title in overview(rules)
    ]
    for rule in rules:
        lines += ["", f"## {rule.CODE}", "", f"*{rule.TITLE}* ({rule.SEVERITY})", "", _words(rule)]
    return "\n".join(lines)


def _words(rule: Rule) -> str:
    return inspect.cleandoc(getattr(rule, "__doc__", "") or "")
