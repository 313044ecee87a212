"""A source with files laid over it: an editor's unsaved text, an edit that is being tried, an example."""

from __future__ import annotations

import errno
import os
import posixpath
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mkdocs_goals.read.regular import Opened
from mkdocs_goals.read.source import OutsideError, Source, is_goal_path


@dataclass(frozen=True)
class Overlay:
    """A source with other bytes in the place of some of its files, or with more files.

    `contents` has paths as `posixpath.normpath` writes them. What lies below is not opened: neither read nor written.
    """

    below: Source
    contents: Mapping[str, bytes]

    @property
    def shown(self) -> str:
        """What people call the folder below."""
        return self.below.shown

    def goal_paths(self) -> Collection[str]:
        """The goal files of both."""
        return {*self.below.goal_paths(), *filter(is_goal_path, self.contents)}

    def holds(self, path: str) -> bool:
        """Whether a file stands in either."""
        return posixpath.normpath(path) in self.contents or self.below.holds(path)

    def read(self, path: str, most: int) -> Opened:
        """The content that is laid over, or that of the file below."""
        content = self.contents.get(posixpath.normpath(path))
        if content is None:
            return self.below.read(path, most)
        return Opened(len(content), content if len(content) <= most else None)


def in_memory(files: Mapping[str, str | bytes], shown: str = "goals") -> Overlay:
    """A source of these files alone: path inside the goals folder → text."""
    contents = {path: text.encode("utf-8") if isinstance(text, str) else text for path, text in files.items()}
    return Overlay(EmptySource(shown), contents)


@dataclass(frozen=True)
class EmptySource:
    """A goals folder with nothing in it; with files laid over it, goals that are in memory only."""

    shown: str

    def goal_paths(self) -> Collection[str]:
        """None."""
        return ()

    def holds(self, path: str) -> bool:
        """Nothing stands anywhere."""
        if posixpath.normpath(path).split("/")[0] in ("", ".."):
            raise OutsideError
        return False

    def read(self, path: str, most: int) -> Opened:  # noqa: ARG002 - there is nothing of any size
        """Raises FileNotFoundError."""
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
