"""Small MkDocs projects for tests, built for real in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
    files: dict[str, str | bytes],
    options: str = "",
    before: str = "",
    after: str = "",
    more: str = "",
) -> Path:
    """Write a project: `files` below `root` (goals/…, docs/…), and a mkdocs.yml.

    `options` go behind the plugin's `as_of`, `before` and `after` are lines of the plugin list, `more` is the rest.
    """
    (root / "docs").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
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
