"""Every rule is heard through `check` on a store in which a keeper caused what it is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import evidence
from builder import opened
from evidence.checks.rules import RULES
from evidence.file import EvidenceFile

DAY = date(2006, 3, 24)
HEAD = """# Plan of a council

- HT Head of Testing
- AM Audit Manager
- SM Service Manager (Operations)

| Recommendation | Action to be Taken | Lead | By When | Progress to Date | Success Criteria |
|---|---|---|---|---|---|
"""
ROWS = """| 1. Agree the criteria | Board to approve the paper | HT | 4 Jan 06 | Approved by the board 04.01.06 | |
| | Issue the guidance | AM | Feb 06 | Guidance issued 10.02.06 | Practice consistently improved |
| 2. Check the files | Monthly audit of files | AM | Jan 06 | | |
| | Train the staff | HT | May 06 | | |
"""
NHS = "NHS number 943 476 5919, date of birth 3 March 1999"
Step = Callable[[EvidenceFile, Path], Any]


def paper(name: str, text: str, action: str | None = None, shows: str = "completion", **said: Any) -> Step:
    """File a document, and link it where an action is named."""

    def step(file: EvidenceFile, folder: Path) -> Any:
        (folder / name).write_text(text)
        document = file.add(folder / name, **said)
        return file.link(document, action, shows=shows) if action else document

    return step


def row(text: str) -> Step:
    """Import a plan with these rows in place of the usual ones."""

    def step(file: EvidenceFile, folder: Path) -> None:
        (folder / "other.md").write_text(HEAD + text)
        file.import_plan(folder / "other.md", id="p", as_of=DAY)

    return step


def both(*steps: Step) -> Step:
    """One after the other."""

    def step(file: EvidenceFile, folder: Path) -> None:
        for one in steps:
            one(file, folder)

    return step


def verified_by_the_lead(file: EvidenceFile, folder: Path) -> None:
    made = paper("m.txt", "Minutes of 4 January 2006. Approved.", "R1.1")(file, folder)
    file.add_actor("Head of Testing", initials="HT")
    with evidence.open(folder / "store", by="HT") as other:
        other.verdict(made, "sufficient", because="mine")


def replaced(file: EvidenceFile, folder: Path) -> None:
    paper("m.txt", "Minutes of 4 January 2006. Approved.", "R1.1")(file, folder)
    (folder / "m.txt").write_text("Minutes of 4 January 2006. Approved. Corrected.")
    file.add(folder / "m.txt")


def missed_target(file: EvidenceFile, folder: Path) -> None:
    del folder
    file.add_measure("CH 1", "Referrals", shows=["R1.2"])
    file.measure_target("CH 1", "80", by="1 March 2006")


def gone(file: EvidenceFile, folder: Path) -> None:
    paper("g.txt", "Letter of 3 March 2006")(file, folder)
    (folder / "g.txt").unlink()
    file.scan(folder, settle=0)


def nearly_the_same(file: EvidenceFile, folder: Path) -> None:
    words = " ".join(f"word{number} of the procedure for the duty team" for number in range(60))
    paper("one.txt", f"Procedure of 3 March 2006. {words}", "R1.2")(file, folder)
    paper("two.txt", f"Procedure of 3 March 2006. {words} end")(file, folder)


def damaged(file: EvidenceFile, folder: Path) -> None:
    document = paper("m.txt", "Minutes of 4 January 2006. Approved.")(file, folder)
    kept = folder / "store" / "documents" / document.sha256[:2] / document.sha256
    kept.chmod(0o600)
    kept.write_text("Minutes of 4 January 2006. Refused.")


CAUSES: dict[str, Step] = {
    "E101": both(),
    "E102": row("| 1. Agree | Approve the paper | HT | Jan 06 | Approved 04.01.06 (AM - need copy for file) | |"),
    "E103": paper("d.txt", "DRAFT\n\nGuidance of 4 January 2006", "R1.2", kind="guidance"),
    "E104": paper("a.txt", "Agenda of the board, 4 January 2006", "R1.1", kind="agenda"),
    "E105": paper("l.txt", "Minutes of 20 March 2006. Approved.", "R1.1", kind="minutes", dated="20 March 2006"),
    "E106": paper("o.txt", "Minutes of 3 March 2001. Approved.", "R1.1", kind="minutes", dated="3 March 2001"),
    "E107": row("| 1. Agree | Approve the paper | HT | Jan 06 | All actions completed | |"),
    "E108": both(),
    "E109": paper("i.txt", "Guidance of 10 February 2006", "R1.2", kind="guidance", dated="10 Feb 2006"),
    "E110": verified_by_the_lead,
    "E111": lambda file, _: file.close_action("R1.1"),
    "E112": both(
        paper("m.txt", "Minutes of 4 January 2006. Approved.", "R1.1"),
        row(ROWS.replace("Board to approve the paper", "Board to approve the paper and the criteria")),
    ),
    "E113": replaced,
    "E114": paper("c.txt", "Minutes of 4 January 2006. Not approved.", "R1.1", "contradicts"),
    "E115": missed_target,
    "P201": row("| 1. Agree | Approve the paper | HT | Jan 06 | Asked for 31 02 06 | |"),
    "P202": row("| 1. Agree | Approve the paper | HT | Jan 06 | Approved 4 Jan | |"),
    "P203": row(ROWS + "| 3. Go on | Write the report | HT | Jan 2036 | | |"),
    "P204": row("| 1. Agree | Approve the paper | HT | Jan 06 | Approved on 04.01.2007 | |"),
    "P205": row("| 1. Agree | Approve the paper | HT | soon | | |"),
    "P206": row("| 1. Agree | Approve the paper | HT | Jan 06 | | |\n| | Issue it | | Jan 06 | | |"),
    "P207": row("| 1. Agree | Approve the paper | HX | Jan 06 | | |"),
    "P208": row("| 1. Agree | Approve the paper | HT | Jan 06 | | |"),
    "P209": row("| 1. Agree | Approve the paper | HT | Jan 06 | Paper being written | |"),
    "P210": row("| 1. Agree | Approve the paper | HT | Jan 06 | Approved 10.03.06 | |"),
    "P211": row(ROWS.replace("May 06", "July 06")),
    "P212": row(
        "| 1. Agree | Approve the paper | HT | Jan 06 | The board looked at this on 04.01.06 and agreed | |\n"
        "| | Issue the guidance | HT | Jan 06 | The board looked at this on 04.01.06 and agreed | |"
    ),
    "P213": row("| 1. Agree | Approve the paper | HT | Jan 06 | Completed 04.01.06. Not yet completed. | |"),
    "P214": row("| 1. Agree | Approve the paper | HT | Jan 06 | | |\n| 2. Check the files | | | | | |"),
    "P215": row("| | | | | Something without an action | |\n" + ROWS),
    "P216": lambda file, folder: _coloured(file, folder),
    "D301": paper("x.pdf", "%PDF-1.4 broken"),
    "D302": paper("menu.txt", "Canteen menu"),
    "D303": paper("u.txt", "Guidance without a day", "R1.2"),
    "D304": paper("n.txt", "Minutes of the meeting held on 31st February 2006"),
    "D305": nearly_the_same,
    "D306": gone,
    "D307": paper("p.txt", f"Record. {NHS}"),
    "D308": paper("deep.rtf", "{\\rtf1 Letter of 3 March 2006 " + "{" * 2000 + "deep" + "}" * 2000 + "}"),
    "S501": damaged,
    "S502": both(),
}
ELSEWHERE = {"S503": "months must pass; the test of it stands below"}


def _coloured(file: EvidenceFile, folder: Path) -> None:
    heading = HEAD.replace("Success Criteria", "RAG")
    (folder / "rag.md").write_text(heading + "| 1. Agree | Approve the paper | HT | Jan 06 | | Green |\n")
    file.import_plan(folder / "rag.md", id="p", as_of=DAY)


def test_links_to_an_action_that_left_the_plan_are_remarked_on(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        (tmp_path / "plan.md").write_text(HEAD + ROWS)
        file.import_plan(tmp_path / "plan.md", id="p", as_of=DAY)
        made = paper("m.txt", "Minutes. Approved.", "R1.1", dated="4 January 2006")(file, tmp_path)
        row("| 7. Something else | Count the chairs | HT | Jan 06 | | |")(file, tmp_path)
        (told,) = file.check(as_of=DAY, select=["E112"]).issues
        assert (told.subject.ref, "no longer has" in told.message) == (made.id, True)
        assert file.check(as_of=date(2005, 1, 1), select=["E112"]).issues == ()
        file.unlink(made, because="the plan left it out")
        assert file.check(as_of=DAY, select=["E112"]).issues == ()


@pytest.mark.parametrize(
    ("quote", "page", "doubt"),
    [
        ("the Board  approved—the paper", 1, None),
        ("THE BOARD APPROVED THE PAPER", None, None),
        ("the board refused the paper", None, "not found in"),
        ("the board approved the paper", 2, "it stands on page 1"),
    ],
)
def test_a_quotation_that_does_not_stand_there_is_said_and_refuses_nothing(
    quote: str, page: int | None, doubt: str | None, tmp_path: Path
) -> None:
    with opened(tmp_path / "store") as file:
        (tmp_path / "plan.md").write_text(HEAD + ROWS)
        file.import_plan(tmp_path / "plan.md", id="p", as_of=DAY)
        (tmp_path / "m.txt").write_text(
            "Minutes of 4 January 2006.\nThe board approved\nthe paper.\f\nAny other business."
        )
        made = file.link(file.add(tmp_path / "m.txt"), "R1.1", quote=quote, page=page)
        said = file.quotation_doubt(made)
        assert said is None if doubt is None else doubt in (said or "")
        (state,) = file.check(as_of=DAY, action="R1.1").states
        assert (said in state.because) is (doubt is not None)


@pytest.mark.parametrize("code", CAUSES)
def test_what_was_caused_is_remarked_on(code: str, tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        (tmp_path / "plan.md").write_text(HEAD + ROWS)
        file.import_plan(tmp_path / "plan.md", id="p", as_of=DAY)
        CAUSES[code](file, tmp_path)
        result = file.check(as_of=DAY, select=[code])
        assert code in {issue.code for issue in result.issues}, result
        assert not any(one.outcome == "crashed" for one in file.check(as_of=DAY).results)


def test_a_fixity_check_is_asked_for_when_months_have_passed_and_not_before(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        (tmp_path / "plan.md").write_text(HEAD + ROWS)
        file.import_plan(tmp_path / "plan.md", id="p", as_of=DAY)
        assert file.check(as_of=date(2026, 4, 7), select=["S503"]).issues == ()
        (told,) = file.check(as_of=date(2026, 4, 8), select=["S503"]).issues
        assert "5 January 2026" in told.message


def test_every_rule_is_caused_here_or_said_to_be_caused_elsewhere() -> None:
    audits = {rule.CODE for rule in RULES if rule.CODE.startswith("A")}
    assert CAUSES.keys() | ELSEWHERE.keys() == {rule.CODE for rule in RULES} - audits
