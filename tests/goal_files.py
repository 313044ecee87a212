"""Goals folders for tests, from short texts."""

from __future__ import annotations

from pathlib import Path

from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import Folder, read_portfolio

OPEN, CLOSE = "⟦", "⟧"
"""Around the characters at which a problem is expected."""


def write_goals(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below `root`/goals; returns that folder."""
    goals = root / "goals"
    goals.mkdir(exist_ok=True)
    for name, content in files.items():
        file = goals / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return goals


def read_goals(root: Path, files: dict[str, str | bytes]) -> Portfolio:
    """Write files below `root`/goals and read them."""
    return read_portfolio(Folder(write_goals(root, files), root))


def goal(front: str, body: str = "") -> str:
    """A goal file with this front matter."""
    return f"---\n{front.strip()}\n---\n{body}"


def marked(text: str) -> tuple[str, tuple[int, int, int, int]]:
    """A text without its ⟦marks⟧, and where they stood: line, column, end line, end column (all from 1)."""
    start = text.index(OPEN)
    end = text.index(CLOSE) - 1
    plain = text.replace(OPEN, "").replace(CLOSE, "")

    def at(index: int) -> tuple[int, int]:
        return plain.count("\n", 0, index) + 1, index - plain.rfind("\n", 0, index)

    return plain, (*at(start), *at(end))
