"""What pages say, and that they hold together: links, ids, headings."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from tests.publish.sample import company, rendered, sample_site, seen

from mkdocs_goals.check import RULES
from mkdocs_goals.publish.links import Links, html_path
from mkdocs_goals.publish.page import SitePage
from mkdocs_goals.publish.pages import KINDS
from mkdocs_goals.publish.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sample_site(tmp_path_factory.mktemp("pages"), graphs="auto")


@pytest.fixture(scope="module")
def pages(site: Site) -> list[tuple[SitePage, str]]:
    return list(rendered(site))


def text_of(site: Site, address: str) -> str:
    return seen(str(site.render(site.page_at[address], Links(address)).html)).text


def test_every_kind_of_page_is_here(pages: list[tuple[SitePage, str]]) -> None:
    assert {page.kind for page, _ in pages} == {kind.name for kind in KINDS}


def test_addresses_are_unique(site: Site) -> None:
    assert len({page.address.casefold() for page in site.pages}) == len(site.pages)


def test_every_parent_exists(site: Site) -> None:
    assert [page.address for page in site.pages if page.parent is not None and page.parent not in site.page_at] == []


@pytest.mark.parametrize("directory_urls", [True, False])
def test_every_link_leads_somewhere(site: Site, directory_urls: bool) -> None:
    files = {page.address if directory_urls else html_path(page.address): page for page in site.pages}
    known = {*files, "goals.csv"}
    for page in site.pages:
        here = page.address if directory_urls else html_path(page.address)
        html = str(site.render(page, Links(page.address, directory_urls)).html)
        for url in [*seen(html).values("href"), *seen(html).values("xlink:href")]:
            if url.startswith(("https:", "#")):
                continue
            path = re.split(r"[?#]", url)[0]
            folder = here if directory_urls else posixpath.dirname(here)
            reached = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
            if path.endswith("/") or not path:
                reached += "/" if reached else ""
            assert reached in known, f"{page.address}: {url}"


def test_anchors_lead_somewhere(pages: list[tuple[SitePage, str]]) -> None:
    ids = {page.address: set(seen(html).values("id")) for page, html in pages}
    for page, html in pages:
        for url in seen(html).values("href"):
            if url.startswith("https:") or "#" not in url:
                continue
            path, _, anchor = url.partition("#")
            target = page.address
            if path:
                target = posixpath.normpath(posixpath.join("/" + page.address, path)).lstrip("/") + "/"
            assert anchor in ids[target], f"{page.address}: {url}"


def test_ids_are_unique(pages: list[tuple[SitePage, str]]) -> None:
    for page, html in pages:
        assert [name for name, count in Counter(seen(html).values("id")).items() if count > 1] == [], page.address


def test_one_h1_and_no_level_left_out(pages: list[tuple[SitePage, str]]) -> None:
    for page, html in pages:
        levels = [int(tag[1]) for tag, _ in seen(html).elements if re.fullmatch("h[1-6]", tag)]
        assert levels.count(1) == 1, page.address
        assert levels[0] == 1, page.address
        assert all(after - before <= 1 for before, after in pairwise(levels)), page.address


def test_no_inline_style_or_script(pages: list[tuple[SitePage, str]]) -> None:
    for page, html in pages:
        assert "style=" not in html, page.address
        assert "<script" not in html, page.address


def test_an_objective_answers_its_questions(site: Site) -> None:
    said = text_of(site, "goals/sell/")
    for words in ("Sell more", "On track from", "Linh Tran", "Sales", "46 days left", "3 → 5 %", "Why "):
        assert words in said
    assert "line " in said, "scores lead down to the line"
    assert "2 steps" in said
    assert "reached: pilot" in said
    assert "Reason: no market" in said
    assert "Carries on" in said


def test_a_confidential_key_result_is_counted_only(site: Site) -> None:
    said = text_of(site, "goals/grow/")
    assert "1 confidential key result is not counted here." in said
    assert "Board work" not in said


def test_a_closed_objective_says_what_was_learnt(site: Site) -> None:
    said = text_of(site, "goals/sell-before/")
    assert "The owner says: partly achieved." in said
    assert "The owner's own grade: 0.50." in said
    assert "Start earlier." in said


def test_a_kpi_answers_its_questions(site: Site) -> None:
    said = text_of(site, "kpis/conversion/")
    for words in ("3.8 %", "at least 5 %", "Warning", "better", "below 4 %", "Trade association"):
        assert words in said
    assert "measures the key result “Conversion rate”" in said


def test_a_broken_goal_says_how_to_fix_it(site: Site) -> None:
    said = text_of(site, "goals/broken/")
    assert "5% is a number with its unit" in said
    assert "line " in said
    assert "Cannot be read" in text_of(site, "goals/")


def test_the_contents_list_our_sections_and_the_proses(site: Site) -> None:
    rendered_page = site.render(site.page_at["goals/grow/"], Links("goals/grow/"))
    entries = [(entry.title, entry.id, entry.level) for entry in rendered_page.toc]
    assert entries[0] == ("Key results", "key-results", 2)
    assert ("Check-ins", "prose-check-ins", 3) in entries
    assert ("What was said of it", "check-ins", 2) in entries


def test_nothing_written_yet(tmp_path: Path) -> None:
    for page, html in rendered(sample_site(tmp_path, {})):
        assert seen(html).text, page.address
    home = text_of(sample_site(tmp_path, {}), "")
    assert "Put the first one into the goals folder" in home


def test_german_site(tmp_path: Path) -> None:
    site = sample_site(tmp_path, company(), language="de")
    said = text_of(site, "goals/sell/")
    assert "Heute auf Kurs ab" in said
    assert "3. Quartal 2024" in said
    english = [word for word in ("On track from", "Key results", "days left") if word in said]
    assert english == []


def test_a_site_with_a_home_page_of_its_own(tmp_path: Path) -> None:
    assert "" not in sample_site(tmp_path, home=False).page_at


def test_a_template_of_the_sites_own(tmp_path: Path) -> None:
    own = tmp_path / "own" / "components"
    own.mkdir(parents=True)
    (own / "chip.html").write_text("{% macro chip(c) %}<b>{{ c.word }}!</b>{% endmacro %}", "utf-8")
    site = sample_site(tmp_path, template_dirs=(tmp_path / "own",))
    assert "<b>On track!</b>" in str(site.render(site.page_at["goals/sell/"], Links("goals/sell/")).html)


def test_every_rule_is_explained(site: Site) -> None:
    html = str(site.render(site.page_at["health/rules/"], Links("health/rules/")).html)
    page = seen(html)
    assert {code.lower() for code in RULES} <= set(page.values("id"))
    assert "Name one person. Others who work on it are" in page.text
    assert "linh" not in page.text, "made-up goals do not belong on a company's site"


@pytest.mark.parametrize("address", ["goals/sell/", "kpis/visits/", "health/", "goals/broken/"])
def test_codes_of_rules_lead_to_where_they_are_explained(site: Site, address: str) -> None:
    """That each of these ids is there, the build's own test of all links says."""
    html = str(site.render(site.page_at[address], Links(address)).html)
    codes = re.findall(r'href="([^"]*health/rules/|rules/)#(\w+)">(\w+)</a>', html)
    assert codes
    assert all(anchor == code.lower() and code in RULES for _, anchor, code in codes)
    in_findings = html.count('class="goals-finding goals-finding--')
    assert len(codes) == in_findings
