"""No page but All goals grows with the company, whatever its shape: bytes, lines and graphs of each are bounded.

Shapes are those of the benchmark, in a size at which every limit is passed. Of each kind of page some are made.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.bench import series
from tests.bench.shapes import SHAPES
from tests.publish.sample import sample_site, seen

from mkdocs_goals.draw.layout.positions import MOST_EDGES
from mkdocs_goals.model.page_addresses import ALL_GOALS, CSV, DATA
from mkdocs_goals.publish.links import Links
from mkdocs_goals.publish.page import SitePage
from mkdocs_goals.publish.site import Site

MOST_BYTES = 265_000
"""Of our part of a page. Material's frame around it has less than the 35,000 that are left of 300,000."""
MOST_LINES = 700
"""List items and table rows of a page, nested ones included."""
MOST_CARDS = 130
"""Cards of all graphs of a page."""
OF_EACH_KIND = 3

SIZES = {
    **dict.fromkeys(("star-in", "star-out", "dense", "random-50", "bipartite", "chain", "loop"), 100),
    **dict.fromkeys(("delegated-dense", "one-team", "one-person", "long-titles", "kpi-trees", "kpi-wide"), 100),
    **dict.fromkeys(("cycles-and-teams", "teams-chain", "teams-wide", "measurements"), 300),
    "formula-wide": 8,
    "formula-chain": 60,
    "long-texts": 20,
    "people": 700,
    "key-results": 2_000,
    "check-ins": 500,
    "steps": 500,
}
"""The shapes that a limit of a page is for. The benchmark has all of them, and larger."""


def site_of(name: str, root: Path) -> Site:
    return sample_site(root, SHAPES[name](SIZES[name]), graphs="embedded")


def some_pages(site: Site) -> Iterator[tuple[SitePage, str]]:
    """The indexes, and the first and last of each kind of page."""
    kinds: defaultdict[str, list[SitePage]] = defaultdict(list)
    for page in site.pages:
        kinds[page.kind].append(page)
    for pages in kinds.values():
        chosen = pages if len(pages) <= 2 * OF_EACH_KIND else [*pages[:OF_EACH_KIND], *pages[-OF_EACH_KIND:]]
        for page in chosen:
            if page.address != ALL_GOALS:
                made = site.render(page, Links(page.address))
                assert made.is_drawn, page.address
                yield page, str(made.html)


@pytest.mark.parametrize("name", SIZES)
def test_pages_are_bounded(name: str, tmp_path: Path) -> None:
    site = site_of(name, tmp_path)
    known = {*site.page_at, CSV, DATA}
    for page, html in some_pages(site):
        tags = [tag for tag, _ in seen(html).elements]
        where = f"{name}: {page.address}"
        assert len(html.encode()) <= MOST_BYTES, where
        assert tags.count("li") + tags.count("tr") <= MOST_LINES, where
        assert html.count('class="goals-card-box"') <= MOST_CARDS, where
        assert html.count("goals-edge-line") <= 2 * MOST_EDGES, where
        assert _leading_nowhere(page.address, html, known) == [], where


def _leading_nowhere(address: str, html: str, known: set[str]) -> list[str]:
    found = {re.split(r"[?#]", url)[0] for url in (*seen(html).values("href"), *seen(html).values("xlink:href"))}
    inside = (url for url in found if url and not url.startswith("https:"))
    return [url for url in inside if _reached(address, url) not in known]


def _reached(address: str, url: str) -> str:
    path = posixpath.normpath(posixpath.join("/", address, url)).lstrip("/")
    return path + "/" if path and url.endswith("/") else path


def text_of(site: Site, address: str) -> str:
    return seen(str(site.render(site.page_at[address], Links(address)).html)).text


def links_of(site: Site, address: str) -> list[str]:
    return seen(str(site.render(site.page_at[address], Links(address)).html)).values("href")


def test_a_goal_that_all_support_counts_those_it_does_not_name(tmp_path: Path) -> None:
    site = sample_site(tmp_path, SHAPES["star-in"](101), graphs="none")
    page = text_of(site, "goals/g0000/")
    assert sum(f"People wait less at desk {n} " in page for n in range(1, 101)) == 30
    assert "and 70 more" in page
    assert "../../alignment/2024-Q3/" in links_of(site, "goals/g0000/")


def test_links_that_are_not_drawn_are_counted_and_led_to(tmp_path: Path) -> None:
    """Thirty goals, each of which supports all others, have 870 links."""
    site = sample_site(tmp_path, SHAPES["dense"](30), graphs="embedded")
    html = str(site.render(site.page_at["alignment/2024-Q3/"], Links("alignment/2024-Q3/")).html)
    drawn = html.count('class="goals-edge goals-edge-supports" data-from')
    assert 29 <= drawn <= 120
    assert f"{870 - drawn} more links are not drawn" in seen(html).text
    assert "../../goals.json" in seen(html).values("href")


