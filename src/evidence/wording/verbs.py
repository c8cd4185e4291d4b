"""What an action asks for, by its verb, and which documents can show that it was done.

The classes and what they accept follow the project's reading of inspection practice: ISA 500 on reliability (a signed
record outweighs a narrative), and the Global Internal Audit Standards 14.1 and 15.2 on confirming that an agreed
action was carried out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from evidence.model.document import DocumentKind as K

if TYPE_CHECKING:
    from collections.abc import Iterator


@frozen(kw_only=True)
class VerbClass:
    """Verbs that ask for the same sort of proof."""

    name: str
    stems: str  # a regular expression over small letters, without groups that capture
    accepts: str  # the document that shows it, in words
    not_enough: str  # what people file instead
    kinds: tuple[K, ...]  # document kinds that can show it


VERB_CLASSES: tuple[VerbClass, ...] = (
    VerbClass(
        name="approve",
        stems=r"agree(?:d|s|ment)?|approv(?:e|al|ed|es)|endors(?:e|ed|ement)|adopt(?:s|ed)?|ratif(?:y|ied)"
        r"|sign(?:ed)?[ -]?off|confirm(?:ed|s|ation)?|authoris(?:e|ed|ation)",
        accepts="a signed minute, a decision notice or an approval from the body that decides",
        not_enough="a draft paper or an agenda",
        kinds=(K.APPROVAL, K.MINUTES, K.LETTER, K.EMAIL, K.MEMO),
    ),
    VerbClass(
        name="bid",
        stems=r"bid|appl(?:y|ication)|submi(?:t|tted|ssion)|request(?:s|ed)?|tender",
        accepts="the bid or request as sent, with its acknowledgement",
        not_enough="a memo that says it will be sent",
        kinds=(K.BID, K.LETTER, K.EMAIL, K.MEMO),
    ),
    VerbClass(
        name="train",
        stems=r"train(?:ed|ing|s)?|workshops?|induct(?:ion|ed)?",
        accepts="the attendance list with the materials and the evaluation",
        not_enough="a published programme",
        kinds=(K.VISIT_RECORD, K.REPORT, K.DATA, K.MINUTES, K.PLAN),
    ),
    VerbClass(
        name="appoint",
        stems=r"appoint(?:ed|ment|ments|s)?|recruit(?:ed|ment|ing)?|second(?:ed|ment)"
        r"|fill(?:ed)? (?:the |all )?(?:post|vacanc)\w*",
        accepts="a confirmation from personnel with the day the person starts",
        not_enough="an advertisement or a preferred candidate",
        kinds=(K.LETTER, K.MEMO, K.EMAIL, K.APPROVAL),
    ),
    VerbClass(
        name="meet",
        stems=r"meet(?:s|ing|ings)?|met|brief(?:ed|ing|ings)?|discuss(?:ed|ion|ions)?|consult(?:ed|ation|ations|ing)?|seminars?",
        accepts="minutes or an attendance list, with the papers",
        not_enough="an entry in a diary",
        kinds=(K.MINUTES, K.VISIT_RECORD, K.MEMO, K.EMAIL),
    ),
    VerbClass(
        name="review",
        stems=r"review(?:s|ed|ing)?|audit(?:s|ed|ing)?|observ(?:e|ed|ation|ations)|monitor(?:s|ed|ing)?|evaluat(?:e|ed|ion)"
        r"|inspect(?:ed|ion|ions)?|survey(?:s|ed)?|analys(?:e|ed|is)|assess(?:ed|ment)?|identif(?:y|ied)|benchmark(?:ing)?"
        r"|compar(?:e|ison|isons)",
        accepts="a dated record of the review with what was looked at and what was found",
        not_enough="a note that it has begun",
        kinds=(K.REPORT, K.VISIT_RECORD, K.DATA, K.PAPER, K.QUESTIONNAIRE),
    ),
    VerbClass(
        name="issue",
        stems=r"issu(?:e|ed|es|ing)|publish(?:ed)?|publication|circulat(?:e|ed|ion)|remind(?:ed|er)?|disseminat(?:e|ed|ion)"
        r"|distribut(?:e|ed|ion)|inform(?:ed)?|promulgat(?:e|ed)|launch(?:ed)?|sent|send",
        accepts="the document as issued, and its distribution list or the dated message that sent it",
        not_enough="a draft, or word that it is with the printers",
        kinds=(K.BOOKLET, K.LEAFLET, K.GUIDANCE, K.PROCEDURE, K.LETTER, K.MEMO, K.EMAIL),
    ),
    VerbClass(
        name="establish",
        stems=r"establish(?:ed|ment)?|set(?:ting)? up|creat(?:e|ed|ion)|form(?:ed|ation) (?:a|the|of)",
        accepts="terms of reference with the first minutes, or the budget code",
        not_enough="a list of names",
        kinds=(K.MINUTES, K.PAPER, K.PLAN, K.APPROVAL, K.DATA),
    ),
    VerbClass(
        name="implement",
        stems=r"implement(?:ed|ation|ing)?|put(?:ting)? in(?:to)? place|in place|transfer(?:s|red)?"
        r"|introduc(?:e|ed|tion)|roll(?:ed)?[ -]out|commission(?:ed|ing)?|purchas(?:e|ed|ing)",
        accepts="the operating instruction, and a record of its first use",
        not_enough="a plan",
        kinds=(K.PROCEDURE, K.GUIDANCE, K.REPORT, K.VISIT_RECORD, K.MEMO),
    ),
    VerbClass(
        name="prepare",
        stems=r"prepar(?:e|ed|ation)|draft(?:ed|ing|s)?|produc(?:e|ed|tion)|develop(?:ed|ment|ing|s)?|writ(?:e|ten|ing)"
        r"|amend(?:s|ed|ment|ments)?|revis(?:e|ed|ion)|updat(?:e|ed|ing)|design(?:ed)?|document(?:ed)?|complet(?:e|ed)",
        accepts="the document itself, dated, with its version",
        not_enough="word that a meeting was held about it",
        kinds=(K.PAPER, K.PLAN, K.PROCEDURE, K.GUIDANCE, K.REPORT, K.QUESTIONNAIRE, K.LEAFLET, K.BOOKLET),
    ),
    VerbClass(
        name="improve",
        stems=r"reduc(?:e|ed|tion)|increas(?:e|ed)|improv(?:e|ed|ement|ements)|ensur(?:e|ed|ing)|strengthen(?:ed|ing)?|rais(?:e|ed)",
        accepts="a measure with its baseline, its target and the day it was taken",
        not_enough="any narrative",
        kinds=(K.DATA, K.REPORT),
    ),
)


@lru_cache(maxsize=1)
def _any_verb() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(f"(?P<{verb.name}>{verb.stems})" for verb in VERB_CLASSES) + r")\b")


_BY_NAME = {verb.name: verb for verb in VERB_CLASSES}


def verb_classes(text: str) -> Iterator[VerbClass]:
    """Every class whose verb the text uses, in the order of the text; a class may come more than once."""
    for found in _any_verb().finditer(text.lower()):
        yield _BY_NAME[str(found.lastgroup)]


_PREDICATE = re.compile(
    r"\W*$|[\s,/.;:]+(?:by|with|at|in|to|for|on|and|or|as|from|where|if|before|after|through)\b|\s*[/,.;]"
)
_NOUN = re.compile(
    r".*(?:ion|ions|ment|ments|ing|ings|al)$|draft|review|audit|survey|bid|request|tender|design|brief|form .*"
)
_OBJECT = re.compile(r"\W+(?:paper|programme|plan|group|strategy|meeting|team)\b")


@lru_cache(maxsize=4096)
def verb_class(action_text: str) -> VerbClass | None:
    """The class that an action's words ask for; `None` where they hold no verb of the table.

    An action reads either as an order ("Submit bid") or as a wished-for state ("Audit programme to be agreed"). What
    follows "be" is the thing asked; else the verb that opens the text; else the first verb that is neither a noun
    ("the review") nor an adjective ("revised criteria"), an approval before its preparation; else the last noun.
    """
    lower = action_text.lower()
    asked = re.search(r"\bbe\b(.*)", lower, re.DOTALL)
    if asked and (found := next(verb_classes(asked[1]), None)):
        return found
    verbs = [match for match in _any_verb().finditer(lower) if not _is_adjective(match, lower)]
    if not verbs:
        return None
    opening = verbs[0]
    if not lower[: opening.start()].strip(" -–:*'\"()0123456789.") and not _OBJECT.match(lower, opening.end()):
        return _BY_NAME[str(opening.lastgroup)]
    said = [match for match in verbs if not _NOUN.fullmatch(match[0])]
    done = [match for match in said if match.lastgroup == "approve" and "ed" in match[0]]
    return _BY_NAME[str((done or said or verbs[-1:])[0].lastgroup)]


def _is_adjective(match: re.Match[str], text: str) -> bool:
    return match[0].endswith(("ed", "en")) and not _PREDICATE.match(text, match.end())
