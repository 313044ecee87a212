"""Where goals are read from: a folder on the disk, or anything else that lists files and reads their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Protocol

from mkdocs_goals.model.harmless import spelled
from mkdocs_goals.read.regular import IrregularError, Opened, read_regular


class OutsideError(Exception):
    """A path that leaves the goals folder."""


class Source(Protocol):
    """What goals are read from. Paths are relative to the goals folder, with forward slashes."""

    @property
    def shown(self) -> str:
        """What people call the goals folder."""

    def goal_paths(self) -> Iterable[str]:
        """Each file that should hold a goal (see `is_goal_path`), in any order.

        Links to folders and folders that cannot be looked into are among them, so that reading says so.
        """

    def holds(self, path: str) -> bool:
        """Whether a file stands there.

        Raises OutsideError for a path that leaves the goals folder, IrregularError for one that goes through a link.
        """

    def read(self, path: str, most: int) -> Opened:
        """A file's content, where it has at most `most` bytes.

        Raises IrregularError for what is no regular file, OSError for what cannot be opened or is not there.
        """


class Folder:
    """A folder on the disk. `root` is the folder that shown paths are relative to (the project's)."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        self.shown = _shown_folder(path.absolute(), root.absolute())

    def goal_paths(self) -> Iterator[str]:
        """Each file that should hold a goal; none where there is no folder. Links to folders are not followed."""
        waiting = [""] if os.path.lexists(self.path) else []
        while waiting:
            folder = waiting.pop()
            try:
                entries = list(os.scandir(self.path / folder))
            except OSError:
                yield folder
                continue
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if _is_hidden(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif is_goal_path(entry.name) or _is_linked_folder(entry):
                    yield path

    def holds(self, path: str) -> bool:
        """Whether a file of any kind stands there."""
        file = self.path / path
        if PurePath(path).is_absolute() or not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(self.path)):
            raise OutsideError
        if any(step.is_symlink() for step in (file, *file.parents) if self.path in step.parents):
            raise IrregularError("a symbolic link")
        return os.path.lexists(file) and not file.is_dir()

    def read(self, path: str, most: int) -> Opened:
        """A regular file's content."""
        file = self.path / path
        try:
            return read_regular(file, most)
        except IrregularError:
            if not file.is_symlink() and file.is_dir():
                os.scandir(file).close()  # raises where it may not be looked into: that is the better reason
            raise


def is_goal_path(path: str) -> bool:
    """Whether a file of this name should hold a goal."""
    *folders, name = path.split("/")
    if any(map(_is_hidden, (*folders, name))):
        return False
    return name.endswith(".md") and name.lower() != "readme.md"


def shown_path(path: PurePath | Iterable[str]) -> str:
    """A path as people are shown it: with forward slashes, and each name as it can be shown."""
    if isinstance(path, PurePath):
        return "/".join(map(spelled, path.as_posix().split("/")))
    return "/".join(map(spelled, path))


def _shown_folder(path: Path, root: Path) -> str:
    if path == root:
        return "."
    return shown_path(path.relative_to(root) if path.is_relative_to(root) else path)


def _is_hidden(name: str) -> bool:
    return name.startswith(("_", "."))


def _is_linked_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_symlink() and os.path.isdir(entry.path)  # noqa: PTH112 - unlike the others it never raises
