"""The goals folder: which files are goals, and which may not be opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_goals.model.place import line_place
from mkdocs_goals.model.problem import Problem


@dataclass(frozen=True, slots=True)
class GoalFile:
    """A file that should hold a goal. `shown` is its path as people are shown it; `content` None with a problem."""

    file: Path
    shown: str
    content: bytes | None
    problem: Problem | None = None


def goal_files(root: Path, shown_root: str) -> Iterator[GoalFile]:
    """Every goal file below a folder, in the order of their paths. Links are reported (X103), never followed.

    A folder that is missing holds none.
    """
    if not os.path.lexists(root):
        return
    for file in sorted(_markdown_below(root), key=lambda path: path.relative_to(root).parts):
        shown = f"{shown_root}/{file.relative_to(root).as_posix()}"
        yield open_file(file, shown)


def open_file(file: Path, shown: str) -> GoalFile:
    """A file's content, or why it is not read (X103 a link or no regular file, F101 cannot be opened)."""
    try:
        mode = file.lstat().st_mode
        kind = "a symbolic link" if stat.S_ISLNK(mode) else "no regular file"
        if stat.S_ISREG(mode):
            return GoalFile(file, shown, file.read_bytes())
        if stat.S_ISDIR(mode):
            os.scandir(file).close()
    except OSError as error:
        message = f"this cannot be opened: {error.strerror}"
        return GoalFile(file, shown, None, Problem("F101", message, line_place(shown, 1), "check its permissions"))
    message = f"this is {kind}, so it is not read"
    return GoalFile(file, shown, None, Problem("X103", message, line_place(shown, 1), "put the file itself there"))


def _markdown_below(folder: Path) -> Iterator[Path]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        yield folder  # so that it is said to be unreadable
        return
    for entry in entries:
        if entry.name.startswith(("_", ".")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _markdown_below(Path(entry.path))
        elif _holds_goals(entry):
            yield Path(entry.path)


def _holds_goals(entry: os.DirEntry[str]) -> bool:
    if entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112 - unlike the others it never raises
        return True
    return entry.name.endswith(".md") and entry.name.lower() != "readme.md"
