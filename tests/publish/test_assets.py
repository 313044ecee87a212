"""Style and script: joined in order, overridable file by file, light, and nothing from outside."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from tests.publish.sample import sample_site

from mkdocs_goals.publish.assets import ASSETS, SCRIPTS, STYLES, script, stylesheet
from mkdocs_goals.publish.links import Links

MOST_ASSETS = 25_000
MOST_OBJECTIVE = 25_000
MOST_ROW = 500


def compressed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def test_every_file_is_used() -> None:
    assert {file.stem for file in (ASSETS / "css").glob("*.css")} == set(STYLES)
    assert {file.stem for file in (ASSETS / "js").glob("*.js")} == set(SCRIPTS)


def test_weight() -> None:
    assert compressed(stylesheet()) + compressed(script()) <= MOST_ASSETS


def test_an_objectives_page_is_light(tmp_path: Path) -> None:
    site = sample_site(tmp_path, graphs="auto")
    html = str(site.render(site.page_at["goals/sell/"], Links("goals/sell/")).html)
    assert compressed(html) <= MOST_OBJECTIVE


def test_a_row_of_all_goals_is_lean(tmp_path: Path) -> None:
    files = {
        f"goal-{number:03}.md": f"---\ntitle: A goal of ours {number}\ncycle: 2024-Q3\n---\n" for number in range(200)
    }
    site = sample_site(tmp_path, files)
    html = str(site.render(site.page_at["goals/"], Links("goals/")).html)
    assert len(html) / 200 <= MOST_ROW


def test_nothing_from_outside() -> None:
    both = stylesheet() + script()
    assert not re.search(r"url\(|@import|https?:|//\w", both)


def test_braces_are_balanced() -> None:
    for text in (stylesheet(), script()):
        assert text.count("{") == text.count("}")
        assert text.count("(") == text.count(")")


def test_they_are_small() -> None:
    """Style and script weigh at most 30 KB when compressed, as every server sends them."""
    assert len(gzip.compress((stylesheet() + script()).encode(), 9)) <= 30_000


def test_a_file_of_the_sites_own(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "chip.css").write_text(".goals-chip { color: hotpink; }", "utf-8")
    assert "hotpink" in stylesheet([tmp_path])
    assert ".goals-chip__sign" not in stylesheet([tmp_path])


OWN_STYLE = """@charset "utf-8";
/* our comment { */
.a::before { content: "a  b /* no comment */ ; } > , c"; }
.a { background: url(data:image/svg+xml;utf8,<svg  viewBox='0 0 1 1'/>); }
.b > .c ::after { content: 'x
  y' }"""

OWN_SCRIPT = """// our comment
const text = `one
    two
// three
`;"""


def test_a_file_of_the_sites_own_stays_as_it_is(tmp_path: Path) -> None:
    for kind, text, joined in (("css", OWN_STYLE, stylesheet), ("js", OWN_SCRIPT, script)):
        name = {"css": "table", "js": "graph"}[kind]
        (tmp_path / kind).mkdir()
        (tmp_path / kind / f"{name}.{kind}").write_text(f"\ufeff{text}\r\n", "utf-8")
        assert f"\n{text}\n" in joined([tmp_path])


def test_our_own_are_published_as_they_are() -> None:
    for kind, names, joined in (("css", STYLES, stylesheet()), ("js", SCRIPTS, script())):
        for name in names:
            assert (ASSETS / kind / f"{name}.{kind}").read_text("utf-8").rstrip() in joined, name