def test_a_score_of_many_key_results_is_explained_as_far_as_one_reads(tmp_path: Path) -> None:
    """Of four hundred key results thirty are rows of the explanation, and ten notes say that they have no data."""
    results = "\n".join(f"  - {{title: Desk {n}, done: {'true' if n % 4 else 'false'}}}" for n in range(400))
    text = f"---\ntitle: All desks are open\ncycle: 2024-Q3\nkey_results:\n{results}\n---\n"
    site = sample_site(tmp_path, {"g.md": text})
    page = text_of(site, "goals/g/")
    assert "and 370 more" in page
    assert "× 0 + … + 1" in page
    assert "÷ 400 = 0.75" in page
    assert "../../goals.json" in links_of(site, "goals/g/")
    # Twelve stand in full, forty in short, and the others in the file for spreadsheets.
    assert page.count("Done by 30 Sep") == 52
    assert "and 348 more" in page
    assert "../../goals.csv" in links_of(site, "goals/g/")


def test_a_link_to_a_key_result_without_a_place_leads_to_the_page(tmp_path: Path) -> None:
    results = "\n".join(f"  - {{title: Desk {n}, owner: linh, done: true}}" for n in range(60))
    text = f"---\ntitle: All desks are open\ncycle: 2024-Q3\nkey_results:\n{results}\n---\n"
    site = sample_site(tmp_path, {"g.md": text})
    ids = set(seen(str(site.render(site.page_at["goals/g/"], Links("goals/g/")).html)).values("id"))
    anchors = {url.partition("#")[2] for url in links_of(site, "goals/g/") if "#kr-" in url}
    assert "kr-desk-51" in anchors
    assert anchors <= ids


def test_long_series_show_the_latest_and_lead_to_their_file(tmp_path: Path) -> None:
    """Of 1,000 measurements 24 stand open and 176 unfold."""
    kpi = "---\ntype: kpi\ntitle: Daily\nfrequency: daily\ndata: d.csv\n---\n"
    site = sample_site(tmp_path, {"d.md": kpi, "d.csv": series.csv_text(1_000)})
    page = text_of(site, "kpis/d/")
    assert "976 older measurements" in page
    assert "and 800 more in goals/d.csv, line 2" in page
    assert "https://forge.example/edit/goals/d.csv#L2" in links_of(site, "kpis/d/")


def test_check_ins_of_a_page_share_the_room_and_lead_to_their_file(tmp_path: Path) -> None:
    days = ", ".join(f"2024-0{1 + n // 28}-{1 + n % 28:02}: {n}" for n in range(196))
    result = f"{{title: Orders, from: 0, to: 200, check_ins: {{{days}}}}}"
    text = f"---\ntitle: Sell\ncycle: 2024\nkey_results: [{result}, {result.replace('Orders', 'Sales')}]\n---\n"
    site = sample_site(tmp_path, {"g.md": text})
    page = text_of(site, "goals/g/")
    assert page.count("All 196 check-ins") == 2
    assert page.count("and 76 more in goals/g.md") == 2


def test_indexes_of_many_are_several_pages(tmp_path: Path) -> None:
    site = sample_site(tmp_path, SHAPES["people"](700))
    assert [address for address in site.page_at if address.startswith("people/page/")] == [
        "people/page/2/",
        "people/page/3/",
    ]
    assert "Page 1 of 3" in text_of(site, "people/")
    assert "page/2/" in links_of(site, "people/")
    assert "../3/" in links_of(site, "people/page/2/")
    everyone = [url for n in ("", "page/2/", "page/3/") for url in links_of(site, f"people/{n}") if "person-" in url]
    assert len(everyone) == 700


def test_texts_without_end_are_cut_and_whole_in_the_files(tmp_path: Path) -> None:
    title = "We write on and on " * 500
    text = f"---\ntitle: {title}end\ncycle: 2024-Q3\nkey_results: [{{title: Done, done: true}}]\n---\n"
    site = sample_site(tmp_path, {"g.md": text})
    html = str(site.render(site.page_at["goals/g/"], Links("goals/g/")).html)
    assert re.search(r"We write[^<]{0,200}…</h1>", html)
    assert len(site.page_at["goals/g/"].title) <= 200
    assert all(len(line) <= 600 for line in seen(html).words)
    ((_, csv),) = site.files
    assert f"{title}end" in csv.decode("utf-8-sig")


def test_a_team_far_below_names_the_way_back_in_short(tmp_path: Path) -> None:
    site = sample_site(tmp_path, SHAPES["teams-chain"](60))
    page = str(site.render(site.page_at["teams/t0059/"], Links("teams/t0059/")).html)
    crumbs = seen(page.split("goals-crumbs")[1].split("</nav>")[0])
    assert [text.strip() for text in crumbs.words if text.strip()][-7:] == [
        *("Team 0", "…"),
        *(f"Team {n}" for n in range(54, 59)),
    ]


def test_the_healths_counts_are_of_all(tmp_path: Path) -> None:
    goal = "---\ntitle: People wait less\ncycle: 2024-Q3\nteam: t\nkey_results: [{title: Done, done: false}]\n---\n"
    site = sample_site(tmp_path, {f"g{n:03}.md": goal for n in range(150)})
    page = text_of(site, "health/")
    assert "Nobody answers for them 150" in page
    assert "and 90 more goals; the checker lists all." in page
