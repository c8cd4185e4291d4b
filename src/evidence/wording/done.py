"""Words that say how far something has got: done, part of it, meant, not begun; and which words hold "done" back.

The library claims no more than the words do: agreeing to do a thing is not the doing, a draft is not the paper, a
figure is not a status.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from attrs import frozen

from evidence.wording.folding import word_set


class Deed(StrEnum):
    """What sort of thing is asked for or reported."""

    AGREE = "agree"
    ISSUE = "issue"
    PRODUCE = "produce"
    MEET = "meet"
    ESTABLISH = "establish"
    APPOINT = "appoint"
    TRAIN = "train"
    REVIEW = "review"
    IMPLEMENT = "implement"
    SUBMIT = "submit"
    IDENTIFY = "identify"
    OBTAIN = "obtain"


_DONE: dict[Deed, str] = {
    Deed.AGREE: "agreed approved endorsed adopted confirmed ratified authorised authorized accepted decided determined "
    "signed|off sanctioned",
    Deed.ISSUE: "issued published circulated distributed disseminated promulgated sent launched forwarded released "
    "reminded advised informed notified shared printed emailed",
    Deed.PRODUCE: "produced prepared drafted developed written compiled revised updated amended designed created "
    "drawn|up specified scoped documented defined formulated finalised finalized rewritten refreshed built set",
    Deed.MEET: "met discussed briefed held took|place taken|place consulted presented attended spoke",
    Deed.ESTABLISH: "established set|up formed created introduced in|place commissioned convened allocated",
    Deed.APPOINT: "appointed recruited seconded employed in|post engaged",
    Deed.TRAIN: "trained delivered inducted",
    Deed.REVIEW: "reviewed audited inspected evaluated assessed analysed analyzed observed monitored tested mapped "
    "undertaken conducted carried|out checked surveyed completed",
    Deed.IMPLEMENT: "implemented rolled|out introduced transferred in|place in|operation operational embedded "
    "integrated incorporated purchased installed delivered deployed migrated enabled patched fixed",
    Deed.SUBMIT: "submitted requested applied made lodged",
    Deed.IDENTIFY: "identified mapped selected listed",
    Deed.OBTAIN: "received obtained collected secured gathered acquired",
}
_ASKED: dict[Deed, str] = {
    Deed.AGREE: "agree agrees agreement approve approves approval endorse endorses endorsement adopt adoption confirm "
    "confirming confirmation ratify sign|off authorise authorisation decide decides decision determine determines",
    Deed.ISSUE: "issue publish publication circulate circulation distribute disseminate dissemination send remind "
    "inform notify notification launch advise promulgate share communicate release",
    Deed.PRODUCE: "produce production prepare preparation draft drafting develop developing development write compile "
    "revise revision update amend amends design specify specification scope document define formulate finalise rewrite "
    "completed set create refresh",
    Deed.MEET: "meet meeting meetings discuss discussion discussions brief briefing consult consultation hold event "
    "present presentation seminar workshop conference",
    Deed.ESTABLISH: "establish form create introduce commission commissioning in|place set|up convene allocate ensure",
    Deed.APPOINT: "appoint appointment recruit recruitment second employ",
    Deed.TRAIN: "train training deliver delivery induct",
    Deed.REVIEW: "review reviews audit audits inspect evaluate evaluation assess assessment analyse analysis observe "
    "observation monitor monitoring test check undertake conduct survey complete",
    Deed.IMPLEMENT: "implement implementation roll|out introduce transfer in|place operational embed integrate "
    "integration incorporate purchase install deliver expand deploy migrate enable ensure co-ordinate coordinate",
    Deed.SUBMIT: "submit submission bid apply application request make",
    Deed.IDENTIFY: "identify identification map list",
    Deed.OBTAIN: "obtain receive collect secure gather acquire",
}
# Having done the first means that the others were done on the way.
IMPLIES: dict[Deed, frozenset[Deed]] = {
    Deed.IMPLEMENT: frozenset((Deed.PRODUCE, Deed.ESTABLISH)),
    Deed.ISSUE: frozenset((Deed.PRODUCE,)),
    Deed.AGREE: frozenset((Deed.PRODUCE,)),
}


def _by_word(table: dict[Deed, str]) -> dict[str, frozenset[Deed]]:
    found: dict[str, set[Deed]] = {}
    for deed, words in table.items():
        for word in words.split():
            found.setdefault(word.replace("|", " "), set()).add(deed)
    return {word: frozenset(deeds) for word, deeds in found.items()}


_DONE_WORDS = _by_word(_DONE)
_ASKED_WORDS = _by_word({deed: f"{words} {_DONE[deed]}" for deed, words in _ASKED.items()})
_WORD = re.compile(r"[a-z]+(?:[-&'][a-z]+)*")
# "No 3" and "no. of visits" deny nothing; what stands before is looked at afterwards.
_NUMBERED = re.compile(r"no(?<!\w..)\.?(?: ?(?=\d)|(?= of\b))")
_MEETS = frozenset(("", "to", "with", "and", "on", "every", "at", "each"))
_DESCRIBING = word_set("revised updated agreed written designed completed identified confirmed approved set")
_AFTER_DEED = word_set(
    "by at on in and or with to for as that of via jan feb mar apr may jun jul aug sep sept oct nov dec january "
    "february "
    "march april june july august september october november december up out off"
) | {""}
_FORWARD = frozenset(("will", "shall", "expected", "target", "planned", "intended"))
_NEGATION = word_set(
    "not to be being yet awaiting until once when if will should would could can may must expected due nearly almost "
    "partially partly un cannot never before pending hoped further hasn't haven't isn't aren't wasn't weren't"
)
_NO_ONE = frozenset(("no", "none", "nothing", "nobody"))  # of what a statement opens with, nothing was done
_AUXILIARY = frozenset(("been", "was", "were", "are", "is"))
_BETWEEN = frozenset(("fully", "formally", "currently", "been", "and", "finally"))


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without figures, "no" for "number" and punctuation."""
    return _WORD.findall(_NUMBERED.sub("", text.lower().replace("’", "'")))


