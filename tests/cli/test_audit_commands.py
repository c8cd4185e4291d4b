"""`evidence audit` as it is typed: a round from its opening to the feedback, and the shapes that tools rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from audited import auditing, write_list
from evidence.cli import evidence as command
from evidence.model.errors import NotFound


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with auditing(tmp_path):
        return tmp_path / "store"


def run(store: Path, *words: str, who: str = "keeper") -> Result:
    return CliRunner().invoke(command, ["--store", str(store), "--by", who, "audit", *words])


def show(store: Path, *words: str) -> Result:
    return CliRunner().invoke(command, ["--store", str(store), "show", *words])


def told(result: Result) -> str:
    assert result.exit_code == 0, result.stderr + repr(result.exception)
    return result.stdout


def test_a_round_is_held_from_the_command_line(store: Path, tmp_path: Path) -> None:
    listed, key = write_list(tmp_path), tmp_path / "key.csv"
    told(run(store, "programme", "add", "2006", "--theme", "Plans", "--form", "small-audit", "--due", "01 04 06",
             "--size", "4"))  # fmt: skip
    told(run(store, "programme", "approve", "2006", "--by-role", "director", "--on", "2006-03-01"))
    opened = ("new", "--form", "small-audit@1", "--title", "Plans on file", "--programme", "2006")
    assert told(run(store, *opened, "--opened-on", "2006-03-01")).startswith("A-0001  Plans on file")
    assert told(run(store, "population", "A-1", str(listed), "--key", str(key))).startswith("A-0001  16 files")
    drawn = json.loads(told(run(store, "sample", "A-1", "--method", "stratified", "--by", "team", "--format", "json")))
    assert len(drawn["cases"]) == drawn["size"] == 4 and isinstance(drawn["seed"], int)
    told(run(store, "allocate", "A-1", "--auditors", "AA,CC", "--due", "2006-03-20"))
    told(run(store, "allocate", "A-1", "--moderators", "person BB", "--moderate", "1", "--exempt", "few people",
             "--approver", "director"))  # fmt: skip
    rows = json.loads(told(run(store, "allocate", "A-1", "--auditors", "AA,CC", "--format", "json")))["allocations"]
    names = {"P-0002": "AA", "P-0003": "BB", "P-0004": "CC"}
    for row in rows:
        who = names[row["auditor"]]
        first = ("answer", "A-1", row["case"], "plan", "not on file", "--audited-on", "08 03 06",
                 "--raised-on", "09 03 06")  # fmt: skip
        assert "concern was raised" in run(store, *first, who=who).stderr
        told(run(store, "answer", "A-1", row["case"], "visits", "2", "--count", "2", who=who))
        last = told(run(store, "answer", "A-1", row["case"], "grade", "Good", "--comment", "else sound", who=who))
        assert last.endswith("3 answered, 0 left, submitted\n")
    (twice,) = [row["case"] for row in rows if row["moderator"]]
    made = run(store, "moderate", "A-1", twice, "--answer", "plan=no", "--grade", "inadequate",
               "--agreed", "inadequate", "--because", "there is no plan", who="BB")  # fmt: skip
    assert told(made) == f"{twice}  P-0003: 1 answer, inadequate, agreed inadequate\n"
    concerns = json.loads(told(run(store, "concern", "list", "A-1", "--format", "json")))["concerns"]
    assert [one["raised_on"] for one in concerns] == ["2006-03-09"] * 4
    told(run(store, "concern", "acknowledge", "A-1", twice, "plan", "--by-role", "service manager"))
    told(run(store, "feedback", "A-1", twice, "--given-on", "2006-03-09", "--disputed"))
    (listed_round,) = json.loads(told(run(store, "list", "--format", "json")))["audits"]
    assert (listed_round["ref"], listed_round["state"]) == ("A-0001", "under-way")


def test_a_sample_larger_than_the_population_says_so(store: Path, tmp_path: Path) -> None:
    told(run(store, "new", "--form", "small-audit", "--title", "Files"))
    told(run(store, "population", "A-1", str(write_list(tmp_path)), "--key", str(tmp_path / "key.csv")))
    assert "Fewer than the 500 that were asked for" in run(store, "sample", "A-1", "--size", "500").stderr


def test_the_status_has_the_shape_of_the_interface(store: Path, tmp_path: Path) -> None:
    told(run(store, "new", "--form", "small-audit", "--title", "Files", "--size", "3"))
    empty = json.loads(told(run(store, "status", "A-1", "--format", "json")))
    assert empty["population"] is None and empty["sample"] is None and empty["responses"] == []
    told(run(store, "population", "A-1", str(write_list(tmp_path)), "--key", str(tmp_path / "key.csv")))
    assert "Fewer than" not in run(store, "sample", "A-1", "--seed", "7").stderr
    again = run(store, "population", "A-1", str(tmp_path / "list.csv"), "--key", str(tmp_path / "key.csv"))
    assert "audit status A-0001" in again.stderr and "Next" not in again.stderr and "written" not in again.stderr
    opened = run(store, "new", "--form", "small-audit", "--title", "Files", "--size", "3")
    assert "A-0001" in opened.stdout and "is sampled" in opened.stderr and "Next" not in opened.stderr
    told(run(store, "allocate", "A-1", "--auditors", "AA", "--moderators", "CC"))
    status = json.loads(told(run(store, "status", "A-1", "--format", "json")))
    assert list(status) == ["audit", "form", "state", "population", "sample", "responses", "agreement", "findings",
                            "remedies", "issues"]  # fmt: skip
    assert (status["audit"], status["form"], status["state"]) == ("A-0001", "small-audit@1", "allocated")
    assert set(status["population"]) == {"size", "sha256"} and status["population"]["size"] == 16
    assert set(status["sample"]) == {"size", "method", "seed", "cases"}
    assert (status["sample"]["method"], status["sample"]["seed"]) == ("random", 7)
    one = {**status["responses"][0], "case": "C"}
    assert one == {"case": "C", "auditor": "P-0002", "state": "allocated", "missing": 2, "overall": None}
    assert {"second_rated", "percent", "kappa", "weighted_kappa"} <= set(status["agreement"])
    case = status["responses"][0]["case"]
    for question, value in (("plan", "no"), ("visits", "0"), ("grade", "good")):
        told(run(store, "answer", "A-1", case, question, value, "--audited-on", "2006-03-08", who="AA"))
    told(run(store, "moderate", "A-1", case, "--grade", "inadequate", "--on", "2006-03-09", who="CC"))
    after = json.loads(told(run(store, "status", "A-1", "--as-of", "2006-03-09", "--format", "json")))
    first = next(one for one in after["responses"] if one["case"] == case)
    assert first["overall"] == {"scale": "ofsted4", "value": "good"} and first["state"] == "in-moderation"
    assert (after["agreement"]["second_rated"], after["agreement"]["percent"]) == (1, 0)
    assert {"A406", "A408", "A414"} <= {issue["code"] for issue in after["issues"]}
    shown = told(run(store, "status", "A-1"))
    assert "16 files, 3 drawn (random), 3 allocated." in shown and "1 file graded twice" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["status", "A-9"], "audit list"),
        (["new", "--form", "no-such", "--title", "T"], "form publish"),
        (["sample", "A-1"], "has no population yet"),
        (["allocate", "A-1", "--auditors", "AA"], "has no sample yet"),
        (["allocate", "A-1"], "nobody is named"),
        (["population", "A-1", "missing.csv", "--key", "key.csv"], "found no file"),
        (["record", "A-1", "delete"], "expected one of abandon, agree"),
        (
            ["answer", "A-1", "C-x", "plan", "yes"],
            "has no sample yet. Draw it first: `evidence audit sample A-0001 --size N`",
        ),
        (["answer", "A-1", "C-x", "pla", "yes"], "Did you mean 'plan'"),
        (["moderate", "A-1", "C-x", "--answer", "plan"], "expected QUESTION=VALUE"),
        (["feedback", "A-1", "C-x", "--given-on", "soon"], "expected a day"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_a_refusal_says_what_to_do(store: Path, words: list[str], said: str) -> None:
    told(run(store, "new", "--form", "small-audit", "--title", "Files"))
    result = run(store, *words)
    assert result.exit_code != 0 and result.exception is not None and said in str(result.exception)


def test_a_case_file_is_shown_with_what_every_round_has_on_record_of_it(store: Path, tmp_path: Path) -> None:
    told(run(store, "new", "--form", "small-audit", "--title", "Files", "--size", "3"))
    told(run(store, "population", "A-1", str(write_list(tmp_path)), "--key", str(tmp_path / "key.csv")))
    told(run(store, "sample", "A-1", "--seed", "7"))
    told(run(store, "allocate", "A-1", "--auditors", "AA"))
    case = json.loads(told(run(store, "status", "A-1", "--format", "json")))["responses"][0]["case"]
    told(run(store, "answer", "A-1", case, "plan", "no", "--audited-on", "2006-03-08", who="AA"))
    told(run(store, "new", "--form", "small-audit", "--title", "Files again"))
    told(run(store, "population", "A-2", str(tmp_path / "list.csv"), "--key", str(tmp_path / "key.csv")))
    shown = json.loads(told(show(store, case.upper(), "--format", "json")))
    assert shown["case"]["ref"] == case and shown["case"]["holder"].startswith("social worker")
    assert [(one["audit"], one["sampled"]) for one in shown["audits"]] == [("A-0001", True), ("A-0002", False)]
    first, second = shown["audits"]
    assert (first["response"]["state"], first["response"]["answers"][0]["outcome"]) == ("in-progress", "no")
    assert [one["question"] for one in first["concerns"]] == ["plan"] and second["response"] is None
    assert "in-progress" in told(show(store, case))
    assert isinstance(show(store, "C-nobody").exception, NotFound)
