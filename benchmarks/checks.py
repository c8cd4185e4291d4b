"""Checks over a generated store, beside the plain SQL for "done without evidence"; suggestions for one document.

    python benchmarks/checks.py [ACTIONS] [LINKS] [--keep FOLDER]

By default 100,000 actions in 20 plans and 500,000 links. With `--keep`, the stores stay in the folder, and are used
again where they are there. Prints the seconds that pass and those of processors, the time for an action and a link
together, the memory of the check alone (in a process of its own, and the most of one that helps it), one action's
check, and one document's suggestions against 10,000 actions.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from attrs import evolve

import evidence
from evidence import codec
from evidence.file import EvidenceFile
from evidence.file.versions import fingerprint
from evidence.model.event import EventKind
from evidence.model.period import Due, Period
from evidence.model.plan import (
    Action,
    ActionPlan,
    ClaimState,
    LeadsFrom,
    PlanIdentity,
    PlanSource,
    Progress,
    Recommendation,
)

DAY = date(2006, 3, 24)
PLANS = 20
BATCH = 5_000  # entries recorded at once
WORDS = (
    "agree the criteria for a child in need with every agency",
    "issue the guidance on thresholds to all teams",
    "train the duty staff in the new procedure",
    "review the case files of looked after children",
    "appoint a team manager for the assessment service",
    "publish the leaflet on advocacy for young people",
    "reduce the number of repeat referrals",
    "set up a panel that looks at placements outside the county",
    "carry out an audit of supervision records",
    "hold a briefing for the scrutiny committee",
)
FLOOR = """SELECT count(*) FROM action_rows AS actions WHERE claim = 'done' AND NOT EXISTS (SELECT 1 FROM links
    WHERE links.plan = actions.plan AND links.action = actions.ref AND shows = 'completion' AND unlinked IS NULL)"""


def main() -> None:
    """Run it once."""
    if sys.argv[1:2] == ["check"]:
        check(Path(sys.argv[2]), sys.argv[3:])
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("actions", type=int, nargs="?", default=100_000)
    parser.add_argument("links", type=int, nargs="?")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    actions, links = given.actions, 5 * given.actions if given.links is None else given.links
    with tempfile.TemporaryDirectory(dir=Path.cwd()) if given.keep is None else nullcontext(given.keep) as name:
        store = Path(name) / f"store-{actions}-{links}"
        print(f"generated in {timed(lambda: generate(store, actions, links)):.0f} s: {actions} actions, {links} links")
        floor = least(lambda: sqlite3.connect(store / "index.db").execute(FLOOR).fetchone(), 3)
        print(f"plain SQL, done without evidence   {floor:.2f} s; load {os.getloadavg()[0]:.1f}")
        for codes, without in (("E,P", ""), ("E,P,D", ""), ("", "S501"), ("", "")):
            run = [sys.executable, __file__, "check", str(store), codes, without]
            told = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
            seconds, spent, memory, helper = map(float, told)
            each, cost = (1e6 * one / (actions + links) for one in (seconds, spent))
            what = f"check --select {codes}" if codes else "check, all rules" + (f" but {without}" if without else "")
            print(
                f"{what:34} {seconds:.1f} s, {each:.1f} µs each (bar: 20), {seconds / floor:.0f} times; of processors "
                f"{spent:.1f} s, {cost:.1f} µs; {memory:.0f} and {helper:.0f} MB (300); load {os.getloadavg()[0]:.1f}"
            )
        with evidence.open(store, by="benchmark", read_only=True) as file:
            refs = [f"p{number % PLANS}:R{1 + number % 5}.{1 + number}" for number in range(9)]
            found = [timed(lambda ref=ref: file.check(as_of=DAY, action=ref)) for ref in refs]
            print(f"check --action                     {1000 * statistics.median(found):.1f} ms median (bar: 50)")
        suggestions(Path(name) / f"suggest-{min(actions, 10_000)}", min(actions, 10_000))


def suggestions(store: Path, actions: int) -> None:
    """One document against 10,000 actions."""
    generate(store, actions, 0, plans=2)
    folder = store.parent / "papers"
    folder.mkdir(exist_ok=True)
    for number in range(20):
        text = f"Minutes of the meeting on {number + 1} March 2006. It was agreed to {WORDS[number % len(WORDS)]}.\n"
        (folder / f"minutes {number}.txt").write_text(text * 5)
    with evidence.open(store, by="benchmark") as file:
        documents = file.add_all(sorted(folder.iterdir()))
        times = [timed(lambda one=one: file.suggest(one)) for one in documents]
    print(f"suggest, one document of {actions} actions {1000 * statistics.median(times):.1f} ms median (bar: 20)")


def check(store: Path, codes: list[str]) -> None:
    """One check; prints the seconds that passed and those of processors, and the most MB that it and one helper held.

    Linux counts memory in KB.
    """
    with evidence.open(store, by="benchmark", read_only=True) as file:
        select = [code for code in codes[0].split(",") if code] if codes else []
        before = os.times()
        file.check(as_of=DAY, select=select, ignore=[code for code in codes[1:] if code])
        after = os.times()
    memory = (resource.getrusage(who).ru_maxrss / 1000 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(after.elapsed - before.elapsed, sum(after[:4]) - sum(before[:4]), *memory)


def generate(store: Path, actions: int, links: int, plans: int = PLANS) -> None:
    """A store with plans whose actions are mostly claimed done, and links to most of them; unless it is there."""
    if store.exists():
        return
    evidence.init(store)
    chance = random.Random(1)
    documents = max(links // 25, 1)
    with evidence.open(store, by="benchmark") as file:
        record(file, (document(store, number) for number in range(1, plans + documents + 1)))
        each = actions // plans
        made = [plan(number, each) for number in range(plans)]
        record(file, (imported(one) for one in made), 1)
        prints = [[fingerprint(codec.to_json(action)) for action in one.actions] for one in made]
        record(file, (link(number, chance, made, prints, plans, documents) for number in range(1, links + 1)))


def record(file: EvidenceFile, entries: Iterator[tuple[EventKind, dict[str, Any]]], batch: int = BATCH) -> None:
    """Record entries through the store's own writer, a batch at a time."""
    more = True
    while more:
        more = False
        with file._session.writing() as writing:
            for count, (kind, details) in enumerate(entries, 1):
                writing.record(kind, details)
                if count == batch:
                    more = True
                    break


