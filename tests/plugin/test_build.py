"""Real builds of small projects: what a host and a reader get."""

from __future__ import annotations

import filecmp
import json
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest
from tests.crawler import broken_links
from tests.project import Built, build, goal, run_goals, write_project

from mkdocs_goals.export.goals_json import goals_schema

GROW = goal(
    "title: Grow sales\ncycle: 2024-Q3\nowner: linh\nteam: sales\nkey_results:\n"
    "  - {title: Conversion, from: 3, to: 5, unit: '%', check_ins: {2024-08-01: 4}}\n"
    "  - {title: Visits kept, kpi: visits, from: 10, to: 20}",
    "\nBecause we *can*. See [the other](sub/help.md#key-results) and ![a chart](sub/chart.png).\n",
)
HELP = goal(
    "title: Help sales\ncycle: 2024-Q3\nteam: shop\nsupports: [grow]\nkey_results: [{title: Done, done: false}]"
)
VISITS = goal("type: kpi\ntitle: Visits\ntarget: 15\nmeasurements: {2024-07: 12}")
FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Welcome\n",
    "goals/grow.md": GROW,
    "goals/sub/help.md": HELP,
    "goals/sub/chart.png": b"\x89PNG not really",
    "goals/sub/private.png": b"not shown by any goal",
    "goals/visits.md": VISITS,
    "goals/ads.md": goal("type: kpi\ntitle: Advertisements\nparent: visits\nmeasurements: {2024-07: 3}"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build(write_project(tmp_path_factory.mktemp("site"), FILES))
    assert built.code == 0, built.said
    assert "WARNING" not in built.said, built.said
    return built


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("goals/", "Grow sales"),
        ("goals/grow/", "Conversion"),
        ("goals/help/", "Help sales"),
        ("kpis/visits/", "Visits"),
        ("teams/sales/", "Grow sales"),
        ("people/linh/", "Grow sales"),
        ("cycles/2024-Q3/", "sales"),
        ("alignment/", "Grow sales"),
        ("scorecard/", "Visits"),
        ("kpi-tree/", "Visits"),
        ("health/", "Grow sales"),
        ("about-goals/", "On track"),
        ("review/2024-Q3/", "Grow sales"),
    ],
)
def test_every_page_is_there(built: Built, address: str, words: str) -> None:
    assert words in built.page(address)


def test_every_link_and_anchor_leads_somewhere(built: Built) -> None:
    assert broken_links(built.site) == []


def test_goal_pages_stay_out_of_the_navigation(built: Built) -> None:
    navigation = built.page("about-goals/").split('class="md-nav md-nav--primary"')[1].split('class="md-content"')[0]
    assert "scorecard/" in navigation
    assert "goals/grow/" not in navigation


def test_edit_links_lead_to_the_goals_own_file(built: Built) -> None:
    assert 'href="https://git.example.com/acme/goals/edit/main/goals/sub/help.md"' in built.page("goals/help/")
    assert "https://git.example.com/acme/goals/edit/main/goals/grow.md#L8" in built.page("goals/grow/")


def test_links_and_images_of_the_prose_work(built: Built) -> None:
    page = built.page("goals/grow/")
    assert 'href="../help/#key-results"' in page
    assert 'src="../files/sub/chart.png"' in page
    assert (built.site / "goals/files/sub/chart.png").is_file()
    assert not list(built.site.rglob("private.png"))


def test_search_finds_goals(built: Built) -> None:
    index = json.loads((built.site / "search/search_index.json").read_text("utf-8"))
    assert {"goals/grow/", "kpis/visits/"} <= {entry["location"].split("#")[0] for entry in index["docs"]}
    assert any("Because we" in entry["text"] for entry in index["docs"])


def test_goals_json_is_the_published_format(built: Built) -> None:
    document = json.loads((built.site / "goals.json").read_text("utf-8"))
    schema = json.loads((built.site / "goals.schema.json").read_text("utf-8"))
    assert schema == goals_schema()
    jsonschema.Draft7Validator(schema).validate(document)
    assert document["as_of"] == "2024-08-15"
    assert document["objectives"][0]["key_results"][0]["score"] == 0.5
    for goal_entry in (*document["objectives"], *document["kpis"]):
        assert (built.site / goal_entry["url"] / "index.html").is_file()


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    one = write_project(tmp_path / "one", FILES)
    two = write_project(tmp_path / "elsewhere" / "two", dict(reversed(FILES.items())))
    day = "1723680000"
    built = [
        build(one, PYTHONHASHSEED="1", TZ="America/New_York", SOURCE_DATE_EPOCH=day),
        build(two, PYTHONHASHSEED="77", TZ="Asia/Tokyo", LC_ALL="C", SOURCE_DATE_EPOCH=day),
    ]
    assert [each.code for each in built] == [0, 0]
    assert _differences(built[0].site, built[1].site) == []


