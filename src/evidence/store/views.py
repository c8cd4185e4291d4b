"""The views of `index.db`: what is on file in names that people browse by, for any SQLite tool.

They say what plain SQL can say truthfully: what the plan claims, what is linked, who was asked. What needs a day to be
judged by, or the keeper's settings, is `evidence check`'s to say (`store/README.md` has the limits of each view). Of
JSON only `json_each` stands in them: older builds of SQLite refuse the others in views of a database not trusted.
"""

from __future__ import annotations

from typing import Any


def action_columns(item: dict[str, Any]) -> dict[str, str | None]:
    """What stands beside an action's whole JSON for people to read."""
    asks = [": ".join(filter(None, (one["asked_of"], one["text"]))) for one in item["requests"]]
    return {
        "leads": ", ".join(item["leads"]) or None,
        "due": text_of(item["due"]),
        "claimed_on": text_of(item["progress"]["claimed_on"]),
        "status": item["status"],
        "asks": "; ".join(asks) or None,
    }


def text_of(period: dict[str, Any] | None) -> str | None:
    """A date as it was written."""
    return (period or {}).get("text") or None


_STANDS = """links.unlinked IS NULL AND (SELECT withdrawn FROM document_rows WHERE id = links.document) IS NULL
        AND coalesce((SELECT verdict FROM verdicts WHERE verdicts.link = links.id ORDER BY seq DESC LIMIT 1), '')
        != 'insufficient'"""  # a link in force, to a document in use, that nobody found insufficient

_ACTIONS = """CREATE VIEW actions AS SELECT
    one.plan, one.version, one.ref AS action, one.recommendation, (SELECT asked.text FROM recommendations AS asked
        WHERE asked.plan = one.plan AND asked.version = one.version AND asked.number = one.recommendation LIMIT 1)
        AS recommendation_text,
    one.text, one.leads, one.due, one.earliest AS due_from, one.latest AS due_until, one.claim AS said,
    one.claimed_on AS said_done_on, (SELECT words.progress FROM action_words AS words
        WHERE words.plan = one.plan AND words.ref = one.ref) AS progress, one.status, one.asks AS the_plan_asks,
    (SELECT group_concat(document, ', ') FROM (SELECT document FROM links JOIN document_rows AS shown
        ON shown.id = links.document WHERE links.plan = one.plan AND links.action = one.ref AND links.unlinked IS NULL
        GROUP BY document ORDER BY shown.number)) AS documents,
    (SELECT count(*) FROM links WHERE links.plan = one.plan AND links.action = one.ref AND unlinked IS NULL) AS links,
    (SELECT count(*) FROM links WHERE links.plan = one.plan AND links.action = one.ref AND unlinked IS NULL AND
        (SELECT verdict FROM verdicts WHERE verdicts.link = links.id ORDER BY seq DESC LIMIT 1) = 'sufficient')
        AS links_verified,
    coalesce((SELECT state FROM closures WHERE closures.plan = one.plan AND closures.action = one.ref
        ORDER BY seq DESC LIMIT 1), 'open') AS closure
    FROM action_rows AS one WHERE one.version = (SELECT max(version) FROM plans WHERE plans.id = one.plan)
    ORDER BY one.plan, one.position"""

_DOCUMENTS = """CREATE VIEW documents AS SELECT
    one.id AS document, (SELECT name FROM locations WHERE locations.document = one.id ORDER BY seq, path LIMIT 1)
        AS name,
    one.title, one.kind, one.state, one.dated_text AS dated, one.earliest AS dated_from,
    one.latest AS dated_until, one.covers_text AS covers, one.received_at, one.received_from,
    (SELECT group_concat(plan || ':' || action, ', ') FROM (SELECT links.plan, links.action FROM links
        LEFT JOIN action_rows AS shown ON shown.plan = links.plan AND shown.ref = links.action
        AND shown.version = (SELECT max(version) FROM plans WHERE plans.id = links.plan)
        WHERE links.document = one.id AND links.unlinked IS NULL GROUP BY links.plan, links.action
        ORDER BY links.plan, shown.position IS NULL, shown.position)) AS shows,
    (SELECT count(*) FROM links WHERE links.document = one.id AND links.unlinked IS NULL) AS links,
    one.pages, one.media_type, one.size, iif(one.readable, 'yes', 'no') AS readable, one.unreadable_because,
    one.plan AS plan_read_from_it, one.part_of, one.supersedes, one.withdrawn AS withdrawn_because,
    one.not_evidence AS set_aside_because,
    (SELECT path FROM locations WHERE locations.document = one.id ORDER BY seq, path LIMIT 1) AS found_at,
    'documents/' || substr(one.sha256, 1, 2) || '/' || one.sha256 AS kept_at, one.sha256
    FROM document_rows AS one ORDER BY one.number"""

