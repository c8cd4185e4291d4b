"""Audits of case files: programmes, rounds with their samples, answers, second opinions, and what came of them.

Details of the events, beside `audit` (the round's reference) and `case` (a file's reference); values are those of
`model.audit` in their JSON shape. `round` is the state of the round after the event, `state` that of the file's record.

- programme-set `programme`; programme-approved `id approved_by approved_on approval`
- audit-opened `id title form questions opened_on programme programme_round baseline planned_size concerns_to`;
  `questions` are the questionnaire's linkIds in their order
- population-listed `sha256 as_at size start cases round`; `start` is the place of the first case, 0 begins a new list
- sample-drawn `sample round`; cases-allocated `form allocations round because`; `because` is why a file was handed over
- response-recorded `auditor form audited_on answers grades whole state round sheet`; `whole` answers take the place of
  all earlier ones, others are added to them, each without the fields that are blank; `grades` are all that stand;
  `sheet` is the SHA-256 of the workbook they were taken from, where it holds this file alone
- response-state-changed `form verb state on because closed_because`
- case-moderated `moderation whole state`; answers inside `moderation`, as above
- concern-raised `question raised_on raised_to due`; concern-acknowledged `question acknowledged_on acknowledged_by`
- feedback-given `feedback state`; finding-recorded `finding`; `projections.remedies` has the remedial actions
- audit-state-changed `verb state on because reaudit_due report`; `report` is the document that reports on the round
"""

from __future__ import annotations

import json
from typing import Any

from evidence.codec import encode
from evidence.store.projections.rows import Details, Rows, as_json, number


def programme_set(rows: Rows, details: Details) -> None:
    """A programme was made or changed; a changed one is to be approved anew."""
    made = details["programme"]
    rows.sql(
        "INSERT INTO audit_programmes (id, title, rounds) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "title = excluded.title, rounds = excluded.rounds, approved_by = NULL, approved_on = NULL, approval = NULL",
        (made["id"], made["title"], as_json(made["rounds"])),
    )


def programme_approved(rows: Rows, details: Details) -> None:
    """Somebody approved a programme as it stood."""
    rows.update(
        "audit_programmes",
        details["id"],
        {name: details[name] for name in ("approved_by", "approved_on", "approval")},
    )


def opened(rows: Rows, details: Details) -> None:
    """A round was opened."""
    names = ("id", "title", "form", "opened_on", "programme", "programme_round", "baseline", "planned_size")
    rows.insert(
        "audits",
        number=number(details["id"]),
        **{name: details[name] for name in names},
        concerns_to=details["concerns_to"],
        questions=as_json(details["questions"]),
        state="planned",
    )


def population_listed(rows: Rows, details: Details) -> None:
    """The files that can be drawn, or a part of the list."""
    audit = details["audit"]
    if details["start"] == 0:
        rows.sql("DELETE FROM audit_cases WHERE audit = ?", (audit,))
        kept = {"population": details["sha256"], "population_as_at": details["as_at"], "state": details["round"]}
        rows.update("audits", audit, kept)
    rows.many(
        "INSERT INTO audit_cases (audit, case_ref, position, team, status, holder, supervisor, fields) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                audit,
                case["ref"],
                position,
                case["team"],
                case["status"],
                case["holder"],
                case["supervisor"],
                encode(case["fields"]),
            )
            for position, case in enumerate(details["cases"], details["start"])
        ),
    )


def sample_drawn(rows: Rows, details: Details) -> None:
    """The files that are audited."""
    rows.update("audits", details["audit"], {"sample": as_json(details["sample"]), "state": details["round"]})


def allocated(rows: Rows, details: Details) -> None:
    """Files were given to their auditors; each has a record from now on."""
    audit = details["audit"]
    rows.update("audits", audit, {"state": details["round"]})
    for one in details["allocations"]:
        key = (audit, one["case"])
        _hand_over(rows, *key, one["auditor"])
        rows.sql(
            "INSERT INTO audit_allocations (audit, case_ref, body) VALUES (?, ?, ?) "
            "ON CONFLICT (audit, case_ref) DO UPDATE SET body = excluded.body",
            (*key, as_json(one)),
        )
        rows.sql(
            "INSERT INTO audit_records (audit, case_ref, auditor, form, state, grades) VALUES (?, ?, ?, ?, ?, '[]') "
            "ON CONFLICT (audit, case_ref) DO UPDATE SET auditor = excluded.auditor, "
            "state = iif(state = 'notified' AND audit_records.auditor != excluded.auditor, 'allocated', state)",
            (*key, one["auditor"], details["form"], "allocated"),
        )


def _hand_over(rows: Rows, audit: str, case: str, auditor: str) -> None:
    """Answers that another auditor gave stay that one's, whoever goes on with the file."""
    where = "audit = ? AND case_ref = ? AND second = 0"
    sql = f"SELECT auditor, answers FROM audit_opinions WHERE {where} AND auditor != ?"
    for before, answers in rows.sql(sql, (audit, case, auditor)).fetchall():
        given = [{"by": before, **one} for one in json.loads(answers)]
        text = encode([{name: said for name, said in one.items() if (name, said) != ("by", auditor)} for one in given])
        rows.sql(f"UPDATE audit_opinions SET auditor = ?, answers = ? WHERE {where}", (auditor, text, audit, case))


