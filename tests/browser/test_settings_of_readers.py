"""Search, forced colours and reduced motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit


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