_MISSING = f"""CREATE VIEW missing AS SELECT
    actions.plan, actions.version, actions.action, actions.recommendation, actions.text, actions.leads, actions.due,
    actions.due_until, actions.said, actions.progress,
    CASE WHEN actions.said = 'done' THEN 'said done, and nothing on file shows it'
        ELSE 'the plan asks for a document, and none is linked' END AS because,
    actions.the_plan_asks
    FROM actions JOIN action_rows AS one
        ON one.plan = actions.plan AND one.version = actions.version AND one.ref = actions.action
    WHERE (actions.said = 'done' AND NOT EXISTS (SELECT 1 FROM links WHERE links.plan = actions.plan
        AND links.action = actions.action AND links.shows IN ('completion', 'occurrence') AND {_STANDS}))
    OR (actions.the_plan_asks IS NOT NULL AND NOT EXISTS (SELECT 1 FROM links
        WHERE links.plan = actions.plan AND links.action = actions.action AND links.shows != 'contradicts'
        AND {_STANDS}))
    ORDER BY actions.plan, one.position"""

_STANDING = """SELECT {column} FROM answers AS said WHERE said.plan = one.plan AND said.action = one.action
        AND said.key = one.key AND said.answer != 'taken-back' AND NOT EXISTS (SELECT 1 FROM answers AS back
        WHERE back.plan = one.plan AND back.action = one.action AND back.key = one.key AND back.seq > said.seq
        AND (SELECT sum(iif(between_.answer = 'taken-back', 1, -1)) FROM answers AS between_
            WHERE between_.plan = one.plan AND between_.action = one.action AND between_.key = one.key
            AND between_.seq > said.seq AND between_.seq <= back.seq) > 0) ORDER BY said.seq DESC LIMIT 1"""

_CHASE = f"""CREATE VIEW chase AS SELECT
    one.holder, one.wanted, one.plan, one.action,
    (SELECT text FROM action_rows WHERE action_rows.plan = one.plan AND action_rows.ref = one.action
        ORDER BY version DESC LIMIT 1) AS text,
    one.covers, times.first_asked, times.last_asked, times.times_asked,
    ({_STANDING.format(column="said.answer")}) AS answer, ({_STANDING.format(column="said.at")}) AS answered_at,
    ({_STANDING.format(column="said.until")}) AS promised_for, ({_STANDING.format(column="said.note")}) AS note, one.key
    FROM (SELECT plan, action, key, min(at) AS first_asked, max(at) AS last_asked, count(DISTINCT at) AS times_asked,
        max(seq) AS last FROM asked GROUP BY plan, action, key) AS times
    JOIN asked AS one ON one.plan = times.plan AND one.action = times.action AND one.key = times.key
        AND one.seq = times.last
    WHERE NOT EXISTS (SELECT 1 FROM links WHERE links.plan = one.plan AND links.action = one.action
        AND links.linked_at >= times.first_asked AND {_STANDS})
    ORDER BY one.holder IS NULL, one.holder, times.last_asked, one.plan, (SELECT position FROM action_rows
        WHERE action_rows.plan = one.plan AND action_rows.ref = one.action ORDER BY version DESC LIMIT 1)"""

_AUDIT_ANSWERS = """CREATE VIEW audit_answers AS SELECT
    one.audit, audits.title, audits.form, one.case_ref AS case_file, cases.team, one.question,
    iif(one.second, 'second opinion', 'auditor') AS given_by, one.auditor, records.audited_on, one.outcome, one.value,
    one.reason, one.comment, records.state AS record, audits.state AS round
    FROM audit_answer_rows AS one JOIN audits ON audits.id = one.audit
    LEFT JOIN audit_cases AS cases ON cases.audit = one.audit AND cases.case_ref = one.case_ref
    LEFT JOIN audit_records AS records ON records.audit = one.audit AND records.case_ref = one.case_ref
    ORDER BY audits.number, cases.position, one.second, one.question"""

_SAID = ("question", "outcome", "value", "reason", "comment", "start", "done", "series", "count", "signed_by", "seen")
_ANSWERS_OF_OPINIONS = f"""CREATE VIEW audit_answers AS SELECT
    given.audit, audits.title, audits.form, given.case_ref AS case_file, cases.team,
    iif(given.second, 'second opinion', 'auditor') AS given_by, given.auditor, records.audited_on,
    {", ".join(f"max(iif(said.key = '{name}', said.value, NULL)) AS {name}" for name in _SAID)},
    records.state AS record, audits.state AS round
    FROM audit_opinions AS given JOIN json_each(given.answers) AS one JOIN json_each(one.value) AS said
    JOIN audits ON audits.id = given.audit
    LEFT JOIN audit_cases AS cases ON cases.audit = given.audit AND cases.case_ref = given.case_ref
    LEFT JOIN audit_records AS records ON records.audit = given.audit AND records.case_ref = given.case_ref
    GROUP BY given.audit, given.case_ref, given.second, one.key
    ORDER BY audits.number, cases.position, given.second, question"""

_GIVER = "coalesce(max(iif(said.key = 'by', said.value, NULL)), given.auditor) AS auditor"
_ANSWERS_HANDED_OVER = _ANSWERS_OF_OPINIONS.replace("given.auditor", _GIVER)

FIRST = (_ACTIONS, _DOCUMENTS, _MISSING, _CHASE)
"""Made by step 0004, anew by 0010. Never changed once released: a later step drops a view and makes it anew."""
AUDITS = (_AUDIT_ANSWERS,)
"""Made by step 0007."""
OPINIONS = (_ANSWERS_OF_OPINIONS,)
"""Made by step 0011, in place of the one before."""
HANDED_OVER = (_ANSWERS_HANDED_OVER,)
"""Made by step 0013, in place of the one before."""
