"""The same nasty text in every field of every file: it is read as text on every page and in every view."""

from __future__ import annotations

import pytest
from tests.publish.sample import company, quoted, rendered, sample_site, seen
from tests.publish.test_prose import ACTIVE

from mkdocs_goals.publish.links import Links
from mkdocs_goals.publish.safe import safe_url
from mkdocs_goals.publish.views import VIEWS

NASTY = """"><script>alert(1)</script>'{{ 7*7 }}{% x %}&amp;<img src=x onerror=alert(1)>]]>-->"""

OURS = {"form", "input", "button", "select"}
"""What our own filters and buttons are made of."""


def nasty(text: str) -> str:
    return quoted(f"{text} {NASTY}")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    files = company(nasty)
    for name, text in files.items():
        files[name] = text.replace("https://example.com/", "javascript:alert(1)//")
        if name != "goals.yml":
            files[name] += f"\n{NASTY} ![x](https://evil.example/x.png) <svg onload=alert(1)>\n"
    root = tmp_path_factory.mktemp("nasty")
    site = sample_site(root, files, graphs="auto")
    assert "grow" in site.data.portfolio.objectives
    found = {page.address: html for page, html in rendered(site)}
    for name, view in VIEWS.items():
        ids = {"objective": "grow", "kpi": "conversion"}
        call = f" goals: {name}" + (f" id={ids[name]}" if "id" in view.options else "")
        found[f"view {name}"] = str(site.render_view(call, Links("")).html)
    return found


def test_nothing_of_it_is_active(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        page = seen(html)
        tags = {tag for tag, _ in page.elements}
        assert not tags & (ACTIVE - OURS), address
        assert "img" not in tags, address
        for _, attributes in page.elements:
            assert not [name for name in attributes if name.startswith("on") or name in ("style", "src")], address
            for name in ("href", "xlink:href"):
                assert safe_url(attributes.get(name, "")) is not None, address


def test_it_is_shown_as_it_was_written(pages: dict[str, str]) -> None:
    told = [address for address, html in pages.items() if NASTY in seen(html).text]
    silent = {address.split("/")[0] for address in pages} - {address.split("/")[0] for address in told}
    assert silent <= {"about-goals", "view counts"}, "every kind of page shows some of it"


def test_no_template_is_run(pages: dict[str, str]) -> None:
    assert all("{{ 7*7 }}" in html for address, html in pages.items() if NASTY in seen(html).text)
