"""What a progress text claims of one very action: done, part or none, since when, and because of which words."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cached_property, lru_cache

from attrs import evolve, field, frozen

from evidence.model.period import Period
from evidence.model.plan import ClaimState
from evidence.plans.clauses import clauses_of
from evidence.plans.statements import Statement
from evidence.wording.done import (
    IMPLIES,
    Deed,
    Reported,
    caps,
    deeds_asked,
    deeds_done,
    deeds_of_nobody,
    says_done,
    words_of,
)
from evidence.wording.folding import word_set
from evidence.wording.kinds import first_kind
from evidence.wording.statuses import Whole, whole_status


class Says(Enum):
    """What one statement says of the action."""

    DONE = auto()  # in so many words
    RESULT = auto()  # a result that is this action's own
    HELD = auto()  # of the action itself, but begun, conditional or in draft
    REPORTED = auto()  # something else has happened
    MEANT = auto()  # something is to happen
    NOTHING = auto()


@frozen(kw_only=True)
class Reading:
    """One statement as it was read."""

    statement: Statement
    says: Says
    because: str
    of_itself: bool = False  # has no subject of its own, so it speaks of the action
    direct: bool = False  # reports the very sort of thing that is asked for, not one that implies it


@frozen(kw_only=True)
class Claim:
    """What the statements amount to."""

    state: ClaimState
    on: Period | None = None
    because: tuple[str, ...] = ()
    of_any: bool = False  # the same whatever the action asks for


_MEANT = re.compile(
    r"(?<![a-z])(?i:to be \w+|will|shall|expected|target|planned|plan to|intend\w*|forthcoming|due to)(?![a-z])"
    r"|^\W*(?:[A-Z]{2,4}(?:/[A-Z]{2,4})*|(?:[\w&'-]+ ){1,4}?[\w&'-]+|[\w&'-]+) (?:to|should|must) [a-z]"
    r"|^\W*[Tt]o [a-z]"
)
_SCHEDULED = re.compile(
    r"(?<![a-z])(?:scheduled|arranged|provisional|booked|dates? (?:is |has been )?set for"
    r"|on (?:track|target|schedule)|proposals?)(?![a-z])"
)
_BEGUN = re.compile(
    r"(?<![a-z])(?:commenced|started|begun|began|on ?-?going|under ?way|in progress|in hand|on (?:track|target"
    r"|schedule)"
    r"|under (?:development|discussion|review|consideration)|continuing|progressing|delayed|slipped|not yet"
    r"|(?:is|are|being|currently) \w+ing)(?![a-z])"
)
_NOTHING = re.compile(
    r"^\W*(?:not (?:yet )?(?:started|due|begun|commenced|done)(?: yet)?|no (?:progress|update|change|action)"
    r"|(?:nothing|none|no(?! further| ?\d)(?: \w+){1,2}?)(?: (?:has|have|had|been|was|were|yet))*"
    r" (?:done|taken|made|started|begun|commenced|completed|undertaken|yet|so far|to date)(?: (?:yet|so far|to date))?"
    r"|updates? will be provided"
    r"|see (?:above|below)|n/?a|tb[cad]|(?:\(?[A-Z]{2,4} ?-? ?)?need (?:copy|evidence).*)\W*$",
    re.IGNORECASE,
)
_AGREED_TO = re.compile(
    r"(?<![a-z])(?:agree(?:d|ment)(?: was)?(?: reached)?(?: (?:with|by|at) \w+)? (?:to|that)|commit\w* to"
    r"|authoris\w+ (?:received )?to)(?![a-z])"
)
_GENERIC_WORDS = (
    "interim action actions task tasks work works this these that all it everything arrangement arrangements item "
    "milestone recommendation now has have been is are was were fully also and formally both above january february "
    "march april may june july august september october november december month the a an of in for"
)
_STOP = word_set(
    "meeting meetings discussion discussions discuss the a an of to for in on at by with and or from as that "
    "this these those its their his her be is are was were been "
    "has have had will would all any each into under over than then also now not no so such per via"
)
_DATE_WORDS = word_set("jan feb mar apr jun jul aug sep sept oct nov dec w b st nd rd th end mid early late")


def read_claim(statements: tuple[Statement, ...], action: str) -> Claim:
    """Weigh the statements of one cell against the action that they report on.

    "Completed" and its like settle it. A result counts as the action's own where its verb is of the sort that the
    action asks for and its subject is what the action speaks of, or where it has none ("Endorsed at LSCB meeting").
    Draft, interim, conditional and planned things hold the claim at part; what is only meant to happen is none.
    """
    asked = _Asked(action)
    claim = _weighed([_read(one, asked) for one in statements], asked)
    return claim if asked.was_looked_at else evolve(claim, of_any=True)


def _weighed(readings: list[Reading], asked: _Asked) -> Claim:
    explicit = [k for k, one in enumerate(readings) if one.says is Says.DONE]
    if explicit and not _taken_back(readings, explicit[-1]):
        last = readings[explicit[-1]]
        return Claim(state=ClaimState.DONE, on=_date_of(readings, explicit[-1]), because=(last.because,))
    results = [k for k, one in enumerate(readings) if one.says is Says.RESULT]
    held = [one for one in readings if one.says is Says.HELD]
    if results and not _outweighed(readings, results):
        if missing := _unreported([readings[k] for k in results], asked.text):
            reasons = tuple(dict.fromkeys([readings[k].because for k in results] + [one.because for one in held]))
            return Claim(state=ClaimState.PART, because=(f"nothing says that '{missing}' is done", *reasons[:3]))
        direct = [k for k in results if readings[k].direct] or results
        at = next((k for k in reversed(direct) if readings[k].statement.date), direct[-1])
        return Claim(state=ClaimState.DONE, on=readings[at].statement.date, because=(readings[at].because,))
    told = [one for one in readings if one.says in (Says.REPORTED, Says.RESULT, Says.DONE)]
    if held or told:
        reasons = tuple(dict.fromkeys(one.because for one in (*held, *told)))
        return Claim(state=ClaimState.PART, because=reasons[:4])
    reasons = tuple(dict.fromkeys(one.because for one in readings if one.says is not Says.NOTHING))
    return Claim(
        state=ClaimState.NONE, because=reasons[:2] or ("the cell is blank" if not readings else "nothing is reported",)
    )


class _Asked:
    """What an action asks for, worked out when it is first needed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.was_looked_at = False

    @property
    def text(self) -> str:
        self.was_looked_at = True
        return self._text

    @cached_property
    def deeds(self) -> frozenset[Deed]:
        return deeds_asked(self.text)

    @cached_property
    def about(self) -> frozenset[str]:
        return _content(words_of(self.text))


