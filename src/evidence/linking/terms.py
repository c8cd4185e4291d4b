"""Words as they are compared: folded, without the commonest, endings cut off.

The cutting is rough (Harman's S-stemmer with `-ing`, `-ed` and `-ion` besides) and only compared with itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"(?<=[A-Z])&(?=[A-Z])")  # "C&YPP" is one word
_YEAR = re.compile(r"(?:19|20)\d\d")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")
_COMMON_WORDS = """
    a about above after all also am an and any are as at be because been before being below but by can could did do does
    done each eg either etc every few for from further get given had has have he her here his how if in incl into is it
    its just made make may me more most must my need no nor not now of on once one only or other our out over own per
    please put re s same see shall she should so some such take t than that the their them then there these they this
    those through to too under until up upon us use used very was we were what when where which while who whom whose why
    will with within would you your
    mon monday tue tuesday wed wednesday thu thursday fri friday sat saturday sun sunday
    jan january feb february mar march apr april jun june jul july aug august sep sept september oct october nov
    november dec december early mid late am pm
    doc docx pdf xls xlsx txt rtf htm html eml msg png jpg copy fw fwd page pages version
    date dated item items number no cc subject sent memo memos
    memorandum letter ltr minutes mins agenda email mail note notes draft final signed
"""
COMMON = frozenset(_COMMON_WORDS.split())
_ENDINGS = re.compile(
    r"(?:(?<=[^aeiou\W]{2})|(?<=\w{4}))(?:at(?:ions?|ors?|es?|ed|ing|ive)|ions?|ors?|ings?|ments?|ed|es|er|ers|al|e|s|ly|y|ies)$"
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its endings: `approved`, `approves` and `approval` are one, `quarter` and `quarterly` too."""
    for _ in range(2):
        cut = _ENDINGS.sub("", word) if len(word) > 3 else word
        word = cut if len(cut) >= 3 else word
    return word


def terms(text: str) -> tuple[str, ...]:
    """The stems of a text that can tell one text from another, in order; years and short numbers are left out."""
    return tuple(
        stem(word)
        for word in (found.casefold() for found in _WORD.findall(_JOINED.sub("", text) if "&" in text else text))
        if word not in COMMON and (len(word) > 2 and not _YEAR.fullmatch(word) if word.isdigit() else len(word) > 1)
    )


def telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the words that are not among the commonest, to be searched for; all of them where none is left."""
    return tuple(word for word in words if word not in COMMON) or words


def name_terms(name: str) -> tuple[str, ...]:
    """The stems of a file name, which runs words and numbers together."""
    stem_of_name = re.sub(r"\.\w{1,5}$", "", name).replace("_", " ")
    return tuple(word for word in terms(_CAMEL.sub(" ", stem_of_name)) if not word.isdigit())
