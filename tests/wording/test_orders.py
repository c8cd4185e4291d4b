"""Orders and names are told apart, and nothing else is taken for either."""

from __future__ import annotations

import pytest

from evidence.wording.orders import is_order, names_somebody


@pytest.mark.parametrize("text", ["Review the policy", "2.1 To train all staff", "We will publish a leaflet"])
def test_an_order_opens_with_what_is_to_be_done(text: str) -> None:
    assert is_order(text) and not names_somebody(text)


@pytest.mark.parametrize("text", ["SF/HL", "Head of Governance", "HL"])
def test_somebody_is_named_by_initials_or_post(text: str) -> None:
    assert names_somebody(text) and not is_order(text)


@pytest.mark.parametrize("text", ["", "Attendance rose by 3 %", "review the policy", "3 Mar 06", "The policy is old"])
def test_what_is_neither_is_taken_for_neither(text: str) -> None:
    assert not is_order(text) and not names_somebody(text)
