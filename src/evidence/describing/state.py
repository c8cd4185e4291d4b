"""How far a document has got: draft, final or signed, and which version it says it is."""

from __future__ import annotations

import re

from evidence.describing.phrases import Phrases
from evidence.describing.view import View
from evidence.model.document import DocumentKind as K
from evidence.model.document import DocumentState as S

_HEAD_LINES = 8
_SHEET_HEAD = 3  # lines of a sheet that speak of the whole
_DRAFT = Phrases(
    r"\b(?:draft\d*|working (?:copy|draft)|not (?:yet )?agreed|first cut|half-?way|tracked|work in progress|wip)\b",
    r"\bnot yet [\w ]{0,12}(?:policy|adopted)\b",
    r"\b(?:for (?:comment|debate|discussion|consultation)|comments? (?:by|to|please)|marked[ -]up)\b",
    r"\b(?:consultation (?:paper|draft|document|version|copy|edition)|to be (?:agreed|approved))\b",
    r"\b(?:first (?:pass|thoughts|attempt)|rough(?:ly)?|unfinished|incomplete|not for circulation|so far)\b",
)
_STAMP = re.compile(r"(?:^(?:(?:status[\t: ]+)?(?:\w+ )?draft|working copy)|\bDRAFT)\b", re.MULTILINE)
_DRAFT_AT_END = Phrases(
    r"\bnot yet (?:approved|agreed|final)\b", r"\bis still a draft\b", r"\ba finished version\b", r"\bcomments from:"
)
_FINAL = Phrases(r"\bfinal\b(?! draft)", r"\bconfirmed\b", r"\bapproved version\b", r"\bin force\b")
_SIGNED = Phrases(
    r"^signed\b(?! as an? [^\n]*[._\u2026]{3}) ?[:.]? ?[^\s:._\u2026]",
    r"^signature\b[:\t ]+[^\s:._\u2026]",
    r"\bsigned (?:these|this|the) (?:minutes|note|record)",
    r"\bsigned on behalf\b",
    r"\bcertified (?:for|by|an?|as)\b",
    r"[.;] signed ?: ?[^\s:._\u2026]",
    r"\bas a (?:correct|true) (?:record|note)\b(?![\s:]*[._\u2026]{3})",
    r"[\[(]signed[\])]",
)
_SETTLED = Phrases(r"\b(?:agreed|approved) (?:at|by|on|with)\b", r"\b(?:complete|position) (?:as )?at\b", r"^final\b")
_SIGNED_NAME = Phrases(r"\bsigned\b", r"\bsign(?:ed)?[ -]?off\b", r"\bexecuted\b")
_JOTTED = Phrases(r"\bfile note\b", r"\bnotebook\b", r"\bjott(?:ed|ings?)\b")
_DAY = (  # "date of issue 3 May 2006" gives no version
    r" ?\d{1,2}(?:\.? \d{1,2}\.? \d{2}|[.-]\d{1,2}[.-]\d{2}|"
    r"(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
_VERSION = re.compile(  # the first letter is looked at first: few places of a line are tried any further
    rf"(?=[vied\d])(?:(?<![A-Za-z])(?:v|version|ver\.?|(?:issue|edition)(?!{_DAY})) ?(\d+(?:[._-]\d+)?)(?![\d/])|"
    rf"\bdraft(?!{_DAY}) ?(\d{{1,2}})(?![\d/])|\b(\d)(?:st|nd|rd|th) ed)",
    re.IGNORECASE,
)


def state_of(view: View, kind: K, version: str | None) -> tuple[S | None, str]:
    """The state and because of what; `None` where the question does not arise (messages, figures, jottings).

    `version` is what `version_of` says.
    """
    head = "\n".join(view.head[:_HEAD_LINES])
    end = "\n".join(view.tail).lower()
    name = view.name.lower()
    if kind == K.EMAIL or not (view.lines or view.name):
        return None, ""
    final = _FINAL.search(name) or _status(view)
    if not final:
        title = _above(view, kind)
        for place, found in (
            ("its name says", _DRAFT.search(name)),
            ("its title says", _DRAFT.search(title.lower())),
            ("its head says", _STAMP.search(head)),
        ):
            if found:
                return S.DRAFT, f"{place} '{found[0].strip()}'"
        if version and version.startswith("v0"):
            return S.DRAFT, f"version {version[1:]} is below 1"
        found = _DRAFT_AT_END.search(end)
        if found:
            return S.DRAFT, f"its last lines say '{found[0].strip()}'"
    if view.own.signed:
        return S.SIGNED, "it has a table of those who signed it"
    found = _SIGNED.search(end) or _SIGNED_NAME.search(name)
    if found:
        return S.SIGNED, f"it says '{' '.join(found[0].split())}'"
    if kind == K.APPROVAL:
        return S.SIGNED, "it is an approval"
    if final:
        return S.FINAL, f"it says '{final[0].strip()}'"
    if kind == K.DATA:
        settled = _SETTLED.search("\n".join(view.head[:_SHEET_HEAD]).lower())
        return (S.FINAL, f"its head says '{settled[0]}'") if settled else (None, "")
    if not view.lines:
        return None, ""
    if _JOTTED.search(view.title.lower()):
        return None, ""
    return S.FINAL, "nothing calls it a draft"


def _above(view: View, kind: K) -> str:
    """The lines that speak of the document itself: of minutes the first two, of a letter those above 'Dear …'."""
    if kind == K.MINUTES:
        return "\n".join(view.head[:2])
    if kind == K.LETTER:
        lines = view.title.split("\n")
        below = next((number for number, line in enumerate(lines) if line.lower().startswith("dear ")), len(lines))
        return "\n".join(lines[:below])
    return view.title


def _status(view: View) -> re.Match[str] | None:
    for line in view.head[:_HEAD_LINES]:
        if line.lower().startswith("status"):
            return _FINAL.search(line.lower())
    return None


def version_of(view: View) -> tuple[str | None, str]:
    """The version that the name or the first lines give: "v0.3", "draft 3", "2nd edition"; and which of them does."""
    for place, words in (("name", view.stem), ("name", view.name), ("text", "\n".join(view.head[:4]))):
        if found := _VERSION.search(words):
            return _version(found), f"the {place} says '{found[0].strip()}'"
    return None, ""


def _version(found: re.Match[str]) -> str:
    if found[1]:
        return "v" + re.sub(r"[_-]", ".", found[1])
    return f"draft {found[2]}" if found[2] else f"edition {found[3]}"
