"""Our style and script, each joined from one file a component into one file a site.

A site's own file of the same name (`<custom_dir>/goals/css/chip.css`) takes the place of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
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
    """All of our style, without comments and needless spaces. A site's own files stay as they are."""
    return _joined("css", STYLES, tuple(folders), _compact_style)


def script(folders: Iterable[Path] = ()) -> str:
    """All of our script, in one scope of its own, without comments. A site's own files stay as they are."""
    return f"(() => {{\n{_joined('js', SCRIPTS, tuple(folders), _compact_script)}}})();\n"


def _joined(kind: str, names: Sequence[str], folders: tuple[Path, ...], compact: Callable[[str], str]) -> str:
    """The parts of a kind, each the site's own file or our compacted one, each ending in a new line."""
    parts = []
    for name in names:
        own = [folder / kind / f"{name}.{kind}" for folder in folders]
        file = next((file for file in own if file.is_file()), None)
        text = compact((ASSETS / kind / f"{name}.{kind}").read_text("utf-8")) if file is None else _text(file)
        parts.append(text.rstrip() + "\n")
    return "".join(parts)


def _text(file: Path) -> str:
    return file.read_text("utf-8-sig")


def _compact_style(source: str) -> str:
    """What we write lets itself be shortened by patterns; what others write (two spaces in a string) does not."""
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", source))).replace(";}", "}").strip()


def _compact_script(source: str) -> str:
    """Without the lines that are comments only, and without indentation."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
