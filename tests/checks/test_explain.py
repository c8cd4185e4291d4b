"""Promises of the rules' own words, on the screen and in the documentation."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest
from cogapp import Cog

from evidence.checks.explain import explain, overview
from evidence.checks.rules import RULES
from evidence.model.errors import NotFound

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_of_rules_is_what_the_register_says() -> None:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        status = Cog().main(["cog", "--check", str(PAGE)])
    assert status == 0, f"{said.getvalue()} Run: cog -r docs/rules.md"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_every_rule_is_explained_by_its_code_in_any_case(rule: object) -> None:
    code = overview([rule])[0][0]  # type: ignore[list-item]  # a module of the register
    assert explain(code.lower()) == explain(code)
    assert explain(code).startswith(code)


def test_an_unknown_rule_is_answered_with_where_the_known_ones_are_listed() -> None:
    with pytest.raises(NotFound, match=r"such as E101\. `evidence rule`"):
        explain("E999")