@frozen(kw_only=True)
class Reported:
    """A word or two that report something done."""

    at: int  # index of the first word
    words: str
    deeds: frozenset[Deed]


def deeds_done(words: list[str]) -> list[Reported]:
    """Where the words report something done, and what sort.

    "To be agreed", "not yet issued", "being updated", "no policy issued" and whatever follows "to be" report nothing
    done.
    """
    found: list[Reported] = []
    meant = False
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        meant = meant or (word in _FORWARD and not found) or (word == "to" and after == "be")
        both = f"{word} {after}"
        deeds, named = _DONE_WORDS.get(both), both
        if deeds is None:
            deeds, named = _DONE_WORDS.get(word), word
        if word.endswith("took") and after == "place":
            deeds, named = frozenset((Deed.MEET,)), "took place"
        if deeds and not meant and both != "set for" and not _denied(words, at):
            found.append(Reported(at=at, words=named, deeds=deeds))
    if len(found) > 1 and _describes(words, found[0].at):
        opens = found[0].at == 0 or words[found[0].at] in ("written", "revised", "updated")
        return found[1:] if opens else found
    return found


def deeds_of_nobody(words: list[str]) -> frozenset[Deed]:
    """What a statement denies by the word that it opens with: "no policy issued"."""
    if not words or words[0] not in _NO_ONE:
        return frozenset()
    said = (_DONE_WORDS.get(word) for at, word in enumerate(words) if _denied(words, at))
    return frozenset[Deed]().union(*filter(None, said))


_UNDONE = re.compile(
    r"\b(?:(?:has|have|is|are|was|were)(?: still| therefore)? (?:not|never)|(?:has|have|is|are|was|were)n't"
    r"|(?:yet|still|remains?) to be)(?: (?:yet|been|being|formally|fully|finally|currently))* ((\S+)(?: \S+)?)"
)
_SUPPOSED = re.compile(r"\b(?:if|unless|until|whether|when|where)(?: \S+){0,6} $")
_PUT_OFF = re.compile(
    r"(?:\S+ ){0,6}?(?:is|are|was|were|been|remains?)(?: still)? "
    r"(?:awaited|deferred|delayed|outstanding|postponed|refused|rejected)\b"
)


def deeds_denied(statement: str) -> frozenset[Deed]:
    """What a statement says has not been done: "has not yet been approved", "publication was deferred".

    "If not approved" and "had not been approved" do not speak of now; nor is denied what the statement says elsewhere
    was done.
    """
    words = words_of(statement)
    denied: set[Deed] = set()
    line = " ".join(words)
    for found in _UNDONE.finditer(line):
        if not _SUPPOSED.search(line[: found.start()]):
            denied.update(_DONE_WORDS.get(found[1]) or _DONE_WORDS.get(found[2]) or ())
    for at, word in enumerate(words):
        put_off = words[max(at - 1, 0) : at] == ["awaiting"] or _PUT_OFF.match(" ".join(words[at + 1 : at + 11]))
        if put_off and word in _ASKED_WORDS:
            denied |= _ASKED_WORDS[word]
    return frozenset(denied.difference(*(one.deeds for one in deeds_done(words))))


_ASKED_FIRST = frozenset(phrase.split()[0] for phrase in _ASKED_WORDS)


def deeds_asked(text: str) -> frozenset[Deed]:
    """What sorts of thing an action asks for; empty where it names no verb that is known."""
    words = words_of(text)
    asked: set[Deed] = set()
    for at, word in enumerate(words):
        if word not in _ASKED_FIRST:
            continue
        after = words[at + 1] if at + 1 < len(words) else ""
        deeds = _ASKED_WORDS.get(f"{word} {after}") or _ASKED_WORDS.get(word) or frozenset()
        if word == "meet" and after not in _MEETS and not after.endswith("ly"):
            continue  # "to meet workload implications" is no meeting
        if asked and _describes(words, at):
            continue  # "issue revised criteria" asks for the issuing
        asked.update(deeds)
    return frozenset(asked)


