"""What the checker and the site ask of a prose: its raw HTML, its links and its images, each with its exact place.

markdown-it knows the line of a block and nothing of columns. So the rules below note where in a block's text a
part stands, and the source's own lines then say the column.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.helpers import parseLinkDestination
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.reference import reference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.autolink import autolink
from markdown_it.rules_inline.image import image
from markdown_it.rules_inline.link import link

from mkdocs_goals.read.markdown.budget import STEPS_OF_AN_ADDRESS, budget_of, label_end


class PartKind(Enum):
    """`LINK` is a link's address, wherever it is written: in the link, in a definition, between `<` and `>`."""

    RAW_HTML = "raw HTML"
    LINK = "link"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a prose. `text` is a tag as written, or an address as a browser would get it.

    `line` counts from 0, at the prose's first line; `column` and `end_column` count characters from 0. A part that
    goes on over its line ends with the line.
    """

    kind: PartKind
    text: str
    line: int
    column: int
    end_column: int


@dataclass(slots=True)
class _Note:
    """A part as its rule saw it: from `start` to `end` in a block's text."""

    kind: PartKind
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _ProseBlock:
    """A block's text and its first line, with what was noted in it."""

    content: str
    line: int
    is_cell: bool = False
    notes: list[_Note] = field(default_factory=list)


@dataclass(slots=True)
class Notes:
    """What was noted while a prose was parsed. `offset` is where the text being parsed begins in its block's."""

    blocks: list[_ProseBlock] = field(default_factory=list)
    offset: int = 0

    def begin(self, content: str, line: int, *, is_cell: bool = False) -> None:
        self.blocks.append(_ProseBlock(content, line, is_cell))

    def add(self, kind: PartKind, text: str, start: int, end: int) -> None:
        self.blocks[-1].notes.append(_Note(kind, text, self.offset + start, self.offset + end))


def notes_of(state: StateBlock | StateInline | StateCore) -> Notes:
    """The notes of the prose that is being parsed."""
    notes: Notes = state.env["notes"]
    return notes


# The rules


def add_notes(md: MarkdownIt) -> None:
    """Let a parser note raw HTML, links and images."""
    md.core.ruler.at("inline", _parse_inline)
    md.block.ruler.at("reference", _definition)
    md.inline.ruler.at("link", _link)
    md.inline.ruler.at("image", _image)
    md.inline.ruler.at("autolink", _autolink)
    md.inline.ruler.push("raw_html", _raw_html)


def _parse_inline(state: StateCore) -> None:
    """As markdown-it's own rule, but it says which block comes."""
    notes = notes_of(state)
    opening = ""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            notes.begin(token.content, token.map[0] if token.map else 0, is_cell=opening in ("th_open", "td_open"))
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        opening = token.type


def _definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if not reference(state, start_line, end_line, silent):
        return False
    content = state.getLines(start_line, state.line, state.blkIndent, False)
    colon = re.compile(r"(?:[^\\\]]|\\.)*\]:\s*", re.DOTALL).match(content)
    if colon and not silent:
        address = parseLinkDestination(content, colon.end(), len(content))
        notes_of(state).begin(content, start_line)
        start, end = _without_brackets(content, colon.end(), address.pos)
        notes_of(state).add(PartKind.LINK, address.str, start, end)
    return True


def _link(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] != "[":
        return False
    budget_of(state).spend(STEPS_OF_AN_ADDRESS)
    if not link(state, silent):
        return False
    if not silent:
        _note_address(state, PartKind.LINK, start)
    return True


def _image(state: StateInline, silent: bool) -> bool:
    start, notes = state.pos, notes_of(state)
    if not state.src.startswith("![", start):
        return False
    budget_of(state).spend(STEPS_OF_AN_ADDRESS)
    if silent:
        return image(state, silent)
    budget_of(state).enter_image()
    offset, notes.offset = notes.offset, notes.offset + start + 2  # where the alternative text begins
    found = image(state, silent)
    notes.offset = offset
    budget_of(state).leave_image()
    if found and not _note_address(state, PartKind.IMAGE, start + 1):
        notes.add(PartKind.IMAGE, str(state.tokens[-1].attrs["src"]), start, state.pos)
    return found


