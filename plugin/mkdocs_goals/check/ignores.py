"""Comments that silence a rule at one place: `# goals: ignore[M108] reason`, at the end of the line or on the line
above it.

A comment counts in the front matter of a goal and in `goals.yml`. It needs a reason: without one it hides nothing,
and U101 says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_goals.check.rule import Rule
from mkdocs_goals.model.diagnostic import Diagnostic, Edit, Fix
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.spelling import nearest
from mkdocs_goals.read.tree import scalar_spans

_COMMENT = re.compile(
    r"(?<!\S)#[ \t]*goals:[ \t]*ignore(?![\w-])[ \t]*(?:\[(?P<codes>[^\]\r\n]*)\])?(?P<reason>[^\r\n]*)", re.IGNORECASE
)
UNUSED_IGNORE = "U101"
_CODE = re.compile(r"[^\s,]+")
_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Code:
    """One code in a comment's brackets, and its place."""

    text: str
    place: Place

    @property
    def code(self) -> str:
        return self.text.upper()


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment. It hides findings on `line`. `whole` is what to delete with it: the space before it, or its line."""

    codes: tuple[Code, ...]
    reason: str
    place: Place
    line: int
    whole: Place


class Ignores:
    """Every ignore comment of a portfolio, and which of their codes hid something."""

    def __init__(self, texts: Mapping[str, str], rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._comments = [ignore for path, text in sorted(texts.items()) for ignore in find(path, text)]
        self._hiding: dict[tuple[str, int, str], Code] = {}
        self._used: set[Code] = set()
        for ignore in self._comments:
            for code in ignore.codes if ignore.reason else ():
                if code.code in rules and rules[code.code].can_be_ignored:
                    self._hiding[ignore.place.path, ignore.line, code.code] = code

    def hides(self, code: str, place: Place) -> bool:
        """Whether a comment hides findings of this code at this place."""
        found = self._hiding.get((place.path, place.line, code))
        if found:
            self._used.add(found)
        return found is not None

    def useless(self, goals: Mapping[str, str], is_on: Mapping[str, bool]) -> Iterator[Diagnostic]:
        """What U101 says. `goals` maps paths to goal ids, `is_on` says which rules were asked in this run."""
        for ignore in self._comments:
            goal = goals.get(ignore.place.path)
            if not ignore.codes:
                help = "write `# goals: ignore[M108] why`"
                yield Diagnostic(
                    code=UNUSED_IGNORE,
                    message="this comment names no rule, so it hides nothing",
                    place=ignore.place,
                    help=help,
                    goal=goal,
                )
            elif not ignore.reason:
                codes = ", ".join(code.text for code in ignore.codes)
                help = f"write `# goals: ignore[{codes}] why`"
                message = "this comment gives no reason, so it hides nothing"
                yield Diagnostic(code=UNUSED_IGNORE, message=message, place=ignore.place, help=help, goal=goal)
            else:
                yield from self._hiding_nothing(ignore, goal, is_on)

    def _hiding_nothing(self, ignore: Ignore, goal: str | None, is_on: Mapping[str, bool]) -> Iterator[Diagnostic]:
        useless = [code for code in ignore.codes if code not in self._used and is_on.get(code.code, True)]
        if not useless:
            return
        first = useless[0].code
        named = ", ".join(f"`{code.text}`" for code in useless)
        message = f"{named}: there is nothing to hide here"
        if len(useless) == 1 and first not in self._rules:
            close = nearest(first, self._rules)
            message = f"there is no rule {named}" + (f"; did you mean `{close}`?" if close else "")
        elif len(useless) == 1 and not self._rules[first].can_be_ignored:
            message = f"{named} can't be ignored: the goal would be unreadable or unsafe"
        lasting = not any(code.code.startswith("T") for code in useless)  # what time brings may need it tomorrow
        fix = Fix(f"delete {named}", (_deletion(ignore, useless),), safe=lasting)
        help = "delete it: it would hide tomorrow's mistake"
        yield Diagnostic(code=UNUSED_IGNORE, message=message, place=useless[0].place, help=help, goal=goal, fix=fix)


def find(path: str, text: str) -> Iterator[Ignore]:
    """The ignore comments of a goal's front matter or of an organisation file."""
    if "ignore" not in text or path.endswith(".csv"):
        return
    start, end = _yaml_part(path, text)
    matches = list(_COMMENT.finditer(text, start, end))
    scalars = scalar_spans(text[start:end]) if matches else []  # a `#` in one of them begins no comment
    for match in matches:
        if not any(first <= match.start() - start < last for first, last in scalars):
            yield _ignore(path, text, end, match)


def _yaml_part(path: str, text: str) -> tuple[int, int]:
    if not path.endswith(".md"):
        return 0, len(text)
    opening = _FENCE.match(text)
    if opening is None:
        return 0, 0
    closing = _FENCE.search(text, opening.end() + 1)
    return min(opening.end() + 1, len(text)), closing.start() if closing else len(text)


def _ignore(path: str, text: str, end: int, match: re.Match[str]) -> Ignore:
    line = text.count("\n", 0, match.start()) + 1
    line_start = text.rfind("\n", 0, match.start()) + 1
    alone = not text[line_start : match.start()].strip()

    def place(first: int, last: int) -> Place:
        return Place(path, line, first - line_start + 1, line, last - line_start + 1)

    offset = match.start("codes")
    codes = tuple(
        Code(code[0], place(offset + code.start(), offset + code.end()))
        for code in _CODE.finditer(match["codes"] or "")
    )
    below = line + _lines_to_value(text[match.end() : end]) if alone else line
    reason = match["reason"].strip(" \t:-–—")
    last = match.start() + len(match[0].rstrip())
    whole = place(line_start + len(text[line_start : match.start()].rstrip()), last)
    if alone:
        whole = Place(path, line, 1, line + 1, 1)
    return Ignore(codes=codes, reason=reason, place=place(match.start(), last), line=below, whole=whole)


def _lines_to_value(text: str) -> int:
    """How many lines below a comment the next line stands that is neither blank nor a comment."""
    for count, line in enumerate(text.split("\n")):
        if count and line.strip() and not line.lstrip().startswith("#"):
            return count
    return 1


def _deletion(ignore: Ignore, useless: Iterable[Code]) -> Edit:
    """Take out the codes that hide nothing; the whole comment when no code is left."""
    gone = set(useless)
    left = [code for code in ignore.codes if code not in gone]
    first, last = ignore.codes[0].place, ignore.codes[-1].place
    if left:
        return Edit(first._replace(end_column=last.end_column), ", ".join(code.text for code in left))
    return Edit(ignore.whole, "")
