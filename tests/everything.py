"""A store in which everything that can be recorded has been: every table has rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from audited import auditing, by, drawn, fill
from builder import PLAN, write_files, write_plan
from evidence.file import EvidenceFile

DAY = date(2006, 6, 30)


def everything(folder: Path) -> Path:
    """Make it; gives the store."""
    with auditing(folder) as file:
        _plans(file, folder)
        _documents(file, folder)
        _evidence(file)
        _asking(file, folder)
        _audits(file, folder)
        file.checkpoint()
    return folder / "store"


def _plans(file: EvidenceFile, folder: Path) -> None:
    file.import_plan(write_plan(folder), id="town", as_of=date(2006, 3, 24))
    text = PLAN.replace("Monthly audit of files", "Monthly audit of all files") + "\nA line that has no place in it.\n"
    file.import_plan(write_plan(folder, text), id="town")
    file.correct_plan({"R1.2/leads": "AM"}, "town")


def _documents(file: EvidenceFile, folder: Path) -> None:
    for at, path in enumerate(write_files(folder / "in", 6)):
        file.add(path, dated=f"{at + 1:02} 02 06", covers="Feb 06", received_from=f"the post, bag {at}")
    said = (
        f"Item {at}: the board heard report {at * 7} and asked the head of service {at * 3} to act."
        for at in range(200)
    )
    long = "Minutes of the board held on 04 01 06.\n" + "\n".join(said)
    for name in ("board.txt", "board copy.txt"):
        (folder / "in" / name).write_text(f"{long}{name}\n", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing\n")
    file.add(folder / "in/board.txt")
    file.add(folder / "in/board copy.txt")
    file.add(folder / "broken.pdf")
    file.describe("D-0005", title="A title given by hand", state="draft")
    file.withdraw("D-0006", because="the wrong council")
    file.set_aside("D-0007", because="a menu")


def _evidence(file: EvidenceFile) -> None:
    file.link("D-0003", "R1.1", page=1, quote="Minutes of meeting 1", covers="Jan 06")
    file.link("D-0004", "R1.2")
    file.link("D-0005", "R2.1", shows="occurrence", covers="Jan 06")
    file.unlink("L-0003", because="another month")
    file.verdict("L-0001", "sufficient", because="it is in the minutes")
    file.close_action("R1.1")
    file.reopen_action("R1.1", because="closed too soon")
    file.add_measure("CH 141", "Reviews on time", definition="of all reviews", unit="percent", population="all files",
                     shows=["R2.1"])  # fmt: skip
    file.measure_target("CH 141", "95", by="31 03 06")
    file.measure_record("CH 141", "84.9", period="Q4 05", document="D-0003", baseline=True)
    file.link("D-0008", "R2.1", shows="part")
    file.undo()


def _asking(file: EvidenceFile, folder: Path) -> None:
    file.write_settings(folder / "settings.toml")
    text = (folder / "settings.toml").read_text("utf-8").replace("days_to_answer = 14", "days_to_answer = 10")
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    file.apply_settings(folder / "settings.toml")
    listed = file.chase(as_of=DAY)
    (path, *_) = file.chase_workbooks(listed, folder / "chase")
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book["list"][1]}
    book["list"].cell(2, heads["answer"]).value = "will send on …"
    book["list"].cell(2, heads["send on"]).value = "2006-08-01"
    book["list"].cell(2, heads["note"]).value = "it is in the archive"
    book.save(path)
    file.apply_chase([path])


def _audits(file: EvidenceFile, folder: Path) -> None:
    file.plan_audit("2006", theme="Plans", form="small-audit", due=DAY, size=4, title="The year's audits")
    file.approve_programme("2006", by="assistant director", on=DAY)
    audit = drawn(file, folder)
    file.allocate(audit, auditors=["AA", "BB"], moderators=["CC"], moderate=1, due=DAY)
    cases = file.audit(audit).sample.cases  # type: ignore[union-attr]
    for case in cases:
        fill(
            file,
            audit,
            case,
            plan="no" if case == cases[0] else "yes",
            grade="inadequate" if case == cases[0] else "good",
        )
    moderated = next(one.case for one in file.audit(audit).allocations if one.moderator)
    by(file, "CC")
    file.moderate(audit, moderated, answers={"plan": "no"}, grade="good", reason="as I found it", on=DAY)
    by(file, "keeper")
    file.give_feedback(audit, cases[1], given_on=DAY, method="in supervision", response="agreed")
    finding = file.add_finding(audit, type="nonconformity", text="A plan was not on file.", questions=["plan"])
    file.add_remedy(audit, finding=finding.ref, text="Put the plan on file", owner="team manager", due="31 07 06")