def _differences(one: Path, two: Path) -> list[str]:
    names = {file.relative_to(one) for file in one.rglob("*") if file.is_file()}
    assert names == {file.relative_to(two) for file in two.rglob("*") if file.is_file()}
    return sorted(str(name) for name in names if not filecmp.cmp(one / name, two / name, shallow=False))


BROKEN: dict[str, str | bytes] = {
    **FILES,
    "goals/bad.md": goal("title: Bad one\ncycle: 2024-Q3\nkey_results:\n  - {title: x, from: 5%, to: 9}"),
    "goals/worse.md": "---\ntitle: a: b\n---\n",
}


def test_a_broken_goal_has_a_page_that_says_what_is_wrong(tmp_path: Path) -> None:
    built = build(write_project(tmp_path, BROKEN))
    assert built.code == 0, built.said
    for address in ("goals/bad/", "goals/worse/"):
        assert "cannot be read" in built.page(address) or "could not be read" in built.page(address)
    assert "is a number with its unit" in built.page("goals/bad/")
    assert "Bad one" in built.page("goals/")
    assert "goals/bad/" in built.page("health/") or "../goals/bad/" in built.page("health/")
    assert "Conversion" in built.page("goals/grow/")
    assert "goals/bad.md:5:22" in built.said
    assert "^^" in built.said
    assert broken_links(built.site) == []


@pytest.mark.parametrize("arguments", [("--strict",), ("--strict", "-q")])
def test_findings_fail_a_strict_build(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    built = build(write_project(tmp_path, BROKEN), *arguments)
    assert built.code == 1
    assert "Traceback" not in built.said
    assert "findings fail the build" in built.said


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("error", 0), ("info", 1)])
def test_the_gate_can_be_moved(tmp_path: Path, fail_on: str, code: int) -> None:
    """The files have no error, but advice."""
    built = build(write_project(tmp_path, FILES, f"fail_on: {fail_on}"), "--strict")
    assert built.code == code, built.said


@pytest.mark.parametrize(
    ("files", "options", "said"),
    [
        ({"docs/index.md": "# x\n"}, "", "there is no folder 'goals'"),
        ({"docs/index.md": "# x\n", "goals/goals.yml": "company: Acme\n"}, "", "holds no goal files yet"),
        (FILES, "goals_dir: elsewhere", "there is no folder 'elsewhere'"),
    ],
)
def test_no_goals_is_said_and_the_rest_is_published(
    tmp_path: Path, files: dict[str, str | bytes], options: str, said: str
) -> None:
    built = build(write_project(tmp_path, files, options))
    assert built.code == 0, built.said
    assert said in built.said
    assert built.said.count("WARNING") == 1
    assert (built.site / "index.html").is_file()
    assert (built.site / "goals/index.html").is_file()
    assert broken_links(built.site) == []


def test_without_an_engine_graphs_are_lists(tmp_path: Path) -> None:
    built = build(write_project(tmp_path, FILES, "graph: {engine: system}"), PATH="/nonexistent")
    assert built.code == 0, built.said
    assert "Help sales" in built.page("alignment/")
    assert "<marker" not in built.page("alignment/")
    assert "WARNING" in built.said
    quiet = build(write_project(tmp_path, FILES, "graph: {engine: none}"), "--strict", PATH="/nonexistent")
    assert quiet.code == 0, quiet.said


@pytest.mark.parametrize(
    ("options", "said"),
    [("as_of: soon", "`soon` is no date"), ("fail_on: always", "fail_on"), ("graph: {engine: magic}", "engine")],
)
def test_a_wrong_option_is_one_sentence(tmp_path: Path, options: str, said: str) -> None:
    root = write_project(tmp_path, FILES)
    text = (root / "mkdocs.yml").read_text("utf-8").replace("as_of: 2024-08-15", options)
    (root / "mkdocs.yml").write_text(text, "utf-8")
    built = build(root)
    assert built.code == 1
    assert said in built.said
    assert "Traceback" not in built.said


