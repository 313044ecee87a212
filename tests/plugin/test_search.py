"""The search index reads small stand-ins; everybody else finds the real content in a page, at any time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.project import build, goal, write_project

HOOKS = """
import json
from pathlib import Path

seen = {}

def record(event, page):
    seen.setdefault(page.url, {})[event] = page.content

def on_page_content(html, page, config, files):
    seen.setdefault(page.url, {})["page_content"] = html

def on_env(env, config, files):
    for file in files.documentation_pages():
        record("env", file.page)

def on_page_context(context, page, config, nav):
    record("page_context", page)
    page.content = page.content + "<!-- added by a hook -->"

def on_post_page(output, page, config):
    record("post_page", page)

def on_post_build(config):
    Path("seen.json").write_text(json.dumps(seen))
"""

FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Welcome\n\nA written page.\n",
    "goals/goals.yml": "teams:\n  sales: {name: The sales team}\npeople:\n  linh: {name: Linh Tran, team: sales}\n",
    "goals/grow.md": goal(
        "title: Grow sales\ncycle: 2024-Q3\nowner: linh\nteam: sales\nkey_results:\n"
        "  - {title: Conversion, from: 3, to: 5, unit: '%', check_ins: {2024-08-01: {value: 4, note: A zebra}}}",
        "\nBecause the prose says so.\n\n## Our reasons\n\nMany of them.\n",
    ),
    "goals/visits.md": goal("type: kpi\ntitle: Visits\ntarget: 15\nmeasurements: {2024-07: 12}"),
    "hooks.py": HOOKS,
}


@pytest.fixture(scope="module", params=["search", "/search"], ids=["Material's", "MkDocs' own"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_project(tmp_path_factory.mktemp("search"), FILES, more="hooks: [hooks.py]\n")
    config = (root / "mkdocs.yml").read_text("utf-8").replace("- search\n", f"- {request.param}\n")
    (root / "mkdocs.yml").write_text(config, "utf-8")
    built = build(root)
    assert built.code == 0, built.said
    return root


@pytest.mark.parametrize("event", ["page_content", "env", "page_context", "post_page"])
@pytest.mark.parametrize(
    ("url", "words"),
    [("goals/grow/", "A zebra"), ("goals/", "Grow sales"), ("kpis/visits/", "Visits"), ("people/linh/", "Linh Tran")],
)
def test_everybody_sees_the_real_content(project: Path, url: str, words: str, event: str) -> None:
    seen = json.loads((project / "seen.json").read_text("utf-8"))[url]
    assert words in seen[event]
    assert 'class="goals ' in seen[event]
    if event == "post_page":
        assert seen[event].endswith("<!-- added by a hook -->")


def test_what_a_hook_changes_is_published(project: Path) -> None:
    for address in ("goals/grow", "goals", "health", "."):
        assert "<!-- added by a hook -->" in (project / "site" / address / "index.html").read_text("utf-8")


def test_the_index_holds_the_stand_ins(project: Path) -> None:
    index = json.loads((project / "site" / "search" / "search_index.json").read_text("utf-8"))["docs"]
    text = {entry["location"]: entry["text"] for entry in index}
    of_goal = " ".join(text for location, text in text.items() if location.startswith("goals/grow/"))
    for words in ("Because the prose says so.", "Many of them.", "The sales team", "Linh Tran", "Conversion"):
        assert words in of_goal
    assert "zebra" not in of_goal, "notes of check-ins are not in the stand-in"
    assert "goals/grow/#our-reasons" in text
    assert "A written page." in text[""]
    listings = {"goals/", "health/", "scorecard/", "teams/"}
    assert not [location for location in text if location.split("#")[0] in listings]


@pytest.mark.parametrize("project", ["search"], indirect=True)
def test_marks_for_search_do_not_reach_readers(project: Path) -> None:
    """Material's search takes its own attributes out of pages once it has read them."""
    for file in (project / "site").rglob("*.html"):
        assert "data-search-" not in file.read_text("utf-8"), file
