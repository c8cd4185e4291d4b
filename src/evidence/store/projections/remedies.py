"""Remedial actions of audit rounds: each is an action of the round's own plan, and lives as any action does.

Details of the events; `plan` is the round's plan ("a-0001"), `ref` the action's reference in it ("R1.2").

- remedy-raised `audit plan ref title as_of remedy recommendation action fingerprint`; the first one makes the plan
- remedy-changed `audit plan ref version remedy action fingerprint because`; with other terms the plan has a new
  version, which an action that ended (`action` is null) is no longer part of
"""

from __future__ import annotations

from evidence.store.projections.audits import put_numbered
from evidence.store.projections.plans import newest, put_action, words_anew
from evidence.store.projections.rows import Details, Rows, as_json


def raised(rows: Rows, details: Details) -> None:
    """A remedial action was agreed."""
    plan = details["plan"]
    version = newest(rows, plan) or _plan(rows, details)
    key = (plan, version)
    asked = details["recommendation"]
    sql = "SELECT 1 FROM recommendations WHERE plan = ? AND version = ? AND number = ?"
    if not rows.sql(sql, (*key, asked["number"])).fetchone():
        (position,) = rows.sql(
            "SELECT 1 + coalesce(max(position), -1) FROM recommendations WHERE plan = ? AND version = ?", key
        ).fetchone()
        values = {"number": asked["number"], "text": asked["text"], "body": as_json(asked)}
        rows.insert("recommendations", plan=plan, version=version, position=position, **values)
    put_action(rows, key, details["action"], details["fingerprint"])
    words_anew(rows, key)
    put_numbered(rows, "audit_remedies", details["audit"], details["remedy"])
    rows.update("audits", details["audit"], {"plan": plan})


def changed(rows: Rows, details: Details) -> None:
    """Its terms changed, its owner said it done, or it ended otherwise than by being done."""
    plan, version = details["plan"], details["version"]
    key = (plan, version)
    if version > newest(rows, plan):
        for table in ("plans", "recommendations", "action_rows"):
            _copy(rows, table, plan, version)
    if details["action"] is None:
        rows.sql("DELETE FROM action_rows WHERE plan = ? AND version = ? AND ref = ?", (*key, details["ref"]))
    else:
        put_action(rows, key, details["action"], details["fingerprint"])
    words_anew(rows, key)
    put_numbered(rows, "audit_remedies", details["audit"], details["remedy"])


def _plan(rows: Rows, details: Details) -> int:
    names = {"id": details["plan"], "title": details["title"], "as_of": details["as_of"], "name": details["audit"]}
    rows.insert("plans", **names, version=1, document="", people="[]", columns="[]", seq=rows.seq)
    return 1


def _copy(rows: Rows, table: str, plan: str, version: int) -> None:
    """The rows of the version before, as those of this one."""
    columns = [name for (name,) in rows.sql("SELECT name FROM pragma_table_info(?)", (table,)) if name != "version"]
    owner = "plan"
    if table == "plans":
        owner = "id"
    elif table == "action_rows":
        columns.remove("id")
    kept = ", ".join(columns)
    rows.sql(
        f"INSERT INTO {table} (version, {kept}) SELECT ?, {kept} FROM {table} WHERE {owner} = ? AND version = ?",
        (version, plan, version - 1),
    )
