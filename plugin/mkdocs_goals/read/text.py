"""Bytes → text, and a goal file's text → front matter and prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.model.place import Place, line_place

MAX_BYTES = 256 * 1024
_MOST_CHARACTERS_REPORTED = 20

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]|\r(?!\n)"
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text without its byte order mark; forbidden characters are blanked after they were reported."""

    path: str
    text: str
    problems: tuple[Diagnostic, ...] = ()
    readable: bool = True


def decode(path: str, content: bytes, limit: int = MAX_BYTES) -> Text:
    """Strict UTF-8 without control characters, at most `limit` bytes. Problems: F107 (size), F114 (text)."""
    if len(content) > limit:
        return Text(path, "", (too_large(path, len(content), limit),), readable=False)
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Text(path, "", (_not_utf8(path, content, error),), readable=False)
    if not FORBIDDEN.search(text):
        return Text(path, text)
    found = list(FORBIDDEN.finditer(text))[:_MOST_CHARACTERS_REPORTED]
    problems = tuple(_forbidden(path, text, match) for match in found)
    return Text(path, FORBIDDEN.sub(" ", text), problems)


def too_large(path: str, size: int, limit: int) -> Diagnostic:
    """F107, for a file of more bytes than are read."""
    message = f"the file has {size:,} bytes; at most {limit:,} are read"
    return Diagnostic("F107", message, line_place(path, 1), "split it, or move long series to a CSV file")


def _not_utf8(path: str, content: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = content[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    message = f"the byte 0x{content[error.start]:02x} is not UTF-8"
    return Diagnostic("F114", message, Place(path, line, column, line, column + 1), "save the file as UTF-8")


def _forbidden(path: str, text: str, match: re.Match[str]) -> Diagnostic:
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    return Diagnostic("F114", what_stands_here(match[0]), Place(path, line, column, line, column + 1), "delete it")


def what_stands_here(character: str) -> str:
    """What F114 says of a character that no text may hold."""
    kind = "a bidirectional override" if _BIDI.match(character) else "a control character"
    return f"{kind} (U+{ord(character):04X}) stands here"


@dataclass(frozen=True, slots=True)
class Parts:
    """A goal file's parts. `front` begins on line 2; `body` on `body_line`. `front` is None where there is none."""

    front: str | None
    body: str
    body_line: int
    problem: Diagnostic | None = None


_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


def split(path: str, text: str) -> Parts:
    """Cut a goal file at its `---` lines. Problems: F102 (no front matter), F101 (not closed)."""
    opening = _FENCE.match(text)
    if opening is None:
        help = "begin the file with a line `---`, the goal's keys and another line `---`"
        return Parts(None, text, 1, Diagnostic("F102", "the file has no front matter", line_place(path, 1), help))
    closing = _FENCE.search(text, opening.end() + 1)
    if closing is None:
        help = "add a line `---` below the goal's keys"
        message = "the front matter that begins here is not closed"
        return Parts(None, text, 1, Diagnostic("F101", message, line_place(path, 1, 3), help))
    front = text[opening.end() + 1 : closing.start()]
    body = text[closing.end() + 1 :]
    return Parts(front, body, text.count("\n", 0, closing.start()) + 2)
