"""Plain words for YAML that cannot be parsed."""

from __future__ import annotations

import re

import yaml

from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.read.marks import MarkPlaces

MAX_DEPTH = 20
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels", "goals need three or four levels"

_REASONS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a second `: ` on this line", "put a text that holds `: ` in quotes"),
    ("'\\t'", "a tab where YAML wants spaces", "indent with spaces"),
    ("expected ':'", "this line has no `:`", "write `key: value`"),
    ("cannot start any token", "this character cannot begin a value", "put the value in quotes"),
    ("end of stream", "a quotation mark is not closed", "close the quotes"),
    ("unexpected document", "a quotation mark is not closed", "close the quotes"),
    ("block mapping", "this line does not fit the ones above it", "indent it like its neighbours"),
    ("block collection", "this line does not fit the ones above it", "indent it like its neighbours"),
    ("expected key", "this line does not fit the ones above it", "indent it like its neighbours"),
    ("'-' indicator", "this line does not fit the ones above it", "indent it like its neighbours"),
    ("block sequence entries", "a list cannot begin here", "begin it on a line of its own"),
    ("flow sequence", "a bracket `[` is not closed", "close it with `]`"),
    ("flow mapping", "a brace `{` is not closed, or a comma is missing", "close it with `}`"),
    ("',' or ']'", "a bracket `[` is not closed", "close it with `]`"),
    ("',' or '}'", "a brace `{` is not closed, or a comma is missing", "close it with `}`"),
    ("escape", "an unknown `\\` escape in a quoted text", "use single quotes, or write `\\\\`"),
)

_NO_REASON = "from here on this is no YAML", "put a text with signs in it in quotes; compare the line with an example"
_SIGN = re.compile(r"[ \t]*(?:- +)*(?:[\w-]+:[ \t]+)?([*&!])(?=\S)")
_NO_SPACE = re.compile(r"[ \t]*(?:- +)*([A-Za-z]\w*)(:)(?=[^\s/:])")


def _sign_before_text(text: str, index: int, lines: MarkPlaces) -> Diagnostic | None:
    """A text such as `*Win* more`, of which YAML takes the first sign for its own."""
    match = _SIGN.match(text, _line_start(text, index))
    if not match:
        return None
    place = lines.place(match.start(1), match.end(1))
    return Diagnostic("F101", f"a text cannot begin with `{match[1]}`", place, "put the text in quotes")


def _missing_space(text: str, index: int, said: str, lines: MarkPlaces) -> Diagnostic | None:
    """A line such as `title:A better way`, noticed there or on the line below."""
    here = _line_start(text, index)
    starts = [here]
    if ": " not in text[here:index]:
        starts.append(_line_start(text, len(text[:here].rstrip())))
    for start in starts:
        match = _NO_SPACE.match(text, start)
        if match and ("mapping values" in said or "expected ':'" in said):
            place = lines.place(match.start(2), match.end(2))
            return Diagnostic("F101", f"a space is missing behind `{match[1]}:`", place, f"write `{match[1]}: …`")
    return None


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def unreadable(text: str, error: yaml.YAMLError, lines: MarkPlaces) -> Diagnostic:
    """Plain words for the parser's reason. The pure parser says more, so it is asked again; but not of brackets in
    thousands, of which the C parser says so (since libyaml 0.2.6) and the pure one thinks for a minute.
    """
    mark = _mark(error)
    if mark and "nesting depth" in str(getattr(error, "problem", "")):
        return Diagnostic("F107", TOO_DEEP[0], lines.place(mark.index, mark.index + 1), TOO_DEEP[1])
    error = _asked_again(text) or error
    mark = _mark(error)
    start = min(mark.index, max(len(text.rstrip()) - 1, 0)) if mark else 0
    said = " ".join(filter(None, (getattr(error, "problem", None), getattr(error, "context", None))))
    plain = _sign_before_text(text, start, lines) or _missing_space(text, start, said, lines)
    if plain:
        return plain
    message, help = next(((why, how) for sign, why, how in _REASONS if sign in said), _NO_REASON)
    if "'<scalar>'" in said and text[:start].rstrip(" ").endswith(("'", '"')):
        message, help = "the text goes on behind its closing quotes", "put the whole text in one pair of quotes"
    if text[start : start + 1] == "\t":
        message, help = "a tab where YAML wants spaces", "indent with spaces"
    return Diagnostic("F101", message, lines.place(start, start + 1), help)


def _mark(error: yaml.YAMLError) -> yaml.Mark | None:
    """Where the mistake is: at the opening quotes or bracket where their end was looked for on later lines."""
    here: yaml.Mark | None = getattr(error, "problem_mark", None)
    opened: yaml.Mark | None = getattr(error, "context_mark", None)
    what = str(getattr(error, "context", None))
    is_open = "quoted scalar" in what or "flow sequence" in what or "flow mapping" in what
    if here is None or (opened is not None and is_open and opened.line < here.line):
        return opened
    return here


def _asked_again(text: str) -> yaml.YAMLError | None:
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as error:
        return error
    return None
