"""The report in a real browser, opened from the disk with the network off: whole, silent and usable by everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from report_pages import AS_OF, filled, printed, said, whole

from evidence.file import EvidenceFile
from evidence.reports import site
from evidence.reports.content import Report
from programs import program

WIDTHS = (1280, 390)
ATTACK = (
    "<script>window.attacked = true</script>\"><img src='http://example.org/a.png' onerror='window.attacked = true'>"
    "</style><style>@import 'http://example.org/b.css'; body { background: url(http://example.org/c) }</style>"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium as the system has it, driven over a pipe."""
    here = program("chromium", "chromium-browser", "google-chrome", install="`apt-get install chromium`")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=here, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvidenceFile]:
    with filled(tmp_path_factory.mktemp("browser")) as made:
        yield made


@pytest.fixture(scope="module")
def report(file: EvidenceFile) -> Report:
    return whole(file.report_content(as_of=AS_OF))


@pytest.fixture
def written(report: Report, tmp_path: Path) -> Path:
    return write(report, tmp_path)


def write(report: Report, folder: Path) -> Path:
    for name, text in printed(report).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class Visit:
    """A page opened by a browser that hears of everything it does."""

    def __init__(self, browser: Any, path: Path, width: int = WIDTHS[0], **options: Any) -> None:
        size = {"width": width, "height": 900}
        self.context = browser.new_context(viewport=size, offline=True, java_script_enabled=True, **options)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *error: object) -> None:
        self.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_opens_without_network_says_nothing_asks_for_nothing_and_fits(
    browser: Any, written: Path, width: int
) -> None:
    visit = Visit(browser, written / "index.html", width)
    with visit as page:
        assert page.title() == "Evidence: Improvement plan"
        assert page.locator("h1").inner_text() == "Improvement plan"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        picture = page.screenshot(full_page=True)
        assert picture.startswith(b"\x89PNG") and len(picture) > 50_000
    assert visit.said == []
    assert visit.asked == [(written / "index.html").as_uri()]


@pytest.mark.parametrize(
    ("many", "width", "scheme"), [(False, 1280, "light"), (False, 390, "dark"), (True, 1280, "dark")]
)
def test_axe_finds_nothing_that_shuts_anybody_out(
    browser: Any, report: Report, tmp_path: Path, width: int, scheme: str, many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    if many:
        for name in ("MOST_ACTIONS", "MOST_DOCUMENTS", "MOST_WANTED", "MOST_PROBLEMS", "MOST_SQUARES"):
            monkeypatch.setattr(site, name, 0)
    for path in sorted(write(report, tmp_path).glob("*.html")):
        # the checker itself is a program, which the page's own policy would stop
        with Visit(browser, path, width, color_scheme=scheme, bypass_csp=True) as page:
            tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
            assert not [(one["id"], one["impact"], [node["html"] for node in one["nodes"]][:3]) for one in found], path


def test_nothing_in_the_data_runs_or_is_fetched(browser: Any, report: Report, tmp_path: Path) -> None:
    write(said(report, lambda _, text: f"{text}{ATTACK}" if text else ""), tmp_path)
    visit = Visit(browser, tmp_path / "index.html")
    with visit as page:
        assert page.evaluate("window.attacked === undefined")
        assert ATTACK in page.locator("h1").inner_text()
    assert visit.said == []
    assert visit.asked == [(tmp_path / "index.html").as_uri()]


def test_the_keyboard_reaches_the_content_first_and_then_every_square(browser: Any, written: Path) -> None:
    with Visit(browser, written / "index.html") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
        reached = []
        for _ in range(40):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.className"))
        assert sum("square" in name for name in reached) == 6


def test_a_square_leads_to_its_action(browser: Any, written: Path) -> None:
    with Visit(browser, written / "index.html") as page:
        page.locator("a.square").nth(1).click()
        assert page.url.endswith("#a-R1.2")
        assert page.locator(":target h4").first.inner_text().startswith("R1.2")


def test_it_prints_on_a4_with_nothing_cut_off(browser: Any, written: Path) -> None:
    import pypdfium2

    with Visit(browser, written / "index.html") as page:
        printed = page.pdf(prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(printed)
    try:
        sizes = {tuple(round(side) for side in document[at].get_size()) for at in range(len(document))}
        text = " ".join(document[at].get_textpage().get_text_bounded() for at in range(len(document)))
        pages = len(document)
    finally:
        document.close()
    assert sizes == {(595, 842)}
    assert 4 <= pages <= 9
    words = re.sub(r"\s+", "", text)
    for shown in ("Whowearewaitingfor", "Timeline", "Howthisworkedout"[:6], "evidenced", "D-0004", "S503"):
        assert shown in words, shown
