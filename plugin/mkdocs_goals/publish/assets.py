"""Our style and script, each joined from one file a component into one file a site.

A site's own file of the same name (`<custom_dir>/goals/css/chip.css`) takes the place of ours. Everything is
published as it is written: together 14 KB when compressed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"

STYLES = (
    "tokens", "frame", "chip", "headline", "bar", "card", "tile", "facts", "keyresult", "lists", "table", "filters",
    "explain", "findings", "graph", "charts", "alignment", "review", "print",
)  # fmt: skip
"""The style's parts, in the order in which they are joined."""

SCRIPTS = ("start", "filters", "graph", "review")
"""The script's parts, in the order in which they are joined."""


def stylesheet(folders: Iterable[Path] = ()) -> str:
    """All of our style."""
    return _joined("css", STYLES, tuple(folders))


def script(folders: Iterable[Path] = ()) -> str:
    """All of our script, in one scope of its own."""
    return f"(() => {{\n{_joined('js', SCRIPTS, tuple(folders))}}})();\n"


def _joined(kind: str, names: Sequence[str], folders: tuple[Path, ...]) -> str:
    """The parts of a kind, each the site's own file or ours, each ending in a new line."""
    parts = []
    for name in names:
        places = [*(folder / kind / f"{name}.{kind}" for folder in folders), ASSETS / kind / f"{name}.{kind}"]
        file = next(file for file in places if file.is_file())
        parts.append(file.read_text("utf-8-sig").rstrip() + "\n")
    return "".join(parts)
