"""Single values: YAML 1.2 core and nothing else, read as the type that a key takes.

Each function takes the node that was written and returns the value, or raises Misread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from mkdocs_goals.model.calendar import Calendar, parse_date
from mkdocs_goals.model.diagnostic import Diagnostic, Edit, Fix, respelled
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.spelling import nearest
from mkdocs_goals.read.tree import Mapping, Node, Scalar, Sequence

LARGEST = Decimal("1e15")
MAX_NUMBER_LENGTH = 30
MAX_ID_LENGTH = 64

_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*|(?=\.\d))(?:\.\d*)?(?:[eE][-+]?\d{1,2})?", re.ASCII)
_WITH_UNIT = re.compile(r"([^\d\s.+-]{0,4})\s*([-+]?\d[\d.,' ]*?)\s*(%|[^\d\s.,'][^\d]*)?", re.ASCII)
_TYPOGRAPHIC = re.compile(r"[“”„‘’‚«»]([\w.+-]+)[“”„‘’‚«»]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_LETTERS = str.maketrans("đĐøØłŁı", "dDoOlLi", "") | str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
)

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")


class Misread(Exception):  # noqa: N818 - it says what happened
    """A value that is not what its key takes: the rule's code, what is wrong, how to fix it.

    `word` is the word that was probably meant. `meant` is what the value can only mean, written without quotes: its
    fix is safe, provided that the unit named by `unit` stands beside it already.
    """

    def __init__(self, code: str, message: str, help: str, *, word: str = "", meant: str = "", unit: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help
        self.word, self.meant, self.unit = word, meant, unit
        self.node: Node | None = None
        """What was misread, if that is only a part of the value."""

    def diagnostic(self, node: Node, at: Place, around: Iterable[Mapping] = ()) -> Diagnostic:
        """What to say of a node, at a place; `around` are the mappings around it, the nearest first."""
        node, at = (self.node, self.node.place) if self.node else (node, at)
        if isinstance(node, Scalar) and node.exact and (quoted := _TYPOGRAPHIC.fullmatch(node.text)):
            return self._in_typographic_quotes(node, quoted[1], at)
        fix = self._fix(node, around) if isinstance(node, Scalar) and node.exact else None
        return Diagnostic(self.code, self.message, at, self.help, fix=fix)

    def _in_typographic_quotes(self, node: Scalar, inner: str, at: Place) -> Diagnostic:
        """What a word processor made of straight quotes, which YAML takes for a part of the value."""
        message = f"`{shortened(node.text)}` stands in typographic quotes, which YAML takes for a part of it"
        code = "F104" if self.code == "F110" else self.code
        fix = Fix(f"write {inner}", (Edit(node.place, inner),), safe=True) if node.plain else None
        return Diagnostic(code, message, at, f"use straight quotes, or none: {inner}", fix=fix)

    def _fix(self, node: Scalar, around: Iterable[Mapping]) -> Fix | None:
        if self.word:
            return respelled(node.place, node.text, self.word)
        if not self.meant or (self.unit and self.unit != _unit_beside(around)):
            return None
        place = node.place
        if not node.plain and self.code != "F111":  # a number in quotes is a text; a date may stand in quotes
            place = place._replace(column=place.column - 1, end_column=place.end_column + 1)
        return Fix(f"write {self.meant}", (Edit(place, self.meant),), safe=True)


def _unit_beside(around: Iterable[Mapping]) -> str | None:
    """The unit that the nearest of these mappings names."""
    return next((unit.text.strip() for tree in around if isinstance(unit := tree.get("unit"), Scalar)), None)


def part(read: Callable[[Node], Value], node: Node) -> Value:
    """A part of a value; a misread one is reported at its own place."""
    try:
        return read(node)
    except Misread as misread:
        misread.node = misread.node or node
        raise


def kind_of(node: Node) -> str:
    """What a person would call the node."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    return f"`{shortened(node.text)}`"


def shortened(text: str, most: int = 40) -> str:
    """A text on one line, cut for a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _scalar(node: Node, takes: str, example: str) -> Scalar:
    if not isinstance(node, Scalar):
        raise Misread("F104", f"{kind_of(node)} stands where {takes} belongs", f"write {example}")
    return node


def text(node: Node) -> str:
    """The scalar's own characters, whatever YAML would make of them."""
    return _scalar(node, "a text", "the text in one line").text.strip()


