"""A round of many files taken in from its response workbooks, beside the bare reading of the same cells.

    python benchmarks/audits.py [FILES] [QUESTIONS]

The workbooks are those of `audit sheets`, filled in: an answer to each question, a comment to every fourth. The bare
loop opens each with python-calamine, the library that reads them here, takes the values of all their cells, and keeps
nothing; in one process, and once on as many as the import uses. The import reads them in bounded processes, checks
every cell, screens every comment, and keeps the answers in journal and index. Bare reading and import take turns,
because a machine's speed changes while this runs: each import, by a process of its own into a copy of the store, is set
beside the bare readings before and after it.
"""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

import evidence
from evidence.audits.forms.fhir import to_fhir
from evidence.audits.sheet_pages import pages
from evidence.audits.sheets import to_sheets
from evidence.file import EvidenceFile
from evidence.model.audit import Allocation, Answer, Outcome
from evidence.model.questionnaire import Questionnaire
from evidence.reports import xlsx

TURNS = 3  # of import and bare reading
COMMENTS = (
    "Seen on the file, signed by the team manager on 27 02 06.",
    "The plan was reviewed late; the reviewing officer has asked for it twice.",
    "Regulation 7 of the 1991 Regulations; minutes of 14/02/2006.",
)
OUTCOMES = (Outcome.NO, Outcome.NOT_ON_FILE, Outcome.PARTLY)  # of every twelve answers; the others are "yes"


def main() -> None:
    """Run it once."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    questions = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        form = questionnaire(folder, questions)
        with evidence.open(folder / "store", by="keeper") as file:
            held = round_of(file, folder, form, files)
            books = filled(folder / "sheets", form, held)
        cells = sum(map(bare, books[:5])) // 5
        workers = os.cpu_count() or 1
        together = timed(lambda: bare_loop(books, workers))
        alone, ours, again = [timed(lambda: bare_reading(books))], list[float](), list[float]()
        for _ in range(TURNS):
            first, second = apart(import_twice, folder, books)
            ours.append(first)
            again.append(second)
            alone.append(timed(lambda: bare_reading(books)))
        ratios = [2 * took / (alone[at] + alone[at + 1]) for at, took in enumerate(ours)]
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        print(f"a round of     {files} files x {questions} questions, {cells} cells a workbook; load {load:.1f}")
        print(f"bare reading   {told(alone)} s in one process, {together:.2f} s in {workers}")
        print(f"import         {told(ours)} s; the same again {told(again)} s")
        print(f"import / bare  {told(ratios)} (bar: 3)")


def told(figures: Sequence[float]) -> str:
    """The least figure and the one in the middle."""
    return f"{min(figures):.2f} to {statistics.median(figures):.2f}"


def apart(work: Callable[..., Any], *args: Any) -> Any:
    """What some work gives in a process of its own, in which nothing is warm."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, args)


def import_twice(folder: Path, books: list[Path]) -> tuple[float, float]:
    """Seconds that it takes to import the workbooks into a copy of the store, and to import them again."""
    copy = Path(shutil.copytree(folder / "store", folder / "copy"))
    try:
        with evidence.open(copy, by="keeper") as file:
            first, second = (timed(lambda: file.import_responses("A-0001", books)) for _ in range(2))
            return first, second
    finally:
        shutil.rmtree(copy)


def questionnaire(folder: Path, questions: int) -> Questionnaire:
    """The shipped audit of looked-after children's files, its questions repeated up to the number asked for."""
    evidence.init(folder / "store")
    with evidence.open(folder / "store", by="keeper") as file:
        shipped = file.form("lac-file-audit-2006")
        plain = [item for item in shipped.questions if item.choice_list == "yes-partly-no"]
        items = [
            evolve(plain[n % len(plain)], link_id=f"q{n + 1}", group=None, asks=(), enable_when=())
            for n in range(questions)
        ]
        form = evolve(shipped, id="benchmark", title="Of a benchmark", items=items)
        (folder / "form.json").write_text(json.dumps(to_fhir(form)), encoding="utf-8")
        return file.form(file.publish_form(folder / "form.json").ref)


def round_of(file: EvidenceFile, folder: Path, form: Questionnaire, files: int) -> tuple[Allocation, ...]:
    """A census of so many files, shared out between two auditors."""
    with (folder / "population.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["case number", "team", "case holder role"])
        rows.writerows([10_000 + n, "North" if n % 2 else "South", f"social worker {n % 9}"] for n in range(files))
    file.open_audit(form.ref, "A round")
    file.list_population("A-0001", folder / "population.csv", key=folder / "key.csv")
    file.draw_sample("A-0001", size=files, method="census")
    for name in ("Auditor one", "Auditor two"):
        file.add_actor(name, roles=["auditor"])
    return file.allocate("A-0001", auditors=["Auditor one", "Auditor two"])


def filled(folder: Path, form: Questionnaire, held: tuple[Allocation, ...]) -> list[Path]:
    """The workbooks of the round, as the auditors would send them back."""
    folder.mkdir()
    made = []
    for number, one in enumerate(held):
        answers = [
            Answer(
                question=item.link_id,
                outcome=dict(enumerate(OUTCOMES)).get((number * 7 + at * 5) % 12, Outcome.YES),
                comment=COMMENTS[at % 3] if at % 4 == 0 else None,
            )
            for at, item in enumerate(form.questions)
        ]
        said = {"audit": "A-0001", "case": one.case, "auditor": one.auditor, "audited_on": "2006-03-06"}
        path = folder / f"{one.case}.xlsx"
        path.write_bytes(xlsx.write(pages(form, [to_sheets(form, answers=answers, **said)])))
        made.append(path)
    return made


def bare(path: Path) -> int:
    """The values of all cells of a workbook, counted and forgotten."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    return sum(len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())


def bare_reading(books: list[Path]) -> None:
    """All workbooks in one process."""
    for path in books:
        bare(path)


def bare_loop(books: list[Path], workers: int) -> None:
    """The same on several processes."""
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        sum(pool.imap_unordered(bare, books, chunksize=16))


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