def _note_address(state: StateInline, kind: PartKind, bracket: int) -> bool:
    """Note the address of what was just read, where it stands there and not in a definition."""
    end = label_end(state, bracket, kind is PartKind.LINK)
    if state.pos <= end + 1 or state.src[end + 1] != "(":
        return False
    start = end + 2
    while state.src[start] in " \t\n":
        start += 1
    address = parseLinkDestination(state.src, start, state.pos)
    if address.ok:
        notes_of(state).add(kind, address.str, *_without_brackets(state.src, start, address.pos))
    return True


def _without_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    return (start + 1, end - 1) if text[start : start + 1] == "<" else (start, end)


def _autolink(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not autolink(state, silent):
        return False
    if not silent:
        notes_of(state).add(PartKind.LINK, state.src[start + 1 : state.pos - 1], start + 1, state.pos - 1)
    return True


_TAG = re.compile(
    r"<[A-Za-z][A-Za-z0-9-]*(?:\s(?:[^<>\"']|\"[^\"]{0,500}\"|'[^']{0,500}'){0,2000})?/?>"
    r"|</[A-Za-z][A-Za-z0-9-]*\s*>|<!--|<!\[CDATA\[|<![A-Za-z]|<\?[A-Za-z]"
)
"""What may be a tag: the full grammar is asked only of what ends soon, for it tries many ways on what does not."""
_TAG_OF_A_BLOCK = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>]|$)")


def _raw_html(state: StateInline, silent: bool) -> bool:
    """Notes raw HTML, and never matches: it is text. An unclosed tag counts where it begins a line, as a block."""
    if silent or state.src[state.pos] != "<":
        return False
    tag = _TAG.match(state.src, state.pos)
    if tag and tag[0][-1] == ">" and not HTML_TAG_RE.fullmatch(tag[0]):
        tag = None
    if tag is None and _begins_line(state.src, state.pos):
        tag = _TAG_OF_A_BLOCK.match(state.src, state.pos)
        tag = tag if tag and tag[0].strip("</").lower() in _BLOCKS else None
    if tag:
        notes_of(state).add(PartKind.RAW_HTML, tag[0], tag.start(), tag.end())
    return False


def _begins_line(src: str, at: int) -> bool:
    before = src[max(at - 4, 0) : at].rstrip(" ")
    return before.endswith("\n") or (not before and at < 4)


_BLOCKS = frozenset({
    "address", "article", "aside", "base", "blockquote", "body", "center", "details", "dialog", "div", "dl", "fieldset",
    "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html",
    "iframe", "li", "link", "main", "menu", "nav", "noframes", "ol", "p", "pre", "script", "search", "section", "style",
    "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "ul",
})  # fmt: skip
"""Tags that begin a block of HTML in CommonMark although they are not closed on their line."""


# The places


def parts_of(notes: Notes, text: str) -> tuple[Part, ...]:
    """The parts of a prose, in the order of their places."""
    if not any(block.notes for block in notes.blocks):
        return ()
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    used: dict[int, int] = {}
    found = [part for block in notes.blocks for part in _with_places(block, lines, used)]
    return tuple(sorted(found, key=lambda part: (part.line, part.column)))


def _with_places(block: _ProseBlock, lines: Sequence[str], used: dict[int, int]) -> Iterator[Part]:
    """`used` says how far each line is used up by the cells that stand in it."""
    pieces = block.content.split("\n")
    if block.is_cell:
        columns = [max(lines[block.line].find(block.content, used.get(block.line, 0)), used.get(block.line, 0))]
        used[block.line] = columns[0] + len(block.content)
    elif block.notes:
        columns = [_column(lines, block.line + number, piece) for number, piece in enumerate(pieces)]
    starts = [0, *itertools.accumulate(len(piece) + 1 for piece in pieces)]
    for note in block.notes:
        number = bisect_right(starts, note.start) - 1
        column = columns[number] + note.start - starts[number]
        end = columns[number] + min(note.end - starts[number], len(pieces[number]))
        yield Part(
            kind=note.kind, text=note.text, line=block.line + number, column=column, end_column=max(end, column + 1)
        )


def _column(lines: Sequence[str], number: int, piece: str) -> int:
    """Where a line of a block's text begins in the source: its end is the line's, but for spaces and headings."""
    line = lines[number] if number < len(lines) else ""
    return len(line) - len(piece) if line.endswith(piece) else max(line.find(piece), 0)
