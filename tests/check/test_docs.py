"""The checker's own written pages: every example is run, and every ready file is what it says.

`python -m tests.check.test_docs` writes what the commands print into the pages.
"""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from tests.docs.__main__ import _rewrite
from tests.docs.blocks import DOCS, ROOT, blocks_of, shown
from tests.docs.examples import outputs_of

from mkdocs_goals.cli.main import goals as command

PAGES = [DOCS / "how-to" / f"{name}.md" for name in ("check-in-ci", "adopt-the-checker", "editors")]
CI_FILES = sorted((DOCS / "assets" / "ci").glob("*.yml"))


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_examples(page: Path) -> None:
    for block, output in outputs_of(page):
        assert block.text == output, f"{block.where}; `python -m tests.check.test_docs` writes what the software says"


def _scripts(node: Any) -> list[str]:
    """Every text of a CI file."""
    if isinstance(node, dict):
        return [text for value in node.values() for text in _scripts(value)]
    if isinstance(node, list):
        return [text for value in node for text in _scripts(value)]
    return [node] if isinstance(node, str) else []


@pytest.mark.parametrize("file", CI_FILES, ids=lambda file: file.name)
def test_ready_files_use_commands_that_exist(file: Path) -> None:
    texts = _scripts(yaml.safe_load(file.read_text("utf-8")))
    calls = [call for text in texts for call in re.findall(r"^goals (check[^|\n]*)", text, re.MULTILINE)]
    assert calls
    for call in calls:
        words = shlex.split(call)
        with command.make_context("goals", words, resilient_parsing=False) as context:
            sub = command.get_command(context, words[0])
            assert sub
            sub.make_context("check", words[1:])


def test_pages_link_to_the_ready_files() -> None:
    text = PAGES[0].read_text("utf-8")
    assert CI_FILES
    assert all(f"../assets/ci/{file.name}" in text for file in CI_FILES)


def test_hooks() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["goals-check", "goals-fix"]
    for hook in hooks:
        assert hook["pass_filenames"] is False
        words = shlex.split(hook["entry"])
        assert CliRunner().invoke(command, [*words[1:], "--help"]).exit_code == 0


def test_editor_settings_can_be_read() -> None:
    for block in blocks_of(PAGES[2]):
        if block.language == "json":
            assert "goals" in json.dumps(json.loads(block.text))
        if block.language == "toml":
            assert tomllib.loads(block.text)["language-server"]["goals"]["args"] == ["lsp"]


if __name__ == "__main__":
    for written in PAGES:
        _rewrite(written, [(block, output) for block, output in outputs_of(written) if output != block.text])
