"""A goal's Markdown text, looked at for what the site will not publish. Code is masked, so that examples stay quiet."""

from __future__ import annotations

import html
import posixpath
import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.model.goal import Prose
from mkdocs_goals.model.place import Place

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_INDENTED = re.compile(r"(?: {4}|\t)")
_LIST_ITEM = re.compile(r"\s*(?:[-+*]|\d+[.)])\s")
_RUN = re.compile(r"`+")

_ACTIVE_TAG = re.compile(
    r"<(script|iframe|object|embed|applet|form|button|select|textarea|style|link|meta|base|frame|frameset|template"
    r"|dialog|math|portal)(?![\w-])",
    re.IGNORECASE,
)
_INPUT_TAG = re.compile(r"<(input)(?![\w-])(?![^<>]*type=[\"']?checkbox)", re.IGNORECASE)
_HANDLER = re.compile(r"<[a-z][^<>]*?[\s\"'/](on[a-z]+)\s*=|\{:?[^{}\n]*?\s(on[a-z]+)\s*=", re.IGNORECASE)

_INLINE_LINK = re.compile(r"(!?)\[[^\[\]\n]*\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]+\]:[ \t]*\n?[ \t]*<?(\S+?)>?(?:\s|$)", re.MULTILINE)
_AUTOLINK = re.compile(r"<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"<[a-z][^<>]*?\b(?:href|src|action|formaction)\s*=\s*[\"']?([^\"'<>]*)", re.IGNORECASE)

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff]")
SCHEMES = ("http", "https", "mailto")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a prose: what they are, and their place in the file."""

    text: str
    place: Place


def scheme_of(url: str) -> str | None:
    """The scheme that a browser would read in an address, in lower case; None for a relative one."""
    match = _SCHEME.match(_INVISIBLE.sub("", html.unescape(url)))
    return match[1].lower() if match else None


class Text:
    """A goal's prose with its code masked. Positions are kept."""

    def __init__(self, path: str, prose: Prose) -> None:
        self._path, self._prose = path, prose
        self._masked = _without_comments(_without_code(prose.text))
        self._starts = [0, *(match.end() for match in re.finditer("\n", prose.text))]

    def active_html(self) -> Iterator[Piece]:
        """Tags and event handlers that could run or load something."""
        for pattern in (_ACTIVE_TAG, _INPUT_TAG):
            for match in pattern.finditer(self._masked):
                yield self._piece(match.start(), match.end(), f"<{match[1].lower()}>")
        for match in _HANDLER.finditer(self._masked):
            group = 1 if match[1] else 2
            yield self._piece(match.start(group), match.end(group), match[group].lower())

    def links(self) -> Iterator[Piece]:
        """Every address: of links, images, definitions, automatic links and HTML attributes."""
        found: dict[int, Piece] = {}
        for match in _INLINE_LINK.finditer(self._masked):
            group = 2 if match[2] is not None else 3
            found[match.start(group)] = self._piece(match.start(group), match.end(group), match[group])
        for pattern in (_DEFINITION, _AUTOLINK, _ATTRIBUTE):
            for match in pattern.finditer(self._masked):
                found.setdefault(match.start(1), self._piece(match.start(1), match.end(1), match[1]))
        yield from found.values()

    def images_outside(self, folder: str) -> Iterator[Piece]:
        """Images whose relative path leaves a folder."""
        for match in _INLINE_LINK.finditer(self._masked):
            group = 2 if match[2] is not None else 3
            if match[1] and _leaves(match[group], self._path, folder):
                yield self._piece(match.start(group), match.end(group), match[group])

    def _piece(self, start: int, end: int, text: str) -> Piece:
        before = bisect_right(self._starts, start) - 1
        column = start - self._starts[before] + 1
        line = self._prose.line + before
        return Piece(text, Place(self._path, line, column, line, column + max(end - start, 1)))


def _leaves(target: str, path: str, folder: str) -> bool:
    if scheme_of(target) or target.startswith(("/", "#")) or not target:
        return False
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.split("?")[0].split("#")[0]))
    root = posixpath.normpath(folder)
    return inside == ".." or inside.startswith("../") if root == "." else not inside.startswith(root + "/")


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _without_comments(text: str) -> str:
    pieces: list[str] = []
    done = 0
    while (start := text.find("<!--", done)) != -1 and (end := text.find("-->", start + 4)) != -1:
        pieces += (text[done:start], _blank(text[start : end + 3]))
        done = end + 3
    return "".join((*pieces, text[done:]))


def _without_code(text: str) -> str:
    """The text with fenced, indented and inline code blanked."""
    if "`" not in text and "~~~" not in text and "    " not in text and "\t" not in text:
        return text
    lines: list[str] = []
    fence = ""
    above = ""
    in_list = False
    for line in text.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            lines.append(_blank(line))
            if opening and opening[1].startswith(fence) and not line[opening.end() :].strip():
                fence = ""
            continue
        if opening:
            fence = opening[1]
        is_code = bool(opening) or (bool(_INDENTED.match(line)) and not above.strip() and not in_list)
        lines.append(_blank(line) if is_code else line)
        if line.strip():
            in_list = bool(_LIST_ITEM.match(line)) or (in_list and line[0] in " \t")
        above = "" if is_code else line
    return _without_spans("\n".join(lines))


def _without_spans(text: str) -> str:
    """The text with inline code blanked: from a run of back quotes to the next run of the same length."""
    runs = list(_RUN.finditer(text))
    later: defaultdict[int, deque[int]] = defaultdict(deque)
    for at, run in enumerate(runs):
        later[len(run[0])].append(at)
    pieces: list[str] = []
    done, at = 0, 0
    while at < len(runs):
        same = later[len(runs[at][0])]
        while same and same[0] <= at:
            same.popleft()
        if not same:
            at += 1
            continue
        start, end = runs[at].start(), runs[same[0]].end()
        pieces += (text[done:start], _blank(text[start:end]))
        done, at = end, same[0] + 1
    return "".join((*pieces, text[done:]))