@frozen(kw_only=True)
class _Told:
    """What the words of a statement say, whatever the action."""

    whole: Whole | None
    holds: bool = False  # it has words that may hold a claim at part
    done: tuple[int, int] | None = None  # where it says "done" in so many words
    words: list[str] = field(factory=list)
    subject: frozenset[str] = frozenset()  # telling words before "done"
    deeds: _Deeds | None = None  # where it reports something done


@frozen(kw_only=True)
class _Deeds:
    """Everything that a statement reports done, and what of."""

    said: str  # the first of the words that report it
    of: frozenset[Deed]
    agrees: bool  # agreement is spoken of, done or not
    opens: bool  # with what is done, no word stands before it
    bare: bool  # no telling word stands before it
    subject: frozenset[str]  # the telling words before it, without names
    content: frozenset[str]  # all telling words but those that report it, without names


@lru_cache(maxsize=4096)
def _told(text: str) -> _Told:
    whole = whole_status(text)
    if whole is Whole.NONE or _NOTHING.match(text):
        return _Told(whole=Whole.NONE)
    done, words = says_done(text), words_of(text)
    reported = [] if _AGREED_TO.search(text.lower()) else deeds_done(words)
    return _Told(
        whole=whole,
        holds=bool(caps(text)),
        done=done.span() if done else None,
        words=words,
        subject=_content(words_of(text[: done.start()])) - _GENERIC if done else frozenset(),
        deeds=_deeds(text, words, reported) if reported else None,
    )


