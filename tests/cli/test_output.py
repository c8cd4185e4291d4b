"""What is printed as JSON is one document, however long its lists are, and is not held in memory whole."""

from __future__ import annotations

import json

import click
import pytest

import evidence
from evidence.cli import output
from evidence.model.issue import ActionState

MANY = [ActionState(ref=f"R1.{number}", state="not-due", because=("due Å",)) for number in range(1, 4)]


@pytest.mark.parametrize("length", [0, 1, 3])
def test_values_laid_out_one_by_one_are_printed_as_the_whole_list_is(
    length: int, capsys: pytest.CaptureFixture[str]
) -> None:
    some = MANY[:length]
    output.as_json({"before": 1, "states": output.Each(some), "after": [2]})
    streamed = capsys.readouterr().out
    assert (
        streamed
        == json.dumps(
            {"before": 1, "states": [evidence.to_json(one) for one in some], "after": [2]}, ensure_ascii=False, indent=2
        )
        + "\n"
    )


def test_a_long_list_is_printed_while_most_of_it_is_not_laid_out_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[object] = []
    seen: list[int] = []
    real = evidence.to_json

    def told(value: object) -> object:
        laid_out.append(value)
        return real(value)

    monkeypatch.setattr(evidence, "to_json", told)
    monkeypatch.setattr(click, "echo", lambda *_, **__: seen.append(len(laid_out)))
    monkeypatch.setattr(output, "_PIECES", 10)
    output.as_json(output.Each(MANY * 20))
    assert seen[0] < 5
    assert seen[-1] == 60
