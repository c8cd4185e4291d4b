"""A small questionnaire, a list of case files and a round that is as far as a test needs it."""

from __future__ import annotations

import atexit
import csv
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from builder import opened
from evidence.audits.forms.fhir import to_fhir
from evidence.audits.scales import shipped_scale
from evidence.file import EvidenceFile
from evidence.model.questionnaire import Choice, Condition, Item, ItemType, Operator, Questionnaire
from evidence.reading import Readers

DAY = date(2006, 3, 8)
YNPA = [Choice(code=code, text=text) for code, text in
        (("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("not-applicable", "Not applicable"))]  # fmt: skip
PEOPLE = (("AA", "auditor"), ("BB", "team manager 1"), ("CC", "independent reviewing officer"))
TEAMS = 4


def small_form() -> Questionnaire:
    scale = shipped_scale("ofsted4")
    assert scale is not None
    grades = [Choice(code=value.code, text=value.text) for value in scale.values]
    return Questionnaire(
        id="small-audit",
        version=1,
        title="A small file audit",
        items=[
            Item(link_id="plan", text="Is a plan on file?", type=ItemType.CHOICE, choices=YNPA, choice_list="ynpa",
                 required=True, critical=True),
            Item(link_id="signed", text="Is it signed?", type=ItemType.CHOICE, choices=YNPA, choice_list="ynpa",
                 required=True,
                 enable_when=[Condition(question="plan", operator=Operator.EQUAL, answer="yes")]),
            Item(link_id="visits", text="How many visits?", type=ItemType.INTEGER, least="0"),
            Item(link_id="grade", text="Overall", type=ItemType.CHOICE, choices=grades, choice_list="grades",
                 grade_scale="ofsted4", overall=True, required=True),
        ],
        scales=[scale],
    )  # fmt: skip


def write_list(folder: Path, count: int = 16, name: str = "list.csv", first: int = 1) -> Path:
    """A population list; case numbers run from LAC/2006/0001."""
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Case number", "Team", "Status", "Holder", "Supervisor"])
        for number in range(first, first + count):
            team = number % TEAMS
            row = [case_number(number), f"team {team}", "LAC", f"social worker {number}", f"team manager {team}"]
            writer.writerow(row)
    return path


def case_number(number: int) -> str:
    return f"LAC/2006/{number:04}"


class Shared(Readers):
    """A pool of readers that outlives the stores it reads for: starting one costs more than most tests."""

    def close(self) -> None:
        """Stay open."""


@cache
def pool() -> Readers:
    """The pool of this run of the tests."""
    made = Shared(workers=1)
    atexit.register(Readers.close, made)
    return made


@contextmanager
def auditing(folder: Path, **options: Any) -> Iterator[EvidenceFile]:
    """A store with the small questionnaire published and three people known; chance is the same every time."""
    options = {"choose": random.Random(7).randrange, "readers": pool} | options
    with opened(folder / "store", **options) as file:
        form = folder / "small.json"
        form.write_text(json.dumps(to_fhir(small_form())), encoding="utf-8")
        file.publish_form(form)
        for initials, role in PEOPLE:
            file.add_actor(f"person {initials}", initials=initials, roles=[role])
        yield file


def drawn(file: EvidenceFile, folder: Path, *, size: int = 4, title: str = "Files of March", **said: Any) -> str:
    """A round with its population of 16 and its sample; gives its reference."""
    made = file.open_audit("small-audit", title, opened_on=DAY, **said)
    listed = folder / "list.csv"
    file.list_population(made.ref, listed if listed.exists() else write_list(folder), key=folder / "key.csv")
    file.draw_sample(made.ref, size=size, seed=1)
    return made.ref


def by(file: EvidenceFile, who: str) -> EvidenceFile:
    """The same open file, used by somebody else."""
    file._session.by = who
    return file


def fill(file: EvidenceFile, audit: str, case: str, *, plan: str = "yes", grade: str = "good") -> None:
    """Answer everything on one file, as the auditor that it is allocated to."""
    allocated = next(one for one in file.audit(audit).allocations if one.case == case)
    by(file, allocated.auditor)
    file.answer(audit, case, "plan", plan, audited_on=DAY, raised_on=DAY)
    if plan == "yes":
        file.answer(audit, case, "signed", "partly")
    file.answer(audit, case, "visits", "3")
    file.answer(audit, case, "grade", grade, comment="as found")
    by(file, "keeper")


def filled_in(path: Path, **answers: str) -> Path:
    """Write answers into a response workbook, and the day; what is not said is left blank."""
    book = openpyxl.load_workbook(path)
    for row in book["answers"].iter_rows(min_row=2):
        row[2].value = answers.get(str(row[0].value))
    book["about"]["B5"] = DAY.isoformat()
    book.save(path)
    return path