def test_goals_may_lie_inside_the_docs_folder(tmp_path: Path) -> None:
    files = {name.replace("goals/", "docs/okr/"): content for name, content in FILES.items()}
    built = build(write_project(tmp_path, files, "goals_dir: docs/okr"))
    assert built.code == 0, built.said
    assert "WARNING" not in built.said, built.said
    assert "Conversion" in built.page("goals/grow/")
    assert not (built.site / "okr").exists()


def test_a_page_of_the_sites_own_stays(tmp_path: Path) -> None:
    built = build(
        write_project(tmp_path, {**FILES, "docs/health.md": "# x\n", "docs/health/index.md": "# Our own health\n"})
    )
    assert built.code == 0, built.said
    assert "Our own health" in built.page("health/")


def test_the_home_page_is_made_where_there_is_none(tmp_path: Path) -> None:
    built = build(write_project(tmp_path, {name: text for name, text in FILES.items() if name != "docs/index.md"}))
    assert built.code == 0, built.said
    assert "Help sales" in built.page(".") or "Grow sales" in built.page(".")
    assert broken_links(built.site) == []


def test_without_directory_urls(tmp_path: Path) -> None:
    built = build(write_project(tmp_path, FILES, more="use_directory_urls: false\n"))
    assert built.code == 0, built.said
    assert (built.site / "goals/grow.html").is_file()
    assert broken_links(built.site) == []
    document = json.loads((built.site / "goals.json").read_text("utf-8"))
    assert (built.site / document["objectives"][0]["url"]).is_file()


def test_nav_named_by_the_site_is_respected(tmp_path: Path) -> None:
    nav = "nav:\n  - index.md\n  - Numbers: scorecard/index.md\n"
    built = build(write_project(tmp_path, FILES, more=nav), "--strict")
    assert built.code == 0, built.said
    assert "Numbers" in built.page("goals/grow/")
    assert "KPI tree" not in built.page("goals/grow/").split('class="md-content"')[0]


def test_styles_can_be_replaced_file_by_file(tmp_path: Path) -> None:
    own = {**FILES, "own/goals/css/chip.css": ".mine { color: red }\n"}
    root = write_project(tmp_path, own)
    config = (root / "mkdocs.yml").read_text("utf-8").replace("name: material,", "name: material, custom_dir: own,")
    (root / "mkdocs.yml").write_text(config, "utf-8")
    built = build(root)
    assert built.code == 0, built.said
    assert any(".mine" in style.read_text("utf-8") for style in (built.site / "assets/goals").glob("*.css"))


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>&{{ 7*7 }}${7*7}"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    quoted = json.dumps(HOSTILE)
    files: dict[str, str | bytes] = {
        "goals/goals.yml": (
            f"company: {quoted}\nteams: {{sales: {{name: {quoted}}}}}\npeople: {{linh: {{name: {quoted}}}}}\n"
        ),
        "goals/bad.md": goal(
            f"title: {quoted}\ncycle: 2024-Q3\nteam: sales\nowner: linh\ntags: [{quoted}]\n"
            f"links: [{{title: {quoted}, url: 'https://example.com/?q=<script>'}}]\n"
            f"initiatives: [{{title: {quoted}, owner: linh}}]\ncheck_ins: {{2024-08-01: {quoted}}}\n"
            f"key_results:\n  - title: {quoted}\n    id: x\n    unit: {quoted}\n    source: {quoted}\n"
            f"    note: {quoted}\n"
            f"    from: 1\n    to: 2\n    check_ins: {{2024-08-01: {{value: 1.5, note: {quoted}}}}}",
            f"\n{HOSTILE}\n\n[click](javascript:alert(1)) <svg onload=alert(1)>\n\n```html\n{HOSTILE}\n```\n",
        ),
        "goals/kpi.md": goal(
            f"type: kpi\ntitle: {quoted}\ndefinition: {quoted}\nunit: {quoted}\nteam: sales\nsource: {quoted}\n"
            f"benchmark: {{value: 3, source: {quoted}}}\ntarget: 1\n"
            f"measurements: {{2024-07: {{value: 2, note: {quoted}}}}}"
        ),
    }
    built = build(write_project(tmp_path, files))
    assert built.code == 0, built.said
    for file in built.site.rglob("*.html"):
        page = file.read_text("utf-8")
        for harm in ("<script>alert", "<img src=x", 'onerror=alert(1)>"', "<svg onload", 'href="javascript:'):
            assert harm not in page, f"{file}: {harm}"
    index = (built.site / "search/search_index.json").read_text("utf-8")
    assert "<script>alert" not in index


