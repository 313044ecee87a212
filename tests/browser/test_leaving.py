"""Under Material's instant navigation a page is left without a new one being loaded: nothing of ours stays behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route
from tests.browser.conftest import Visit, serve
from tests.project import build, write_project

GOAL = "---\ntitle: Our goal number {0}\ncycle: 2024-Q3\nkey_results:\n  - {{title: A, from: 0, to: 1}}\n---\n"
REVIEW = "review/2024-Q3/"
FOLLOW = """address => {
    const link = document.createElement("a");
    link.href = address;
    document.querySelector(".md-content").append(link);
    link.click();
}"""


@pytest.fixture(scope="module")
def instant_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that is long enough to be scrolled, with instant navigation."""
    root = tmp_path_factory.mktemp("instant")
    (root / "site").mkdir()
    for served in serve(root / "site"):
        files: dict[str, str | bytes] = {f"goals/goal-{number}.md": GOAL.format(number) for number in range(12)}
        write_project(root, files)
        config = (root / "mkdocs.yml").read_text("utf-8").replace("https://example.com/sub/", served)
        config = config.replace("font: false", "font: false, features: [navigation.instant]")
        (root / "mkdocs.yml").write_text(config, "utf-8")
        built = build(root)
        assert built.code == 0, built.said
        yield served


@pytest.fixture
def instant(browser: Browser, instant_site: str) -> Iterator[Visit]:
    page = browser.new_page(viewport={"width": 1000, "height": 500})
    visit = Visit(page, instant_site)
    page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    yield visit
    page.close()


def present(visit: Visit) -> Page:
    """Come from the cycle's page to its review, and begin the presentation that advances by itself."""
    page = visit.go("cycles/2024-Q3/")
    page.evaluate("window.stayed = true")
    page.evaluate(FOLLOW, f"../../{REVIEW}?auto=3")
    page.wait_for_selector("[data-deck=start]:visible")
    page.click("[data-deck=start]")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.fullscreenElement !== null")
    assert page.evaluate("getComputedStyle(document.documentElement).overflowY") == "hidden"
    return page


def by_a_link(page: Page) -> None:
    page.click(".goals-slide--here h2 a")
    page.wait_for_selector(".goals-objective")


def by_the_keyboard(page: Page) -> None:
    page.focus(".goals-slide--here h2 a")
    page.keyboard.press("Enter")
    page.wait_for_selector(".goals-objective")


def by_back(page: Page) -> None:
    page.go_back()
    page.wait_for_selector(".goals-cycle")


def by_escape(page: Page) -> None:
    page.keyboard.press("Escape")
    page.wait_for_function("document.fullscreenElement === null")
    page.click(".goals-slide--first + .goals-slide h2 a")
    page.wait_for_selector(".goals-objective")


@pytest.mark.parametrize("leave", [by_a_link, by_the_keyboard, by_back, by_escape])
def test_nothing_of_a_presentation_stays(instant: Visit, leave: Callable[[Page], None]) -> None:
    page = present(instant)
    leave(page)
    page.wait_for_function("!document.querySelector('[data-goals-deck]')")
    assert page.evaluate("window.stayed"), "the page was loaded anew, so this test says nothing"
    address = page.url
    assert "screen" not in address
    assert "goals-" not in page.evaluate("document.documentElement.className + document.body.className")
    page.wait_for_function("document.fullscreenElement === null")
    page.evaluate("document.querySelector('.md-content').style.minHeight = '3000px'")
    page.mouse.move(500, 250)
    page.mouse.wheel(0, 600)
    page.wait_for_function("scrollY > 100")
    for key in ("ArrowRight", "PageDown", "Home", "Escape"):
        page.keyboard.press(key)
    page.wait_for_timeout(3_500)  # the presentation would have advanced by itself
    assert page.url == address
    assert instant.errors == []


def test_the_address_of_the_page_that_comes_is_left_alone(instant: Visit) -> None:
    """Instant navigation changes the address first and then fetches the page, which may take its time."""
    page = present(instant)

    def take_time(route: Route) -> None:
        page.wait_for_timeout(4_000)
        route.continue_()

    page.route("**/goals/goal-*/", take_time)
    page.click(".goals-slide--here h2 a")
    page.wait_for_selector(".goals-objective", timeout=20_000)
    assert "screen" not in page.url
    assert instant.errors == []


def test_a_presentation_can_be_come_back_to(instant: Visit) -> None:
    page = present(instant)
    by_a_link(page)
    page.go_back()
    page.wait_for_selector(".goals-deck--on")
    assert page.locator(".goals-slide:visible").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_function("!document.documentElement.classList.contains('goals-presenting')")
    assert page.locator(".goals-slide:visible").count() > 1
    assert instant.errors == []


def test_pages_that_come_and_go_are_not_kept(instant: Visit) -> None:
    """A list and a graph that were left neither change the address nor answer to keys."""
    page = instant.go("goals/")
    page.evaluate("window.stayed = true")
    page.fill("input[name=q]", "number 3")
    page.click("#goals-list tbody a >> nth=0")
    page.wait_for_selector(".goals-objective")
    assert page.evaluate("window.stayed")
    address = page.url
    page.keyboard.press("+")
    page.keyboard.press("3")
    page.mouse.move(300, 300)
    page.mouse.down()
    page.mouse.move(100, 300)
    page.mouse.up()
    assert page.url == address
    assert instant.errors == []
