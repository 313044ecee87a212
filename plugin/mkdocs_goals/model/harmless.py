"""What text of goal files, file names and arguments may do to whoever prints it: nothing.

Terminals obey control characters, readers are misled by bidirectional ones, and the logs of CI systems are read for
commands: GitHub's runner takes a line that begins with `::name …::` after white space, it and Azure's agent take
`##[` and `##vso[` anywhere in a line (`ActionCommand.cs` and `Command.cs` of their sources), TeamCity `##teamcity[`.
All of these are written as escapes that a person can read: `\\x1b`, `\\u202e`, `\\x3a:error::`, `\\x23#[`.

Escaping a text twice is the same as escaping it once.
"""

from __future__ import annotations

import json
import re
from typing import Any

_SURROGATES = "\ud800-\udfff"
_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NEVER = f"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff{_SURROGATES}{_BIDIRECTIONAL}"
_INVISIBLE = (
    "\u00ad\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""Characters that are there and not seen. Not those that shape the ones beside them: see `_SHAPING`."""

_VISIBLE_LETTER = f"[^\x00-\x7f\u200c\u200d{_NEVER}{_INVISIBLE}]"
_UNSEEN = re.compile(
    f"[{_NEVER}{_INVISIBLE}]"
    # Joiners belong into Persian words and into emoji of several people, and are a disguise anywhere else.
    f"|(?<!{_VISIBLE_LETTER})[\u200c\u200d]|[\u200c\u200d](?!{_VISIBLE_LETTER})"
)
_IN_NO_NAME = re.compile(f"[\t\n{_NEVER}]")

_SHAPING = "\u034f\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""What .NET, in which both runners are written, may pass over when it compares texts."""

_COMMAND = re.compile(
    # At the beginning of any word, not only of a line: whoever prints the line may wrap it.
    f"(?:(?<!\\S)|(?<=[{_SHAPING}])):(?=[{_SHAPING}]*:)|#(?=[{_SHAPING}]*#[A-Za-z{_SHAPING}]{{0,20}}\\[)"
)

_SUSPECT = re.compile(f"[{_NEVER}{_INVISIBLE}{_SHAPING}]")


def visible(text: str) -> str:
    """A text on one line, harmless wherever it is printed: line ends are spaces, what steers or hides is an escape."""
    flat = text.replace("\t", "    ").replace("\r\n", " ").replace("\n", " ")
    return visible_lines(flat)


def visible_lines(text: str) -> str:
    """A text of several lines that `\\n` ends, each of them harmless. Tabs stay."""
    return _COMMAND.sub(_byte, _UNSEEN.sub(_escape, text)) if _is_suspect(text) else text


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON of the same value that is harmless as text too: what steers or hides stands there as `\\uXXXX`."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _COMMAND.sub(_json_escape, _UNSEEN.sub(_json_escape, text)) if _is_suspect(text) else text


def _is_suspect(text: str) -> bool:
    """Whether a text may hold anything to escape. Nearly none does, and a large company's export is long."""
    if "::" in text or "##" in text:
        return True
    if text.isascii() and text.replace("\n", "").isprintable():
        return False
    return _SUSPECT.search(text) is not None


def markdown_text(text: str, *, forge: bool = False) -> str:
    """A message as Markdown, on one line: what stands in back quotes is code, all else is its own characters.

    No picture is loaded, nothing is set as a link, no block begins. For a `forge`, nobody is mentioned, no address and
    no number of an issue becomes a link, and no command to it begins.
    """
    pieces = visible(text).split("`")
    if len(pieces) % 2 == 0:
        pieces[-2:] = [f"{pieces[-2]}`{pieces[-1]}"]
    return "".join(markdown_code(piece) if at % 2 else _without_markup(piece, forge) for at, piece in enumerate(pieces))


def markdown_code(text: str) -> str:
    """A text as Markdown's code, on one line."""
    plain = visible(text).replace("`", "'")
    return f"`{plain}`" if plain.strip() else plain


_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~]|^\s*(?:[-+=#:/]|\d+[.)](?=\s|$)))")
_REFERENCE = re.compile(r"(?:[@#!%^*~\[]|&amp;)(?=\S)|\$|:(?=/)|\bGH(?=-)|www(?=\.)", re.IGNORECASE)
"""Forges turn `@team`, `#12`, `!12`, `~label` and bare addresses into messages and links."""


def _without_markup(text: str, forge: bool) -> str:
    escaped = _MARKUP.sub(_backslashed, text.replace("&", "&amp;"))
    # A comment that no reader sees keeps the two sides apart.
    return _REFERENCE.sub(r"\g<0><!-- -->", escaped) if forge else escaped


def _backslashed(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}\\{match[0][-1]}"


def names_a_file(name: str) -> bool:
    """Whether a file or folder can be called by its name: it is UTF-8, on one line, and nothing in it steers."""
    return not _IN_NO_NAME.search(name)


def spelled(name: str) -> str:
    """The name of a file or folder as people are shown it; of two names that must be spelled, never the same."""
    if names_a_file(name):
        return name
    return _IN_NO_NAME.sub(_escape, name.replace("\\", "\\\\"))


def what_no_name_holds(name: str) -> str:
    """Why a name cannot be used: the first character that no name may hold, in words."""
    found = _IN_NO_NAME.search(name)
    code = ord(found[0]) if found else 0
    if 0xDC80 <= code <= 0xDCFF:
        return f"is not UTF-8: it holds the byte 0x{code - 0xDC00:02x}"
    if 0xD800 <= code <= 0xDFFF:
        return f"is not Unicode: it holds half a character (U+{code:04X})"
    if code in (0x0A, 0x0D, 0x85, 0x2028, 0x2029):
        return f"holds a line break (U+{code:04X})"
    kind = "bidirectional" if re.match(f"[{_BIDIRECTIONAL}]", chr(code)) else "control"
    return f"holds a {kind} character (U+{code:04X})"


def _escape(match: re.Match[str]) -> str:
    """`\\x1b` for a byte of a name that is not UTF-8 and for ASCII, `\\u202e` and `\\U000e0041` for the others."""
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _byte(match: re.Match[str]) -> str:
    return f"\\x{ord(match[0]):02x}"


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
