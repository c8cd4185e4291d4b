"""What the status column claims of an action whose progress cell says nothing: "Complete", "In progress", "75%"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from evidence.model.period import Period
from evidence.model.plan import ClaimState, Progress
from evidence.plans.headings import squeeze
from evidence.wording.dates import Span
from evidence.wording.folding import fold, phrase_set
from evidence.wording.statuses import Whole, beside_colour, status_and_day, whole_status

_SILENT = re.compile(
    r"(?:see (?:above|below|status|evidence)|as above|n/?a|none|nil|no (?:comments?|updates?|change)|tb[cad]|[-–—?.])?",
    re.IGNORECASE,
)
# Colours say how a thing goes and are judged beside the facts; a tick or "yes" may stand under "on target?".
_NO_CLAIM = phrase_set("green, amber, red, blue, g, a, r, b, c, amber/green, amber/red, yes, tick, ✓, ✔, met")

# Headings under which a tick, "yes" or a day alone says that the thing is done.
_DONE_HEADINGS = frozenset(
    phrase.replace(" ", "")
    for phrase in phrase_set(
        "done, complete, completed, achieved, closed, implemented, achieved tick, complete tick, completed tick, "
        "done y n, complete y n, completed y n, achieved y n, implemented y n, date completed, date complete, "
        "actual completion date, completion date actual, date of completion, date closed, completed date, closed date, "
        "date achieved, closed on, completed on, actual date"
    )
)
_TICKS = phrase_set("yes, y, tick, ✓, ✔, √, x, ☑, ☒, ✅, ü, true")


def with_status(
    progress: Progress, status: str | None, span: Span | None = None, cells: Sequence[tuple[str, str]] = ()
) -> Progress:
    """The progress with the claim of the status column, where the progress cell is blank or says nothing.

    A status of a word beside a date ("Complete 3 March 2006") claims completion on that day. `cells` are the heading
    and text of each status cell: a tick or a day alone under "Completed" claims completion, and so does blue under
    "BRAG". Where the cell reports anything at all, or says that nothing is begun, the claim stays what the cell says.
    `span` supplies missing years.
    """
    if not status or progress.claim is not ClaimState.NONE or not _SILENT.fullmatch(progress.text.strip()):
        return progress
    for heading, text in cells:
        words, day = status_and_day(fold(text), span)
        if _done_under(squeeze(heading), words.lower().strip(" .:-–"), day):
            because = f"{fold(text)!r} stands under {heading!r}"
            return evolve(progress, claim=ClaimState.DONE, claimed_on=day, because=(because,))
    words, day = status_and_day(fold(status), span)
    whole = _whole(words)
    if whole is None or whole is Whole.NONE:
        return progress
    return evolve(
        progress,
        claim=ClaimState(whole),
        claimed_on=day if whole is Whole.DONE else None,
        because=(f"the status column says {fold(status)!r}",),
    )


def _done_under(heading: str, words: str, day: Period | None) -> bool:
    if heading in _DONE_HEADINGS:
        return words in _TICKS or (not words and day is not None)
    return heading.startswith("brag") and words in ("blue", "b")


def _whole(words: str) -> Whole | None:
    for text in (words, beside_colour(words)):
        bare = text.lower().strip(" .!*,;:-–")
        if bare and bare not in _NO_CLAIM and (whole := whole_status(bare)):
            return whole
    return None
