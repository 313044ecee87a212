"""Every link of a written page leads somewhere: to a page that is written or made, to a file, to an anchor."""

from __future__ import annotations

import posixpath
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.docs.blocks import DOCS, ROOT, links_of, shown, site_config, written_pages

from mkdocs_goals.check import check
from mkdocs_goals.clock import as_of_day
from mkdocs_goals.publish.links import source_path
from mkdocs_goals.publish.options import SiteOptions
from mkdocs_goals.publish.site import build_site
from mkdocs_goals.read import Folder, read_portfolio
from mkdocs_goals.score import score_portfolio

ALLOWED_HOSTS = {
    "127.0.0.1:8000",
    "jinja.palletsprojects.com",
    "keepachangelog.com",
    "marketplace.visualstudio.com",
    "pre-commit.com",
    "semver.org",
    "squidfunk.github.io",
}
"""Whom the pages may link to outside; no test asks them."""


@cache
def made_pages() -> frozenset[str]:
    """The source paths of the pages that the plugin makes for the demonstration company."""
    return frozenset(source_path(address) for address in made_addresses())


@cache
def made_addresses() -> frozenset[str]:
    day = as_of_day("2024-08-15")
    portfolio = read_portfolio(Folder(ROOT / "goals", ROOT))
    scorecard = score_portfolio(portfolio, day)
    site = build_site(portfolio, scorecard, check(portfolio, scorecard), SiteOptions(home=False))
    return frozenset(page.address for page in site.pages)


@cache
def anchors_of(page: Path) -> frozenset[str]:
    return links_of(page).anchors


def wrong(page: Path, target: str) -> str | None:
    """What is wrong with a link; None for a good one."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        good = parts.scheme == "mailto" or parts.netloc in ALLOWED_HOSTS or parts.netloc.endswith("example.com")
        return None if good else "leads to a host that the pages do not name"
    if parts.path.startswith("/"):
        return "is absolute, and would break below a sub-path"
    linked = Path(posixpath.normpath(page.parent / unquote(parts.path))) if parts.path else page
    if linked.is_file():
        known = linked.suffix != ".md" or not parts.fragment or parts.fragment in anchors_of(linked)
        return None if known else "has no such anchor"
    if linked.is_relative_to(DOCS) and linked.relative_to(DOCS).as_posix() in made_pages():
        return "goes to an anchor of a made page, which is not known here" if parts.fragment else None
    return "leads nowhere"


@pytest.mark.parametrize("page", written_pages(), ids=shown)
def test_links(page: Path) -> None:
    found = {target: wrong(page, target) for target in links_of(page).targets}
    assert not {target: problem for target, problem in found.items() if problem}


def test_docs_are_in_the_navigation() -> None:
    """A page that nobody can reach helps nobody. The rules' pages hang below their index."""
    config = site_config()
    named = set(_paths(config["nav"]))
    unlisted = [
        path
        for path in (page.relative_to(DOCS).as_posix() for page in written_pages() if page.is_relative_to(DOCS))
        if path not in named and not (path.startswith("reference/rules/") and path != "reference/rules/index.md")
    ]
    assert not unlisted
    assert not [path for path in named if not (DOCS / path).is_file()]


def _paths(nav: object) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    if isinstance(nav, dict):
        return [path for inner in nav.values() for path in _paths(inner)]
    return [path for inner in nav for path in _paths(inner)] if isinstance(nav, list) else []
