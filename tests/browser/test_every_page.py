"""Every kind of page, narrow and wide, light and dark: quiet, accessible, complete, nothing from outside."""

from __future__ import annotations

import pytest
from tests.browser.conftest import Visit

PAGES = {
    "home": "",
    "all goals": "goals/",
    "objective": "goals/increase-sales/",
    "closed objective": "goals/brand-known-to-15000-people/",
    "cancelled objective": "goals/one-login-for-everything/",
    "KPI": "kpis/conversion-rate/",
    "KPI in words": "kpis/voice-of-the-customers/",
    "KPI from CSV": "kpis/system-availability/",
    "scorecard": "scorecard/",
    "KPI tree": "kpi-tree/",
    "alignment": "alignment/",
    "alignment of a team": "alignment/2024-Q3/marketing/",
    "team": "teams/marketing/",
    "teams": "teams/",
    "person": "people/noor/",
    "cycle": "cycles/2024-Q2/",
    "health": "health/",
    "about": "about-goals/",
    "review": "review/",
    "written page": "team-marketing/",
}

WAYS = [
    pytest.param({"viewport": {"width": width, "height": height}, "color_scheme": scheme}, id=f"{width}-{scheme}")
    for width, height in ((375, 800), (1280, 900))
    for scheme in ("light", "dark")
]


@pytest.mark.parametrize("visit", WAYS, indirect=True)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page(visit: Visit, path: str) -> None:
    page = visit.go(path)
    assert page.locator("h1").count() == 1
    assert visit.errors == []
    assert visit.left_the_site == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    assert visit.serious_violations() == []


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_without_script(visit: Visit, path: str) -> None:
    page = visit.go(path)
    assert page.locator("h1").is_visible()
    assert page.locator(".md-content").inner_text().strip()
    assert visit.errors == []