def line(node: Node) -> str:
    """A text on one line that is not empty."""
    value = text(node)
    if not value:
        raise Misread("F104", "the text is empty", "write at least one word")
    if "\n" in value:
        raise Misread("F104", "the text spans several lines", "write it on one line")
    return value


def number(node: Node) -> Decimal:
    """A decimal number: any sign, at most 30 characters, |x| ≤ 1e15."""
    scalar = _scalar(node, "a number", "a number such as 3.5")
    value = scalar.text
    if not scalar.plain:
        if _NUMBER.fullmatch(value):
            help = f"write {value} without quotes"
            raise Misread("F104", f"`{value}` is in quotes, so it is a text", help, meant=value)
        raise _no_number(value)
    if not _NUMBER.fullmatch(value) or len(value) > MAX_NUMBER_LENGTH:
        raise _no_number(value)
    result = Decimal(value)
    if abs(result) > LARGEST:
        raise Misread("F104", f"{value} is beyond ±1e15", "use a larger unit, such as thousands or millions")
    return result


_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?", re.ASCII)


def is_plain_number(value: str) -> bool:
    """Whether a text is surely a number that `number` takes; of others it may be one or not. For long series."""
    return _PLAIN_NUMBER.fullmatch(value) is not None


def _no_number(value: str) -> Misread:
    match = _WITH_UNIT.fullmatch(value.strip())
    if match and (match[1] or match[3]):
        unit = (match[3] or match[1]).strip()
        digits = match[2].strip()
        help = f"write {digits}, and unit: '{unit}'"
        meant = (
            digits
            if _MEANT_NUMBER.fullmatch(digits) and "".join(value.split()) in (digits + unit, unit + digits)
            else ""
        )
        return Misread("F110", f"`{shortened(value)}` is a number with its unit", help, meant=meant, unit=unit)
    if match and len(value) <= MAX_NUMBER_LENGTH:
        if re.match(r"[-+]?0\d", value):
            bare = re.sub(r"^([-+]?)0+(?=\d)", r"\1", value)
            return Misread("F104", f"`{value}` begins with a zero, so it is no number", f"write {bare}")
        bare = re.sub(r"[,' ]", "", value)
        help = f"write {bare}, with a point for the decimals and nothing between thousands"
        return Misread("F104", f"`{value}` is no number", help)
    if len(value) > MAX_NUMBER_LENGTH and match:
        return Misread("F104", f"a number has at most {MAX_NUMBER_LENGTH} characters", "round it")
    return Misread("F104", f"`{shortened(value)}` is no number", "write a number such as 3.5")


def number_from(low: int, high: int | None) -> Callable[[Node], Decimal]:
    """A reader of numbers within limits, both included."""
    limits = f"{low} or more" if high is None else f"from {low} to {high}"

    def read(node: Node) -> Decimal:
        value = number(node)
        if value < low or (high is not None and value > high):
            raise Misread("F104", f"{value} is outside {limits}", f"write a number {limits}")
        return value

    return read


def integer_from(low: int, high: int) -> Callable[[Node], int]:
    """A reader of whole numbers within limits, both included."""
    within = number_from(low, high)

    def read(node: Node) -> int:
        value = within(node)
        if value != value.to_integral_value():
            raise Misread("F104", f"{value} is no whole number", f"write a whole number from {low} to {high}")
        return int(value)

    return read


_MEANT_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def flag(node: Node) -> bool:
    """True or false."""
    scalar = _scalar(node, "true or false", "true or false")
    if not scalar.plain or scalar.text not in _FLAGS:
        raise Misread("F104", f"`{shortened(scalar.text)}` is neither true nor false", "write true or false")
    return _FLAGS[scalar.text]


def day(node: Node) -> date:
    """A date `YYYY-MM-DD`, 1970 to 2199."""
    value = _scalar(node, "a date", "a date such as 2024-07-15").text.strip()
    result = parse_date(value)
    if result is None:
        raise no_date(value)
    return result


def no_date(value: str) -> Misread:
    """F111 for a text that should be a date."""
    help = "write year-month-day, such as 2024-07-15"
    return Misread("F111", f"`{shortened(value)}` is no date", help, meant=meant_time(value))


