"""The page of gaps: it says everything that the check found, shows data as data, and can be read by anybody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from evidence.checks.state import State
from evidence.model.document import Document, DocumentKind
from evidence.model.event import Checkpoint
from evidence.model.issue import (
    ActionState,
    CheckResult,
    Issue,
    IssueSource,
    Severity,
    Subject,
    SubjectCounts,
    SubjectType,
)
from evidence.model.plan import (
    Action,
    ActionPlan,
    ClaimState,
    Person,
    PlanIdentity,
    PlanSource,
    Progress,
    Recommendation,
)
from evidence.reports.gaps import html, markdown
from evidence.reports.gaps_content import STATES, gaps

HEAD = Checkpoint(origin="evidence-file/x", size=17, root="cm9vdA==")
VOID = {"meta", "br"}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><svg onload=alert(1)>",
    "</title></blockquote></article>",
    "| --- | `code` **bold** [link](javascript:1) ~~x~~",
    "&lt;b&gt; &amp;",
    "<!-- ]]> -->",
    "# heading\n\n| a | b |\n- item",
    "\u202eright to left",
)


def issue(code: str, ref: str, words: str = "something is missing.", holder: str | None = "HT", **more: str) -> Issue:
    kind = {"D": SubjectType.DOCUMENT, "S": SubjectType.STORE}.get(code[0], SubjectType.ACTION)
    kind = SubjectType.PLAN if code == "P215" else kind
    return Issue(
        code=code,
        severity=Severity.ERROR,
        subject=Subject(type=kind, ref=ref),
        message=f'{ref} "opening words": {words}',
        remedy=more.get("remedy", "Ask for it; run `evidence link DOCUMENT R1.1`."),
        holder=holder,
        source=IssueSource(document="D-0001", line=12),
    )


def page_of(text: str = "Check the files", number: int = 1) -> tuple[CheckResult, ActionPlan, list[Document]]:
    """A plan of three actions, one of them without a gap; `text` stands wherever data can stand."""
    done = Progress(text=text, claim=ClaimState.DONE)
    actions = tuple(
        Action(ref=f"R{number}.{nth}", recommendation=str(number), text=text, leads=("HT",), progress=done)
        for nth in (1, 2, 3)
    )
    plan = ActionPlan(
        plan=PlanIdentity(
            id=f"plan{number}", title=text, version=2, as_of=None, source=PlanSource(document="D-0001", name=text)
        ),
        people=(Person(initials="AM", role=text), Person(initials="HT", name=text, role="Head")),
        recommendations=(Recommendation(number=str(number), text=text),),
        actions=actions,
    )
    document = Document(
        id="D-0002",
        sha256="0" * 64,
        size=1,
        media_type="text/plain",
        names=(text, "copy.txt"),
        kind=DocumentKind.VISIT_RECORD,
        title=text,
        state=None,
        dated=None,
        received_at=datetime(2026, 1, 5, tzinfo=UTC),
        received_from=None,
        readable=True,
        unreadable_because=None,
        pages=1,
    )
    result = CheckResult(
        as_of=date(2006, 3, 24),
        known_at=None,
        rules=("E101",),
        subjects=SubjectCounts(actions=3, documents=1),
        states=tuple(
            ActionState(ref=action.ref, state=state, because=(text,))
            for action, state in zip(
                actions, ("claimed-nothing-on-file", "past-due-not-claimed", "evidenced-linked"), strict=True
            )
        ),
        issues=(
            issue("E101", actions[0].ref, text, remedy=text),
            issue("E102", actions[0].ref, text, holder=text),
            issue("P208", actions[1].ref, text, holder=None),
            issue("P201", actions[2].ref, text, holder="AM"),
            issue("P215", plan.id, text),
            issue("D301", "D-0002", text),
            issue("D302", "D-0002", text),
            issue("S501", "journal/00000001.jl:4", text),
        ),
    )
    return result, plan, [document]


class Outline(HTMLParser):
    """The elements of a page with their attributes' names, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.values += [value or "" for _, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def test_every_state_of_the_checks_has_its_symbol_and_words_in_the_same_order() -> None:
    assert [shown.state for shown in STATES] == [state.value for state in State]
    assert len({shown.symbol for shown in STATES}) == len({shown.words for shown in STATES}) == len(STATES)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_data_is_shown_as_words_and_never_as_elements(hostile: str) -> None:
    plain, odd = Outline(html(*page_of("plain"))), Outline(html(*page_of(hostile)))
    assert odd.elements == plain.elements or "`" in hostile  # what stands between backticks is set as code
    assert {tag for tag, _ in odd.elements} <= {tag for tag, _ in plain.elements} | {"code"}
    assert " ".join(hostile.replace("`", "").split()) in odd.text.replace("`", "")
    assert not odd.open


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="`"), min_size=1))
def test_no_text_at_all_changes_the_shape_of_the_page(text: str) -> None:
    assert Outline(html(*page_of(f"a{text}a"))).elements == Outline(html(*page_of("plain"))).elements


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="`"), min_size=1))
def test_no_text_at_all_adds_a_line_or_a_cell_to_the_markdown(text: str) -> None:
    plain, odd = markdown(*page_of("plain")).split("\n"), markdown(*page_of(f"a{text}a")).split("\n")
    assert len(odd) == len(plain)
    unescaped = [line.replace("\\\\", "").replace("\\|", "").count("|") for line in odd]
    assert unescaped == [line.count("|") for line in plain]


