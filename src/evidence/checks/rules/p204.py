"""A sentence tells of something done, and its date had not come when the plan was written.

**What it means.** A statement of the progress text reports something as done ("approved by the board 04.05.06") and
bears a date later than the plan's own day (where the plan has none: later than the day judged). Sentences that speak of
what is to be done, or of what starts on that day, are not meant.

**Why it matters.** Either the date is a slip, or something that was planned is told as done.

**What to do.** Ask the lead which it is; correct the plan and import it again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.checks.remarks import about_action, day, quoted
from evidence.checks.standing import holder
from evidence.model.issue import Severity, SubjectType
from evidence.wording.done import deeds_done, words_of
from evidence.wording.folding import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.checks.subjects import ActionFile
    from evidence.model.issue import Issue

CODE = "P204"
TITLE = "future date in a past-tense sentence"
SEVERITY = Severity.QUERY
SUBJECT = SubjectType.ACTION

_NEAR = 12  # words between what was done and its date
_MEANT = word_set("would will shall should may could to until interviews starting target planned scheduled expected")
_FROM = word_set("from for until starting before")


def check(subject: ActionFile, as_of: date, settings: Settings) -> Iterator[Issue]:  # noqa: ARG001 - every rule is asked alike
    """One issue for each statement of something done on a day that had not come."""
    written = subject.plan.as_of or as_of
    for entry in subject.action.progress.entries:
        if entry.date is None or entry.date.earliest is None or entry.date.earliest <= written:
            continue
        if not _told_of(entry.text, entry.date.text):
            continue
        whom = holder(subject)
        yield about_action(
            subject,
            CODE,
            SEVERITY,
            message=f"{quoted(entry.text)} tells of something done; expected a date up to {day(written)}; found "
            f"{quoted(entry.date.text)}.",
            remedy=f"Ask {whom.words}, whether it was done or is planned; correct the plan and import it again.",
            holder=whom.initials,
        )


def _told_of(text: str, date_text: str) -> bool:
    """Whether the date closes a clause that reports something done, and no word between the two looks ahead."""
    before, _, _ = " ".join(text.split()).partition(date_text)
    words = words_of(re.split(r"[.;(](?=\s|\w)", before)[-1])
    done = [one for one in deeds_done(words) if len(words) - one.at <= _NEAR]
    return bool(done) and not _MEANT.intersection(words[done[-1].at :]) and words[-1] not in _FROM
