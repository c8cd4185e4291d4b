"""The whole life of an evidence file: a plan in, documents in, links, what is missing, and whether the record holds.

Run it with `python examples/tour.py`; it writes into `examples/out`, made anew each time, and nowhere else.
"""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import evidence

HERE = Path(__file__).resolve().parent
OUT = HERE / "out"
AS_OF = date(2006, 4, 28)

# What the keeper decided after looking at the suggestions: document, action, what it shows.
LINKS = (
    ("Thresholds discussion paper Jan06.md", "R1.1", "completion"),
    ("LSCB Exec minutes 080206.pdf", "R1.2", "completion"),
    ("Letter to agencies advice routes.html", "R1.3", "completion"),
    ("Threshold criteria DRAFT2.md", "R1.4", "part"),
    ("Threshold criteria v3 final.pdf", "R1.4", "completion"),
    ("Cabinet Member decision 280206.txt", "R1.4", "completion"),
    ("Thresholds booklet.pdf", "R1.5", "completion"),
    ("Duty office operating instructions.md", "R2.1", "completion"),
    ("Supervision record TM Jan.txt", "R2.3", "occurrence"),
    ("Supervision record TM March.txt", "R2.3", "occurrence"),
    ("Observation visit 140206.pdf", "R2.4", "occurrence"),
    ("Observation visit 160306.html", "R2.4", "occurrence"),
    ("memo recording of supervision.txt", "R2.5", "completion"),
    ("LAC file audit questionnaire.html", "R3.1", "completion"),
    ("CP file audit questionnaire DRAFT.html", "R3.2", "part"),
    ("Notification form LAC.html", "R4.1", "completion"),
    ("Timeliness of first reviews Q1 06.html", "R4.2", "occurrence"),
    ("Bid Regional Workforce Fund.pdf", "R5.1", "completion"),
    ("Workforce strategy DRAFT 100306.md", "R5.2", "part"),
    ("Training programme thresholds 06-07.html", "R5.3", "completion"),
    ("Letter from PCT protocol.pdf", "R6.1", "contradicts"),
    ("Consultation with looked after children.pdf", "R7.1", "completion"),
    ("Management team minutes 220306.txt", "R8.1", "completion"),
)
COVERS = {"Timeliness of first reviews Q1 06.html": "Jan – Mar 06"}  # the figures are younger than what they tell of


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    evidence.init(OUT / "store")
    with evidence.open(OUT / "store", by="keeper") as file:
        file.add_actor("Auditor", initials="AU", roles=["auditor"])
        print("1. A plan in")
        plan = file.import_plan(HERE / "plan.md", id="harrowmere", title="Keeping Children Safe", as_of=AS_OF)
        print(f"   {len(plan.recommendations)} recommendations, {len(plan.actions)} actions")
        for ref, request in ((action.ref, request) for action in plan.actions for request in action.requests):
            print(f"   {ref} asks for evidence: {request.text}")

        print("\n2. Documents in")
        first = file.scan(HERE / "documents", settle=0)
        print(f"   {sum(item.new for item in first.filed)} documents filed")
        for item in (item for item in first.filed if item.note):
            print(f"   {Path(item.path).name}: {item.note}")
        again = file.scan(HERE / "documents", settle=0)
        print(f"   scanned again: {len(again.filed)} new, {len(again.known)} known")

        print("\n3. What a document may show")
        on_file = {name: document for document in file.documents() for name in document.names}
        for name in ("Thresholds booklet.pdf", "memo recording of supervision.txt", "Canteen menu.html"):
            best = file.suggest(on_file[name], limit=1)
            likely = best and best[0].score > 0.5
            print(f"   {name}: {f'{best[0].action}, because it {best[0].because[0]}' if likely else 'nothing likely'}")

        print("\n4. A person links")
        for name, ref, shows in LINKS:
            file.link(on_file[name], ref, shows=shows, covers=COVERS.get(name))
        print(f"   {len(file.links())} links; R1.4 has {len(file.links(action='R1.4'))} of them")

        print(f"\n5. What is missing as of {AS_OF}")
        result = file.check(as_of=AS_OF)
        for state, count in Counter(state.state for state in result.states).most_common():
            print(f"   {count:3} {state}")
        for issue in result.issues:
            if issue.code in ("E102", "E108"):
                print(f"   {issue.code} {issue.subject.ref}: {issue.remedy.split(';')[0]}.")

        print("\n6. The record")
        for hit in file.search("unannounced duty office", limit=2):
            print(f"   found in {file.show(hit.document).names[0]}")
        print(f"   the journal says of R5.1: {', '.join(entry.kind for entry in file.log('R5.1'))}")
        head = file.checkpoint()
        proof = file.verify(against=sorted((OUT / "store" / "checkpoints").iterdir()))
        print(f"   {head.size} entries; verified: {proof.ok}; agrees with the checkpoint: {bool(proof.against)}")

        print("\n7. A page to look at")
        file.report(OUT / "report", as_of=AS_OF)
        print("   examples/out/report/index.html")


if __name__ == "__main__":
    main()
