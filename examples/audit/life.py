"""The whole life of an audit: questionnaire, sample, answers, second opinion, findings, remedies, re-audit, comparison.

Run it with `python examples/audit/life.py`; it writes into `examples/out/audit`, made anew each time, and nowhere else.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

import evidence
from evidence.audits.answering import AnswerReader
from evidence.audits.sheet_pages import pages
from evidence.audits.sheets import to_sheets
from evidence.file import EvidenceFile
from evidence.model.audit import Grade
from evidence.model.comparison import COUNTED, share_of_yes
from evidence.model.questionnaire import ItemType, Questionnaire
from evidence.reports import xlsx

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "out" / "audit"
FORM = "lac-file-audit-2006"
PEOPLE = (
    ("Reviewing Officer one", "R1", "independent reviewing officer 1"),
    ("Reviewing Officer two", "R2", "independent reviewing officer 2"),
    ("Practice Auditor", "PA", "practice auditor"),
    ("Practice Educator", "PE", "practice educator"),
    ("Officer for Quality Assurance", "QA", "quality assurance officer"),
)
AUDITORS = ("R1", "R2", "PA", "PE")
HEAD = "Head of Children's Social Care"


class Calendar:
    """The clock of the example: it stands at nine in the morning of the day that it was last set to."""

    def __init__(self) -> None:
        self.day = date(2006, 2, 23)

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(9), UTC)


calendar = Calendar()
chance = random.Random(2006)  # so that the example comes out the same each time; a council leaves it out


def as_(who: str) -> EvidenceFile:
    return evidence.open(OUT / "store", by=who, clock=calendar, choose=chance.randrange)


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    evidence.init(OUT / "store", clock=calendar)
    with as_("QA") as file:
        for name, initials, role in PEOPLE:
            file.add_actor(name, initials=initials, roles=[role])
        file.import_plan(HERE.parent / "plan.md", id="harrowmere", as_of=date(2006, 4, 28))
        publish(file)
    first = hold("baseline", "Case files of looked after children", date(2006, 3, 8), seed=7)
    second_opinions(first)
    remedies(first)
    put_right(first)
    report_and_close(first, date(2006, 4, 12), reaudit_due=date(2006, 9, 30))
    again = hold("follow-up", "Case files of looked after children, again", date(2006, 9, 5), seed=8, baseline=first)
    report_and_close(again, date(2006, 9, 15))
    compare(first, again)


def publish(file: EvidenceFile) -> None:
    print("1. The questionnaire")
    made = file.publish_form(FORM)
    own = json.loads(file.export_form(made.ref))
    for section in own["item"]:
        for question in section.get("item", []):
            if question["linkId"] == "l1101":
                question["extension"].append({"url": "urn:evidence-file:action", "valueString": "R3.3"})
    (OUT / "own.json").write_text(json.dumps(own), encoding="utf-8")
    made = file.publish_form(OUT / "own.json")
    calendar.day = date(2006, 3, 1)
    approval = file.add(HERE / "documents" / "Approval LAC questionnaire 010306.txt", kind="approval")
    made = file.approve_form(made.ref, document=approval.id, in_operation_from=calendar.day, approved_by="DC")
    print(f"   {made.ref}, {made.questions} questions, approved by {made.approved_by}, {made.status}")


def hold(which: str, title: str, day: date, *, seed: int, baseline: str | None = None) -> str:
    print(f"\n{'2' if baseline is None else '7'}. A round: {which}")
    calendar.day = day
    with as_("QA") as file:
        audit = file.open_audit(FORM, title, baseline=baseline, size=40, concerns_to=HEAD).ref
        listed = file.list_population(audit, HERE / "population.csv", key=OUT / "key.csv")
        print(f"   {audit}: {listed.size} files, {listed.issued} of them with a new reference")
        sample = file.draw_sample(audit, size=40, seed=seed)
        file.allocate(audit, auditors=AUDITORS, moderators=["QA"] if baseline is None else (), moderate=8)
        print(f"   {len(sample.cases)} drawn with seed {sample.seed}, shared among {len(AUDITORS)} auditors")
        sheets = file.write_sheets(audit, OUT / audit)
        fill(file, audit, which, sample.cases)
        taken = file.import_responses(audit, sheets.written)
        print(f"   {len(sheets.written)} sheets out, {len(taken.taken)} back")
        held = file.audit(audit)
        for concern in held.concerns:
            file.acknowledge_concern(audit, concern.case, concern.question, on=day)
        print(f"   {len(held.concerns)} immediate concerns raised and acknowledged")
    return audit


def feed_back(file: EvidenceFile, audit: str, on: date) -> None:
    moderated = {one.case for one in file.audit(audit).moderations}
    cases = [one.case for one in file.audit(audit).responses]
    file.change_records(audit, "agree", [case for case in cases if case not in moderated])
    for case in cases:
        file.give_feedback(audit, case, given_on=on, method="in supervision")


def fill(file: EvidenceFile, audit: str, which: str, cases: Sequence[str]) -> None:
    """What the auditors type into the sheets: yes and good, but for what `answers.csv` says of a file."""
    form = file.form(file.audit(audit).form)
    allocated = {one.case: one.auditor for one in file.audit(audit).allocations}
    usual = usual_answers(form)
    for place, case in enumerate(cases, 1):
        other = dict(exceptions(which, place))
        answers = []
        for question, (reader, text) in usual.items():
            said, comment = other.get(question, (text, ""))
            answers.append(reader.read(said, comment or "as found"))
        advice = next(one.outcome for one in answers if one.question == "l1101")
        grade = "inadequate" if advice == "not-on-file" else "good"
        out = to_sheets(
            form,
            audit=audit,
            case=case,
            auditor=allocated[case],
            audited_on=calendar.day.isoformat(),
            answers=answers,
            grades=[Grade(section="l-section-11", scale="ofsted4", value=grade, reason="as found")],
        )
        book = OUT / audit / f"{audit} {case} {allocated[case]}.xlsx"
        book.write_bytes(xlsx.write(pages(form, [out])))


def usual_answers(form: Questionnaire) -> dict[str, tuple[AnswerReader, str]]:
    """The answer to each question where nothing is amiss, with what reads it as it is typed."""
    found = {}
    for item in form.questions:
        reader = AnswerReader(item)
        offered = reader.offered()
        if item.type is ItemType.INTEGER:
            found[item.link_id] = (reader, "2")
        elif item.type is not ItemType.TEXT:
            found[item.link_id] = (reader, "Good" if "Good" in offered else offered[0])
    return found


def exceptions(which: str, place: int) -> Iterator[tuple[str, tuple[str, str]]]:
    with (HERE / "answers.csv").open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            first, _, last = row["files"].partition("-")
            if row["round"] == which and int(first) <= place <= int(last or first):
                yield row["question"], (row["answer"], row["comment"])


def second_opinions(audit: str) -> None:
    print("\n3. A second opinion")
    calendar.day = date(2006, 3, 13)
    harder = {"good": "requires-improvement", "requires-improvement": "inadequate", "inadequate": "inadequate"}
    with as_("QA") as file:
        mine = [one.case for one in file.audit(audit).moderations]
        for place, case in enumerate(mine):
            first = next(one.overall for one in file.audit(audit).responses if one.case == case)
            assert first is not None
            own = harder[first.value] if place >= 6 else first.value
            because = None if own == first.value else "the chronology stops a year ago"
            file.moderate(audit, case, grade=own, reason="read again", agreed=own, because=because)
        feed_back(file, audit, calendar.day)
        told = file.audit_status(audit).agreement
        print(f"   {told.second_rated} files graded twice, {told.percent * told.second_rated:.0f} of them alike")


def remedies(audit: str) -> None:
    print("\n4. What was found, and what is done about it")
    calendar.day = date(2006, 3, 15)
    with as_("QA") as file:
        finding = file.add_finding(
            audit, type="nonconformity", text="Legal advice received is not recorded on file", questions=["l1101"]
        )
        print(f"   {finding.ref} {finding.text}: {finding.found} of {finding.looked_at} files")
        strength = file.add_finding(
            audit, type="strength", text="The reasons for becoming looked after are clear", questions=["l201"]
        )
        print(f"   {strength.ref} {strength.text}: {strength.found} of {strength.looked_at} files")
        for text, owner, due, wanted in (
            ("Memo to all team managers: advice received is recorded on the file", HEAD, "17 03 06", "memo"),
            ("Put the record of the advice on the nine files", "legal services manager", "31 03 06", "report"),
        ):
            made = file.add_remedy(audit, finding=finding.ref, text=text, owner=owner, due=due, evidence=wanted)
            print(f"   {made.ref} {made.text} ({made.owner}, by {made.due})")


def put_right(audit: str) -> None:
    print("\n5. Put right")
    calendar.day = date(2006, 4, 10)
    with as_("QA") as file:
        try:
            file.close_audit(audit)
        except evidence.Refused as refused:
            print("   " + "\n   ".join(line.partition(": ")[0] for line in str(refused).splitlines()))
        for name, place, done in (
            ("Memo legal advice 150306.txt", 0, date(2006, 3, 15)),
            ("Report check of nine files 070406.txt", 1, date(2006, 4, 7)),
        ):
            remedy = file.remedies(audit)[place]
            states = [remedy.state, file.change_remedy(remedy.ref, done_on=done).state]
            document = file.add(HERE / "documents" / name)
            best = file.suggest(document, limit=1)[0]
            link = file.link(document, remedy.ref)
            states.append(file.remedies(audit)[place].state)
            file.verdict(link, "sufficient", because="looked at by somebody other than the owner")
            states.append(file.remedies(audit)[place].state)
            file.close_action(remedy.ref)
            states.append(file.remedies(audit)[place].state)
            print(f"   {name} is suggested for {best.action}")
            print(f"   {remedy.ref}: {', '.join(states)}")


def report_and_close(audit: str, day: date, *, reaudit_due: date | None = None) -> None:
    print(f"\n{'6' if reaudit_due else '8'}. Reported and closed")
    calendar.day = day
    with as_("QA") as file:
        if reaudit_due is None:
            feed_back(file, audit, day)
        document = file.report_audit(audit, OUT / f"{audit} report.html")
        suggested = file.suggest(document, limit=1)[0]
        print(f"   {document.id} {document.title}: {suggested.action}, because it {suggested.because[0]}")
        file.link(document, suggested.action, shows="completion")
        closed = file.close_audit(audit, reaudit_due=reaudit_due)
        again = f", to be audited again by {closed.reaudit_due}" if closed.reaudit_due else ""
        print(f"   {closed.ref} closed on {closed.closed_on}{again}")


def compare(baseline: str, follow_up: str) -> None:
    print("\n9. Baseline against follow-up")
    with as_("QA") as file:
        told = file.compare_audits(baseline, follow_up)
        for one in told.questions:
            shares = [share_of_yes(one, at) for at in (0, 1)]
            if shares[0] != shares[1]:
                whole = [sum(getattr(one, part)[at] for part in COUNTED) for at in (0, 1)]
                print(
                    f"   {one.question:6} yes in {one.yes[0]} of {whole[0]} files, then in {one.yes[1]} of {whole[1]}; "
                    f"{shares[0]} %, then {shares[1]} %"
                )
        for section in told.sections:
            grades = ", ".join(f"{grade.value} {grade.n[0]} → {grade.n[1]}" for grade in section.grades)
            print(f"   {section.section}: {grades}")
        public = file.compare_audits(baseline, follow_up, share="public")
        kept = sum(count is None for one in public.questions for count in (*one.yes, *one.no, *one.partly))
        print(f"   in what leaves the team, {kept} of these numbers of yes, no and partly are kept back")
        left = [issue.code for issue in file.check(as_of=date(2006, 9, 21), select=["A"]).issues]
        print(f"   the rules on audits remark: {', '.join(sorted(set(left))) or 'nothing'}")
        print(f"   the record holds: {file.verify().ok}")


if __name__ == "__main__":
    main()
