"""Hostile text in every field of a site, in a real browser that uses all of it: nothing of it ever runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page
from tests.browser.conftest import serve
from tests.hostile_site import NASTY, pages_below, write_hostile_project
from tests.project import build

ALARM = "window.hacked = () => { window.name = 'hacked'; }"
"""What the hostile text calls. A window's name outlives its page."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_hostile_project(tmp_path_factory.mktemp("hostile"))
    built = build(root, "-d", str(root / "served" / "sub"))
    assert built.code == 0, built.said
    return root / "served"


@dataclass
class Watch:
    """A page in the browser that notices when anything hostile runs."""

    page: Page
    address: str
    dialogs: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def assert_quiet(self) -> None:
        assert self.page.evaluate("window.name") == "", self.page.url
        assert self.dialogs == []
        inserted = "document.querySelectorAll('img[onerror], [onload], iframe, img[src=x]').length"
        assert self.page.evaluate(inserted) == 0, self.page.url


@pytest.fixture
def watch(browser: Browser, site: Path) -> Iterator[Watch]:
    for address in serve(site):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(ALARM)
        watch = Watch(context.new_page(), address + "sub/")
        watch.page.on("dialog", watch.dismiss)
        yield watch
        watch.assert_quiet()
        context.close()


def test_the_alarm_works(watch: Watch) -> None:
    page = watch.go("about-goals/")
    page.set_content("<img src=x onerror=hacked()>")
    page.wait_for_function("window.name === 'hacked'")
    page.evaluate("window.name = ''")
    page.set_content("")


def test_every_page(watch: Watch, site: Path) -> None:
    for file in pages_below(site / "sub"):
        watch.go(file.relative_to(site / "sub").as_posix())
        watch.assert_quiet()


@pytest.mark.parametrize("asked", ["Grow", "img", "hacked", "onerror script", NASTY, "Series", "sales"])
def test_search_with_suggestions(watch: Watch, asked: str) -> None:
    page = watch.go("goals/")
    page.click("label.md-search__icon[for=__search], .md-search__input")
    page.type(".md-search__input", asked)
    page.wait_for_timeout(700)
    watch.assert_quiet()
    results = page.locator(".md-search-result__link:visible")
    for result in results.all()[:8]:
        result.hover()
    watch.assert_quiet()
    if results.count():
        results.first.click()
        page.wait_for_timeout(500)
    watch.assert_quiet()


def test_a_search_and_a_filter_in_the_address(watch: Watch) -> None:
    for query in ("?q=%3Cimg%20src%3Dx%20onerror%3Dhacked()%3E", "?team=%22%3E%3Cimg%20src=x%20onerror=hacked()%3E"):
        page = watch.go(f"goals/{query}")
        page.wait_for_timeout(500)
        watch.assert_quiet()


def test_filters_and_sorting(watch: Watch) -> None:
    page = watch.go("goals/")
    page.fill(".goals-filters input[name=q]", "<img src=x onerror=hacked()>")
    for name in ("cycle", "team", "owner", "status", "kind"):
        select = page.locator(f".goals-filters select[name={name}]")
        for value in select.locator("option").evaluate_all("options => options.map(o => o.value)"):
            select.select_option(value)
            watch.assert_quiet()
        select.select_option("")
    for number in range(page.locator("#goals-list th button").count()):
        page.locator("#goals-list th button").nth(number).click()
    watch.assert_quiet()


def test_graphs(watch: Watch) -> None:
    for path in ("alignment/2024-Q3/", "goals/grow/", "kpi-tree/", "goals/sell/"):
        page = watch.go(path)
        cards = page.locator(".goals-card-node")
        for number in range(min(cards.count(), 6)):
            cards.nth(number).hover(force=True)
            cards.nth(number).focus()
        buttons = page.locator(".goals-graph button, .goals-picture-tools button, figure button")
        for number in range(buttons.count()):
            if buttons.nth(number).is_visible():
                buttons.nth(number).click()
        watch.assert_quiet()


def test_the_review(watch: Watch) -> None:
    page = watch.go("review/2024-Q3/")
    for button in page.locator(".goals button:visible").all()[:3]:
        button.click()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    watch.assert_quiet()


def test_instant_navigation(watch: Watch) -> None:
    page = watch.go("goals/")
    for title in ("Grow the company", "Sell more", "Series"):
        page.locator("#goals-list a", has_text=title).first.click()
        page.wait_for_timeout(500)
        watch.assert_quiet()
        page.go_back()
        page.wait_for_timeout(300)
    watch.assert_quiet()