def document(store: Path, number: int) -> tuple[EventKind, dict[str, Any]]:
    """A document of a few bytes."""
    data = f"document {number}".encode()
    sha256 = hashlib.sha256(data).hexdigest()
    path = store / "documents" / sha256[:2] / sha256
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    day = date(2006, 1, 1) + timedelta(days=number % 80)
    return EventKind.DOCUMENT_INGESTED, {
        "id": f"D-{number:04}",
        "sha256": sha256,
        "size": len(data),
        "media_type": "text/plain",
        "location": {"path": f"/papers/{number}.txt", "name": f"{number}.txt", "size": len(data), "modified": 0},
        "kind": ("minutes", "approval", "report", "letter")[number % 4],
        "title": f"Document {number}",
        "state": "final",
        "dated": codec.to_json(Period(text=str(day), earliest=day, latest=day)),
        "covers": None,
        "because": [],
        "received_from": None,
        "readable": True,
        "unreadable_because": None,
        "pages": 1,
        "text_sha256": None,
        "sketch": None,
        "alike": [],
        "part_of": None,
        "supersedes": None,
    }


def plan(number: int, actions: int) -> ActionPlan:
    """A plan with five recommendations."""
    identity = PlanIdentity(
        id=f"p{number}", title=f"Plan {number}", version=1, as_of=DAY, source=PlanSource(document=None, name="plan")
    )
    asked = [Recommendation(number=str(one), text=f"Recommendation {one}") for one in range(1, 6)]
    made = []
    for at in range(actions):
        due = date(2006, 1, 1) + timedelta(days=at % 80)
        done = at % 10 < 7
        text = f"Done on {due.day:02} {due.month:02} 06, item {at} of plan {number}" if done else ""
        because = ("'done' says so",) if done else ()
        claim = ClaimState.DONE if done else ClaimState.NONE
        made.append(
            Action(
                ref=f"R{1 + at % 5}.{1 + at}",
                recommendation=str(1 + at % 5),
                text=f"{WORDS[at % len(WORDS)].capitalize()} in area {at}",
                leads=("SF",),
                leads_from=LeadsFrom.WRITTEN,
                due=Due(text=str(due), earliest=due, latest=due + timedelta(days=90)),
                progress=Progress(text=text, claim=claim, because=because),
            )
        )
    return ActionPlan(plan=identity, recommendations=asked, actions=made)


def imported(made: ActionPlan) -> tuple[EventKind, dict[str, Any]]:
    """The plan's import; its source is one of the first documents."""
    source = PlanSource(document=f"D-{1 + int(made.id[1:]):04}", name="plan.txt")
    whole = codec.to_json(evolve(made, plan=evolve(made.plan, source=source)))
    prints = [fingerprint(action) for action in whole["actions"]]
    return EventKind.PLAN_IMPORTED, {"plan": whole, "fingerprints": prints}


def link(
    number: int, chance: random.Random, made: list[ActionPlan], prints: list[list[str]], plans: int, documents: int
) -> tuple[EventKind, dict[str, Any]]:
    """A link of some document to some action that is claimed done."""
    which = number % plans
    at = chance.randrange(len(made[which].actions))
    at -= max(at % 10 - 6, 0)  # only those that are claimed done
    return EventKind.EVIDENCE_LINKED, {
        "id": f"L-{number:04}",
        "document": f"D-{plans + 1 + chance.randrange(documents):04}",
        "plan": made[which].id,
        "action": made[which].actions[at].ref,
        "shows": "completion",
        "page": None,
        "quote": None,
        "covers": None,
        "fingerprint": prints[which][at],
    }


def timed(act: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def least(act: Callable[[], object], times: int) -> float:
    """The least of several runs, in seconds."""
    return min(timed(act) for _ in range(times))


if __name__ == "__main__":
    main()
