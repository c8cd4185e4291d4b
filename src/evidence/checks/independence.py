"""Whether somebody who judges evidence is somebody else than the action's lead.

Compared are initials, names and roles: what the actor was registered with, and what the plan's lead cell and its index
of initials say. Somebody of whom nothing is known counts as independent only by not being named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.model.verdict import Sufficiency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evidence.model.event import Actor
    from evidence.model.plan import Action, Person
    from evidence.model.verdict import Verdict


def leads_on(actor: Actor, action: Action, people: Iterable[Person] = ()) -> str | None:
    """The words by which the actor is one of the action's leads ("SF"); `None` where none fits.

    A lead that the plan leaves blank, but that is written above, is compared too.
    """
    own = {_folded(words) for words in (actor.initials or "", actor.name, *actor.roles) if words.strip()}
    leads = action.leads or action.leads_suggested
    index = {person.initials: person for person in people} if leads else {}
    for lead in leads:
        person = index.get(lead)
        named = (lead, *((person.name or "", person.role or "") if person else ()))
        if own & {_folded(words) for words in named if words.strip()}:
            return lead
    return None


def _folded(words: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in words.lower()).split())


def standing_verdict(
    verdicts: Sequence[Verdict], actors: Sequence[Actor], action: Action, people: Iterable[Person] = ()
) -> Verdict | None:
    """The verdict in force: the last one, passing over a lead's "sufficient" on the lead's own action.

    `verdicts` are in the order in which they were given, which their times, to the second, cannot tell.
    """
    for verdict in reversed(verdicts):
        if verdict.verdict is Sufficiency.INSUFFICIENT:
            return verdict
        actor = next((one for one in actors if one.id == verdict.by), None)
        if actor is None or leads_on(actor, action, people) is None:
            return verdict
    return None


def own_verdicts(
    verdicts: Iterable[Verdict], actors: Sequence[Actor], action: Action, people: Iterable[Person] = ()
) -> Iterator[tuple[Verdict, str]]:
    """The "sufficient" verdicts that a lead gave on the lead's own action, with the lead's words."""
    for verdict in verdicts:
        actor = next((one for one in actors if one.id == verdict.by), None)
        lead = leads_on(actor, action, people) if actor else None
        if lead and verdict.verdict is Sufficiency.SUFFICIENT:
            yield verdict, lead
