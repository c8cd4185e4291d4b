"""Links between documents and actions, what verifiers found of them, closure, and figures."""

from __future__ import annotations

from evidence.store.projections.rows import Details, Rows, as_json, number


def linked(rows: Rows, details: Details) -> None:
    """A person said that a document shows something of an action; said again of the same link, it is in force again."""
    if rows.sql("UPDATE links SET unlinked = NULL WHERE id = ?", (details["id"],)).rowcount:
        return
    rows.insert(
        "links",
        number=number(details["id"]),
        id=details["id"],
        document=details["document"],
        plan=details["plan"],
        action=details["action"],
        shows=details["shows"],
        page=details["page"],
        quote=details["quote"],
        covers=as_json(details["covers"]),
        fingerprint=details["fingerprint"],
        linked_by=rows.by,
        linked_at=rows.at,
    )


def unlinked(rows: Rows, details: Details) -> None:
    """A link was taken back."""
    rows.update("links", details["link"], {"unlinked": details["because"]})


def assessed(rows: Rows, details: Details) -> None:
    """Somebody found a link sufficient or insufficient."""
    rows.insert(
        "verdicts",
        seq=rows.seq,
        link=details["link"],
        verdict=details["verdict"],
        actor=rows.by,
        at=rows.at,
        because=details["because"],
    )


def closed(rows: Rows, details: Details) -> None:
    """An action was closed, or opened again."""
    rows.insert(
        "closures",
        seq=rows.seq,
        plan=details["plan"],
        action=details["action"],
        state=details["state"],
        actor=rows.by,
        at=rows.at,
        because=details["because"],
    )


def measure_defined(rows: Rows, details: Details) -> None:
    """An indicator was defined, or defined anew."""
    rows.sql(
        "INSERT INTO indicators (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        (details["indicator"]["id"], as_json(details["indicator"])),
    )
    for item in details["shows"]:
        rows.sql(
            "INSERT OR IGNORE INTO indicator_links (indicator, plan, ref) VALUES (?, ?, ?)",
            (details["indicator"]["id"], item["plan"], item["ref"]),
        )


def measured(rows: Rows, details: Details) -> None:
    """A target, a baseline or a reading of an indicator was given."""
    rows.insert(
        "figures",
        seq=rows.seq,
        indicator=details["indicator"],
        kind=details["kind"],
        value=details["value"],
        period=as_json(details["period"]),
        document=details["document"],
    )


def asked(rows: Rows, details: Details) -> None:
    """Somebody was asked for a document."""
    for action in details["actions"]:
        rows.insert(
            "asked",
            seq=rows.seq,
            key=details["key"],
            plan=action["plan"],
            action=action["ref"],
            holder=details["holder"],
            wanted=details["wanted"],
            at=rows.at,
            codes=as_json(details.get("codes", [])) or "[]",
            covers=details.get("covers"),
        )


def answered(rows: Rows, details: Details) -> None:
    """The holder answered, without a document, or the answer was taken back."""
    for action in details["actions"]:
        rows.insert(
            "answers",
            seq=rows.seq,
            key=details["key"],
            plan=action["plan"],
            action=action["ref"],
            answer=details["answer"],
            note=details["note"],
            at=rows.at,
            body=as_json(details.get("said", {})) or "{}",
            until=details.get("said", {}).get("until"),
        )


def batch_undone(rows: Rows, details: Details) -> None:
    """A batch was reversed; the entries that do so follow. What it asked for and what it found do not count."""
    rows.insert("undone", seq=rows.seq, first=details["first"], last=details["last"])
    for table in ("asked", "verdicts"):
        rows.sql(f"DELETE FROM {table} WHERE seq BETWEEN ? AND ?", (details["first"], details["last"]))


def not_evidence(rows: Rows, details: Details) -> None:
    """A person looked at a document and found that it is evidence of nothing in the plan."""
    rows.update("document_rows", details["document"], {"not_evidence": details["because"]})


def settings_changed(rows: Rows, details: Details) -> None:
    """The keeper changed what the checks go by."""
    rows.insert("settings", seq=rows.seq, sha256=details["sha256"], text=details["text"])
