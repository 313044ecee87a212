"""Where goals are read from: a folder, files that are only in memory, or a source with such files laid over it.

Reading knows nothing but the names of files inside the goals folder, with forward slashes, and their bytes.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from typing import Protocol

from mkdocs_goals.model.harmless import spelled
from mkdocs_goals.read.regular import IrregularError, Opened, read_regular

Entries = list[os.DirEntry[str]]


class Source(Protocol):
    """Files below a goals folder, wherever they are kept."""

    @property
    def shown(self) -> str:
        """What people call the goals folder: every path that they are shown begins with it."""

    def goal_files(self) -> Iterable[str]:
        """The names of all files that should hold a goal, and of folders that cannot be looked into, in any order."""

    def has(self, name: str) -> bool:
        """Whether something of this name is there, readable or not."""

    def read(self, name: str, most: int) -> Opened:
        """A file of at most `most` bytes. Raises IrregularError for what is no regular file (a link, a pipe) or lies
        behind a link, OSError where it cannot be opened."""


@dataclass(frozen=True)
class Folder:
    """A folder on disk. Links below it are reported, never followed; one that is missing holds nothing."""

    path: Path
    shown: str
    _walked: set[str] = field(default_factory=set, compare=False)
    """The folders inside that are known to be no links."""

    @classmethod
    def of(cls, path: Path, root: Path) -> Folder:
        """A folder, and a folder above it that the paths which people are shown are relative to (the project's)."""
        path, root = path.absolute(), root.absolute()
        below = path.relative_to(root) if path.is_relative_to(root) else path
        return cls(path, shown_path(below))

    def goal_files(self) -> Iterator[str]:
        if os.path.lexists(self.path):
            for file in _markdown_below(self.path):
                name = file.relative_to(self.path).as_posix()
                self._walked.add(posixpath.dirname(name))
                yield name

    def has(self, name: str) -> bool:
        return os.path.lexists(self.path / name)

    def read(self, name: str, most: int) -> Opened:
        file = self.path / name
        if posixpath.dirname(name) not in self._walked and any(map(Path.is_symlink, self._folders_above(name))):
            raise IrregularError("a symbolic link")
        try:
            return read_regular(file, most)
        except IrregularError:
            _raise_where_locked(file)
            raise

    def _folders_above(self, name: str) -> Iterator[Path]:
        return (self.path / folder for folder in PurePosixPath(name).parents if folder.name)


def _raise_where_locked(file: Path) -> None:
    """Raises OSError for a folder that stands where a file should, and that cannot be looked into."""
    try:
        if not file.is_symlink():
            os.scandir(file).close()
    except NotADirectoryError:
        pass


@dataclass
class Overlay:
    """Files in memory by their names, laid over another source: a text being typed, an edit being tried."""

    under: Source
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        return self.under.shown

    def goal_files(self) -> Iterator[str]:
        below = list(self.under.goal_files())
        yield from below
        yield from {name for name in self.files if _is_goal_name(name)}.difference(below)

    def has(self, name: str) -> bool:
        return name in self.files or self.under.has(name)

    def read(self, name: str, most: int) -> Opened:
        content = self.files.get(name)
        if content is None:
            return self.under.read(name, most)
        return Opened(len(content), content if len(content) <= most else None)


@dataclass(frozen=True)
class Nothing:
    """A folder without files."""

    shown: str = "goals"

    def goal_files(self) -> Iterator[str]:
        return iter(())

    def has(self, name: str) -> bool:  # noqa: ARG002 - a source's form
        return False

    def read(self, name: str, most: int) -> Opened:  # noqa: ARG002 - a source's form
        raise FileNotFoundError(2, os.strerror(2), name)


def in_memory(files: Mapping[str, str | bytes], shown: str = "goals") -> Overlay:
    """A source of these files alone."""
    return Overlay(
        Nothing(shown),
        {name: content.encode("utf-8") if isinstance(content, str) else content for name, content in files.items()},
    )


def shown_path(path: PurePath | Iterable[str]) -> str:
    """A path as people are shown it: with forward slashes, and each name as it can be shown."""
    if isinstance(path, PurePath):
        return "/".join(map(spelled, path.as_posix().split("/")))
    return "/".join(map(spelled, path))


def each_folder(root: Path, enter: Callable[[str], bool]) -> Iterator[tuple[Path, Entries | None]]:
    """Every folder from `root` down with what is in it; None where it cannot be opened.

    `enter` says by its name whether a folder is looked into. Links to folders are not.
    """
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            yield folder, None
            continue
        waiting += [Path(entry.path) for entry in entries if enter(entry.name) and entry.is_dir(follow_symlinks=False)]
        yield folder, entries


def _markdown_below(root: Path) -> Iterator[Path]:
    for folder, entries in each_folder(root, lambda name: not name.startswith(("_", "."))):
        if entries is None:
            yield folder  # so that it is said to be unreadable
            continue
        yield from (Path(entry.path) for entry in entries if _holds_goals(entry))


def _holds_goals(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(("_", ".")) or entry.is_dir(follow_symlinks=False):
        return False
    if entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112 - unlike the others it never raises
        return True
    return _is_goal_name(entry.name)


def _is_goal_name(name: str) -> bool:
    """Whether a file of this name should hold a goal."""
    return name.endswith(".md") and posixpath.basename(name).lower() != "readme.md" and not _is_hidden(name)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(("_", ".")) for part in name.split("/"))