def response_recorded(rows: Rows, details: Details) -> None:
    """An auditor's answers on one file."""
    audit, case = details["audit"], details["case"]
    rows.sql(
        "INSERT INTO audit_records (audit, case_ref, auditor, form, state, audited_on, grades, sheet) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (audit, case_ref) DO UPDATE SET auditor = excluded.auditor, "
        "state = excluded.state, audited_on = excluded.audited_on, grades = excluded.grades, sheet = excluded.sheet",
        (
            audit,
            case,
            details["auditor"],
            details["form"],
            details["state"],
            details["audited_on"],
            encode(details["grades"]),
            details.get("sheet"),
        ),
    )
    _answers(rows, audit, case, details["auditor"], details["answers"], second=False, whole=details["whole"])
    rows.update("audits", audit, {"state": details["round"]})


def state_changed(rows: Rows, details: Details) -> None:
    """The record of one file went into another state."""
    rows.sql(
        "INSERT INTO audit_records (audit, case_ref, auditor, form, state, grades, closed_because) "
        "VALUES (?, ?, '', ?, ?, '[]', ?) ON CONFLICT (audit, case_ref) DO UPDATE SET state = excluded.state, "
        "closed_because = excluded.closed_because",
        (details["audit"], details["case"], details["form"], details["state"], details["closed_because"]),
    )


def moderated(rows: Rows, details: Details) -> None:
    """A second auditor's opinion of one file."""
    made: dict[str, Any] = {name: value for name, value in details["moderation"].items() if name != "answers"}
    audit, case = details["audit"], made["case"]
    rows.sql(
        "INSERT INTO audit_moderations (audit, case_ref, body) VALUES (?, ?, ?) "
        "ON CONFLICT (audit, case_ref) DO UPDATE SET body = excluded.body",
        (audit, case, as_json(made)),
    )
    answers = details["moderation"]["answers"]
    _answers(rows, audit, case, made["moderator"], answers, second=True, whole=details["whole"])
    _record(rows, audit, case, details["state"])


def concern_raised(rows: Rows, details: Details) -> None:
    """An immediate concern; said again of the same question, the newest day and role stand."""
    rows.sql(
        "INSERT INTO audit_concerns (audit, case_ref, question, raised_on, raised_to, due) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (audit, case_ref, question) DO UPDATE SET raised_on = excluded.raised_on, "
        "raised_to = excluded.raised_to, due = excluded.due",
        (
            details["audit"],
            details["case"],
            *(details[name] for name in ("question", "raised_on", "raised_to", "due")),
        ),
    )


def concern_acknowledged(rows: Rows, details: Details) -> None:
    """The role it was raised to has taken notice."""
    rows.sql(
        "UPDATE audit_concerns SET acknowledged_on = ?, acknowledged_by = ? "
        "WHERE audit = ? AND case_ref = ? AND question = ?",
        (
            details["acknowledged_on"],
            details["acknowledged_by"],
            details["audit"],
            details["case"],
            details["question"],
        ),
    )


def feedback_given(rows: Rows, details: Details) -> None:
    """What the worker was told."""
    made = details["feedback"]
    rows.sql(
        "INSERT INTO audit_feedback (audit, case_ref, body) VALUES (?, ?, ?) "
        "ON CONFLICT (audit, case_ref) DO UPDATE SET body = excluded.body",
        (details["audit"], made["case"], as_json(made)),
    )
    _record(rows, details["audit"], made["case"], details["state"])


def finding_recorded(rows: Rows, details: Details) -> None:
    """An auditor's conclusion; said again under the same reference, it takes the place of the earlier one."""
    put_numbered(rows, "audit_findings", details["audit"], details["finding"])


def audit_state_changed(rows: Rows, details: Details) -> None:
    """The round was reported, resumed, closed or abandoned."""
    values = {"state": details["state"], "closed_on": details["on"] if details["verb"] == "close" else None}
    rows.update("audits", details["audit"], values)
    for name in ("reaudit_due", "report"):
        if details.get(name):
            rows.update("audits", details["audit"], {name: details[name]})


def _answers(
    rows: Rows, audit: str, case: str, auditor: str, answers: list[Details], *, second: bool, whole: bool
) -> None:
    opinion = "audit = ? AND case_ref = ? AND second = ?"
    key = (audit, case, second)
    kept = rows.sql(f"SELECT answers FROM audit_opinions WHERE {opinion}", key).fetchone() if not whole else None
    given = {one["question"]: one for one in json.loads(kept[0])} if kept else {}
    for one in answers:
        blank = not all(one.values())  # as far as a glance can tell: a count of 0 is none
        given[one["question"]] = {name: said for name, said in one.items() if said not in (None, [])} if blank else one
    if given:
        text = encode([given[question] for question in sorted(given)])
        rows.sql("INSERT OR REPLACE INTO audit_opinions VALUES (?, ?, ?, ?, ?)", (*key, auditor, text))
    elif whole:
        rows.sql(f"DELETE FROM audit_opinions WHERE {opinion}", key)


def _record(rows: Rows, audit: str, case: str, state: str) -> None:
    rows.sql("UPDATE audit_records SET state = ? WHERE audit = ? AND case_ref = ?", (state, audit, case))


def put_numbered(rows: Rows, table: str, audit: str, made: Details) -> None:
    """A finding or remedial action of a round, in place of the one of this ref, else after all others."""
    key = (audit, made["ref"])
    if not rows.sql(f"UPDATE {table} SET body = ? WHERE audit = ? AND ref = ?", (as_json(made), *key)).rowcount:
        rows.sql(
            f"INSERT INTO {table} (audit, position, ref, body) "
            f"SELECT ?1, 1 + coalesce(max(position), 0), ?2, ?3 FROM {table} WHERE audit = ?1",
            (*key, as_json(made)),
        )