def test_every_issue_stands_on_both_pages_once_with_code_words_and_remedy() -> None:
    result, plan, documents = page_of()
    for nth, one in enumerate(result.issues):
        result = evolve(
            result,
            issues=(
                *result.issues[:nth],
                evolve(one, message=f'{one.subject.ref} "opening": words {nth}.', remedy=f"remedy {nth}."),
                *result.issues[nth + 1 :],
            ),
        )
    pages = Outline(html(result, plan, documents)).text, " ".join(markdown(result, plan, documents).split())
    for text in pages:
        for nth, one in enumerate(result.issues):
            expected = 0 if one.code == "D302" else 1  # told by the table of unlinked documents
            assert text.count(f"ords {nth}.") == expected, one.code
            assert text.count(f"remedy {nth}.") == expected, one.code


def test_the_page_fetches_nothing_runs_nothing_and_says_so() -> None:
    page = Outline(html(*page_of(), head=HEAD))
    assert "default-src 'none'; style-src 'unsafe-inline'" in page.values
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in page.elements}
    assert not {"src", "style", "onclick", "onload"} & {name for _, names in page.elements for name in names}
    assert "url(" not in html(*page_of()) and "@import" not in html(*page_of())


def test_headings_skip_no_level_and_every_table_heading_has_its_scope() -> None:
    page = Outline(html(*page_of()))
    levels = [int(tag[1]) for tag, _ in page.elements if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all("scope" in names for tag, names in page.elements if tag == "th")
    assert ("html", ("lang",)) in page.elements


def test_links_within_the_page_lead_to_an_action_that_stands_on_it() -> None:
    page = html(*page_of())
    targets = {part.split('"')[0] for part in page.split('href="#')[1:]}
    assert targets == {"R1.1", "R1.2"}
    assert all(f'id="{target}"' in page for target in targets)


def test_the_head_of_the_journal_anchors_both_pages() -> None:
    for page in (html(*page_of(), head=HEAD), markdown(*page_of(), head=HEAD).replace("\\", "")):
        assert "17 entries, root cm9vdA==" in page


def test_of_several_plans_only_the_one_asked_for_is_shown() -> None:
    one, plan, documents = page_of("first", 1)
    two, _, _ = page_of("second", 2)

    def renamed(result: CheckResult, plan_id: str) -> CheckResult:
        return evolve(
            result,
            states=tuple(evolve(state, ref=f"{plan_id}:{state.ref}") for state in result.states),
            issues=tuple(
                evolve(one, subject=evolve(one.subject, ref=f"{plan_id}:{one.subject.ref}"))
                if one.subject.type is SubjectType.ACTION
                else one
                for one in result.issues
            ),
        )

    one, two = renamed(one, "plan1"), renamed(two, "plan2")
    both = evolve(one, states=one.states + two.states, issues=one.issues + two.issues)
    content = gaps(both, plan, documents)
    assert content.actions == 3
    assert sum(count for _, count in content.counts) == 3
    assert [gap.ref for group in content.recommendations for gap in group.gaps] == ["plan1:R1.1", "plan1:R1.2"]
    assert [problem.subject.ref for problem in content.plan_problems] == ["plan1:R1.3", "plan1"]


def test_holders_stand_in_the_order_of_the_plans_own_index_and_the_unnamed_come_last() -> None:
    content = gaps(*page_of("X"))
    assert [holder.initials for holder in content.holders] == ["AM", "HT", "X", None]


def test_the_sentence_at_the_top_counts_what_is_said_done_and_what_of_it_is_shown() -> None:
    content = gaps(*page_of())
    assert (content.actions, content.said_done, content.evidenced) == (3, 2, 1)


def test_a_plan_without_gaps_says_that_nothing_is_missing() -> None:
    result, plan, documents = page_of()
    page = Outline(html(evolve(result, issues=()), plan, documents)).text
    assert "Nothing is missing." in page
    assert "Nobody has to be asked for anything." in page
    assert "Every document is linked to an action." in page
