"""Where something was written. Lines and columns count from 1; columns count characters; an end is exclusive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """A stretch of one file. `path` is shown to people: relative to the project, with forward slashes."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    def within(self, start: int, length: int) -> Place:
        """The place of `length` characters that begin `start` characters into this one-line place."""
        column = self.column + start
        return Place(self.path, self.line, column, self.line, column + length)

    def until(self, other: Place) -> Place:
        """From where this place begins to where another one ends."""
        return Place(self.path, self.line, self.column, other.end_line, other.end_column)


def line_place(path: str, line: int, length: int = 1) -> Place:
    """The first `length` characters of a line."""
    return Place(path, line, 1, line, 1 + length)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an object stands in its file, and where each of its keys and values stand.

    `plain` names the keys whose value is written without quotes or escapes on one line, so that
    the n-th character of the text is the n-th character of the place. `damaged` names the keys that are
    written, perhaps misspelt, but could not be read: a finding says so, and nothing else should. A key that stands
    there without a value has a place among `keys` and none among `values`. `whole` is the place of an object in
    braces, of which `place` is the opening one.
    """

    place: Place
    keys: Mapping[str, Place] = field(default_factory=dict)
    values: Mapping[str, Place] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()
    damaged: frozenset[str] = frozenset()
    whole: Place | None = None

    @property
    def extent(self) -> Place:
        """The place of all that belongs to the object."""
        return self.whole or self.place

    def has(self, key: str) -> bool:
        """Whether the key is written in the file with a value, readable or not."""
        return key in self.values or key in self.damaged

    def key(self, key: str) -> Place:
        """The place of the key itself; of the whole object when the key is not written."""
        return self.keys.get(key, self.place)

    def value(self, key: str) -> Place:
        """The place of the key's value; of the whole object when the key is not written."""
        return self.values.get(key, self.place)

    def part(self, key: str, start: int, length: int) -> Place:
        """The place of some characters of a value; the whole value where characters do not map one to one."""
        place = self.value(key)
        return place.within(start, length) if key in self.plain else place