def _deeds(text: str, words: list[str], reported: list[Reported]) -> _Deeds:
    first, last = reported[0].at, reported[-1].at
    others = [w.removesuffix("took") for k, w in enumerate(words) if k not in (first, last) or len(w) > 9]
    names, before = _acronyms(text), _content(words[:first]) - _GENERIC
    return _Deeds(
        said=reported[0].words,
        of=frozenset[Deed]().union(*(one.deeds for one in reported)),
        agrees=Deed.AGREE in deeds_asked(text),
        opens=first == 0,
        bare=not before,
        subject=before - names,
        content=_content(others) - _GENERIC - names,
    )


def _read(statement: Statement, asked: _Asked) -> Reading:
    text = statement.text
    told = _told(text)
    if told.whole is Whole.NONE:
        return Reading(statement=statement, says=Says.NOTHING, because=f"'{text}' reports nothing")
    if told.whole is Whole.PART:
        return Reading(statement=statement, says=Says.HELD, because=f"'{text}' is not completion", of_itself=True)
    holding = caps(text, asked.text) if told.holds else ()
    if told.done or told.whole is Whole.DONE:
        start, end = told.done or (0, len(text))
        if not told.subject or (not holding and _covers(told.subject, asked.about)):
            if holding and told.subject:
                return _held(statement, holding, of_itself=False)
            if "subject to" in holding:
                return _held(statement, holding, of_itself=True)
            because = f"'{text[start:end]}' says so"
            return Reading(statement=statement, says=Says.DONE, because=because, of_itself=True)
        if holding:
            return _held(statement, holding, of_itself=False)
        return Reading(
            statement=statement, says=Says.REPORTED, because=f"'{_short(text)}' is part of the action or something else"
        )
    if told.deeds:
        return _result(statement, told.deeds, holding, asked)
    return _without_deed(statement, told.words, holding, asked)


def _result(statement: Statement, deeds: _Deeds, holding: tuple[str, ...], asked: _Asked) -> Reading:
    if holding and not deeds.bare:
        return _held(statement, holding, of_itself=False)
    reported = deeds.of | {Deed.AGREE} if deeds.agrees and Deed.AGREE in asked.deeds else deeds.of
    fits = _fits(reported, asked.deeds, deeds.bare)
    if deeds.bare:
        own = fits and (Deed.MEET not in reported or deeds.opens or _covers(deeds.content, asked.about))
    elif not asked.deeds:
        own = _share(deeds.content, asked.about) >= 0.75 and Deed.APPOINT not in reported
    else:
        alone = not deeds.subject and not deeds.content and Deed.MEET not in reported
        own = fits and (alone or _covers(deeds.subject, asked.about) or _covers(deeds.content, asked.about))
    if holding:
        return _held(statement, holding, of_itself=own)
    if own:
        because, direct = f"'{deeds.said}' is what the action asks for", bool(reported & asked.deeds)
        return Reading(statement=statement, says=Says.RESULT, because=because, of_itself=deeds.bare, direct=direct)
    because = f"'{_short(statement.text)}' reports something, not this action as done"
    return Reading(statement=statement, says=Says.REPORTED, because=because)


def _without_deed(statement: Statement, words: list[str], holding: tuple[str, ...], asked: _Asked) -> Reading:
    text = statement.text
    low = text.lower()
    content = _content(words) - _GENERIC
    if scheduled := _SCHEDULED.search(low):
        return _held(statement, holding or (scheduled[0],), of_itself=False)
    begun = _BEGUN.search(low)
    if begun:
        return _held(statement, (begun[0],), of_itself=not _content(words_of(text[: begun.start()])) - _GENERIC)
    meant = _MEANT.search(text)
    if meant and not _AGREED_TO.search(low) and not first_kind(text[: meant.end()].rpartition(" to ")[0], deeds=True):
        return Reading(statement=statement, says=Says.MEANT, because=f"'{_short(text)}' is only meant to happen")
    if holding:
        return _held(statement, holding, of_itself=False)
    if statement.date and content and len(content & asked.about) >= 0.8 * max(len(content), len(asked.about)):
        return Reading(
            statement=statement, says=Says.RESULT, because=f"'{_short(text)}' repeats the action with a date"
        )
    if not content:
        return Reading(statement=statement, says=Says.NOTHING, because="a date alone")
    if (denied := deeds_of_nobody(words)) and denied & asked.deeds and _covers(content, asked.about):
        return Reading(statement=statement, says=Says.NOTHING, because=f"'{_short(text)}' says that it was not done")
    return Reading(
        statement=statement, says=Says.REPORTED, because=f"'{_short(text)}' reports something, not completion"
    )


