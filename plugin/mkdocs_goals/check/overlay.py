"""A copy of a goals folder in which texts can stand that are not (yet) in the folder itself.

Fixes are tried on it before a byte of the real files is touched, and the language server keeps what is typed in it.
Nothing in it leads out of it: for a link, a pipe or a device, something stands there of which reading says the same.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import read_portfolio
from mkdocs_goals.read.folder import each_folder
from mkdocs_goals.read.measurements import MAX_CSV_BYTES
from mkdocs_goals.read.regular import IrregularError, read_regular

_SUFFIXES = (".md", ".yml", ".csv")


class Shadow:
    """A goals folder's text files below `home`, under the same shown path."""

    def __init__(self, goals_dir: Path, shown: str, home: Path) -> None:
        self.goals_dir = goals_dir
        self._home = home
        self._copy = home / shown
        self._copy.mkdir(parents=True, exist_ok=True)
        self._fill()

    def read(self) -> Portfolio:
        """The portfolio as the copy has it; paths are shown as those of the folder itself."""
        return read_portfolio(self._copy, self._home)

    def file(self, shown_path: str) -> Path:
        """The copy of a file."""
        return self._home / shown_path

    def real(self, shown_path: str) -> Path:
        """The file of the folder itself."""
        return self.goals_dir / self.file(shown_path).relative_to(self._copy)

    def write(self, shown_path: str, content: bytes) -> None:
        """Put a text into the copy, in the place of whatever stands there."""
        file = self.file(shown_path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_bytes(content)

    def refresh(self, shown_path: str) -> None:
        """Take a file from the folder again, or out of the copy where the folder has none."""
        self.file(shown_path).unlink(missing_ok=True)
        if os.path.lexists(self.real(shown_path)):
            self._take(self.real(shown_path), self.file(shown_path))

    def _fill(self) -> None:
        for folder, entries in each_folder(self.goals_dir, lambda _: True):
            below = folder.relative_to(self.goals_dir)
            for entry in entries or ():
                if entry.name.endswith(_SUFFIXES) and not os.path.isdir(entry.path):  # noqa: PTH112 - it never raises
                    self._take(Path(entry.path), self._copy / below / entry.name)

    def _take(self, source: Path, target: Path) -> None:
        with suppress(OSError):  # the copy's file system may not take the name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                _copy(source, target)
            except OSError:
                target.touch()


def _copy(source: Path, target: Path) -> None:
    """A regular file of a size that is read; of anything else, something of which reading says the same."""
    try:
        size, content = read_regular(source, MAX_CSV_BYTES)
    except IrregularError:
        if stat.S_ISLNK(source.lstat().st_mode):
            target.symlink_to("nothing")
        elif hasattr(os, "mkfifo"):
            os.mkfifo(target)
        return
    with target.open("wb") as file:
        if content is None:
            file.truncate(size)  # as large, and empty on the disk
        else:
            file.write(content)