PERIOD_EXAMPLES = "such as 2024, 2024-H1, 2024-Q3, 2024-07 or 2024-W31"


def no_cycle(value: str) -> Misread:
    """F111 for a text that should be a cycle."""
    help, meant = f"write a cycle {PERIOD_EXAMPLES}", meant_time(value)
    return Misread("F111", f"`{shortened(value)}` is no cycle", help, meant="" if parse_date(meant) else meant)


def no_period(value: str) -> Misread:
    """F111 for a text that should be a period or a date."""
    help = f"write a period {PERIOD_EXAMPLES}, or a date"
    return Misread("F111", f"`{shortened(value)}` is no period", help, meant=meant_time(value))


_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/_ ]?(?:([QHTW])(\d{1,2})|(?<=[-/_ ])(\d{1,2}))", re.ASCII | re.IGNORECASE)
_YEAR_LAST = re.compile(r"([QHTW])(\d{1,2})[-/_ ]?(\d{4})", re.ASCII | re.IGNORECASE)


def meant_time(value: str) -> str:
    """The date or cycle of a text whose parts can only be year, month and day (or quarter, half, term, week)."""
    value = value.strip()
    if match := _DATE.fullmatch(value):
        day = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
        return day if parse_date(day) else ""
    if match := _YEAR_FIRST.fullmatch(value):
        year, letter, number = match[1], match[2], match[3] or match[4]
    elif match := _YEAR_LAST.fullmatch(value):
        letter, number, year = match[1], match[2], match[3]
    else:
        return ""
    width = 2 if letter is None or letter.upper() == "W" else 1
    cycle = f"{year}-{(letter or '').upper()}{int(number):0{width}d}"
    return cycle if Calendar().period(cycle) else ""


def done(node: Node) -> bool | date:
    """False, true, or the date it was done."""
    scalar = _scalar(node, "false, true or a date", "false, true or the date it was done")
    if scalar.plain and scalar.text in _FLAGS:
        return _FLAGS[scalar.text]
    if re.match(r"\d", scalar.text):
        return day(node)
    message, help = (
        f"`{shortened(scalar.text)}` is neither true, false nor a date",
        "write false, true or the date it was done",
    )
    raise Misread("F104", message, help, meant=_MEANT_FLAGS.get(scalar.text.strip().casefold(), ""))


_MEANT_FLAGS = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}


def choice(kind: type[Choice]) -> Callable[[Node], Choice]:
    """A reader of one word of a list."""
    words = [str(member) for member in kind]

    def read(node: Node) -> Choice:
        value = text(_scalar(node, "a word", " or ".join(words)))
        if value not in words:
            message = f"`{shortened(value)}` is not one of: {', '.join(words)}"
            raise Misread("F104", message, hint(value, words), word=nearest(value, words) or "")
        return kind(value)

    return read


def hint(value: str, words: list[str]) -> str:
    """How to fix a misspelt word: the nearest one that is allowed, or all of them."""
    close = nearest(value, words)
    return f"did you mean `{close}`?" if close else f"write {' or '.join(words)}"


def slug(node: Node) -> str:
    """An id: lower-case letters, digits and single hyphens, at most 64 characters, no reserved name. F108."""
    value = text(node)
    message = bad_id(value)
    if message:
        fresh = slugified(value)
        usable = fresh and fresh != value and not bad_id(fresh)
        raise Misread("F108", message, f"write `{fresh}`" if usable else "choose another id, such as grow-sales")
    return value


def bad_id(value: str) -> str | None:
    """Why a text is no id, or None."""
    if len(value) > MAX_ID_LENGTH:
        return f"an id has at most {MAX_ID_LENGTH} characters; this one has {len(value)}"
    if not _SLUG.fullmatch(value):
        return f"`{shortened(value)}` is no id: lower-case letters, digits and single hyphens"
    if _DEVICES.fullmatch(value) or value == "index":
        return f"`{value}` is a reserved name"
    return None


def slugified(value: str) -> str:
    """A text as an id: letters without accents, hyphens for the rest; empty where no letter is Latin."""
    letters = unicodedata.normalize("NFKD", value.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:MAX_ID_LENGTH].strip("-")
