"""The goals folder: which files are goals, and which may not be opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_goals.model.place import line_place
from mkdocs_goals.model.problem import Problem

ORGANISATION_FILE = "goals.yml"


@dataclass(frozen=True, slots=True)
class GoalFile:
    """A file that should hold a goal. `shown` is its path as people are shown it; `content` None with a problem."""

    file: Path
    shown: str
    content: bytes | None
    problem: Problem | None = None


def goal_files(root: Path, shown_root: str) -> Iterator[GoalFile]:
    """Every goal file below a folder, in the order of their paths. Links are reported (X103), never followed."""
    for file in sorted(_markdown_below(root), key=lambda path: path.relative_to(root).parts):
        shown = f"{shown_root}/{file.relative_to(root).as_posix()}"
        yield open_file(file, shown)


def open_file(file: Path, shown: str) -> GoalFile:
    """A file's content, or why it is not read (X103 a link or no regular file, F101 cannot be opened)."""
    if file.is_symlink() or not file.is_file():
        kind = "a symbolic link" if file.is_symlink() else "no regular file"
        problem = Problem(
            "X103", f"this is {kind}, so it is not read", line_place(shown, 1), "put the file itself there"
        )
        return GoalFile(file, shown, None, problem)
    try:
        return GoalFile(file, shown, file.read_bytes())
    except OSError as error:
        message = f"the file cannot be opened: {error.strerror}"
        return GoalFile(file, shown, None, Problem("F101", message, line_place(shown, 1), "check its permissions"))


def _markdown_below(folder: Path) -> Iterator[Path]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(("_", ".")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _markdown_below(Path(entry.path))
        elif _holds_goals(entry):
            yield Path(entry.path)


def _holds_goals(entry: os.DirEntry[str]) -> bool:
    if entry.is_symlink() and entry.is_dir():
        return True
    return entry.name.endswith(".md") and entry.name.lower() != "readme.md"
