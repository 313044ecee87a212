"""The types of the table's keys: each reads one value, and says in the JSON Schema what it takes."""

from __future__ import annotations

from enum import StrEnum

from mkdocs_goals.read import scalars
from mkdocs_goals.read.table import Value
from mkdocs_goals.read.tree import Scalar

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
LINE_PATTERN = r"^\s*\S[^\n]*\s*$"

BY_DATE = {"pattern": DATE_PATTERN}
"""Names of entries that are dates."""

ID_SCHEMA = {"type": ["string", "integer"], "pattern": ID_PATTERN, "maxLength": 64, "minimum": 0}
NUMBER_SCHEMA = {"type": "number", "minimum": -1e15, "maximum": 1e15}
TEXT_SCHEMA = {"type": ["string", "number", "boolean"]}


def _named(node: Scalar) -> Scalar:
    scalars.slug(node)
    return node


def _reference(node: Scalar) -> Scalar:
    scalars.line(node)
    return node


def _written(node: Scalar) -> Scalar:
    return node


def number_from(low: int, high: int | None) -> Value:
    """A number within limits, both included."""
    most = NUMBER_SCHEMA["maximum"] if high is None else high
    return Value(scalars.number_from(low, high), {"type": "number", "minimum": low, "maximum": most})


def integer_from(low: int, high: int) -> Value:
    """A whole number within limits, both included."""
    return Value(scalars.integer_from(low, high), {"type": "integer", "minimum": low, "maximum": high})


def word_of(kind: type[StrEnum]) -> Value:
    """One word of a list."""
    words = tuple(str(word) for word in kind)
    return Value(scalars.choice(kind), {"type": "string", "enum": list(words)}, words)


TEXT = Value(scalars.text, TEXT_SCHEMA)
LINE = Value(scalars.line, {**TEXT_SCHEMA, "pattern": LINE_PATTERN})
NUMBER = Value(scalars.number, NUMBER_SCHEMA)
WEIGHT = number_from(0, None)
CONFIDENCE = number_from(0, 10)
SHARE = number_from(0, 1)
DAY = Value(scalars.day, {"type": "string", "format": "date", "pattern": DATE_PATTERN})
DONE_ON = Value(scalars.done, {"type": ["boolean", "string"], "pattern": DATE_PATTERN})
ID = Value(scalars.slug, ID_SCHEMA)

NAMED_ID = Value(_named, ID_SCHEMA)
"""The id of a person or a team, as a scalar that knows its place."""
REFERENCE = Value(_reference, {"type": "string", "pattern": r"^[a-z0-9-]+(/[a-z0-9-]+)?$"})
"""The id of a goal, or `objective/key-result`, as a scalar that knows its place."""
WRITTEN = Value(_written, TEXT_SCHEMA)
"""Any single value, as a scalar that knows its place."""
