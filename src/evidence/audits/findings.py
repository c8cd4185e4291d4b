"""In how many files a finding was so, counted from the answers to its questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from evidence.model.audit import ENDED_RECORDS, FindingType, Outcome, Response
from evidence.model.sequences import as_tuple

COUNTED = frozenset((Outcome.YES, Outcome.PARTLY, Outcome.NO, Outcome.NOT_ON_FILE))
"""The answers that make a file one that was looked at for a question; what does not apply is left out."""

USUAL: dict[FindingType, tuple[Outcome, ...]] = {
    FindingType.NONCONFORMITY: (Outcome.NO, Outcome.NOT_ON_FILE),
    FindingType.OBSERVATION: (Outcome.PARTLY, Outcome.NO, Outcome.NOT_ON_FILE),
    FindingType.CONFORMITY: (Outcome.YES,),
    FindingType.STRENGTH: (Outcome.YES,),
}
"""Which answers make a file one of those found, unless somebody says otherwise."""


@frozen(kw_only=True)
class Tally:
    """The files of a finding."""

    found: tuple[str, ...] = field(converter=as_tuple)  # in which it was so
    looked_at: tuple[str, ...] = field(converter=as_tuple)  # in which it could have been


def tally(
    responses: Iterable[Response], questions: Sequence[str], answers: Sequence[Outcome], type: FindingType
) -> Tally:
    """Count the files, in the order of the responses; records that ended without counting are left out.

    A file was looked at where at least one of the questions was answered yes, partly, no or not on file. What is good
    (conformity, strength) was found where all such answers are among `answers`; what is not, where any of them is.
    """
    good = type in (FindingType.CONFORMITY, FindingType.STRENGTH)
    wanted, counts = frozenset(questions), frozenset(answers)
    found, looked_at = [], []
    for response in responses:
        if response.state in ENDED_RECORDS:
            continue
        given = [one.outcome for one in response.answers if one.question in wanted and one.outcome in COUNTED]
        if not given:
            continue
        looked_at.append(response.case)
        if all(one in counts for one in given) if good else any(one in counts for one in given):
            found.append(response.case)
    return Tally(found=found, looked_at=looked_at)
