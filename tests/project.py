"""Projects for tests, from short texts: written, read in memory, built for real, or asked by the command `goals`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import Folder, read_portfolio

OPEN, CLOSE = "⟦", "⟧"
"""Around the characters at which a problem is expected."""


def write_files(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files, path → content, below a folder."""
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def write_goals(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below `root`/goals; returns that folder."""
    goals = root / "goals"
    goals.mkdir(exist_ok=True)
    write_files(goals, files)
    return goals


def read_goals(root: Path, files: Mapping[str, str | bytes]) -> Portfolio:
    """Write files below `root`/goals and read them."""
    return read_portfolio(Folder(write_goals(root, files), root))


def goal(front: str, body: str = "") -> str:
    """A goal file with this front matter."""
    return f"---\n{front.strip()}\n---\n{body}"


def marked(text: str) -> tuple[str, tuple[int, int, int, int]]:
    """A text without its ⟦marks⟧, and where they stood: line, column, end line, end column (all from 1)."""
    start = text.index(OPEN)
    end = text.index(CLOSE) - 1
    plain = text.replace(OPEN, "").replace(CLOSE, "")

    def at(index: int) -> tuple[int, int]:
        return plain.count("\n", 0, index) + 1, index - plain.rfind("\n", 0, index)

    return plain, (*at(start), *at(end))


CONFIG = """site_name: Test
site_url: https://example.com/sub/
repo_url: https://git.example.com/acme/goals
edit_uri: edit/main/docs/
theme: {{name: material, font: false}}
plugins:
  - search
{before}  - goals: {{as_of: 2024-08-15{options}}}
{after}markdown_extensions: [admonition, attr_list, tables, {{toc: {{permalink: true}}}}]
{more}"""


@dataclass(frozen=True)
class Built:
    """What a build said, and where its site is."""

    code: int
    said: str
    site: Path

    def page(self, address: str) -> str:
        """A page's HTML; `goals/x/` for goals/x/index.html."""
        return (self.site / address / "index.html").read_text("utf-8")


def write_project(
    root: Path,
    files: Mapping[str, str | bytes],
    options: str = "",
    before: str = "",
    after: str = "",
    more: str = "",
) -> Path:
    """Write a project: `files` below `root` (goals/…, docs/…), and a mkdocs.yml.

    `options` go behind the plugin's `as_of`, `before` and `after` are lines of the plugin list, `more` is the rest.
    """
    (root / "docs").mkdir(parents=True, exist_ok=True)
    write_files(root, files)
    text = CONFIG.format(options=f", {options}" if options else "", before=before, after=after, more=more)
    (root / "mkdocs.yml").write_text(text, "utf-8")
    return root


def build(root: Path, *arguments: str, program: str = "mkdocs", **environment: str) -> Built:
    """Build the project at `root`."""
    done = subprocess.run(
        [sys.executable, "-m", program, "build", *arguments],
        cwd=root,
        env={**os.environ, "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Built(done.returncode, done.stdout + done.stderr, root / "site")


def run_goals(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the command `goals` says in a folder, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs_goals.cli.main", *arguments],
        cwd=root, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
