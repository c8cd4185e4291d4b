"""Who leads an action: the lead cell as written, ditto marks resolved, blanks left blank with a candidate named."""

from __future__ import annotations

import re

from attrs import define, field, frozen

from evidence.model.plan import LeadsFrom
from evidence.wording.folding import fold
from evidence.wording.people import read_leads

_DITTO = frozenset(
    ['"', "''", "``", "“", "”", "„", "″", "〃", "ʺ", "«", "»", '-"-', '- " -', "ditto", "do", "do.",
     "-do-", "- do -", ",,", "as above", "same",
     "same as above", "(as above)", "'' ''", '" "', "ű", "α", "£6", "66", "99", "11", "ll"]
)  # fmt: skip
_NO_LEAD = re.compile(
    r"(?i)(?:tb[acd]|to be (?:confirmed|agreed|decided|identified|appointed)|n/?a|none|nil|vacant|[-–—?.x]+)"
)


@frozen(kw_only=True)
class Leads:
    """The leads of one action and where they were read."""

    leads: tuple[str, ...] = ()
    source: LeadsFrom = LeadsFrom.NONE
    suggested: tuple[str, ...] = ()
    text: str | None = None  # as printed


@define
class LeadColumn:
    """A plan's lead column, read from top to bottom; remembers the last lead that was written."""

    last: tuple[str, ...] = ()
    _written: dict[tuple[str, ...], Leads] = field(factory=dict)  # leads that were read, by their texts

    def read(self, pieces: list[str]) -> Leads:
        """The leads of the next action; `pieces` are the texts of its lead cell, one for each row it runs over.

        A ditto mark repeats the last written lead, passing over blanks; a blank stays empty and names that lead as
        a candidate.
        """
        known = self._written.get(tuple(pieces))
        if known is not None:
            self.last = known.leads or self.last
            return known
        filled = [fold(piece) for piece in pieces if piece.strip()]
        if not filled:
            return Leads(suggested=self.last)
        text = " ".join(filled)
        if all(is_ditto(piece) for piece in filled):
            return Leads(leads=self.last, source=LeadsFrom.DITTO if self.last else LeadsFrom.NONE, text=text)
        if _NO_LEAD.fullmatch(text):
            return Leads(text=text)
        found: dict[str, None] = {}
        for piece in filled:
            if not is_ditto(piece):
                found.update(dict.fromkeys(read_leads(piece)))
        if not found:
            return Leads(text=text)
        self.last = tuple(found)
        written = Leads(leads=self.last, source=LeadsFrom.WRITTEN, text=text)
        self._written[tuple(pieces)] = written
        return written


def is_ditto(text: str) -> bool:
    """Whether a lead cell says "the same as above": a ditto mark, or what character recognition makes of one.

    Such remains are up to three characters without a capital letter of the alphabet, so never initials.
    """
    text = text.strip()
    if text.lower() in _DITTO:
        return not (text.isupper() and len(text) <= 3)  # LL and DO are somebody's initials
    if not text or len(text) > 3 or _NO_LEAD.fullmatch(text):
        return False
    return not re.search(r"[A-Z]|[a-z]{2}", text) and not re.fullmatch(r"\d+|[(),;:]+", text)
