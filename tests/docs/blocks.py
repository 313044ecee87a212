"""The written pages as the tests see them: fenced blocks with their titles and marks, links and anchors.

A block's title says what it is (the kinds stand in `test_examples.py`); readers see it above the block. A comment
`<!-- example: … -->` on the line above a block says what readers need not see: that it is wrong on purpose
(`finds F110`), which day it is (`as of 2024-08-15`), which exit code a command has (`exit 1`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

OF_THE_CHECKER = (
    "reference/rules/",
    "how-to/check-in-ci.md",
    "how-to/editors.md",
    "how-to/adopt-the-checker.md",
)
"""Pages whose examples the checker's own tests run. Their links are tested here."""

_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
_TITLE = re.compile(r'title="([^"]*)"')
_MARK = re.compile(r"<!-- example: (?P<words>.*?) -->")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. `section` is the `##` heading above it (or empty), `marks` what its comment says."""

    page: Path
    line: int
    language: str
    title: str
    text: str
    section: str
    marks: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        return f"{shown(self.page)}:{self.line}"

    def mark(self, name: str) -> str | None:
        """What stands behind a mark's name (`finds F110` → `F110`); None where there is no such mark."""
        found = next((mark for mark in self.marks if re.match(rf"{re.escape(name)}\b", mark)), None)
        return None if found is None else found.removeprefix(name).strip(" :")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def written_pages() -> list[Path]:
    """Every page that people write: the README, the change log and everything below docs/."""
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def own_pages() -> list[Path]:
    """The pages whose examples are run here."""
    return [path for path in written_pages() if not _is_of_the_checker(path)]


def _is_of_the_checker(path: Path) -> bool:
    return path.is_relative_to(DOCS) and path.relative_to(DOCS).as_posix().startswith(OF_THE_CHECKER)


def blocks_of(path: Path) -> list[Block]:
    """A page's fenced blocks, in order."""
    lines = path.read_text("utf-8").split("\n")
    blocks: list[Block] = []
    section = ""
    at = 0
    while at < len(lines):
        opening = _FENCE.match(lines[at])
        if opening:
            end = _closing(path, lines, at, opening)
            blocks.append(_block(path, lines, at, end, opening, section))
            at = end
        elif lines[at].startswith("## "):
            section = lines[at].removeprefix("## ").strip()
        at += 1
    return blocks


def _closing(path: Path, lines: list[str], at: int, opening: re.Match[str]) -> int:
    closing = re.compile(rf" {{0,{len(opening['indent']) + 3}}}{re.escape(opening['fence'])} *")
    for number in range(at + 1, len(lines)):
        if closing.fullmatch(lines[number]):
            return number
    raise AssertionError(f"{shown(path)}:{at + 1}: this fence is not closed")


def _block(path: Path, lines: list[str], at: int, end: int, opening: re.Match[str], section: str) -> Block:
    indent = opening["indent"]
    text = "".join(f"{line.removeprefix(indent)}\n" for line in lines[at + 1 : end])
    info = opening["info"].strip()
    title = _TITLE.search(info)
    above = next((line for line in reversed(lines[:at]) if line.strip()), "")
    mark = _MARK.search(above)
    marks = tuple(word.strip() for word in mark["words"].split(";")) if mark else ()
    return Block(path, at + 1, info.split(" ")[0], title[1] if title else "", text, section, marks)


@dataclass(frozen=True, slots=True)
class Links:
    """Where a page links to, and the anchors that it has."""

    targets: tuple[str, ...]
    anchors: frozenset[str]


def links_of(path: Path) -> Links:
    """A page rendered as the site renders it: its links and images, and the ids of its headings."""
    text = path.read_text("utf-8")
    if text.startswith("---\n"):
        text = text[text.index("\n---\n", 3) + 5 :]
    seen = _Seen()
    seen.feed(_markdown().convert(text))
    return Links(tuple(seen.targets), frozenset(seen.anchors))


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.targets.append(value)
            elif name == "id" and value:
                self.anchors.append(value)


def _markdown() -> Markdown:
    names, configs = [], {}
    for extension in site_config()["markdown_extensions"]:
        name, config = next(iter(extension.items())) if isinstance(extension, dict) else (extension, {})
        names.append(name)
        configs[name] = config or {}
    return Markdown(extensions=names, extension_configs=configs)


def site_config() -> dict[str, Any]:
    """mkdocs.yml."""
    config: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    return config