def _held(statement: Statement, words: tuple[str, ...], *, of_itself: bool) -> Reading:
    return Reading(statement=statement, says=Says.HELD, because=f"'{words[0]}' caps it at part", of_itself=of_itself)


def _fits(reported: frozenset[Deed], asked: frozenset[Deed], bare: bool) -> bool:
    """Whether what is reported is of the sort that is asked for, or implies it."""
    reach = reported.union(*(IMPLIES.get(deed, frozenset()) for deed in reported))
    if not asked or reach & asked:
        return True
    return bare and Deed.PRODUCE in reported and not asked - {Deed.ESTABLISH, Deed.REVIEW, Deed.IDENTIFY, Deed.PRODUCE}


def _taken_back(readings: list[Reading], at: int) -> bool:
    """Whether a later statement about the action itself goes behind "done": "Completed … reopened"."""
    return any(re.search(r"re-?open|no longer|reversed", one.statement.text.lower()) for one in readings[at + 1 :])


def _outweighed(readings: list[Reading], results: list[int]) -> bool:
    """Whether something else in the cell keeps a result from being completion."""
    if any(one.says is Says.HELD and one.of_itself for one in readings):
        return True
    strong = [k for k in results if not readings[k].of_itself]
    meant = [k for k, one in enumerate(readings) if one.says is Says.MEANT and not one.statement.text.startswith("(")]
    return not strong and bool(meant)


def _unreported(results: list[Reading], action: str) -> str | None:
    """The first of several things that an action asks for of which no result speaks; results without a subject of
    their own speak of all."""
    if any(one.of_itself for one in results):
        return None
    said = [words_of(one.statement.text) for one in results]
    content = frozenset[str]().union(*(_content(words) for words in said)) - _GENERIC
    done = frozenset[Deed]().union(*(one.deeds for words in said for one in deeds_done(words)))
    reach = done.union(*(IMPLIES.get(deed, frozenset()) for deed in done))
    for clause in clauses_of(action):
        if not reach & clause.deeds and not content & (_content(list(clause.words)) - _GENERIC):
            return _short(clause.text)
    return None


def _date_of(readings: list[Reading], at: int) -> Period | None:
    """The date of a statement, or of the one just before it that has one and is not itself held back."""
    if readings[at].statement.date or not at:
        return readings[at].statement.date
    for one in reversed(readings[:at]):
        if one.statement.date:
            return one.statement.date if one.says in (Says.RESULT, Says.REPORTED) else None
    return None


def _content(words: list[str]) -> frozenset[str]:
    """The telling words, each cut to its first six letters, so that "agreed" and "agreement" meet."""
    return frozenset(_stem(w) for w in words if len(w) > 1 and w not in _STOP and w not in _DATE_WORDS)


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    word = word.removesuffix("'s").rstrip("'")
    if word in ("written", "writing", "wrote"):
        return "write"
    for ending in ("ings", "ing", "ed", "es", "s"):
        if len(word) - len(ending) >= 4 and word.endswith(ending):
            word = word.removesuffix(ending)
            break
    return word[:6]


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _covers(content: frozenset[str], about: frozenset[str]) -> bool:
    """Whether these words are what the action speaks of."""
    if not content or not about:
        return False
    return _share(content, about) >= 0.5 or (len(about) <= 4 and _share(about, content) >= 0.75)


def _acronyms(text: str) -> frozenset[str]:
    """Initials and short names of bodies: who did it rather than what was done."""
    return _content([found.lower() for found in re.findall(r"\b[A-Z][A-Z&]+\b", text)])


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


_GENERIC = _content(_GENERIC_WORDS.split())
