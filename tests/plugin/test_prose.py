"""Goals' prose in real builds: beside plugins that read files and run code, and with all that is hostile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.crawler import broken_links
from tests.hostile_prose import KINDS, LIMIT
from tests.plugin.test_other_plugins import need
from tests.project import build, goal, write_project
from tests.publish.sample import seen

SECRET = "canary-of-a-file"
RAN = "canary-42"


@dataclass(frozen=True)
class Runner:
    """A plugin or an extension that reads or runs what a text says.

    `directive` is what one writes for it; `{outside}` stands for a folder outside the project. Where it works, it
    leaves a canary: in the written page that proves that it works here, and never in a goal's.
    """

    directive: str
    canary: str
    module: str
    plugin: str = ""
    extensions: str = ""


RUNNERS = {
    "include-markdown": Runner(
        '{{% include-markdown "{outside}/secret.md" %}}', SECRET, "mkdocs_include_markdown_plugin", "include-markdown"
    ),
    "include": Runner(
        '{{% include "{outside}/secret.md" %}}', SECRET, "mkdocs_include_markdown_plugin", "include-markdown"
    ),
    "markdown-exec": Runner(
        '```python exec="1"\nprint("canary-" + str(6 * 7))\nopen("{outside}/" + "ran", "a").write("x")\n```',
        RAN, "markdown_exec", "markdown-exec", "  - pymdownx.superfences\n",
    ),
    "macros": Runner("canary-{{{{ 6 * 7 }}}}", RAN, "mkdocs_macros", "macros"),
    "table-reader": Runner(
        '{{{{ read_csv("{outside}/secret.csv") }}}}', SECRET, "mkdocs_table_reader_plugin", "table-reader"
    ),
    "snippets": Runner(
        '--8<-- "secret.md"', SECRET, "pymdownx", "", "  - pymdownx.snippets: {{base_path: ['{outside}']}}\n"
    ),
    "attr_list": Runner("words\n{{: .canary-42 }}", 'class="canary-42"', "markdown"),
    "md_in_html": Runner(
        '<div markdown="1"> *canary-42* </div>', "<p><em>canary-42", "markdown", "", "  - md_in_html\n"
    ),
    "abbr": Runner("An ABC.\n\n*[ABC]: canary-42", 'title="canary-42"', "markdown", "", "  - abbr\n"),
    "admonition": Runner("!!! canary-42\n\n    words", 'class="admonition canary-42"', "markdown"),
    "emoji": Runner(
        ":smile: canary", 'title=":smile:"', "material", "",
        "  - pymdownx.emoji:\n      emoji_generator: !!python/name:material.extensions.emoji.to_svg\n",
    ),
    "mark": Runner("==canary-42==", "<mark>", "pymdownx", "", "  - pymdownx.mark\n"),
    "details": Runner(
        '??? note "canary-42"\n\n    words', '<details class="note"', "pymdownx", "", "  - pymdownx.details\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RUNNERS)
def test_nothing_reads_or_runs_what_a_goal_says(tmp_path: Path, name: str) -> None:
    runner = RUNNERS[name]
    need(runner.module)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(f"{SECRET}\n")
    (outside / "secret.csv").write_text(f"a,b\n1,{SECRET}\n")
    directive = runner.directive.format(outside=outside)
    root = write_project(
        tmp_path / "project",
        {
            "docs/index.md": f"# Written\n\n{directive}\n",
            "goals/grow.md": goal("title: Grow\ncycle: 2024-Q3", f"\nBecause.\n\n{directive}\n"),
            "goals/visits.md": goal("type: kpi\ntitle: Visits", f"\n{directive}\n"),
        },
        before=f"  - {runner.plugin}\n" if runner.plugin else "",
    )
    config = root / "mkdocs.yml"
    extensions = runner.extensions.format(outside=outside)
    config.write_text(
        config.read_text().replace(
            "markdown_extensions: [admonition, attr_list, tables, {toc: {permalink: true}}]",
            f"markdown_extensions:\n  - admonition\n  - attr_list\n  - tables\n  - toc: {{baselevel: 4}}\n{extensions}",
        )
    )
    built = build(root)
    assert built.code == 0, built.said
    written = built.page(".")
    assert runner.canary in written, f"{name} works here"
    ran = (outside / "ran").read_text() if (outside / "ran").exists() else ""
    assert ran == ("x" if name == "markdown-exec" else ""), "once, for the written page"
    words = " ".join(directive.replace("```", "").replace('python exec="1"', "").split())
    for address in ("goals/grow/", "kpis/visits/"):
        page = built.page(address)
        assert runner.canary not in page
        assert words.replace("*canary-42*", "canary-42") in " ".join(seen(page).text.split())
    index = json.loads((built.site / "search/search_index.json").read_text("utf-8"))
    assert not [entry for entry in index["docs"] if runner.canary in entry["text"] and "/" in entry["location"]]


def test_plugins_get_an_empty_text(tmp_path: Path) -> None:
    """Whatever a plugin does with a page's Markdown, it does with nothing of a goal's."""
    hook = (
        "import logging\n"
        "def on_page_markdown(markdown, page, **_):\n"
        "    if page.file.src_uri == 'goals/grow.md':\n"
        "        logging.getLogger('mkdocs').warning('SAW<%s>', markdown)\n"
        "        return '# Mine\\n\\n{{ 7 * 7 }}'\n"
    )
    root = write_project(
        tmp_path,
        {
            "docs/index.md": "# x\n",
            "hook.py": hook,
            "goals/grow.md": goal("title: Grow\ncycle: 2024-Q3", "\nBecause we can.\n"),
        },
        more="hooks: [hook.py]\n",
    )
    built = build(root)
    assert "SAW<>" in built.said
    assert "Because we can." in built.page("goals/grow/")
    assert "Mine" not in built.page("goals/grow/")


FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Welcome\n",
    "docs/how/plan.md": "# Plan\n\n## Part\n",
    "docs/draft.md": "# Draft\n",
    "goals/sub/help.md": goal("title: Help\ncycle: 2024-Q3", "\n## A heading\n"),
    "goals/chart.png": b"\x89PNG",
    "goals/linked.webp": b"RIFF",
    "goals/encoded.png": b"\x89PNG",
    "goals/not-named.png": b"\x89PNG",
    "goals/private.svg": b"<svg/>",
    "goals/secret.md": goal("title: Secret\ncycle: 2024-Q3\naudience: board"),
}


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_to_what_the_site_holds(tmp_path: Path, directory_urls: bool) -> None:
    prose = """
