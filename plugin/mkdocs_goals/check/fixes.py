"""Fixes for findings: which edits they are, which of them are safe, and how they are put into a file.

A fix is safe when what was written can mean only one thing: the same word in another case or with other hyphens,
a number in quotes, a number with the unit that stands beside it, `yes` for true, a date whose year comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mkdocs_goals.check.fingerprint import SourceLines
from mkdocs_goals.model.calendar import Calendar, parse_date
from mkdocs_goals.model.diagnostic import Diagnostic, Edit, Fix
from mkdocs_goals.model.place import Place
from mkdocs_goals.read.text import split
from mkdocs_goals.read.tree import Mapping as Tree
from mkdocs_goals.read.tree import Node, Scalar, Sequence, read_tree

_SUGGESTION = re.compile(r"did you mean `([^`]+)`\?")
_WORD = re.compile(r"[\w/.-]+(?: [\w/.-]+)*")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_WITH_UNIT = re.compile(
    r"(?P<before>[^\d\s.+-]{0,4})\s*(?P<number>[-+]?\d+(?:\.\d+)?)\s*(?P<after>[^\d\s].*)?", re.ASCII
)
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/_ ]?(?:([QHTW])(\d{1,2})|(?<=[-/_ ])(\d{1,2}))", re.ASCII | re.IGNORECASE)
_YEAR_LAST = re.compile(r"([QHTW])(\d{1,2})[-/_ ]?(\d{4})", re.ASCII | re.IGNORECASE)
_FLAGS = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A key or a value of a file, and the mappings around it, the nearest first. `key` is the key it stands under."""

    node: Scalar
    key: str
    around: tuple[Tree, ...]


class FixFinder:
    """Finds the fix of what reading says. A file's tree is read once, when the first of its findings may be fixed."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._spots: dict[str, Mapping[Place, _Spot]] = {}
        self._lines = SourceLines(texts)

    def fixed(self, problem: Diagnostic) -> Diagnostic:
        """The problem with its fix, where it has one."""
        if problem.place.path not in self._texts:
            return problem
        fix = self._suggested(problem.code, problem) or self._unambiguous(problem.code, problem.place)
        return replace(problem, fix=fix) if fix else problem

    def _suggested(self, code: str, remark: Diagnostic) -> Fix | None:
        """The word of a "did you mean", in the place of the one that was written."""
        match = _SUGGESTION.search(remark.help)
        written = self._text(remark.place) if match else ""
        if match is None or not _WORD.fullmatch(written) or match[1] == written:
            return None
        safe = _folded(written) == _folded(match[1])
        if safe and code == "F103":
            spot = self._spots_of(remark.place.path).get(remark.place)
            safe = spot is not None and spot.around[0].get(match[1]) is None
        return Fix(f"write `{match[1]}`", (Edit(remark.place, match[1]),), safe)

    def _unambiguous(self, code: str, place: Place) -> Fix | None:
        """What a misread value can only mean."""
        if code not in ("F104", "F110", "F111"):
            return None
        spot = self._spots_of(place.path).get(place)
        if spot is None or not spot.node.exact:
            return None
        meant = {"F104": _meant_value, "F110": _meant_number, "F111": _meant_time}[code](spot)
        if meant is None:
            return None
        if not spot.node.plain and code != "F111":
            place = place._replace(column=place.column - 1, end_column=place.end_column + 1)
        return Fix(f"write {meant}", (Edit(place, meant),), safe=True)

    def _text(self, place: Place) -> str:
        if place.line != place.end_line:
            return ""
        return self._lines.line(place.path, place.line)[place.column - 1 : place.end_column - 1]

    def _spots_of(self, path: str) -> Mapping[Place, _Spot]:
        if path not in self._spots:
            self._spots[path] = _spots(path, self._texts[path])
        return self._spots[path]


def _folded(word: str) -> str:
    return re.sub(r"[-_ ]", "", word).casefold()


def _meant_value(spot: _Spot) -> str | None:
    """A number in quotes; `yes` where true, false or a date belongs."""
    text = spot.node.text.strip()
    if not spot.node.plain and _NUMBER.fullmatch(text):
        return text
    return _FLAGS.get(text.casefold()) if spot.key == "done" else None


def _meant_number(spot: _Spot) -> str | None:
    """A number whose unit is the one that stands beside it already."""
    match = _WITH_UNIT.fullmatch(spot.node.text.strip())
    unit = next((unit.text for tree in spot.around if isinstance(unit := tree.get("unit"), Scalar)), None)
    if match is None or unit is None or unit.strip() not in (match["before"], match["after"]):
        return None
    whole = "".join(filter(None, (match["before"], match["after"])))
    return match["number"] if whole == unit.strip() and _NUMBER.fullmatch(match["number"]) else None


def _meant_time(spot: _Spot) -> str | None:
    """A date or a cycle whose parts can only be year, month and day (or quarter, half, term, week)."""
    text = spot.node.text.strip()
    if match := _DATE.fullmatch(text):
        day = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
        return day if parse_date(day) else None
    if match := _YEAR_FIRST.fullmatch(text):
        year, letter, number = match[1], match[2], match[3] or match[4]
    elif match := _YEAR_LAST.fullmatch(text):
        letter, number, year = match[1], match[2], match[3]
    else:
        return None
    width = 2 if letter is None or letter.upper() == "W" else 1
    cycle = f"{year}-{(letter or '').upper()}{int(number):0{width}d}"
    return cycle if Calendar().period(cycle) else None


def _spots(path: str, text: str) -> dict[Place, _Spot]:
    front, first_line = (split(path, text).front or "", 2) if path.endswith(".md") else (text, 1)
    tree, _ = read_tree(path, front, first_line)
    found: dict[Place, _Spot] = {}
    if tree is not None:
        _collect(tree, "", (), found)
    return found


def _collect(node: Node, key: str, around: tuple[Tree, ...], found: dict[Place, _Spot]) -> None:
    if isinstance(node, Scalar):
        found[node.place] = _Spot(node, key, around)
    elif isinstance(node, Sequence):
        for item in node.items:
            _collect(item, key, around, found)
    else:
        for name, value in node.pairs:
            found[name.place] = _Spot(name, "", (node, *around))
            _collect(value, name.text, (node, *around), found)


def apply(content: bytes, edits: Iterable[Edit]) -> bytes:
    """A file with its edits made and every other byte as it was. Of two edits that overlap, the first is made."""
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    text = content[len(mark) :].decode("utf-8")
    starts = _line_starts(text)
    pieces: list[str] = []
    done = 0
    for first, last, new in sorted({(*_span(edit.place, starts, len(text)), edit.text) for edit in edits}):
        if first >= done and last >= first:
            pieces += (text[done:first], new)
            done = last
    return mark + "".join((*pieces, text[done:])).encode("utf-8")


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at != -1:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _span(place: Place, starts: list[int], length: int) -> tuple[int, int]:
    def offset(line: int, column: int) -> int:
        return min(starts[line - 1] + column - 1, length) if line <= len(starts) else length

    return offset(place.line, place.column), offset(place.end_line, place.end_column)
