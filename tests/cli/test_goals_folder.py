"""The goals are found from wherever one stands in a project, and what programs read does not hang on that."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.project import goal, run_goals, write_files

FILES: dict[str, str | bytes] = {
    "sub/goals/goals.yml": "company: Lotus Group\n",
    "sub/goals/sales/a.md": goal("title: a\ncycle: 2024-Q3"),
    "elsewhere/note.txt": "",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_files(tmp_path, FILES)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    return tmp_path


def said(folder: Path, name: str, *options: str) -> str:
    done = run_goals(folder, "check", "--as-of", "2024-08-15", "--format", name, *options)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def paths(folder: Path) -> set[str]:
    document: Any = json.loads(said(folder, "json"))
    return {finding["path"] for finding in document["findings"]}


@pytest.mark.parametrize("place", ["sub", "sub/goals", "sub/goals/sales"])
def test_found_upwards(root: Path, place: str) -> None:
    assert paths(root / place) == {"sub/goals/sales/a.md"}


@pytest.mark.parametrize("name", ["json", "github", "gitlab", "sarif", "junit", "markdown"])
def test_what_machines_read_is_the_same_from_everywhere(root: Path, name: str) -> None:
    from_root = said(root, name, "--goals-dir", "sub/goals")
    assert "sub/goals/sales/a.md" in from_root
    assert said(root / "sub", name) == said(root / "sub/goals/sales", name) == from_root


def test_people_open_paths_from_where_they_stand(root: Path) -> None:
    assert "\n --> goals/sales/a.md:" in said(root / "sub", "full")
    assert said(root / "sub", "concise").startswith("goals/sales/a.md:")


@pytest.mark.parametrize(
    "config", ["plugins:\n  - goals:\n      goals_dir: okrs\n", 'plugins:\n  - goals: {goals_dir: "okrs", as_of: x}\n']
)
def test_the_folder_that_mkdocs_is_told_of(tmp_path: Path, config: str) -> None:
    write_files(tmp_path, {"mkdocs.yml": config, "okrs/a.md": goal("title: a\ncycle: 2024-Q3"), "docs/x.md": ""})
    assert paths(tmp_path / "docs") == {"okrs/a.md"}


def test_it_is_not_looked_for_beyond_the_repository(root: Path) -> None:
    (root / "goals").mkdir()
    (root / "elsewhere/.git").mkdir()
    refused = run_goals(root / "elsewhere", "check")
    assert refused.returncode == 2
    assert "there is no folder `goals` here or above" in refused.stderr


@pytest.mark.parametrize("command", [("score",), ("export", "json")])
def test_other_commands_find_it_too(root: Path, command: tuple[str, ...]) -> None:
    done = run_goals(root / "sub/goals/sales", *command, "--as-of", "2024-08-15")
    assert done.returncode == 0, done.stderr
