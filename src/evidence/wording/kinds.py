"""Words that name a sort of document, as the library's closed list of kinds has them.

Only the words are judged here; what a whole document is, `describing` decides with these as one of its grounds.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from evidence.model.document import DocumentKind as K


@frozen(kw_only=True)
class KindWord:
    """Words that name a kind, and where they stand."""

    kind: K
    start: int  # offset in the text as given
    end: int
    words: str  # as printed


# The longer and more telling phrase stands before the shorter one that it contains.
_PHRASES: tuple[tuple[K, str], ...] = (
    (K.ACTION_PLAN, r"action plans?|improvement plans?|POA&Ms?|plans? of action and milestones?"),
    (K.MINUTES, r"(?:meeting )?minutes|mins|notes? of (?:the |a )?meetings?|meeting notes?"
        r"|record of (?:the )?meeting|action notes"),
    (K.AGENDA, r"agendas?|order of business"),
    (K.QUESTIONNAIRE, r"(?:audit )?questionnaires?|check-?lists?|survey forms?|audit tools?|proformas?|pro-formas?"),
    (K.VISIT_RECORD, r"visit (?:records?|reports?|notes?)|observation (?:records?|visits?)|record of visits?|file note"
        r"|supervision records?|unannounced (?:visits?|observations?)|visits/reviews"),
    (K.APPROVAL, r"written procedure|approvals?|sign(?:ed)?[ -]off|decision notices?|endorsements?|authorisations?"
        r"|delegated decisions?|records? of decision"),
    (K.MEMO, r"memos?|memorand(?:um|a)|briefing notes?"),
    (K.LETTER, r"letters?|correspondence"),
    (K.EMAIL, r"e-?mails?"),
    (K.BID, r"bids?|tenders?|funding applications?|grant applications?|expressions? of interest|business cases?"),
    (K.BOOKLET, r"booklets?|handbooks?|brochures?"),
    (K.LEAFLET, r"leaflets?|flyers?|posters?|newsletters?"),
    (K.GUIDANCE, r"(?:practice |written )?guidance(?: notes?| documents?)?|guidelines?|practice notes?|manuals?"),
    (K.PROCEDURE, r"procedures?|protocols?|polic(?:y|ies)|operat(?:ional|ing) instructions?|instructions"
        r"|terms of reference"
        r"|standards|specifications?|criteria|thresholds?"),
    (K.DATA, r"performance data|benchmarking data|baselines?(?: data| budgets?)?|data(?: ?sets?)?|statistics"
        r"|spreadsheets?"
        r"|figures|performance indicators?|scorecards?|dashboards?"),
    (K.PLAN, r"(?:project|delivery|business|work|audit|training|implementation|communications?"
        r"|contingency) (?:plans?|programmes?)"
        r"|project initiation documents?|PIDs?|strateg(?:y|ies)|timetables?|schedules?|plans?|programmes?|road ?maps?"),
    (K.REPORT, r"(?:status|progress|committee|weekly|monthly|quarterly|annual|exception|cabinet|audit"
        r"|inspection) reports?"
        r"|reports?|evaluations?|analys[ie]s|(?:needs |initial )?assessments?|reviews?|audits?|findings"),
    (K.PAPER, r"(?:discussion|position|options|cabinet|board|white|green) papers?|papers?|proposals?|drafts?"
        r"|presentations?|slides"),
)  # fmt: skip
_DEEDS: tuple[tuple[K, str], ...] = (
    (
        K.APPROVAL,
        r"approved|endorsed|agreed (?:by|at)|ratified|signed off|adopted|authorised|sanctioned|agreed revised",
    ),
    (K.MINUTES, r"met|meetings?|discussed|briefed|spoke with|held|presented to|workshops?|conference|seminar|event"),
    (K.LETTER, r"reminded|written to|wrote to|notified|informed"),
)


@cache
def _pattern(with_deeds: bool) -> re.Pattern[str]:
    table = _PHRASES + (_DEEDS if with_deeds else ())
    branches = "|".join(f"(?P<k{number}>{words})" for number, (_, words) in enumerate(table))
    return re.compile(rf"(?<![^\W_])(?:{branches})(?![^\W_])", re.IGNORECASE)


def find_kinds(text: str, *, deeds: bool = False) -> tuple[KindWord, ...]:
    """The words of a text that name a kind of document, in order.

    With `deeds`, words for what happened count for the document that records it: "met" for minutes, "approved" for an
    approval.
    """
    table = _PHRASES + (_DEEDS if deeds else ())
    found = []
    for one in _pattern(deeds).finditer(text):
        number = next(k for k in range(len(table)) if one[f"k{k}"])
        found.append(KindWord(kind=table[number][0], start=one.start(), end=one.end(), words=one[0]))
    return tuple(found)


def first_kind(text: str, *, deeds: bool = False) -> KindWord | None:
    """The first words of a text that name a kind of document, or `None`."""
    return next(iter(find_kinds(text, deeds=deeds)), None)
