"""The programme of audits: what is audited when, on which questionnaire, approved by whom on what document."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from evidence import codec
from evidence.audits.banks import SHIPPED
from evidence.file.audits.rounds import find_programme
from evidence.file.audits.words import Words
from evidence.model.audit import Method, PlannedRound, Programme
from evidence.model.errors import Refused
from evidence.model.event import EventKind
from evidence.store.audit_rows import Audits
from evidence.store.forms import Forms

if TYPE_CHECKING:
    from evidence.file.session import Session

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


def plan_round(
    session: Session,
    id: str,
    *,
    theme: str,
    form: str,
    due: date,
    size: int | None = None,
    method: str = Method.RANDOM,
    title: str | None = None,
) -> Programme:
    """Plan a round, or plan the one of the same theme otherwise; the first one makes the programme.

    A programme that is changed is to be approved anew. Raises `Refused` for an unknown questionnaire or method.
    """
    if not _ID.fullmatch(id):
        raise Refused(f"programme {id!r}: expected up to 40 small letters, digits, dots, dashes or underscores.")
    if method not in set(Method):
        raise Refused(f"--method {method!r}: expected one of {', '.join(Method)}.")
    if size is not None and size < 1:
        raise Refused(f"--size {size}: expected at least 1 file.")
    form = form.partition("@")[0]
    if form not in SHIPPED and not Forms(session.connection, session.today()).versions(form):
        raise Refused(f"--form {form!r}: expected the id of a questionnaire; `evidence form list` shows them.")
    words = Words()
    theme = words.needed("--theme", theme)
    if not theme:
        raise Refused("a planned round needs a theme. Give one with --theme.")
    planned = PlannedRound(theme=theme, form=form, due=due, size=size, method=Method(method))
    with session.writing() as writing:
        before = Audits(session.connection).programme(id)
        rounds = [evolve(one, held_as=None) for one in before.rounds] if before else []
        place = next((at for at, one in enumerate(rounds) if one.theme.casefold() == theme.casefold()), len(rounds))
        rounds[place : place + 1] = [planned]
        name = words.clean("--title", title) or (before.title if before else id)
        made = Programme(id=id, title=name, rounds=sorted(rounds, key=lambda one: (one.due, one.theme)))
        told = codec.to_json(made)
        kept = {"id": id, "title": name, "rounds": [_bare(one) for one in told["rounds"]]}
        if before is None or _said(before) != kept:
            writing.record(EventKind.PROGRAMME_SET, {"programme": kept})
    return find_programme(session, id)


def _said(programme: Programme) -> dict[str, object]:
    told = codec.to_json(programme)
    return {"id": told["id"], "title": told["title"], "rounds": [_bare(one) for one in told["rounds"]]}


def _bare(planned: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in planned.items() if name != "held_as"}


def approve(session: Session, id: str, *, by: str, on: date | None = None, document: str | None = None) -> Programme:
    """Record that a role approved the programme, on what document; the same again changes nothing."""
    filed = session.document(document).id if document else None
    day = on or session.today()
    role = Words(on=day).needed("--by-role", by)
    if not role:
        raise Refused("an approval needs the role that gave it. Give one with --by-role.")
    with session.writing() as writing:
        programme = find_programme(session, id)
        given = {"approved_by": role, "approved_on": day.isoformat(), "approval": filed}
        standing = (programme.approved_by, programme.approval)
        if standing != (role, filed) or (on is not None and programme.approved_on != on):
            writing.record(EventKind.PROGRAMME_APPROVED, {"id": id, **given})
    return find_programme(session, id)
