"""One plan written out in several formats comes back the same from each."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path

import pytest
from plan_texts import plan_in

from evidence.model.plan import ActionPlan

ROWS = (
    ("Recommendation", "Action to be Taken", "Lead", "By When", "Progress to Date", "Success Criteria"),
    (
        "1. Ensure that criteria are set.",
        "Discussion paper to be prepared",
        "SF (ISM)",
        "Dec 05",
        "Prepared Dec 05.",
        "",
    ),
    ("", "Subgroup to meet, to discuss paper", "", "4 Jan 06", "Met 04.01.06", "Threshold in place"),
    ("", 'Briefing on "this" plan', '"', "End Feb 06", "", ""),
    ("2. Ensure that these are understood & applied.", "Issue booklet", "HL/SD", "17/03/2006", "Draft 13 02 06", ""),
    ("", "Weekly meetings of managers", "tbc", "", "Evidence being collated", "All read"),
    ("3. Publish.", "Publish the leaflet – twice", "SM", "Autumn 06", "Done 31 02 06", "£5 a head"),
)


def as_markdown() -> str:
    lines = ["| " + " | ".join(row) + " |" for row in ROWS]
    return "\n".join([lines[0], "|" + "---|" * len(ROWS[0]), *lines[1:]])


def as_tabs() -> str:
    return "\n".join("\t".join(row) for row in ROWS)


def as_csv(delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(ROWS)
    return out.getvalue()


def as_html() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in ROWS)
    head = "<!doctype html><html><head><meta charset='utf-8'><title>Plan</title></head>"
    return f"{head}<body><table>{rows}</table></body></html>"


def content(plan: ActionPlan) -> object:
    """What a plan says, without the places it says it at."""
    return (
        [(r.number, r.text) for r in plan.recommendations],
        [
            (a.ref, a.text, a.leads, a.leads_from, a.due, a.progress, a.requests, a.success_criteria)
            for a in plan.actions
        ],
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.txt", as_tabs()),
        ("plan.csv", as_csv(",")),
        ("plan-semicolons.csv", as_csv(";")),
        ("plan.tsv", as_tabs()),
        ("plan.html", as_html()),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_plan_comes_back_the_same_from_every_kind_of_text(
    tmp_path: Path, name: str, text: str, encoding: str
) -> None:
    markdown, other = tmp_path / "plan.md", tmp_path / name
    markdown.write_text(as_markdown(), "utf-8")
    other.write_text(text, encoding)
    expected = plan_in(markdown)
    assert len(expected.actions) == len(ROWS) - 1
    assert content(plan_in(other)) == content(expected)
