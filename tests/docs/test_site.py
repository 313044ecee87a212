"""The projects that the pages walk through are built by the real MkDocs, with `--strict`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.docs.blocks import DOCS, ROOT, Block, blocks_of

MKDOCS = Path(sys.executable).with_name("mkdocs")


def block_of(page: str, title: str) -> Block:
    """The last block of a page with a title."""
    return [block for block in blocks_of(DOCS / page) if block.title == title][-1]


def build(folder: Path, *arguments: str) -> Path:
    (folder / "docs").mkdir(exist_ok=True)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1723680000", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [MKDOCS, "build", "--strict", *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def text_files(site: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(site.rglob("*")):
        if file.suffix in (".html", ".json", ".csv", ".xml", ".js", ".css"):
            yield file.relative_to(site).as_posix(), file.read_text("utf-8")


def write(folder: Path, *blocks: Block) -> None:
    for block in blocks:
        (folder / block.title).parent.mkdir(parents=True, exist_ok=True)
        (folder / block.title).write_text(block.text, "utf-8")


def test_getting_started(tmp_path: Path) -> None:
    """The tutorial's project builds without a warning, and shows the score that the tutorial prints."""
    titles = ("mkdocs.yml", "goals/easy-to-buy.md", "goals/goals.yml")
    write(tmp_path, *(block_of("getting-started.md", title) for title in titles))
    site = build(tmp_path)
    assert "Buying from us is easy" in (site / "index.html").read_text("utf-8")
    assert "0.60" in (site / "goals" / "easy-to-buy" / "index.html").read_text("utf-8")


def test_the_readme_s_ten_lines(tmp_path: Path) -> None:
    write(tmp_path, *(block for block in blocks_of(ROOT / "README.md") if block.title in ("mkdocs.yml",)))
    write(tmp_path, *(block for block in blocks_of(ROOT / "README.md") if block.title.startswith("goals/")))
    site = build(tmp_path)
    assert "0.41" in (site / "goals" / "increase-sales" / "index.html").read_text("utf-8")


def test_confidential_goals(tmp_path: Path) -> None:
    """Two builds: in the ordinary one there is no trace of the confidential goal."""
    page = "how-to/confidential-goals.md"
    before_plugins = block_of("getting-started.md", "mkdocs.yml").text.split("plugins:")[0]
    (tmp_path / "mkdocs.yml").write_text(before_plugins + block_of(page, "in mkdocs.yml").text, "utf-8")
    write(tmp_path, block_of(page, "goals/heron.md"), block_of(page, "mkdocs.board.yml"))
    write(tmp_path, block_of("getting-started.md", "goals/easy-to-buy.md"))
    site = build(tmp_path)
    build(tmp_path, "--config-file", "mkdocs.board.yml")
    named = [name for name, text in text_files(site) if "heron" in text or "battery plant" in text]
    assert not named
    assert (site / "goals" / "easy-to-buy" / "index.html").is_file()
    assert (tmp_path / "site-board" / "goals" / "heron" / "index.html").is_file()


def test_the_hashes_for_the_security_header(tmp_path: Path) -> None:
    """With `extra.scope` the same few inline scripts stand on every page, however deep."""
    page = "how-to/host-the-site.md"
    config = block_of("getting-started.md", "mkdocs.yml").text
    scope = next(
        block.text for block in blocks_of(DOCS / page) if "scope" in block.text and block.title == "in mkdocs.yml"
    )
    (tmp_path / "mkdocs.yml").write_text(config + scope, "utf-8")
    write(tmp_path, block_of("getting-started.md", "goals/easy-to-buy.md"), block_of(page, "inline_scripts.py"))
    build(tmp_path)
    done = subprocess.run(
        [sys.executable, "inline_scripts.py", "site"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    hashes = done.stdout.split()
    assert 1 <= len(hashes) <= 5
    assert all(found.startswith("'sha256-") for found in hashes)


def test_the_servers_send_the_policy_that_the_page_explains() -> None:
    blocks = blocks_of(DOCS / "how-to" / "host-the-site.md")
    policy = next(" ".join(block.text.split()) for block in blocks if block.text.startswith("default-src"))
    samples = [block for block in blocks if block.language in ("nginx", "apache", "xml")]
    assert len(samples) == 3
    assert not [block.where for block in samples if f'"{policy}"' not in block.text]


@pytest.mark.parametrize("title", ["docs/our-team.md", "docs/index.md"])
def test_pages_with_views(tmp_path: Path, title: str) -> None:
    """The pages that the guide to views shows, in the demonstration company's site."""
    write(tmp_path, block_of("how-to/place-views.md", title), block_of("getting-started.md", "mkdocs.yml"))
    shutil.copytree(ROOT / "goals", tmp_path / "goals")
    site = build(tmp_path)
    name = "our-team/index.html" if title == "docs/our-team.md" else "index.html"
    assert 'class="goals' in (site / name).read_text("utf-8")
