"""What stands at a position of a goal file: the key whose value it is, and the word around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_goals.model.place import Place

_WORD = re.compile(r"[\w./-]+")
_KEY_BEFORE = re.compile(r"([\w-]+):\s*(?:[\[{]\s*)?(?:[^,:{}\[\]]*,\s*)*[^,:{}\[\]]*$")
_KEY_LINE = re.compile(r"^(\s*)(?:-\s+)?([\w-]+):")
_ITEM = re.compile(r"^(\s*)-\s*[^:]*$")
_FENCE = re.compile(r"^---\s*$")


_KEY_BEGUN = re.compile(r"^(?P<indent>\s*)(?P<item>-\s+)?(?P<key>[\w-]*)$")
_WRITTEN_KEY = re.compile(r"^\s*(?:-\s+)?([\w-]+):")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position: the key whose value stands there, the word around it, and its place."""

    key: str
    word: str
    place: Place


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where a key may be written: the keys that it stands below, the outermost first, and those beside it."""

    above: tuple[str, ...]
    beside: frozenset[str]


def cursor_at(path: str, lines: Sequence[str], line: int, column: int) -> Cursor | None:
    """What stands at a line and column (from 1). None outside the front matter of a goal file."""
    if not 0 < line <= len(lines) or (path.endswith(".md") and not _in_front_matter(lines, line)):
        return None
    text = lines[line - 1]
    word, start = "", column - 1
    for match in _WORD.finditer(text):
        if match.start() <= column - 1 <= match.end():
            word, start = match[0], match.start()
            break
    place = Place(path, line, start + 1, line, start + 1 + len(word))
    return Cursor(_key_of(lines, line, text[:start]), word, place)


def key_place_at(path: str, lines: Sequence[str], line: int, column: int) -> KeyPlace | None:
    """The keys around a position at which a key begins; None where a value stands, or outside the front matter."""
    if not 0 < line <= len(lines) or (path.endswith(".md") and not _in_front_matter(lines, line)):
        return None
    begun = _KEY_BEGUN.match(lines[line - 1][: column - 1])
    if begun is None:
        return None
    indent = len(begun["indent"]) + len(begun["item"] or "")
    above: list[str] = []
    beside: set[str] = set()
    level = indent
    same_mapping = begun["item"] is None
    for text in reversed(lines[: line - 1]):
        key = _WRITTEN_KEY.match(text)
        if _FENCE.match(text):
            break
        if key is None:
            continue
        at = key.start(1)
        if at < level:
            above.append(key[1])
            level = at
            same_mapping = False
        elif at == indent and same_mapping:
            beside.add(key[1])
            same_mapping = not text.lstrip().startswith("-")
    return KeyPlace(tuple(reversed(above)), frozenset(beside))


def _in_front_matter(lines: Sequence[str], line: int) -> bool:
    fences = [number for number, text in enumerate(lines[: line + 1], start=1) if _FENCE.match(text)]
    return bool(fences) and fences[0] == 1 and line > 1 and (len(fences) == 1 or line < fences[1])


def _key_of(lines: Sequence[str], line: int, before: str) -> str:
    """The key on the line, or the one that a list item belongs to."""
    match = _KEY_BEFORE.search(before)
    if match:
        return match[1]
    item = _ITEM.match(before)
    if item is None:
        return ""
    for text in reversed(lines[: line - 1]):
        above = _KEY_LINE.match(text)
        if above and len(above[1]) <= len(item[1]):
            return above[2]
    return ""
