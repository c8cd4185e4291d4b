"""Full-text search: which documents, and which actions, hold these words. Finds candidates; ranking is `linking`'s."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from attrs import frozen

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_ROWS_ABOVE = 40  # rows above an action in which the one that it carries on is looked for
_QUOTED_FROM = 1_000_000  # characters of a page in which the words to be quoted are looked for
_PIECE = 2000  # characters that are looked at together
_OVERLAP = 100  # characters that a piece has in common with the next
_WEIGHTS = "2.0, 1.0, 0.5, 1.5, 1.0"  # action, recommendation, lead, progress, other


@frozen(kw_only=True)
class Hit:
    """A document that holds the words."""

    document: str
    page: int
    snippet: str  # the words in their place, marked with [ ], or how a very long page begins
    score: float  # bm25 as SQLite gives it, turned round: more is better


@frozen(kw_only=True)
class Candidate:
    """An action that shares words with a text."""

    plan: str
    ref: str
    score: float  # bm25 turned round: more is better


def words(text: str) -> tuple[str, ...]:
    """The words of a text as full-text search sees them, lower case, each once, in order."""
    return tuple(dict.fromkeys(word.casefold() for word in _WORD.findall(text)))


def find_documents(connection: sqlite3.Connection, query: str, limit: int) -> Iterator[Hit]:
    """Pages that hold all the words, best first."""
    wanted = _match(words(query), "AND")
    if wanted is None:
        return
    rows = connection.execute(
        "SELECT documents.id, pages.page, substr(pages.text, 1, ?), best.score FROM (SELECT rowid, bm25(pages_text) "
        "AS score FROM pages_text WHERE pages_text MATCH ? ORDER BY score, rowid LIMIT ?) AS best "
        "JOIN pages ON pages.id = best.rowid JOIN document_rows AS documents "
        "ON documents.number = pages.document ORDER BY best.score, documents.number, pages.page",
        (_QUOTED_FROM, wanted, limit),
    )
    with closing(sqlite3.connect(":memory:")) as pieces:
        pieces.execute("CREATE VIRTUAL TABLE pieces USING fts5 (text, tokenize = 'porter unicode61')")
        for document, page, text, score in rows:
            yield Hit(document=document, page=page, snippet=_snippet(pieces, text, words(query)), score=-score)


def _snippet(pieces: sqlite3.Connection, text: str, wanted: tuple[str, ...]) -> str:
    """Some words in their place, from the piece of a text that holds most of them; its beginning where none does.

    SQLite looks at each place of a word together with all the others: what it cuts from must be small.
    """
    pieces.execute("DELETE FROM pieces")
    cut = ((text[start : start + _PIECE + _OVERLAP],) for start in range(0, len(text), _PIECE))
    pieces.executemany("INSERT INTO pieces (text) VALUES (?)", cut)
    best = pieces.execute(
        "SELECT snippet(pieces, 0, '[', ']', '…', 12) FROM pieces WHERE pieces MATCH ? ORDER BY rank, rowid LIMIT 1",
        (_match(wanted, "OR"),),
    ).fetchone()
    return best[0] if best else text[:_OVERLAP].strip() + "…"


def find_actions(connection: sqlite3.Connection, terms: Iterable[str], limit: int) -> Iterator[Candidate]:
    """Actions of the newest plans that share any of these words, best first."""
    wanted = _match(tuple(terms), "OR")
    if wanted is None:
        return
    rows = connection.execute(
        f"SELECT action_words.plan, action_words.ref, bm25(actions_text, {_WEIGHTS}) AS score FROM actions_text "
        "JOIN action_words ON action_words.id = actions_text.rowid WHERE actions_text MATCH ? "
        "ORDER BY score, action_words.id LIMIT ?",
        (wanted, limit),
    )
    for plan, ref, score in rows:
        yield Candidate(plan=plan, ref=ref, score=-score)


def _match(terms: tuple[str, ...], joint: str) -> str | None:
    quoted = [f'"{term}"' for term in terms if _WORD.fullmatch(term)]
    return f" {joint} ".join(quoted) if quoted else None


def actions_above(connection: sqlite3.Connection, plan: str, version: int, refs: Iterable[str]) -> dict[str, str]:
    """For actions without a lead of their own, the words of the one that they stand below and carry on.

    A plan writes "Draft leaflet, SD", and beneath it "Approval", "Publication". Of the recommendation's actions above,
    that is the last with a written lead. Actions that stand below none are left out.
    """
    rows = connection.execute(
        "SELECT below.ref, (SELECT above.text FROM action_rows AS above WHERE above.plan = below.plan "
        "AND above.version = below.version AND above.ref > 'R' || below.recommendation || '.' "
        "AND above.ref < 'R' || below.recommendation || '/' "
        "AND above.position BETWEEN below.position - ? AND below.position - 1 "
        "AND above.body ->> 'leads_from' = 'written' ORDER BY above.position DESC LIMIT 1) AS words "
        "FROM json_each(?) AS wanted CROSS JOIN action_rows AS below ON below.ref = wanted.value "
        "WHERE below.plan = ? AND below.version = ? AND words IS NOT NULL",
        (_ROWS_ABOVE, json.dumps(list(refs)), plan, version),
    )
    return dict(rows.fetchall())