[help](sub/help.md#a-heading) [home](../docs/index.md) [plan](../docs/how/plan.md#part)
[from the root](/docs/how/plan.md)
![chart](chart.png) [a picture](linked.webp) ![encoded](%65ncoded.p&#110;g)
"""
    root = write_project(
        tmp_path,
        {**FILES, "goals/grow.md": goal("title: Grow\ncycle: 2024-Q3", prose)},
        more=f"use_directory_urls: {str(directory_urls).lower()}\n",
    )
    built = build(root)
    assert built.code == 0, built.said
    assert "nothing is published at" not in built.said
    assert broken_links(built.site) == []
    page = (built.site / ("goals/grow/index.html" if directory_urls else "goals/grow.html")).read_text("utf-8")
    article = page.split('id="why"')[1].split("</section>")[0]
    links = [url for url in seen(article).values("href") if not url.startswith("#")]
    up, end, index = ("../", "/", "") if directory_urls else ("", ".html", "index.html")
    assert links == [
        f"{up}help{end}#a-heading",
        f"{up}../{index}",
        f"{up}../how/plan{end}#part",
        f"{up}../how/plan{end}",
        f"{up}files/linked.webp",
    ]
    assert seen(article).values("src") == [f"{up}files/chart.png", f"{up}files/encoded.png"]
    published = {file.name for file in (built.site / "goals/files").rglob("*") if file.is_file()}
    assert published == {"chart.png", "linked.webp", "encoded.png"}


def test_links_to_nowhere_are_text_and_said_once(tmp_path: Path) -> None:
    prose = "[a](nothing.png) [b](../docs/nothing.md) [b](../docs/nothing.md) [c](secret.md) [d](gone.md)"
    prose += " [e](visits.csv) ![f](private.svg) [g](../mkdocs.yml) [h](../../outside.md) [i](//x.example)"
    built = build(
        write_project(tmp_path, {**FILES, "goals/grow.md": goal("title: Grow\ncycle: 2024-Q3", f"\n{prose}\n")})
    )
    assert built.code == 0, built.said
    article = built.page("goals/grow/").split('id="why"')[1].split("</section>")[0]
    assert seen(article).text.endswith("a b b c d e f g h i")
    assert seen(article).values("href") == ["#why"]
    said = [line for line in built.said.splitlines() if "nothing is published at" in line]
    assert len(said) == 1
    assert said[0].endswith(
        "goals/grow.md: nothing is published at "
        "`nothing.png`, `../docs/nothing.md`, `../mkdocs.yml`, `../../outside.md`, `//x.example`"
    )
    assert "secret.md" not in built.said
    assert "gone.md" not in built.said
    assert not list((built.site / "goals").rglob("private*"))


def test_all_that_is_hostile_in_one_build(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"goals/hostile/hostile-{number}.md": goal(
            f"title: {json.dumps(name)}\ncycle: 2024-Q3", "\n" + kind(LIMIT if number % 10 else 3 * LIMIT)
        ).encode()
        for number, (name, kind) in enumerate(KINDS.items())
    }
    honest = "\nBecause **we** can, see [help](help.md).\n"
    files |= {
        "docs/index.md": "# Welcome\n",
        "goals/grow.md": goal("title: Grow\ncycle: 2024-Q3", honest),
        "goals/help.md": goal("title: Help\ncycle: 2024-Q3", "\nBecause *they* asked.\n"),
        "goals/front.md": goal(
            "title: Odd links\ncycle: 2024-Q3\nlinks: [{title: a, url: 'http://[::1'}, {title: b, url: '//＃'}]\n"
            "initiatives: [{title: c, link: 'http://[x'}, {title: d, link: 'https://a:b/'}]"
        ),
    }
    built = build(write_project(tmp_path, files, "fail_on: never"))
    assert built.code == 0, built.said[-3000:]
    assert "Traceback" not in built.said
    assert "defect" not in built.said
    assert "Because <strong>we</strong> can" in built.page("goals/grow/")
    assert "Because <em>they</em> asked." in built.page("goals/help/")
    assert "Odd links" in built.page("goals/front/")
    for number in range(len(KINDS)):
        page = built.page(f"goals/hostile-{number}/")
        assert len(page) < 1_500_000, list(KINDS)[number]
        assert "</html>" in page
    assert "X104" in built.page("health/")
    assert len(built.page("health/")) < 1_500_000
