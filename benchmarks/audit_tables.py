"""The tables of a round of 1,000 files with 100 questions: status, comparison, comparison by team, report, check.

Run it with `python benchmarks/audit_tables.py`; the store is made anew in a temporary folder. The bar is one second for
each of the report tables.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import evidence
from evidence import codec
from evidence.audits.forms.fhir import to_fhir
from evidence.audits.sampling import draw, population
from evidence.audits.scales import shipped_scale
from evidence.file import EvidenceFile
from evidence.file.audits.reporting import content
from evidence.model.audit import Answer, Case, Grade, Method, Outcome, Response
from evidence.model.event import EventKind
from evidence.model.questionnaire import Choice, Item, ItemType, Questionnaire

FILES, QUESTIONS, FRAME = 1_000, 100, 4_000
DAY = date(2006, 3, 8)
OUTCOMES = (Outcome.YES, Outcome.YES, Outcome.YES, Outcome.PARTLY, Outcome.NO, Outcome.NOT_ON_FILE)
CHOICES = [Choice(code=one, text=one) for one in ("yes", "partly", "no", "not-applicable")]


def form() -> Questionnaire:
    scale = shipped_scale("ofsted4")
    assert scale is not None
    items: list[Item] = []
    for number in range(QUESTIONS):
        if number % 10 == 0:
            group = f"s{number // 10}"
            items.append(Item(link_id=group, text=f"Section {group}", type=ItemType.GROUP, grade_scale=scale.id))
        items.append(
            Item(link_id=f"q{number}", group=group, text=f"Question {number}?", type=ItemType.CHOICE, choices=CHOICES,
                 required=True, critical=number % 20 == 0)
        )  # fmt: skip
    return Questionnaire(id="large", version=1, title="A large audit", items=items, scales=[scale])


def responses(cases: tuple[str, ...], chance: random.Random) -> list[Response]:
    return [
        Response(
            case=case,
            form="large@1",
            auditor="P-0001",
            state="submitted",
            audited_on=DAY,
            answers=[Answer(question=f"q{n}", outcome=chance.choice(OUTCOMES)) for n in range(QUESTIONS)],
            grades=[Grade(section=section, scale="ofsted4", value=chance.choice(["good", "inadequate"]), reason="seen")
                    for section in (None, *(f"s{n}" for n in range(10)))],
        )
        for case in cases
    ]  # fmt: skip


def hold(file: EvidenceFile, title: str, seed: int) -> str:
    """A round put on record as the verbs do it, without the workbooks."""
    audit = file.open_audit("large", title, opened_on=DAY, size=FILES).ref
    frame = population([Case(ref=f"C-{n:04}", team=f"team {n % 8}") for n in range(FRAME)])
    sample = draw(frame, method=Method.RANDOM, size=FILES, seed=seed)
    with file._session.writing() as writing:
        cases = [codec.to_json(case) for case in frame.cases]
        details = {"audit": audit, "sha256": frame.sha256, "as_at": None, "size": FRAME, "start": 0, "cases": cases}
        writing.record(EventKind.POPULATION_LISTED, details | {"round": "population-listed"})
        writing.record(EventKind.SAMPLE_DRAWN, {"audit": audit, "sample": codec.to_json(sample), "round": "sampled"})
        for response in responses(sample.cases, random.Random(seed)):
            told = codec.to_json(response)
            names = ("case", "auditor", "form", "state", "audited_on", "answers", "grades")
            details = {name: told[name] for name in names} | {"audit": audit, "whole": True, "round": "under-way"}
            writing.record(EventKind.RESPONSE_RECORDED, details)
    return audit


def timed(words: str, bar: float | None, work: Callable[[], Any]) -> None:
    work()
    times = []
    for _ in range(3):
        start, used = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - start, time.process_time() - used))
    wall, processor = min(times)
    print(f"{words:40} {wall:6.2f} s, {processor:5.2f} s of processor" + (f"   bar {bar:.0f} s" if bar else ""))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        evidence.init(store)
        (Path(folder) / "form.json").write_text(json.dumps(to_fhir(form())), encoding="utf-8")
        with evidence.open(store, by="keeper") as file:
            file.publish_form(Path(folder) / "form.json")
            first, second = hold(file, "first", 1), hold(file, "second", 2)
        print(f"{FILES:,} files x {QUESTIONS} questions, twice; load {os.getloadavg()[0]:.1f}")
        with evidence.open(store, by="keeper", read_only=True) as file:
            session = file._session
            timed("audit status", 1, lambda: file.audit_status(first, as_of=DAY))
            timed("audit compare", 1, lambda: file.compare_audits(first, second))
            timed("audit compare --by-team", 1, lambda: file.compare_audits(first, second, by_team=True))
            timed("the report of a round", 1, lambda: content(session, first, DAY))
            timed("check of both rounds, rules on audits", None, lambda: file.check(as_of=DAY, select=["A"]))


if __name__ == "__main__":
    main()
