"""Rows about evidence that was judged, measured or asked for, as values."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import repeat
from typing import Any

from evidence.codec import encode, from_text
from evidence.model.event import EventKind
from evidence.model.measure import Indicator, Measure, Reading, Target
from evidence.model.period import Period
from evidence.model.plan import Person, PlanIdentity
from evidence.model.request import Answer, Answered, Asked
from evidence.model.verdict import Closure, ClosureState, Sufficiency, Verdict

_NO_END = 2**62  # after every entry


class Judgements:
    """What people concluded, as it stands in the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection.execute

    def verdicts(self, link: str) -> tuple[Verdict, ...]:
        """Every verdict on a link, oldest first."""
        rows = self._sql("SELECT link, verdict, actor, at, because FROM verdicts WHERE link = ? ORDER BY seq", (link,))
        return tuple(
            Verdict(link=ref, verdict=Sufficiency(verdict), by=actor, at=datetime.fromisoformat(at), because=because)
            for ref, verdict, actor, at, because in rows
        )

    def closures(self, plan: str, action: str) -> tuple[Closure, ...]:
        """How an action was closed and opened again, oldest first."""
        sql = "SELECT state, actor, at, because FROM closures WHERE plan = ? AND action = ? ORDER BY seq"
        return tuple(
            Closure(
                plan=plan,
                action=action,
                state=ClosureState(state),
                by=actor,
                at=datetime.fromisoformat(at),
                because=because,
            )
            for state, actor, at, because in self._sql(sql, (plan, action))
        )

    def indicator(self, ref: str) -> Indicator | None:
        """The indicator of this id."""
        row = self._sql("SELECT body FROM indicators WHERE id = ?", (ref,)).fetchone()
        return from_text(row[0], Indicator) if row else None

    def measures(self, plan: str | None = None, refs: tuple[str, ...] = ()) -> Iterator[Measure]:
        """Indicators with their figures: all of them, or those of an action or recommendation of a plan."""
        if plan is None:
            found = self._sql("SELECT id FROM indicators ORDER BY id").fetchall()
        else:
            marks = ", ".join("?" * len(refs))
            sql = (
                f"SELECT DISTINCT indicator FROM indicator_links WHERE plan = ? AND ref IN ({marks}) ORDER BY indicator"
            )
            found = self._sql(sql, (plan, *refs)).fetchall()
        for (ref,) in found:
            indicator = self.indicator(ref)
            if indicator is not None:
                yield self._measure(indicator)

    def _measure(self, indicator: Indicator) -> Measure:
        baseline, targets, readings = None, [], []
        sql = "SELECT kind, value, period, document FROM figures WHERE indicator = ? ORDER BY seq"
        for kind, value, text, document in self._sql(sql, (indicator.id,)):
            period = from_text(text, Period)
            reading = Reading(value=value, period=period, document=document)
            if kind == "target" and reading.on is not None:
                targets.append(Target(value=value, by=reading.on))
            elif kind == "baseline":
                baseline = reading
            else:
                readings.append(reading)
        return Measure(indicator=indicator, baseline=baseline, targets=targets, readings=readings)

    def has_figure(self, details: dict[str, Any]) -> bool:
        """Whether this very figure was recorded before."""
        sql = "SELECT 1 FROM figures WHERE indicator = ? AND kind = ? AND value = ? AND period = ? AND document IS ?"
        values = (details["indicator"], details["kind"], details["value"], encode(details["period"]))
        return self._sql(sql, (*values, details["document"])).fetchone() is not None

    def linked_indicators(self, indicator: str) -> tuple[tuple[str, str], ...]:
        """The plan and ref of every action and recommendation that an indicator belongs to."""
        sql = "SELECT plan, ref FROM indicator_links WHERE indicator = ? ORDER BY plan, ref"
        return tuple((plan, ref) for plan, ref in self._sql(sql, (indicator,)))

    def asked(self, key: str) -> Asked | None:
        """The wanted document of this key, as it was asked for last."""
        sql = (
            "SELECT seq, holder, wanted, codes, covers, at, plan, action FROM asked WHERE key = ? "
            "ORDER BY seq, plan, action"
        )
        rows = self._sql(sql, (key,)).fetchall()
        if not rows:
            return None
        seq, holder, wanted, codes, covers, *_ = rows[-1]
        return Asked(
            key=key,
            holder=holder,
            wanted=wanted,
            actions=[(row[6], row[7]) for row in rows if row[0] == seq],
            codes=json.loads(codes),
            covers=covers,
            on=[datetime.fromisoformat(at) for at in dict.fromkeys(row[5] for row in rows)],
        )

    def asked_on(self) -> dict[str, tuple[date, ...]]:
        """The days (UTC) on which each wanted document was asked for, by key."""
        found: dict[str, list[date]] = {}
        for key, at in self._sql("SELECT DISTINCT key, at FROM asked ORDER BY at"):
            found.setdefault(key, []).append(datetime.fromisoformat(at).date())
        return {key: tuple(days) for key, days in found.items()}

    def answers(self, plan: str, action: str) -> tuple[Answered, ...]:
        """The last answer to each request about an action that was not taken back, oldest request first."""
        sql = "SELECT key, answer, note, at, body FROM answers WHERE plan = ? AND action = ? ORDER BY seq"
        standing: dict[str, list[Answered]] = {}
        for key, answer, note, at, body in self._sql(sql, (plan, action)):
            given = standing.setdefault(key, [])
            if answer == Answer.TAKEN_BACK:
                del given[-1:]
                continue
            said = json.loads(body)
            given.append(
                Answered(
                    key=key,
                    plan=plan,
                    action=action,
                    answer=Answer(answer),
                    note=note,
                    wanted=said.get("wanted", ""),
                    holder=said.get("holder"),
                    until=date.fromisoformat(said["until"]) if said.get("until") else None,
                    whom=said.get("whom"),
                    codes=said.get("codes", ()),
                    at=datetime.fromisoformat(at),
                )
            )
        return tuple(sorted((given[-1] for given in standing.values() if given), key=lambda one: one.at))

    def answered(self, plan: str) -> frozenset[str]:
        """Refs of the actions of a plan about which somebody answered."""
        sql = "SELECT DISTINCT action FROM answers WHERE plan = ?"
        return frozenset(ref for (ref,) in self._sql(sql, (plan,)))

    def settings(self) -> str | None:
        """The settings text in force; `None` for what was shipped."""
        row = self._sql("SELECT text FROM settings ORDER BY seq DESC LIMIT 1").fetchone()
        return row[0] if row else None

    def settings_before(self, seq: int) -> str | None:
        """The settings text that was in force before an entry; `None` for what was shipped."""
        row = self._sql("SELECT text FROM settings WHERE seq < ? ORDER BY seq DESC LIMIT 1", (seq,)).fetchone()
        return row[0] if row else None

    def undone(self) -> Iterator[int]:
        """The first entry of every batch that was undone."""
        return (first for (first,) in self._sql("SELECT first FROM undone"))

    def last_change(self, actor: str, passing_over: Iterable[EventKind], before: int | None) -> int | None:
        """The last entry of an actor that is of none of these kinds, and before an entry where one is given."""
        kinds = [kind.value for kind in passing_over]
        sql = (
            f"SELECT seq FROM entries WHERE actor = ? AND seq < ? AND kind NOT IN ({', '.join('?' * len(kinds))}) "
            "ORDER BY seq DESC LIMIT 1"
        )
        row = self._sql(sql, (actor, before or _NO_END, *kinds)).fetchone()
        return int(row[0]) if row else None

    # what a check looks up once for a whole plan

    def measured(self, plan: str) -> frozenset[str]:
        """Refs and recommendation numbers of a plan that have an indicator."""
        return frozenset(ref for (ref,) in self._sql("SELECT ref FROM indicator_links WHERE plan = ?", (plan,)))

    def people(self, plan: PlanIdentity) -> tuple[Person, ...]:
        """The plan's own index of initials."""
        row = self._sql("SELECT people FROM plans WHERE id = ? AND version = ?", (plan.id, plan.version)).fetchone()
        return from_text(row[0], tuple[Person, ...]) if row else ()

    def deadlines(self, plan: PlanIdentity) -> Iterator[date]:
        """The bounds of every deadline of a plan."""
        sql = (
            "SELECT earliest, latest, count(*) FROM action_rows WHERE plan = ? AND version = ? "
            "GROUP BY earliest, latest"
        )
        for *bounds, times in self._sql(sql, (plan.id, plan.version)):
            for day in bounds:
                if day:
                    yield from repeat(date.fromisoformat(day), times)

    def acted_on(self, plan: PlanIdentity) -> tuple[str, ...]:
        """Numbers of the recommendations that have an action."""
        sql = "SELECT DISTINCT recommendation FROM action_rows WHERE plan = ? AND version = ?"
        return tuple(number for (number,) in self._sql(sql, (plan.id, plan.version)))

    def same_progress(self, plan: PlanIdentity, ref: str | None = None) -> Iterator[tuple[str, ...]]:
        """Refs of actions that share one progress text; of one action, where one is given."""
        if ref is not None:
            sql = (
                "SELECT other.ref FROM action_rows AS this JOIN action_rows AS other USING (plan, version, progress) "
                "WHERE plan = ? AND version = ? AND this.ref = ? ORDER BY other.position"
            )
            refs = [row[0] for row in self._sql(sql, (plan.id, plan.version, ref))]
            yield from [tuple(refs)] if len(refs) > 1 else []
            return
        sql = (
            "SELECT json_group_array(ref) FROM (SELECT ref, progress FROM action_rows WHERE plan = ? AND version = ? "
            "AND progress IS NOT NULL ORDER BY position) GROUP BY progress HAVING count(*) > 1"
        )
        for (refs,) in self._sql(sql, (plan.id, plan.version)):
            yield tuple(json.loads(refs))

    def first_filed(self) -> date | None:
        """The day on which the first document was filed (UTC)."""
        (at,) = self._sql("SELECT min(received_at) FROM document_rows").fetchone()
        return datetime.fromisoformat(at).date() if at else None

    def last(self, kind: EventKind) -> tuple[date | None, int]:
        """The day of the last entry of a kind (UTC), and how many entries came after it."""
        row = self._sql(
            "SELECT at, seq FROM entries WHERE kind = ? ORDER BY seq DESC LIMIT 1", (kind.value,)
        ).fetchone()
        (head,) = self._sql("SELECT coalesce(max(seq), 0) FROM entries").fetchone()
        return (datetime.fromisoformat(row[0]).date(), head - row[1]) if row else (None, head)
