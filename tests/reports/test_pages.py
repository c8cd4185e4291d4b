"""The pages say what the check found, show data as data, lead somewhere; the public edition gives nothing away."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from report_pages import AS_OF, Outline, filled, printed, said, whole

from evidence.checks.rules import RULES
from evidence.checks.state import State
from evidence.file import EvidenceFile
from evidence.model.changes import DueChange, PlanChanges
from evidence.model.period import Due
from evidence.model.plan import Person
from evidence.reports import site
from evidence.reports.content import TILES, Report
from evidence.reports.public import OFFICER, public
from evidence.reports.words import STATES
from evidence.reports.words import said as sentence

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><svg onload=alert(1)>",
    "</title></blockquote></article></table>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp; &#x3c;script&#x3e;",
    "<!-- ]]> --> <![CDATA[",
    '=HYPERLINK("javascript:alert(1)")',
    "javascript:alert(1)",
    "}*{background:url(http://example.org)}",
    "\u202eright to left\u202c \u2066x\u2069",
    "nul \x00 bell \x07 lone \ud800 end",
    "a\u0300\u0301\u0302\u0303 \u200b\ufeff zero",
)


# The fields that the public edition may show; whatever stands in any other field of any value is exempt.
PUBLIC = frozenset(
    (
        *("Square.ref", "Square.text", "Square.due", "Strip.plan", "Strip.number", "Strip.text", "Strip.deadline"),
        *("ActionEntry.ref", "Action.ref", "Action.recommendation", "Action.text", "Action.success_criteria"),
        *("Action.status", "Due.text", "Period.text", "Person.role", "PlanIdentity.id", "PlanIdentity.title"),
        *("Identity.actor", "Checkpoint.root", "Tile.words", "StateWords.state", "StateWords.symbol"),
        *("StateWords.words", "StateWords.tone", "EvidenceLink.id", "EvidenceLink.plan", "EvidenceLink.action"),
        *("EvidenceLink.document", "Document.id", "LinkShown.superseded_by", "LinkedAction.ref", "LinkedAction.text"),
        *("Issue.code", "Subject.ref", "IssueSource.sheet", "IssueSource.cell", "WantedShown.codes"),
        *("WantedShown.actions", "Indicator.name", "Indicator.unit", "Tick.words", "PlanChanges.plan"),
        *("PlanChanges.new", "DueChange.new", "StateChange.ref", "StateChange.text", "Changes.since_head"),
        *("Working.thresholds", "Working.done_words", "Working.draft_words", "Working.verbs", "Working.changed"),
        "Working.version",
    )
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvidenceFile]:
    with filled(tmp_path_factory.mktemp("report")) as made:
        yield made


@pytest.fixture(scope="module")
def report(file: EvidenceFile) -> Report:
    due = Due(text="May 06")
    made = whole(file.report_content(as_of=AS_OF))
    changed = PlanChanges(
        plan="town",
        from_version=1,
        to_version=2,
        new=("R2.3",),
        due_moved=(DueChange(old="R1.1", new="R1.1", before=due, after=due, days=3),),
    )
    return evolve(made, changes=evolve(made.changes, plans=(changed,)))


@pytest.fixture(params=["one page", "many pages"])
def split(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which a report is divided."""
    if request.param == "many pages":
        for name, value in (("MOST_ACTIONS", 2), ("ACTIONS_A_PAGE", 2), ("MOST_DOCUMENTS", 1), ("DOCUMENTS_A_PAGE", 2)):
            monkeypatch.setattr(site, name, value)
        for name in ("MOST_WANTED", "MOST_PROBLEMS", "MOST_SQUARES"):
            monkeypatch.setattr(site, name, 0)
    return str(request.param)


def test_every_state_has_its_symbol_and_words_in_the_order_of_the_checks_and_stands_in_one_tile() -> None:
    assert [shown.state for shown in STATES] == [state.value for state in State]
    assert len({shown.symbol for shown in STATES}) == len({shown.words for shown in STATES}) == len(STATES)
    assert sorted(state for _, _, states in TILES for state in states) == sorted(state.value for state in State)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.usefixtures("split")
