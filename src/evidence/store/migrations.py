"""The tables of `index.db`, as steps that never change once released; sqlite-utils runs and records them."""

from __future__ import annotations

import hashlib
import json
import sqlite3

from evidence.store import views

LATEST = 14  # number of steps; kept in PRAGMA user_version, so that readers need not load sqlite-utils

_TABLES = (
    """CREATE TABLE head (
        id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, leaf TEXT NOT NULL,
        journal INTEGER NOT NULL, details INTEGER NOT NULL) STRICT""",
    """CREATE TABLE entries (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL,
        details INTEGER NOT NULL) STRICT""",
    "CREATE TABLE entry_refs (ref TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (ref, seq)) STRICT, WITHOUT ROWID",
    """CREATE TABLE actors (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, initials TEXT,
        roles TEXT NOT NULL) STRICT""",
    """CREATE TABLE documents (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL,
        media_type TEXT NOT NULL, kind TEXT NOT NULL, title TEXT, state TEXT, dated TEXT, earliest TEXT, latest TEXT,
        covers TEXT, because TEXT NOT NULL, received_at TEXT NOT NULL, received_from TEXT, readable INTEGER NOT NULL,
        unreadable_because TEXT, pages INTEGER NOT NULL, text_sha256 TEXT, sketch TEXT, part_of TEXT, supersedes TEXT,
        withdrawn TEXT, plan TEXT, not_evidence TEXT) STRICT""",
    """CREATE TABLE locations (
        document TEXT NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
        modified INTEGER NOT NULL, seq INTEGER NOT NULL, latest INTEGER NOT NULL, gone INTEGER,
        PRIMARY KEY (path, document)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX locations_document ON locations (document, seq)",
    """CREATE TABLE sketch_keys (
        key INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (key, document)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE likenesses (
        document TEXT NOT NULL, other TEXT NOT NULL, percent INTEGER NOT NULL, PRIMARY KEY (document, other))
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX likenesses_other ON likenesses (other)",
    """CREATE TABLE pages (
        id INTEGER PRIMARY KEY, document INTEGER NOT NULL, page INTEGER NOT NULL, confidence INTEGER,
        text TEXT NOT NULL) STRICT""",
    "CREATE INDEX pages_document ON pages (document, page)",
    """CREATE VIRTUAL TABLE pages_text USING fts5 (
        text, content = 'pages', content_rowid = 'id', tokenize = 'porter unicode61')""",
    """CREATE TABLE plans (
        id TEXT NOT NULL, version INTEGER NOT NULL, title TEXT NOT NULL, as_of TEXT, document TEXT NOT NULL,
        name TEXT NOT NULL, people TEXT NOT NULL, columns TEXT NOT NULL, seq INTEGER NOT NULL,
        PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE recommendations (
        plan TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL, number TEXT NOT NULL,
        text TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (plan, version, position)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE actions (
        id INTEGER PRIMARY KEY, plan TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL,
        ref TEXT NOT NULL, recommendation TEXT NOT NULL, text TEXT NOT NULL, claim TEXT NOT NULL, earliest TEXT,
        latest TEXT, fingerprint TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (plan, version, ref)) STRICT""",
    """CREATE TABLE unplaced (
        plan TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL,
        reason TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (plan, version, position)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE action_words (
        id INTEGER PRIMARY KEY, plan TEXT NOT NULL, ref TEXT NOT NULL, action TEXT NOT NULL,
        recommendation TEXT NOT NULL, lead TEXT NOT NULL, progress TEXT NOT NULL, other TEXT NOT NULL) STRICT""",
    "CREATE INDEX action_words_plan ON action_words (plan)",
    """CREATE VIRTUAL TABLE actions_text USING fts5 (
        action, recommendation, lead, progress, other, content = 'action_words', content_rowid = 'id',
        tokenize = 'porter unicode61')""",
    """CREATE TABLE links (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, plan TEXT NOT NULL,
        action TEXT NOT NULL, shows TEXT NOT NULL, page INTEGER, quote TEXT, covers TEXT, fingerprint TEXT NOT NULL,
        linked_by TEXT NOT NULL, linked_at TEXT NOT NULL, unlinked TEXT) STRICT""",
    "CREATE INDEX links_action ON links (plan, action)",
    "CREATE INDEX links_document ON links (document)",
    """CREATE TABLE verdicts (
        seq INTEGER PRIMARY KEY, link TEXT NOT NULL, verdict TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
        because TEXT NOT NULL) STRICT""",
    "CREATE INDEX verdicts_link ON verdicts (link)",
    """CREATE TABLE closures (
        seq INTEGER PRIMARY KEY, plan TEXT NOT NULL, action TEXT NOT NULL, state TEXT NOT NULL, actor TEXT NOT NULL,
        at TEXT NOT NULL, because TEXT) STRICT""",
    "CREATE INDEX closures_action ON closures (plan, action)",
    "CREATE TABLE indicators (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE indicator_links (
        indicator TEXT NOT NULL, plan TEXT NOT NULL, ref TEXT NOT NULL, PRIMARY KEY (plan, ref, indicator))
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE figures (
        seq INTEGER PRIMARY KEY, indicator TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
        period TEXT NOT NULL, document TEXT) STRICT""",
    "CREATE INDEX figures_indicator ON figures (indicator)",
    """CREATE TABLE asked (
        seq INTEGER NOT NULL, key TEXT NOT NULL, plan TEXT NOT NULL, action TEXT NOT NULL, holder TEXT,
        wanted TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (plan, action, key, seq)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE answers (
        seq INTEGER NOT NULL, key TEXT NOT NULL, plan TEXT NOT NULL, action TEXT NOT NULL, answer TEXT NOT NULL,
        note TEXT, at TEXT NOT NULL, PRIMARY KEY (plan, action, key, seq)) STRICT, WITHOUT ROWID""",
    "CREATE TABLE settings (seq INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, text TEXT NOT NULL) STRICT",
)

_CORRECTIONS = (
    """CREATE TABLE corrections (
        plan TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL, key TEXT NOT NULL,
        body TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (plan, version, position)) STRICT, WITHOUT ROWID""",
    "ALTER TABLE actions ADD COLUMN imported TEXT",  # the body before any correction, where there is one
    "ALTER TABLE recommendations ADD COLUMN imported TEXT",
    "ALTER TABLE unplaced ADD COLUMN placed INTEGER NOT NULL DEFAULT 0",  # 1: a correction gave it a place
)

_REQUESTS = (
    "ALTER TABLE asked ADD COLUMN codes TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE asked ADD COLUMN covers TEXT",
    "ALTER TABLE answers ADD COLUMN body TEXT NOT NULL DEFAULT '{}'",
    "CREATE INDEX asked_key ON asked (key)",
    "CREATE TABLE undone (seq INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT",
    "CREATE INDEX entries_actor ON entries (actor, seq)",
    "CREATE INDEX documents_supersedes ON documents (supersedes) WHERE supersedes IS NOT NULL",
    "CREATE INDEX documents_part_of ON documents (part_of) WHERE part_of IS NOT NULL",
    "CREATE INDEX actions_position ON actions (plan, version, position)",
    "CREATE INDEX actions_due ON actions (plan, version, earliest, latest)",
    "ALTER TABLE actions ADD COLUMN progress TEXT",  # tells progress texts apart, see `progress_key`
    "CREATE INDEX actions_progress ON actions (plan, version, progress)",
)

_NAMES = (  # `actions` and `documents` are views from here on
    "ALTER TABLE actions RENAME TO action_rows",
    "ALTER TABLE documents RENAME TO document_rows",
    *(f"ALTER TABLE action_rows ADD COLUMN {name} TEXT" for name in ("leads", "due", "claimed_on", "status", "asks")),
    "ALTER TABLE document_rows ADD COLUMN dated_text TEXT",
    "ALTER TABLE document_rows ADD COLUMN covers_text TEXT",
    "ALTER TABLE answers ADD COLUMN until TEXT",
    "DROP INDEX action_words_plan",
    "CREATE INDEX action_words_ref ON action_words (plan, ref)",
    *views.FIRST,
)

_AUDITS = (
    """CREATE TABLE audit_programmes (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, rounds TEXT NOT NULL, approved_by TEXT, approved_on TEXT,
        approval TEXT) STRICT, WITHOUT ROWID""",
    """CREATE TABLE audits (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, form TEXT NOT NULL,
        questions TEXT NOT NULL, state TEXT NOT NULL, opened_on TEXT NOT NULL, programme TEXT, programme_round TEXT,
        plan TEXT, baseline TEXT, planned_size INTEGER, concerns_to TEXT, population TEXT, population_as_at TEXT,
        sample TEXT, reaudit_due TEXT, closed_on TEXT, report TEXT) STRICT""",
    """CREATE TABLE audit_cases (
        audit TEXT NOT NULL, case_ref TEXT NOT NULL, position INTEGER NOT NULL, team TEXT, status TEXT, holder TEXT,
        supervisor TEXT, fields TEXT NOT NULL, PRIMARY KEY (audit, case_ref)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE audit_allocations (
        audit TEXT NOT NULL, case_ref TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (audit, case_ref))
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE audit_records (
        audit TEXT NOT NULL, case_ref TEXT NOT NULL, auditor TEXT NOT NULL, form TEXT NOT NULL, state TEXT NOT NULL,
        audited_on TEXT, grades TEXT NOT NULL, closed_because TEXT, PRIMARY KEY (audit, case_ref))
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX audit_records_case ON audit_records (case_ref, audited_on)",
    """CREATE TABLE audit_answer_rows (
        audit TEXT NOT NULL, case_ref TEXT NOT NULL, second INTEGER NOT NULL, question TEXT NOT NULL,
        auditor TEXT NOT NULL, outcome TEXT NOT NULL, value TEXT, reason TEXT, comment TEXT, facts TEXT,
        PRIMARY KEY (audit, case_ref, second, question)) STRICT, WITHOUT ROWID""",  # second 1: the moderator's own
    """CREATE TABLE audit_moderations (
        audit TEXT NOT NULL, case_ref TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (audit, case_ref))
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE audit_concerns (
        audit TEXT NOT NULL, case_ref TEXT NOT NULL, question TEXT NOT NULL, raised_on TEXT NOT NULL,
        raised_to TEXT NOT NULL, due TEXT, acknowledged_on TEXT, acknowledged_by TEXT,
        PRIMARY KEY (audit, case_ref, question)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE audit_feedback (
        audit TEXT NOT NULL, case_ref TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (audit, case_ref))
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE audit_findings (
        audit TEXT NOT NULL, position INTEGER NOT NULL, ref TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (audit, position)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE audit_remedies (
        audit TEXT NOT NULL, position INTEGER NOT NULL, ref TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (audit, position)) STRICT, WITHOUT ROWID""",
)

_QUESTIONNAIRES = (
    """CREATE TABLE form_rows (
        form TEXT NOT NULL UNIQUE, id TEXT NOT NULL, version INTEGER NOT NULL, title TEXT NOT NULL,
        questions INTEGER NOT NULL, sha256 TEXT NOT NULL, content TEXT NOT NULL, published_at TEXT NOT NULL,
        published_by TEXT NOT NULL, approved_by TEXT, approved_on TEXT, approval TEXT, in_operation_from TEXT,
        superseded_on TEXT, superseded_because TEXT, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID""",
)

_LINKS_IN_FORCE = (  # only links in force, by document
    "DROP INDEX links_document",
    "CREATE INDEX links_document ON links (document, id) WHERE unlinked IS NULL",
)

_LINKS_TOGETHER = (  # the links of an action lie side by side: a check reads them in half the time
    "PRAGMA legacy_alter_table = ON",  # views are left as they are
    """CREATE TABLE links_together (
        number INTEGER NOT NULL UNIQUE, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, plan TEXT NOT NULL,
        action TEXT NOT NULL, shows TEXT NOT NULL, page INTEGER, quote TEXT, covers TEXT, fingerprint TEXT NOT NULL,
        linked_by TEXT NOT NULL, linked_at TEXT NOT NULL, unlinked TEXT,
        PRIMARY KEY (plan, action, number)) STRICT, WITHOUT ROWID""",
    "INSERT INTO links_together SELECT * FROM links ORDER BY plan, action, number",
    "DROP TABLE links",
    "ALTER TABLE links_together RENAME TO links",
    "CREATE INDEX links_document ON links (document, number, id, unlinked) WHERE unlinked IS NULL",
    "PRAGMA legacy_alter_table = OFF",
)

_OPINIONS = (  # all answers on one file, in the order of their linkIds; second 1: the moderator's own
    """CREATE TABLE audit_opinions (
        audit TEXT NOT NULL, case_ref TEXT NOT NULL, second INTEGER NOT NULL, auditor TEXT NOT NULL,
        answers TEXT NOT NULL, PRIMARY KEY (audit, case_ref, second)) STRICT, WITHOUT ROWID""",
)
_ANSWERS_IN_OPINIONS = ("DROP VIEW audit_answers", "DROP TABLE audit_answer_rows", *views.OPINIONS)


def progress_key(text: str) -> str | None:
    """The same 16 hex digits for progress texts that differ in capitals only; `None` where there is no text."""
    return hashlib.sha256(text.lower().encode()).hexdigest()[:16] if text else None


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the steps that this database has not had yet."""
    from sqlite_utils import Database, Migrations

    steps = Migrations("evidence")

    @steps(name="0001_first_tables")
    def first_tables(db: Database) -> None:
        for statement in _TABLES:
            db.execute(statement)

    @steps(name="0002_corrections")
    def corrections(db: Database) -> None:
        for statement in _CORRECTIONS:
            db.execute(statement)

    @steps(name="0003_requests")
    def requests(db: Database) -> None:
        for statement in _REQUESTS:
            db.execute(statement)
        for row, body in db.execute("SELECT id, body FROM actions").fetchall():
            key = progress_key(json.loads(body)["progress"]["text"])
            db.execute("UPDATE actions SET progress = ? WHERE id = ?", [key, row])

    @steps(name="0004_names")
    def names(db: Database) -> None:
        for statement in _NAMES:
            db.execute(statement)
        for row, body in db.execute("SELECT id, body FROM action_rows").fetchall():
            columns = views.action_columns(json.loads(body))
            names = ", ".join(f"{name} = ?" for name in columns)
            db.execute(f"UPDATE action_rows SET {names} WHERE id = ?", [*columns.values(), row])
        for row, *periods in db.execute("SELECT number, dated, covers FROM document_rows").fetchall():
            texts = [views.text_of(json.loads(period)) if period else None for period in periods]
            db.execute("UPDATE document_rows SET dated_text = ?, covers_text = ? WHERE number = ?", [*texts, row])
        for *key, body in db.execute("SELECT plan, action, key, seq, body FROM answers").fetchall():
            until = json.loads(body).get("until")
            sql = "UPDATE answers SET until = ? WHERE plan = ? AND action = ? AND key = ? AND seq = ?"
            db.execute(sql, [until, *key])

    @steps(name="0005_audits")
    def audits(db: Database) -> None:
        for statement in _AUDITS:
            db.execute(statement)

    @steps(name="0006_questionnaires")
    def questionnaires(db: Database) -> None:
        for statement in _QUESTIONNAIRES:
            db.execute(statement)

    @steps(name="0007_audit_answers")
    def audit_answers(db: Database) -> None:
        for statement in views.AUDITS:
            db.execute(statement)

    @steps(name="0008_links_in_force")
    def links_in_force(db: Database) -> None:
        for statement in _LINKS_IN_FORCE:
            db.execute(statement)

    @steps(name="0009_sheets_taken")
    def sheets_taken(db: Database) -> None:
        db.execute("ALTER TABLE audit_records ADD COLUMN sheet TEXT")

    @steps(name="0010_natural_order")
    def natural_order(db: Database) -> None:
        for name, statement in zip(("actions", "documents", "missing", "chase"), views.FIRST, strict=True):
            db.execute(f"DROP VIEW {name}")
            db.execute(statement)

    @steps(name="0011_opinions")
    def opinions(db: Database) -> None:
        for statement in _OPINIONS:
            db.execute(statement)
        names = ("question", "outcome", "value", "reason", "comment")
        columns = f"audit, case_ref, second, auditor, facts, {', '.join(names)}"
        given: dict[tuple[object, ...], list[dict[str, object]]] = {}
        for *key, facts, question, outcome, value, reason, comment in db.execute(
            f"SELECT {columns} FROM audit_answer_rows ORDER BY audit, case_ref, second, question"
        ).fetchall():
            said = zip(names, (question, outcome, value, reason, comment), strict=True)
            answer = {name: text for name, text in said if text is not None}
            given.setdefault(tuple(key), []).append({**answer, **json.loads(facts or "{}")})
        for opinion, answers in given.items():
            text = json.dumps(answers, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
            db.execute("INSERT INTO audit_opinions VALUES (?, ?, ?, ?, ?)", [*opinion, text])
        for statement in _ANSWERS_IN_OPINIONS:
            db.execute(statement)

    @steps(name="0012_versions_and_people")
    def versions_and_people(db: Database) -> None:
        db.execute("ALTER TABLE document_rows ADD COLUMN version TEXT")
        db.execute("ALTER TABLE document_rows ADD COLUMN people TEXT NOT NULL DEFAULT '[]'")

    @steps(name="0013_files_handed_over")
    def files_handed_over(db: Database) -> None:
        for statement in ("DROP VIEW audit_answers", *views.HANDED_OVER):
            db.execute(statement)

    @steps(name="0014_links_together")
    def links_together(db: Database) -> None:
        for statement in _LINKS_TOGETHER:
            db.execute(statement)

    steps.apply(Database(connection))
