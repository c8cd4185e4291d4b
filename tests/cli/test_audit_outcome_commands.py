"""Findings, remedial actions, report, closing and comparison as they are typed; JSON as the interface promises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from audited import DAY, auditing, drawn, fill
from evidence.cli import evidence as command
from evidence.model.errors import EvidenceError

SHAPE = {"question", "n", "yes", "partly", "no", "not_on_file", "not_applicable", "unanswered"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rounds of four files, the second one better."""
    folder = tmp_path_factory.mktemp("typed")
    with auditing(folder) as file:
        for title, plans in (("March", "ynnn"), ("September", "yyyn")):
            audit = drawn(file, folder, title=title)
            file.allocate(audit, auditors=["AA"])
            for one, plan in zip(file.audit(audit).allocations, plans, strict=True):
                fill(file, audit, one.case, plan="yes" if plan == "y" else "no")
            for concern in file.audit(audit).concerns:
                file.acknowledge_concern(audit, concern.case, concern.question, on=DAY)
    return folder / "store"


def run(store: Path, *words: str, by: str = "keeper") -> Result:
    return CliRunner().invoke(command, ["--store", str(store), "--by", by, *words])


def refusal(result: Result) -> str:
    """The words of a refusal that ends with 2."""
    if isinstance(result.exception, EvidenceError):
        assert result.exception.exit_code == 2
        return str(result.exception)
    assert result.exit_code == 2
    return result.stderr


def test_an_audit_is_brought_to_its_end_by_typing(store: Path) -> None:
    found = run(store, "audit", "finding", "A-1", "--type", "nonconformity", "--text", "Plans are missing",
                "--questions", "plan")  # fmt: skip
    assert found.stdout == "F1  nonconformity: Plans are missing (3 of 4 files)\n" and found.exit_code == 0
    raised = run(store, "audit", "remedy", "A-1", "--finding", "F1", "--text", "Send a memo",
                 "--owner", "head of service", "--due", "31 03 06", "--evidence", "memo")  # fmt: skip
    assert raised.stdout == "a-0001:R1.1  open: Send a memo (head of service, due 2006-03-31)\n"
    raised = run(store, "audit", "remedy", "A-1", "--finding", "F1", "--text", "Send it twice")
    assert raised.stdout.startswith("a-0001:R1.2  open") and "A410" in raised.stderr
    ended = run(store, "audit", "remedy", "a-0001:R1.2", "--not-accepted", "--because", "once will do")
    assert ended.stdout.startswith("a-0001:R1.2  not-accepted") and "A410" not in ended.stderr
    refused = run(store, "audit", "close", "A-1")
    assert "a-0001:R1.1 is open" in refusal(refused)
    said = run(store, "audit", "remedy", "a-0001:R1.1", "--done-on", "15 03 06")
    assert said.stdout.startswith("a-0001:R1.1  claimed-done")
    paper = store.parent / "memo.txt"
    paper.write_text("Memo of 15 March 2006: a plan belongs on every file.")
    assert run(store, "add", str(paper), "--kind", "memo", "--dated", "15 03 06").exit_code == 0
    assert run(store, "link", "D-1", "a-0001:R1.1").exit_code == 0
    assert run(store, "verdict", "L-1", "sufficient", "--because", "seen", by="CC").exit_code == 0
    assert run(store, "close", "a-0001:R1.1").exit_code == 0
    status = json.loads(run(store, "audit", "status", "A-1", "--format", "json").stdout)
    assert status["remedies"] == [{"ref": f"a-0001:R1.{number}", "open": False} for number in (1, 2)]
    assert status["findings"][0]["found"] == 3 and status["findings"][0]["looked_at"] == 4
    reported = run(store, "audit", "report", "A-1", str(store.parent / "report.html"), "--on", "12 04 06")
    assert reported.exit_code == 0 and reported.stdout.startswith("D-0002")
    resumed = run(store, "audit", "resume", "A-1", "--because", "a figure was wrong")
    assert (resumed.exit_code, resumed.stdout) == (0, "A-0001  under-way\n")
    closed = run(store, "audit", "close", "A-1", "--on", "12 04 06", "--reaudit-due", "30 09 06")
    assert closed.stdout == "A-0001  closed on 2006-04-12; to be audited again by 2006-09-30\n"


def test_two_rounds_are_compared_in_the_shape_of_the_interface(store: Path) -> None:
    told = json.loads(run(store, "audit", "compare", "A-1", "A-2", "--format", "json").stdout)
    assert (told["baseline"], told["follow_up"]) == ("A-0001", "A-0002")
    plan = next(one for one in told["questions"] if one["question"] == "plan")
    assert set(plan) >= SHAPE
    assert (plan["n"], plan["yes"], plan["no"], plan["unanswered"]) == ([4, 4], [1, 3], [3, 1], [0, 0])
    overall = next(one for one in told["sections"] if one["section"] == "overall")
    assert overall["scale"] == "ofsted4" and {"value": "good", "n": [4, 4]} in overall["grades"]
    public = json.loads(run(store, "audit", "compare", "A-1", "A-2", "--share", "public", "--format", "json").stdout)
    assert all(one["n"] == [None, None] for one in public["questions"])


def test_the_table_shows_both_counts_and_no_percentage_below_twenty_files(store: Path) -> None:
    shown = run(store, "audit", "compare", "A-1", "A-2", "--by-team")
    assert "1 → 3" in shown.stdout and "%" not in shown.stdout.replace("yes %", "") and "team 1" in shown.stdout
    lines = run(store, "audit", "compare", "A-1", "A-2", "--by-team", "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("team,question,n,yes") and any(line.startswith("team 1,plan") for line in lines)


@pytest.mark.parametrize(
    "words",
    [
        ("audit", "remedy", "A-1", "--text", "x"),
        ("audit", "remedy", "a-0001:R1.1", "--finding", "F1"),
        ("audit", "remedy", "a-0001:R9.9", "--due", "31 03 06"),
        ("audit", "finding", "A-2", "--type", "strength", "--text", "x", "--questions", "nothing"),
        ("audit", "remedy", "A-2", "--finding", "F7", "--text", "x"),
        ("audit", "compare", "A-1", "A-9"),
        ("audit", "report", "A-2", "report.pdf"),
        ("audit", "close", "A-2", "--reaudit-due", "1 1 01"),
    ],
)
def test_what_cannot_be_is_refused_in_words(store: Path, words: tuple[str, ...]) -> None:
    assert len(refusal(run(store, *words))) > 20
