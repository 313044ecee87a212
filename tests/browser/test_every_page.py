"""Every kind of page, narrow and wide, light and dark: quiet, accessible, complete, nothing from outside."""

from __future__ import annotations

import pytest
from tests.browser.conftest import FONTS, Visit, set_font, what_does_not_fit

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
    "rules": "health/rules/",
    "about": "about-goals/",
    "review": "review/",
    "written page": "team-marketing/",
}

SIZES = {320: 700, 375: 800, 640: 450, 1280: 900, 3840: 2160}


def way(width: int, font: str | None = None, scheme: str = "light") -> object:
    viewport = {"width": width, "height": SIZES[width]}
    options = {"viewport": viewport, "color_scheme": scheme, "font": font}
    return pytest.param(options, id="-".join(filter(None, (str(width), font, scheme))))


@pytest.mark.parametrize(
    "visit",
    [way(375, "wide"), way(375, "narrow", "dark"), way(1280, "narrow"), way(1280, "wide", "dark")],
    indirect=True,
)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page(visit: Visit, path: str) -> None:
    page = visit.go(path)
    assert page.locator("h1").count() == 1
    assert visit.errors == []
    assert visit.left_the_site == []
    assert what_does_not_fit(page) == []
    assert visit.serious_violations() == []


@pytest.mark.parametrize("visit", [way(width) for width in (320, 640, 3840)], indirect=True)
def test_every_page_fits(visit: Visit) -> None:
    """The narrowest phone, a laptop at 200 %, a wall; with the widest and the narrowest font."""
    unfit: dict[tuple[str, str], list[str]] = {}
    for path in PAGES.values():
        page = visit.go(path)
        for font in FONTS:
            set_font(page, font)
            unfit[path, font] = what_does_not_fit(page)
    assert {where: found for where, found in unfit.items() if found} == {}


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_without_script(visit: Visit, path: str) -> None:
    page = visit.go(path)
    assert page.locator("h1").is_visible()
    assert page.locator(".md-content").inner_text().strip()
    assert visit.errors == []