def test_no_text_in_any_field_adds_an_element_or_an_attribute(report: Report, hostile: str) -> None:
    plain, odd = (printed(said(report, lambda _, text, to=to: to if text else "")) for to in ("plain", f"a{hostile}a"))
    assert plain.keys() == odd.keys()
    for name in plain:
        calm, wild = Outline(plain[name]), Outline(odd[name])
        assert wild.shape == calm.shape, name
        assert not wild.open
        assert not any(value.lower().startswith("javascript:") for _, at, value in wild.attributes if at == "href")
        assert "\u202e" not in odd[name] and "\x00" not in odd[name]
        odd[name].encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_characters="`")))
def test_no_text_at_all_changes_the_shape_of_the_page(report: Report, text: str) -> None:
    plain, odd = (printed(said(report, lambda _, had, to=to: to if had else "")) for to in ("plain", f"a{text}a"))
    assert {name: Outline(page).shape for name, page in odd.items()} == {
        name: Outline(page).shape for name, page in plain.items()
    }


def test_the_figures_are_those_of_the_check(file: EvidenceFile, report: Report) -> None:
    result = file.check(as_of=AS_OF)
    states = [one.state for one in result.states]
    assert [tile.count for tile in report.tiles] == [sum(states.count(one) for one in of) for _, _, of in TILES]
    assert report.counts.actions == result.subjects.actions
    assert [(one.code, one.outcome, one.count) for one in report.rules()] == [
        (one.code, one.outcome, one.count) for one in result.results
    ]
    page = Outline(printed(report)["index.html"])
    figures = re.findall(r"(\d+) (?=" + "|".join(words for _, words, _ in TILES) + ")", page.text)
    assert [int(figure) for figure in figures[: len(TILES)]] == [tile.count for tile in report.tiles]


@pytest.mark.usefixtures("split")
def test_every_issue_of_the_check_stands_on_the_pages_with_its_code(file: EvidenceFile, report: Report) -> None:
    text = " ".join(Outline(page).text for page in printed(report).values())
    for issue in file.check(as_of=AS_OF).issues:
        if issue.code != "D302":  # told by the words "linked to nothing"
            assert " ".join(sentence(issue).split()) in text, issue
            assert issue.code in text
    assert text.count("linked to nothing") >= sum(entry.unlinked for entry in report.documents)


def test_claims_links_verdicts_and_closures_are_told_apart(report: Report) -> None:
    text = Outline(printed(report)["index.html"]).text
    for words in (
        "The plan says done",
        "page 1",
        "Discussion paper on the criteria",
        "sufficient, found by keeper",
        "read in full",
        "closed by keeper",
        "contradicts it",
        "Files audited (files): target 20 by 31 March 2006; 3 for March 2006",
        "asked once, last on",
    ):
        assert words in text, words


@pytest.mark.usefixtures("split")
def test_the_pages_fetch_nothing_run_nothing_and_allow_only_their_own_style(report: Report) -> None:
    for name, page in printed(report).items():
        found = Outline(page)
        policy = next(value for value in found.values("meta", "content") if "default-src" in value)
        style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
        assert style is not None, name
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
        tags = {tag for tag, _ in found.elements}
        assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "input", "button", "base"}
        names = {name for _, name, _ in found.attributes}
        assert not {one for one in names if one.startswith("on")} and "style" not in names and "src" not in names
        assert "url(" not in page and "@import" not in page


@pytest.mark.usefixtures("split")
def test_headings_skip_no_level_tables_have_headings_and_drawings_have_words(report: Report) -> None:
    for name, page in printed(report).items():
        found = Outline(page)
        levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name
        assert all("scope" in names for tag, names in found.elements if tag == "th")
        assert all("aria-label" in names or "aria-hidden" in names for tag, names in found.elements if tag == "svg")
        ids = [value for _, at, value in found.attributes if at == "id"]
        assert len(ids) == len(set(ids)), name


