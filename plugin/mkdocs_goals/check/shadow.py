"""A copy of a goals folder in which texts can stand that are not (yet) in the folder itself.

Mends are tried on it before a byte of the real files is touched, and the language server keeps what is typed in it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import read_portfolio

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
        """Put a text into the copy."""
        file = self.file(shown_path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def refresh(self, shown_path: str) -> None:
        """Take a file from the folder again, or out of the copy where the folder has none."""
        source, target = self.real(shown_path), self.file(shown_path)
        target.unlink(missing_ok=True)
        if source.is_file() or source.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target, follow_symlinks=False)

    def _fill(self) -> None:
        for folder, _, names in os.walk(self.goals_dir):
            below = Path(folder).relative_to(self.goals_dir)
            for name in names:
                if name.endswith(_SUFFIXES):
                    self._take(Path(folder) / name, self._copy / below / name)

    def _take(self, source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(source, target, follow_symlinks=False)
        except OSError:
            target.touch()
