"""Our style and script, each joined from one file a component into one file a site.

A site's own file of the same name (`<custom_dir>/goals/css/chip.css`) takes the place of ours.
"""

from __future__ import annotations

import re
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

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,>])\s*")


def stylesheet(folders: Iterable[Path] = ()) -> str:
    """All of our style, without comments and needless spaces."""
    text = "\n".join(_parts("css", STYLES, tuple(folders)))
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", text))).replace(";}", "}").strip() + "\n"


def script(folders: Iterable[Path] = ()) -> str:
    """All of our script, in one scope of its own."""
    parts = map(_without_comments, _parts("js", SCRIPTS, tuple(folders)))
    return f"(() => {{\n{''.join(parts)}}})();\n"


def _parts(kind: str, names: Sequence[str], folders: tuple[Path, ...]) -> Iterable[str]:
    for name in names:
        own = [folder / kind / f"{name}.{kind}" for folder in folders]
        file = next((file for file in own if file.is_file()), ASSETS / kind / f"{name}.{kind}")
        yield file.read_text(encoding="utf-8")


def _without_comments(source: str) -> str:
    """Without the lines that are comments only, and without indentation."""
    lines = (line.strip() for line in source.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
