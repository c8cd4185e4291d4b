"""Subjects for the checks' tests: small JSON filled up to whole values, and random ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from evidence.checks import subjects
from evidence.checks.subjects import ActionFile, AuditFile, DocumentFile, Linked, PlanFile, Span, StoreFile
from evidence.codec import from_json
from evidence.model.audit import Programme, Round
from evidence.model.document import Document, DocumentKind, DocumentState
from evidence.model.event import Actor
from evidence.model.issue import SubjectType
from evidence.model.link import EvidenceLink, Shows
from evidence.model.measure import Better, Indicator, Measure, Reading, Target
from evidence.model.period import Due, Period, Recurrence
from evidence.model.plan import (
    Action,
    ClaimState,
    EvidenceRequest,
    PlanIdentity,
    PlanSource,
    Progress,
    ProgressEntry,
)
from evidence.model.standing import RecordStanding
from evidence.model.verdict import Sufficiency, Verdict
from evidence.wording.identifiers import Suspected

if TYPE_CHECKING:
    from evidence.checks.subjects import CheckSubject

for late in (AuditFile, DocumentFile):  # they name classes that are not loaded with them
    attrs.resolve_types(
        late,
        vars(subjects)
        | {"Programme": Programme, "Round": Round, "RecordStanding": RecordStanding, "Suspected": Suspected},
    )
KINDS: dict[SubjectType, type[CheckSubject]] = {
    SubjectType.ACTION: ActionFile,
    SubjectType.PLAN: PlanFile,
    SubjectType.DOCUMENT: DocumentFile,
    SubjectType.STORE: StoreFile,
    SubjectType.AUDIT: AuditFile,
}
PLAN = PlanIdentity(
    id="town", title="Town plan", version=1, as_of=None, source=PlanSource(document="D-0001", name="plan.docx")
)
ACTORS = (
    Actor(id="P-0001", name="keeper"),
    Actor(id="P-0002", name="Auditor", initials="XY"),
    Actor(id="P-0003", name="Lead", initials="AB"),
)
MEASURE = Measure(
    indicator=Indicator(id="CH 1", name="Exclusions", better=Better.LOWER),
    targets=[Target(value="10", by=date(2006, 2, 28))],
    readings=[Reading(value="12", period=Period(text="Jan 06", earliest=date(2006, 1, 1), latest=date(2006, 1, 31)))],
)
_DOCUMENT = {
    "sha256": "0" * 64,
    "size": 1,
    "media_type": "application/pdf",
    "title": None,
    "state": None,
    "received_at": "2006-03-24T10:00:00Z",
    "received_from": None,
    "readable": True,
    "unreadable_because": None,
    "pages": 1,
}


def subject(kind: SubjectType, data: dict[str, Any]) -> CheckSubject:
    """A subject from its JSON; a document need only say what matters."""
    filled = dict(data)
    if "document" in filled:
        filled["document"] = _DOCUMENT | filled["document"]
    if "links" in filled:
        filled["links"] = [link | {"document": _DOCUMENT | link["document"]} for link in filled["links"]]
    return from_json(filled, KINDS[kind])


def linked(
    shows: Shows,
    dated: Period | None,
    number: int = 1,
    *,
    kind: DocumentKind = DocumentKind.OTHER,
    state: DocumentState | None = None,
    verdicts: tuple[tuple[str, Sufficiency], ...] = (),
) -> Linked:
    """A document of that date, linked as showing that; verdicts are (actor, verdict), oldest first."""
    document = Document(
        id=f"D-{number:04}",
        sha256="0" * 64,
        size=1,
        media_type="text/plain",
        names=("file.txt",),
        kind=kind,
        title=None,
        state=state,
        dated=dated,
        received_at=datetime(2006, 3, 24, tzinfo=UTC),
        received_from=None,
        readable=True,
        unreadable_because=None,
        pages=1,
    )
    link = EvidenceLink(
        id=f"L-{number:04}",
        document=document.id,
        plan="town",
        action="R1.1",
        shows=shows,
        fingerprint="",
        linked_by="P-0001",
        linked_at=datetime(2006, 3, 24, tzinfo=UTC),
    )
    given = [
        Verdict(
            link=link.id, verdict=verdict, by=by, at=datetime(2006, 3, 20 + number, tzinfo=UTC), because="looked at it"
        )
        for number, (by, verdict) in enumerate(verdicts)
    ]
    return Linked(link=link, document=document, verdicts=given)


_DAYS = st.dates(date(2005, 9, 1), date(2006, 9, 1))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period of up to two months, open at either end at times."""
    first, second = sorted((draw(_DAYS), draw(_DAYS)))
    return Period(
        text="as printed",
        earliest=draw(st.sampled_from((first, None))),
        latest=draw(st.sampled_from((second, None))),
    )


@st.composite
def action_files(draw: st.DrawFn) -> ActionFile:
    """An action in any standing, with up to four links."""
    due = draw(st.none() | st.builds(_due, periods(), st.none() | st.sampled_from(list(Recurrence))))
    entries = draw(st.lists(st.builds(ProgressEntry, text=st.just("met"), date=st.none() | periods()), max_size=3))
    progress = Progress(
        text="",
        claim=draw(st.sampled_from(list(ClaimState))),
        claimed_on=draw(st.none() | periods()),
        entries=entries,
        blanket=draw(st.none() | st.just("All done")),
    )
    requests = draw(st.lists(st.builds(EvidenceRequest, asked_of=st.none() | st.just("CD"), text=st.just("need copy"))))
    action = Action(
        ref="R1.1",
        recommendation="1",
        text=draw(st.sampled_from(("Meet the schools", "Issue guidance", "Reduce exclusions", "The lift"))),
        leads=draw(st.sampled_from(((), ("AB",), ("AB", "CD")))),
        due=due,
        progress=progress,
        requests=requests[:2],
        success_criteria=draw(st.none() | st.sampled_from(("Consistently applied", "Guidance in use", "A list"))),
        status=draw(st.none() | st.sampled_from(("Green", "Blue", "Closed", "Not started"))),
    )
    return ActionFile(
        plan=PLAN,
        action=action,
        links=tuple(draw(st.lists(links(), max_size=4))),
        actors=ACTORS,
        measures=draw(st.sampled_from(((), (MEASURE,)))),
        span=draw(st.none() | st.just(Span(first=date(2005, 12, 1), last=date(2006, 6, 30)))),
    )


def links() -> st.SearchStrategy[Linked]:
    """A link of any kind, to a document of any kind, looked at or not."""
    verdicts = st.tuples(st.sampled_from([actor.id for actor in ACTORS]), st.sampled_from(list(Sufficiency)))
    return st.builds(
        linked,
        st.sampled_from(list(Shows)),
        st.none() | periods(),
        st.integers(1, 99),
        kind=st.sampled_from(list(DocumentKind)),
        state=st.none() | st.sampled_from(list(DocumentState)),
        verdicts=st.lists(verdicts, max_size=2).map(tuple),
    )


def _due(period: Period, recurrence: Recurrence | None) -> Due:
    return Due(text=period.text, earliest=period.earliest, latest=period.latest, recurrence=recurrence)