@pytest.mark.usefixtures("split")
def test_every_link_leads_to_a_place_on_a_page_of_the_report(report: Report) -> None:
    pages = {name: Outline(page) for name, page in printed(report).items()}
    places = {name: {value for _, at, value in page.attributes if at == "id"} for name, page in pages.items()}
    stored = {entry.stored for entry in report.documents}
    for name, page in pages.items():
        for href in page.values("a", "href"):
            target, _, place = href.partition("#")
            if unquote(target) in stored:
                continue
            assert (target or name) in pages, href
            assert not place or unquote(place) in places[target or name], href


def test_moved_due_dates_come_before_anything_else_that_changed(report: Report) -> None:
    text = Outline(printed(report)["index.html"]).text
    changed = text[text.index("Due dates that moved") :]
    assert changed.index("3 days later") < changed.index("first report") < changed.index("1 new action: R2.3")


@pytest.mark.usefixtures("split")
def test_the_public_edition_says_how_it_stands_and_names_nobody(report: Report) -> None:
    titles = {rule.CODE: rule.TITLE for rule in RULES}
    marked = said(report, lambda name, text: text if name in PUBLIC or not text else f"EXEMPT{text}")
    pages = printed(public(marked, titles))
    for name, page in pages.items():
        assert "EXEMPT" not in page, (name, re.findall(r".{60}EXEMPT.{40}", page)[:3])
    text = " ".join(Outline(page).text for page in pages.values())
    assert "public edition" in text
    assert "Head of Testing" in text and OFFICER in text
    assert "Files audited" in text and "3 for March" not in text  # a figure below five is not shown


def test_initials_and_names_in_the_words_of_the_plan_become_roles_in_the_public_edition(report: Report) -> None:
    people = (
        Person(initials="QZ", name="Una Verity", role="Head of Children's Social Care"),
        Person(initials="XK"),
        Person(initials="LSCB", role="Local Safeguarding Children Board"),
    )
    told = "QZ/XK to report to the LSCB; Una Verity signs. QZX stays."
    strip = report.strips[0]
    strips = (evolve(strip, text=told, squares=(evolve(strip.squares[0], text=told, due=f"when {told}"),)),)
    actions = [evolve(one, action=evolve(one.action, text=told, success_criteria=told)) for one in report.actions]
    edition = public(evolve(report, people=people, strips=strips, actions=actions), {})
    page = Outline(printed(edition)["index.html"]).text
    assert not re.search(r"\bQZ\b|\bXK\b|Una|Verity", page)
    said = f"Head of Children's Social Care/{OFFICER} to report to the LSCB; Head of Children's Social Care signs. QZX"
    assert said in page


def test_every_edition_says_in_one_piece_who_made_it(report: Report) -> None:
    for edition, words in (
        (report, f"{report.identity.made_by} ({report.identity.actor})"),
        (public(report, {}), "P-"),
    ):
        assert edition.identity.maker.startswith(words)
        assert f"by {edition.identity.maker} on" in Outline(printed(edition)["index.html"]).text


def test_a_text_with_an_identifier_is_kept_back_in_the_public_edition(report: Report) -> None:
    square = evolve(report.strips[0].squares[0], text="Write to NHS number 943 476 5919")
    strips = (evolve(report.strips[0], squares=(square,)),)
    page = printed(public(evolve(report, strips=strips), {}))["index.html"]
    assert "943" not in page and "kept back" in page


@pytest.mark.usefixtures("split")
def test_the_pages_are_the_same_each_time(report: Report) -> None:
    assert printed(report) == printed(report)


def test_the_golden_page_is_what_its_script_makes() -> None:
    from golden.make_pages import PAGES, made

    for name, page in made().items():
        golden = (Path(PAGES) / name).read_text(encoding="utf-8")
        assert page == golden, f"{name}: run `python tests/reports/golden/make_pages.py` and look at what changed"
