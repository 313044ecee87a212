"""What a reader does: filter, sort, follow a path, present, without a server, in an instant."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import ROOT, Visit

PHONE = {"viewport": {"width": 375, "height": 800}, "has_touch": True}


def rows(page: Page) -> int:
    return page.locator("#goals-list tbody tr:visible").count()


def test_filters_stand_in_the_address(visit: Visit) -> None:
    page = visit.go("goals/")
    everything = rows(page)
    page.locator("select[name=team]").select_option("operations")
    with_sub_teams = rows(page)
    assert 1 < with_sub_teams < everything
    assert "team=operations" in page.url
    page.locator("select[name=status]").select_option("off-track")
    assert rows(page) < with_sub_teams
    page.reload()
    assert page.locator("select[name=team]").input_value() == "operations"
    page.locator("button[type=reset]").click()
    page.wait_for_timeout(100)
    assert rows(page) == everything
    assert visit.errors == []


def test_free_text_finds_without_accents_and_says_when_there_is_nothing(visit: Visit) -> None:
    page = visit.go("goals/?q=warehouses%20rhythm")
    assert rows(page) == 1
    page.locator("input[name=q]").fill("zzz nothing zzz")
    assert rows(page) == 0
    expect(page.locator("#goals-list .goals-empty")).to_be_visible()


def test_sorting_by_a_column_and_back(visit: Visit) -> None:
    page = visit.go("goals/")
    score = page.locator("th[data-key=score] button")
    score.click()
    assert page.locator("th[data-key=score]").get_attribute("aria-sort") == "ascending"
    numbers = page.locator("#goals-list tbody tr:visible td[data-n]").evaluate_all(
        "cells => cells.filter(c => c.dataset.n !== '' && c.cellIndex === "
        "[...document.querySelectorAll('#goals-list thead th')]"
        ".findIndex(h => h.dataset.key === 'score')).map(c => Number(c.dataset.n))"
    )
    assert len(numbers) > 10
    assert numbers == sorted(numbers)
    score.click()
    assert page.locator("th[data-key=score]").get_attribute("aria-sort") == "descending"
    assert "sort=-score" in page.url


def test_csv_of_what_is_shown(visit: Visit) -> None:
    page = visit.go("goals/?team=marketing")
    with page.expect_download() as download:
        page.locator("[data-csv]").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert len(text.splitlines()) == rows(page) + 1


def test_the_path_to_the_company_lights_up_on_focus_and_on_hover(visit: Visit) -> None:
    page = visit.go("alignment/")
    node = page.locator(".goals-graph a[data-node]", has_text="People who look for good").first
    node.focus()
    lit = page.locator(".goals-graph a.goals-is-path").all_text_contents()
    assert any("Increase sales" in text for text in lit)
    assert any("Turnover" in text for text in lit)
    assert page.locator(".goals-graph a.goals-is-dim").count() > 3
    page.keyboard.press("Enter")
    page.wait_for_url("**/goals/found-by-those-who-look/**")
    assert visit.errors == []


def test_zoom_by_keyboard_and_filter_by_status(visit: Visit) -> None:
    page = visit.go("alignment/")
    region = page.locator(".goals-graph").first
    region.focus()
    before = page.locator(".goals-graph svg").first.bounding_box()
    page.keyboard.press("+")
    after = page.locator(".goals-graph svg").first.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"]
    page.locator("input[type=checkbox][value=off-track]").check()
    assert "status=off-track" in page.url
    assert page.locator(".goals-graph a.goals-is-dim").count() > 5


def test_presenting_with_the_keyboard(visit: Visit) -> None:
    page = visit.go("review/2024-Q3/?present=1")
    shown = page.locator(".goals-slide--here")
    first = shown.inner_text()
    page.keyboard.press("ArrowRight")
    assert shown.inner_text() != first
    assert "screen=2" in page.url
    page.keyboard.press("Home")
    assert shown.inner_text() == first
    page.keyboard.press("Escape")
    assert "present" not in page.url
    assert visit.errors == []


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_presenting_with_the_buttons_of_a_phone(visit: Visit) -> None:
    page = visit.go("review/2024-Q3/?present=1")
    page.locator('[data-deck="on"]').tap()
    assert "screen=2" in page.url
    page.locator('[data-deck="end"]').tap()
    assert "present" not in page.url


def test_presenting_by_itself(visit: Visit) -> None:
    page = visit.go("review/2024-Q3/?present=1&auto=3")
    page.wait_for_url("**screen=2**", timeout=8000)


def test_search_finds_a_goal_by_its_prose(visit: Visit) -> None:
    page = visit.go("")
    page.locator("input.md-search__input").click()
    page.keyboard.type("size table", delay=20)
    result = page.locator(".md-search-result__link").first
    expect(result).to_be_visible(timeout=10_000)
    assert any("/goals/" in str(link) for link in page.locator(".md-search-result__link").evaluate_all(
        "links => links.map(link => link.href)"
    ))  # fmt: skip
    assert visit.left_the_site == []


def test_instant_navigation_keeps_the_filters_working(visit: Visit) -> None:
    page = visit.go("about-goals/")
    page.evaluate("window.stayed = true")
    page.locator("nav.md-nav--primary a[href$='scorecard/']").first.click()
    page.wait_for_url("**/scorecard/**")
    page.wait_for_timeout(300)
    assert page.evaluate("window.stayed") is True, "the page was loaded anew"
    assert page.locator("form[data-goals-filter]").first.is_visible()
    assert visit.errors == []


def test_keyboard_reaches_the_content_and_focus_is_seen(visit: Visit) -> None:
    page = visit.go("goals/increase-sales/")
    link = page.locator(".md-content a:visible", has_text="Update").first
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


@pytest.mark.parametrize("visit", [{"forced_colors": "active"}], indirect=True)
def test_forced_colours_keep_signs_and_words(visit: Visit) -> None:
    page = visit.go("goals/increase-sales/")
    assert page.locator(".goals-chip").first.is_visible()
    assert visit.errors == []


@pytest.mark.parametrize("visit", [{"reduced_motion": "reduce"}], indirect=True)
def test_reduced_motion(visit: Visit) -> None:
    page = visit.go("alignment/")
    page.locator(".goals-graph a[data-node]").first.focus()
    seconds = page.locator(".goals-graph a[data-node]").first.evaluate(
        "node => Math.max(...getComputedStyle(node).transitionDuration.split(',').map(parseFloat))"
    )
    assert seconds <= 0.01


def test_right_to_left_does_not_break_the_layout(visit: Visit) -> None:
    page = visit.go("goals/increase-sales/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_prints_without_the_frame(visit: Visit) -> None:
    page = visit.go("goals/increase-sales/")
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert page.locator("h1").is_visible()
    assert len(page.pdf()) > 10_000


def test_from_the_file_system_with_the_offline_plugin(browser: Browser, tmp_path: Path) -> None:
    config = (ROOT / "mkdocs.yml").read_text("utf-8").replace("  - search\n", "  - search\n  - offline\n")
    config = config.replace("    - navigation.instant\n", "")
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    for folder in ("docs", "goals"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=tmp_path, env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "site" / "goals" / "index.html").as_uri())
    page.locator("input[name=q]").fill("rhythm")
    assert rows(page) == 1
    page.locator("#goals-list tbody a").first.click()
    expect(page.locator("h1")).to_contain_text("rhythm")
    assert errors == []
    context.close()
