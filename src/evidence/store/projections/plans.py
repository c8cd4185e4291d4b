"""Action plans, every version of them."""

from __future__ import annotations

import json

from evidence.store.migrations import progress_key
from evidence.store.projections.rows import Details, Rows, as_json
from evidence.store.views import action_columns

_WORDS = "action, recommendation, lead, progress, other"


def imported(rows: Rows, details: Details) -> None:
    """A version of an action plan."""
    plan, identity = details["plan"], details["plan"]["plan"]
    key: Details = {"plan": identity["id"], "version": identity["version"]}
    rows.insert(
        "plans",
        id=identity["id"],
        version=identity["version"],
        title=identity["title"],
        as_of=identity["as_of"],
        document=identity["source"]["document"],
        name=identity["source"]["name"],
        people=as_json(plan["people"]),
        columns=as_json(plan["columns"]),
        seq=rows.seq,
    )
    for position, item in enumerate(plan["recommendations"]):
        rows.insert(
            "recommendations", **key, position=position, number=item["number"], text=item["text"], body=as_json(item)
        )
    for position, item in enumerate(plan["unplaced"]):
        source = as_json(item["source"])
        rows.insert("unplaced", **key, position=position, text=item["text"], reason=item["reason"], source=source)
    for position, item in enumerate(plan["actions"]):
        values = {"position": position, "ref": item["ref"], "fingerprint": details["fingerprints"][position]}
        rows.insert("action_rows", **key, **values, **_action(item))
    _words(rows, identity["id"], plan)
    rows.update("document_rows", identity["source"]["document"], {"plan": identity["id"]})


def corrected(rows: Rows, details: Details) -> None:
    """What a person says in place of what the importer understood; its reading stays in `imported`."""
    key = (details["plan"], details["version"])
    rows.sql("DELETE FROM corrections WHERE plan = ? AND version = ?", key)
    for position, item in enumerate(details["corrections"]):
        values = {"position": position, "key": item["key"], "body": as_json(item), "seq": rows.seq}
        rows.insert("corrections", plan=key[0], version=key[1], **values)
    for item in details["actions"]:
        values = _action(item) | {"fingerprint": details["fingerprints"][item["ref"]]}
        names = ", ".join(f"{column} = ?" for column in values)
        rows.sql(
            f"UPDATE action_rows SET imported = coalesce(imported, body), {names} "
            "WHERE plan = ? AND version = ? AND ref = ?",
            (*values.values(), *key, item["ref"]),
        )
    for position, item in details["recommendations"]:
        rows.sql(
            "UPDATE recommendations SET imported = coalesce(imported, body), body = ?, number = ?, text = ? "
            "WHERE plan = ? AND version = ? AND position = ?",
            (as_json(item), item["number"], item["text"], *key, position),
        )
    rows.sql("UPDATE unplaced SET placed = 0 WHERE plan = ? AND version = ?", key)
    for position in details["placed"]:
        rows.sql("UPDATE unplaced SET placed = 1 WHERE plan = ? AND version = ? AND position = ?", (*key, position))
    if newest(rows, key[0]) == key[1]:
        words_anew(rows, key)


def put_action(rows: Rows, key: tuple[str, int], action: Details, fingerprint: str) -> None:
    """An action of a version of a plan, in place of the one of this ref, else after all others."""
    values = _action(action) | {"fingerprint": fingerprint}
    names = ", ".join(f"{column} = ?" for column in values)
    sql = f"UPDATE action_rows SET {names} WHERE plan = ? AND version = ? AND ref = ?"
    if not rows.sql(sql, (*values.values(), *key, action["ref"])).rowcount:
        (position,) = rows.sql(
            "SELECT 1 + coalesce(max(position), -1) FROM action_rows WHERE plan = ? AND version = ?", key
        ).fetchone()
        rows.insert("action_rows", plan=key[0], version=key[1], position=position, ref=action["ref"], **values)


def newest(rows: Rows, plan: str) -> int:
    """The newest version of a plan; 0 where there is none."""
    (version,) = rows.sql("SELECT coalesce(max(version), 0) FROM plans WHERE id = ?", (plan,)).fetchone()
    return int(version)


def words_anew(rows: Rows, key: tuple[str, int]) -> None:
    """What full-text search finds the actions of a plan by, from the rows of its newest version."""
    tables = {"recommendations": "recommendations", "actions": "action_rows"}
    _words(rows, key[0], {name: _bodies(rows, table, key) for name, table in tables.items()})


def _action(item: Details) -> Details:
    """The columns of an action that its words decide."""
    due = item["due"] or {}
    return {
        "recommendation": item["recommendation"],
        "text": item["text"],
        "claim": item["progress"]["claim"],
        "earliest": due.get("earliest"),
        "latest": due.get("latest"),
        "body": as_json(item),
        "progress": progress_key(item["progress"]["text"]),
        **action_columns(item),
    }


def _bodies(rows: Rows, table: str, key: tuple[str, int]) -> list[Details]:
    sql = f"SELECT body FROM {table} WHERE plan = ? AND version = ? ORDER BY position"
    return [json.loads(body) for (body,) in rows.sql(sql, key)]


def _words(rows: Rows, plan_id: str, plan: Details) -> None:
    """What full-text search finds actions by: those of the newest version only."""
    rows.sql(
        f"INSERT INTO actions_text (actions_text, rowid, {_WORDS}) "
        f"SELECT 'delete', id, {_WORDS} FROM action_words WHERE plan = ?",
        (plan_id,),
    )
    rows.sql("DELETE FROM action_words WHERE plan = ?", (plan_id,))
    asked = {item["number"]: item["text"] for item in plan["recommendations"]}
    for item in plan["actions"]:
        others = (item["partners"], item["success_criteria"], item["evidence"], item["other"])
        row = rows.insert(
            "action_words",
            plan=plan_id,
            ref=item["ref"],
            action=item["text"],
            recommendation=asked.get(item["recommendation"], ""),
            lead=" ".join(item["leads"]),
            progress=item["progress"]["text"],
            other="\n".join(text for text in others if text),
        )
        rows.sql(
            f"INSERT INTO actions_text (rowid, {_WORDS}) SELECT id, {_WORDS} FROM action_words WHERE id = ?", (row,)
        )
