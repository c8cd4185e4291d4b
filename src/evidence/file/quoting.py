"""Whether the words that a link quotes stand in its document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.wording.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.file.session import Session
    from evidence.model.link import EvidenceLink

_LETTERS = re.compile(r"\w+")


def quotation_doubt(session: Session, made: EvidenceLink) -> str | None:
    """What is to be said of a quotation that is not found where the link says; `None` where nothing is.

    Compared are letters and figures alone, in any case: line ends, hyphens and quotation marks differ with the reader.
    """
    if not made.quote or not (words := _plain([made.quote])):
        return None
    pages = list(session.queries.pages(made.document))
    if not any(pages):
        return f"the quotation cannot be compared: no text of {made.document} was read"
    where = [number for number, text in enumerate(pages, 1) if words in _plain([text])]
    if made.page in where or (where and made.page is None) or (made.page is None and words in _plain(pages)):
        return None
    place = f"on page {made.page} of {made.document}" if made.page else f"in {made.document}"
    elsewhere = f"; it stands on page {where[0]}" if where else ""
    return f"the quotation is not found {place}{elsewhere}"


def _plain(texts: Iterable[str]) -> str:
    return "".join(word for text in texts for word in _LETTERS.findall(fold(text).casefold()))
