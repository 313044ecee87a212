"""Hostile text in every field of a real site: on no page, in no index and in no feed can any of it run."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from tests.crawler import broken_links
from tests.hostile_site import activity, pages_below, texts_of_json, write_hostile_project
from tests.project import Built, build
from tests.publish.sample import seen


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    found = build(write_hostile_project(tmp_path_factory.mktemp("hostile")))
    assert found.code == 0, found.said
    assert "Traceback" not in found.said
    return found


def test_nothing_on_any_page_is_active(built: Built) -> None:
    pages = pages_below(built.site)
    assert len(pages) > 30
    for page in pages:
        assert activity(page.read_text("utf-8")) == [], page.relative_to(built.site)


def test_it_is_shown_as_it_was_written(built: Built) -> None:
    for address in ("goals/grow/", "kpis/series/", "kpi-tree/", "teams/sales/", "people/linh/", "goals/heading/"):
        assert "<img src=x onerror=hacked()>" in seen(built.page(address)).text, address


def test_no_template_is_run(built: Built) -> None:
    for page in pages_below(built.site):
        text = page.read_text("utf-8")
        assert text.count("{{ 7*7 }}") >= text.count("49{% x %}"), page
        assert "'49" not in text, page


def test_the_search_index_holds_no_active_text(built: Built) -> None:
    index = json.loads((built.site / "search" / "search_index.json").read_text("utf-8"))
    assert index["docs"]
    for entry in index["docs"]:
        for key in ("title", "text"):
            assert activity(entry[key]) == [], entry["location"]
            tags = {tag for tag, _ in seen(entry[key]).elements}
            assert not tags & {"img", "svg", "script", "iframe"}, entry


def test_every_file_beside_the_pages_can_be_read(built: Built) -> None:
    for file in built.site.rglob("*.xml"):
        ElementTree.parse(file)
    document = json.loads((built.site / "goals.json").read_text("utf-8"))
    assert any("onerror" in text for text in texts_of_json(document)), "goals.json is for programs: it holds the text"


def test_every_link_leads_somewhere(built: Built) -> None:
    assert broken_links(built.site) == []


def test_every_goal_is_published(built: Built) -> None:
    names = {page.parent.name for page in pages_below(built.site / "goals")}
    assert {f"odd-{number}" for number in range(5)} <= names