def _describes(words: list[str], at: int) -> bool:
    """Whether the word only describes what follows it: "revised criteria", "agreed targets"."""
    after = words[at + 1] if at + 1 < len(words) else ""
    return words[at] in _DESCRIBING and after not in _AFTER_DEED


def _denied(words: list[str], at: int) -> bool:
    before = words[max(0, at - 5) : at]
    if before and before[-1] in _NEGATION:
        return True
    first = before and before[-1] in _AUXILIARY and _AUXILIARY.isdisjoint(words[: at - 1])  # "no … was agreed and …"
    if before and words[0] in _NO_ONE and (at <= 2 or first):
        return True
    last = before.pop() if len(before) > 1 and before[-1] in _BETWEEN else ""
    while last and len(before) > 1 and before[-1] in _BETWEEN - {"and"}:
        last = before.pop()
    if not last:
        return False
    return before[-1] in _NEGATION - {"to", "further"} or (last == "been" and before[-2:] == ["to", "have"])


_EXPLICIT = re.compile(
    r"(?<![a-z])(?:done|completed?|completion achieved|(?:fully )?achieved|closed|finished|actioned|discharged"
    r"|fulfilled"
    r"|concluded|resolved|remediated|fully implemented|fully met|100 ?%)(?![a-z])"
)
_HELD_BACK = re.compile(
    r"(?:\bnot(?: yet| been| fully)*|\bto be|\bbeing|\bbe|\byet to be|\bawaiting|\buntil|\bonce|\bwhen|\bif"
    r"|\bnearly|\balmost|\bpartially|\bpartly|\bpart|\bsubstantially|\blargely|\bmostly|\bpercent|% ?"
    r"|\bsubject to(?: \w+)*"
    r"|\bexpected(?: to be)?|\bdue(?: to be)?|\btarget(?: to be)?|\bcan|\bhalf|\bnever|\bdate|\bwill(?: be)?"
    r"|\bto|^\W*(?:no(?! ?\d)|none|nothing|nobody)(?: \w+){0,5})[ -]*$"
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"\d{{1,6}}|{'|'.join(_NUMBERS)}"
_OF_COUNT = re.compile(rf"\b({_COUNT}) (?:of|out of) (?:the )?({_COUNT})\b")


def says_done(statement: str) -> re.Match[str] | None:
    """Where a statement says in so many words that it is done: "Completed", "Done by 10 March", "Closed".

    Not in "to be completed", "75% complete", "not yet closed", "45 of 53 completed".
    """
    low = statement.lower()
    for found in _EXPLICIT.finditer(low):
        if not _HELD_BACK.search(low[: found.start()]) and not _OF_COUNT.search(low[: found.start()]):
            return found
    return None


_CAPS = re.compile(
    r"(?<![a-z])(?:(?:final |first |second |working |revised |initial )?drafts?|drafted|interim|initial"
    r"|initially|preliminary"
    r"|provisional(?:ly)?|subject to|in principle|majority|most of|mostly|nearly|almost|partial(?:ly)?|partly|in part"
    r"|some|further work|work required|under development|in development|in progress|under ?way|ready (?:for|to)"
    r"|for (?:comments?|consultation|approval|consideration|agreement|sign[- ]?off)|being|awaiting|pending|phase \w+"
    r"|first stage|stage one|pilot(?:ing|ed)?|proposals?|outstanding|delayed|slipped|not yet)(?![a-z])"
)
# Words of the same meaning: an action that asks for the one is not held back by the other.
_SAME = (("draft", "drafts", "drafted", "drafting", "final draft"), ("initial", "initially", "preliminary", "first"))


_TELLS = re.compile(r"\W*(?:\w+ (?:to )?)?(?:remind|inform|notify|tell|alert)\b")


def caps(statement: str, action: str = "") -> tuple[str, ...]:
    """Words that hold a claim at "part", in order, unless the action asks for no more than that.

    "Draft", "interim", "initial", "being", "subject to", "in principle", "majority", "three of four" and their like. An
    action that only asks to remind or inform somebody asks for no more than an interim word.
    """
    held = _holding(statement)
    if not held:
        return ()
    asked = action.lower()
    if _TELLS.match(asked):
        asked += " interim initial"
    return tuple(dict.fromkeys(word for word, same in held if not any(_has_word(asked, each) for each in same)))


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS.index(text) + 1


@lru_cache(maxsize=4096)
def _holding(statement: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words of a statement that hold it at "part", each with the words of an action that ask for no more."""
    low = statement.lower()
    found: list[tuple[str, tuple[str, ...]]] = []
    for one in _CAPS.finditer(low):
        last = one[0].split()[-1]
        found.append((one[0], next((words for words in _SAME if last in words), (one[0],))))
    found += [(one[0], ()) for one in _OF_COUNT.finditer(low) if _count(one[1]) < _count(one[2])]
    return tuple(found)


def _has_word(text: str, word: str) -> bool:
    return word in text and re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None
