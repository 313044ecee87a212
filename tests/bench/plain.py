"""What the synthetic company is compared with: as many hand-written pages, each as long as a goal file."""

from __future__ import annotations

from pathlib import Path

from tests.bench.company import PROSE

CONFIG = """site_name: Plain
site_url: https://example.com/
theme: {name: material}
plugins: [search]
markdown_extensions: [admonition, attr_list, tables, toc]
not_in_nav: "/pages/"
nav: [index.md]
"""


def write_plain_site(folder: Path, pages: int) -> None:
    """Write a MkDocs site with Material of so many pages outside the nav, each as long as a goal file."""
    docs = folder / "docs" / "pages"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (folder / "docs" / "index.md").write_text("# Plain\n", "utf-8")
    for number in range(pages):
        (docs / f"page-{number:05}.md").write_text(_page(number), "utf-8")


def _page(number: int) -> str:
    lines = [f"# People wait less for result {number} of our team", "", PROSE, "## Key results", ""]
    lines += ["| key result | from | to | now | source |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| Minutes that people wait at desk {position} | 40 | {10 + position} | {30 - position} | queue system |"
        for position in range(1, 5)
    ]
    lines += ["", "## Check-ins", ""]
    for position in range(1, 5):
        lines += [
            f"- 2024-08-{week + 1:02}, desk {position}: {30 - week}, confidence {4 + week}: week {week} went as planned"
            for week in range(3)
        ]
    return "\n".join(lines) + "\n"
