"""Where the YAML parser's marks stand in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from mkdocs_goals.model.place import Place

_new = tuple.__new__

_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
"""What YAML takes for line breaks and editors do not."""


class MarkPlaces:
    """Turns the parser's marks into places. Only `\\n` ends a line, as in editors and on forges."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self._path, self._first = path, first_line
        self._as_parsed = not _OTHER_BREAKS.search(text)
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def between(self, start: Any, end: Any) -> Place:
        """The place between two marks."""
        if not self._as_parsed:
            return self.place(start.index, end.index)
        first = self._first
        # A place is made for every value of every file, and `Place(…)` would cost three times as much.
        return _new(Place, (self._path, first + start.line, start.column + 1, first + end.line, end.column + 1))

    def place(self, start: int, end: int) -> Place:
        """The place between two indexes."""
        line = bisect_right(self._starts, start)
        end_line = line if end <= start else bisect_right(self._starts, end)
        return Place(
            self._path,
            self._first + line - 1,
            start - self._starts[line - 1] + 1,
            self._first + end_line - 1,
            end - self._starts[end_line - 1] + 1,
        )
