"""The plugins that people already use: builds with each of them, in the order that people write them."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path

import pytest
from tests.crawler import broken_links
from tests.project import build, goal, write_project

FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Welcome\n\n<!-- goals: table -->\n",
    "docs/more/index.md": "# More\n",
    "docs/more/page.md": "# Page\n",
    "goals/grow.md": goal(
        "title: Grow sales\ncycle: 2024-Q3\nowner: linh\nteam: sales\ntags: [growth]\nkey_results:\n"
        "  - {title: Conversion, from: 3, to: 5, unit: '%', check_ins: {2024-08-01: 4}}",
        "\nBecause {{ 7 * 7 }} we can. {% raw %}\n",
    ),
    "goals/help.md": goal("title: Help\ncycle: 2024-Q3\nsupports: [grow]\nkey_results: [{title: x, done: false}]"),
    "goals/visits.md": goal("type: kpi\ntitle: Visits\ntarget: 15\nmeasurements: {2024-07: 12}"),
}

PLUGINS = {
    "tags": ("", "  - tags\n", "material"),
    "offline": ("", "  - offline\n", "material"),
    "privacy": ("", "  - privacy\n", "material"),
    "awesome-nav": ("  - awesome-nav\n", "", "mkdocs_awesome_nav"),
    "literate-nav": ("  - literate-nav\n", "", "mkdocs_literate_nav"),
    "section-index": ("", "  - section-index\n", "mkdocs_section_index"),
    "redirects": ("", "  - redirects: {redirect_maps: {old.md: index.md}}\n", "mkdocs_redirects"),
    "macros": ("", "  - macros\n", "mkdocs_macros"),
    "git-revision-date-localized": ("", "  - git-revision-date-localized: {fallback_to_build_date: true}\n",
                                    "mkdocs_git_revision_date_localized_plugin"),
    "rss": ("", "  - rss: {use_git: false}\n", "mkdocs_rss_plugin"),
    "print-site": ("", "  - print-site\n", "mkdocs_print_site_plugin"),
    "minify": ("", "  - minify: {minify_html: true}\n", "mkdocs_minify_plugin"),
}  # fmt: skip


def need(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"the package of {module} is not installed: pip install '.[compat]'")


@pytest.mark.parametrize(("before", "after", "module"), PLUGINS.values(), ids=PLUGINS.keys())
def test_builds_beside(tmp_path: Path, before: str, after: str, module: str) -> None:
    need(module)
    root = write_project(tmp_path, FILES, before=before, after=after)
    with_git(root)
    built = build(root)
    assert built.code == 0, built.said
    assert "Traceback" not in built.said
    offline = "offline" in after
    page = root / "site" / ("goals/grow.html" if offline else "goals/grow/index.html")
    content = page.read_text("utf-8")
    assert "Conversion" in content
    assert "{{ 7 * 7 }}" in content, "the prose of a goal is never run"
    # print-site prints what the navigation holds: its one page links to goals that it does not hold.
    assert [line for line in broken_links(built.site) if not line.startswith("print_page/")] == []


def with_git(root: Path) -> None:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "goals"]):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)


def test_several_at_once(tmp_path: Path) -> None:
    need("mkdocs_awesome_nav")
    need("mkdocs_minify_plugin")
    before, after = "  - awesome-nav\n", "  - tags\n  - section-index\n  - minify\n"
    built = build(write_project(tmp_path, FILES, before=before, after=after), "--strict")
    assert built.code == 0, built.said
    assert broken_links(built.site) == []


def test_tags_lead_to_goals(tmp_path: Path) -> None:
    files = {**FILES, "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n"}
    built = build(write_project(tmp_path, files, after="  - tags\n"))
    assert built.code == 0, built.said
    assert "goals/grow/" in built.page("tags/")


def test_git_dates_are_those_of_the_goals_own_file(tmp_path: Path) -> None:
    need("mkdocs_git_revision_date_localized_plugin")
    root = write_project(tmp_path, FILES, after="  - git-revision-date-localized\n")
    with_git(root)
    built = build(root)
    assert built.code == 0, built.said
    assert "git-revision-date" in built.page("goals/grow/")


def test_properdocs_in_place_of_mkdocs(tmp_path: Path) -> None:
    need("properdocs")
    built = build(write_project(tmp_path, FILES), program="properdocs")
    assert built.code == 0, built.said
    assert "Conversion" in built.page("goals/grow/")
    assert broken_links(built.site) == []