ONE_OF_EACH: dict[str, str | bytes] = {
    "docs/index.md": "# x\n\n<!-- goals: home -->\n",
    "goals/goals.yml": "teams: {sales: {name: Sales}}\npeople: {linh: {name: Linh Tran, team: sales}}\n",
    "goals/one.md": goal(
        "title: Customers come back\ncycle: 2024-Q3\nowner: linh\nteam: sales\nkey_results:\n"
        "  - {title: Customers who buy again, source: the shop, unit: '%', from: 20, to: 30,"
        " check_ins: {2024-08-14: 20}}\ninitiatives: [{title: Call them, owner: linh}]"
    ),
    "goals/kpi.md": goal(
        "type: kpi\ntitle: Orders\nowner: linh\nteam: sales\nunit: orders\nsource: the shop\ntarget: 15\n"
        "measurements: {2024-07: 12}"
    ),
    "goals/broken.md": "---\ntitle: [\n---\n",
}
WRONG_PLURAL = re.compile(
    r"(?<![\d.,-])1[ \u00a0](?:\w+ )?(findings|errors|warnings|infos|pieces|goals|objectives|key results|KPIs|people|"
    r"activities|days|weeks|months|years|values|steps|check-ins|measurements|files|pages|graphs|places|links)\b"
)


def test_one_is_not_several(tmp_path: Path) -> None:
    """With one of everything nothing is counted in the plural: in the log, on pages, by the commands."""
    root = write_project(tmp_path, ONE_OF_EACH)
    built = build(root, "--strict")
    assert "1 finding fails the build" in built.said
    assert build(root).code == 0
    said = {
        "build": built.said,
        "check": all_of(run_goals(root, "check", "--as-of", "2024-08-15")),
        "score": all_of(run_goals(root, "score", "--as-of", "2024-08-15", "--explain")),
    }
    for file in (root / "site").rglob("*.html"):
        said[file.relative_to(root).as_posix()] = re.sub(r"<[^>]+>", "", file.read_text("utf-8"))
    assert len(said) > 15
    found = {name: match[0] for name, text in said.items() if (match := WRONG_PLURAL.search(text))}
    assert found == {}


def all_of(done: subprocess.CompletedProcess[str]) -> str:
    """What a command says on both of its streams."""
    assert done.stdout
    return done.stdout + done.stderr


def test_the_frame_speaks_the_site_s_language(tmp_path: Path) -> None:
    """A home page of the site's own, with the view `home` in it, and no navigation: the plugin adds its section."""
    root = write_project(tmp_path, {**FILES, "docs/index.md": "# Willkommen\n\n<!-- goals: home -->\n"})
    config = (root / "mkdocs.yml").read_text("utf-8").replace("font: false", "font: false, language: de")
    (root / "mkdocs.yml").write_text(config, "utf-8")
    built = build(root, "--strict")
    assert built.code == 0, built.said
    page = built.page(".")
    navigation = page.split('class="md-nav md-nav--primary"')[1].split('class="md-content"')[0]
    words = set(re.sub(r"<[^>]+>", "\n", navigation).split("\n"))
    assert "Ziele" in {word.strip() for word in words}
    assert "Goals" not in {word.strip() for word in words}
    assert broken_links(built.site) == []


def test_each_wrong_view_is_said_with_its_place(tmp_path: Path) -> None:
    """The same mistake twice, after one that is only shown in code; and one in a comment of two lines."""
    page = (
        "# x\n\n```html\n<!-- goals: tabel -->\n```\n\nWrite `<!-- goals: tabel -->` so:\n\n<!-- goals: tabel -->\n\n"
        "Text\n\n  <!-- goals: tabel -->\n\n<!-- goals: table\n  teem=sales -->\n"
    )
    built = build(write_project(tmp_path, {**FILES, "docs/views.md": page}))
    assert built.code == 0, built.said
    places = re.findall(r"views\.md:(\d+:\d+): `(\w+)`", built.said)
    assert places == [("9:13", "tabel"), ("13:15", "tabel"), ("16:3", "teem")]
    shown = built.page("views/")
    assert shown.count("<strong>`tabel` is no view") == 2
    assert shown.count("&lt;!-- goals: tabel") == 2
