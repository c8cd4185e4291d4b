"""Makes the shipped questionnaires from the tables beside this file: `python -m evidence.audits.banks.build`.

`built` is pure; only `main`, which nothing in the library calls, writes the JSON files.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from evidence.audits.clocks.register import split_clock, timescale
from evidence.audits.forms.fhir import to_fhir
from evidence.audits.scales import shipped_scale
from evidence.model.clock import Rule
from evidence.model.errors import Refused
from evidence.model.questionnaire import (
    Asks,
    Behavior,
    Choice,
    Condition,
    FormStatus,
    GradeScale,
    Item,
    ItemType,
    Operator,
    Questionnaire,
)

SCALE = "ofsted4"  # one scale for all, so that rounds on either edition can be compared; publish a copy to use another
_YES_NO = [("yes", "Yes"), ("partly", "Partly"), ("no", "No")]
_OTHER = [("not-applicable", "Not applicable"), ("not-on-file", "Not on file"), ("not-looked-at", "Not looked at")]
_PLAIN = {"count": ItemType.INTEGER, "text": ItemType.TEXT, "date": ItemType.DATE}


def source(name: str) -> str:
    """The text of a file of this folder."""
    return files("evidence.audits.banks").joinpath(name).read_text(encoding="utf-8")


def built() -> tuple[Questionnaire, ...]:
    """Every bank as its table says, in the order of `banks.toml`."""
    data = tomllib.loads(source("banks.toml"))
    return tuple(_bank(bank, data["lists"]) for bank in data["bank"])


def _bank(bank: Mapping[str, Any], lists: Mapping[str, list[list[str]]]) -> Questionnaire:
    today = bank["edition"] == "current"
    items: list[Item] = []
    group, standard = "", ""
    for line in source(bank["table"]).splitlines()[1:]:
        cells = line.split("\t") + [""] * 8
        if cells[0].startswith("#"):
            _, title, now, then_standard, now_standard = cells[:5]
            group = f"{bank['prefix']}-section-{cells[0][1:]}"
            standard = _edition(then_standard, now_standard, today)
            text = _edition(title, now, today)
            items.append(Item(link_id=group, text=text, type=ItemType.GROUP, grade_scale=SCALE))
        elif (text := _edition(cells[5], cells[6], today)) != "-":
            items.append(_question(cells, text, group, standard, bank, lists))
    scale = shipped_scale(SCALE)
    assert scale is not None
    return Questionnaire(
        id=bank["id"],
        version=1,
        title=bank["title"],
        description=bank["description"],
        dated=bank["dated"],
        items=items,
        scales=[scale],
    )


def _edition(then: str, now: str, today: bool) -> str:
    return now if today and now != "=" else then


def _question(
    cells: list[str],
    text: str,
    group: str,
    standard: str,
    bank: Mapping[str, Any],
    lists: Mapping[str, list[list[str]]],
) -> Item:
    id_, kind, flags, clock, evidence, *_, more = cells[:8]
    asks = kind.split("+")[1:]
    kind = kind.split("+")[0]
    conditions: list[Condition] = []
    for word in more.split():
        if word.startswith("+"):
            ask, _, of = word[1:].partition(":")
            if of and bank["edition"] != "current":
                continue
            asks.append(ask)
            clock = of or clock
        else:
            question, _, answers = word.partition("=")
            conditions += [
                Condition(question=question, operator=Operator.EQUAL, answer=one) for one in answers.split(",")
            ]
    if kind in ("due", "gap", "count"):
        asks.insert(0, kind)
    name, _, of_list = kind.partition(":")
    graded = name in ("grade", "overall")
    rules = _rules(clock, bank["dated"])
    choice_list, choices = _choices(name, of_list, lists)
    return Item(
        link_id=id_,
        group=group,
        text=text,
        type=_PLAIN.get(name, ItemType.CHOICE),
        required=name != "text",
        enable_when=conditions,
        enable_behavior=Behavior.ANY if len(conditions) > 1 else Behavior.ALL,
        choice_list=choice_list,
        choices=choices,
        least="0" if name == "count" else None,
        most="today" if name == "date" else None,
        standard="; ".join(dict.fromkeys([rule.source for rule in rules][:1] or [standard])),
        evidence=evidence,
        clock=clock or None,
        asks=[Asks(ask) for ask in (["grade"] if graded else []) + asks],
        critical="!" in flags,
        grade_scale=SCALE if graded else None,
        check_primary_text="K" in flags or any(rule.check_primary_text for rule in rules),
        overall=name == "overall",
    )


def _choices(name: str, of_list: str, lists: Mapping[str, list[list[str]]]) -> tuple[str | None, list[Choice]]:
    if name in _PLAIN:
        return None, []
    if name in ("grade", "overall"):
        scale = shipped_scale(SCALE)
        assert isinstance(scale, GradeScale)
        grades = [(one.code, one.text) for one in scale.values if one.code != scale.not_applicable]
        return SCALE, _offered(grades)
    if of_list:
        return of_list, _offered((code, text) for code, text in lists[of_list])
    return "yes-partly-no", _offered(_YES_NO)


def _offered(own: Iterable[tuple[str, str]]) -> list[Choice]:
    return [Choice(code=code, text=text) for code, text in [*own, *_OTHER]]


def _rules(clock: str, dated: Any) -> list[Rule]:
    """The rules behind a clock on the day of the edition."""
    if not clock:
        return []
    id_, part = split_clock(clock)
    entry = timescale(id_)
    if entry is None:
        raise Refused(f"banks: the register has no timescale {id_!r}; write another or add it.")
    return [
        rule
        for rule in entry.rules
        if (part is None or rule.part == part)
        and (rule.since is None or rule.since <= dated)
        and (rule.until is None or dated <= rule.until)
    ]


def as_json(form: Questionnaire) -> str:
    """The file's text: the canonical data with line breaks, so that a change can be read."""
    return json.dumps(to_fhir(form, FormStatus.SHIPPED), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write every bank beside this file."""
    for form in built():
        (Path(__file__).parent / f"{form.id}.json").write_text(as_json(form), encoding="utf-8")


if __name__ == "__main__":
    main()
