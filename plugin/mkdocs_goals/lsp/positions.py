"""Our places (lines and characters from 1) and the protocol's (lines from 0, code units of the encoding agreed on)."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from mkdocs_goals.model.place import Place


class LinePositions:
    """Translates between the two for one encoding."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding

    def range_of(self, place: Place, lines: Sequence[str]) -> types.Range:
        """A place as the client sees it."""
        return types.Range(
            self._position(place.line, place.column, lines), self._position(place.end_line, place.end_column, lines)
        )

    def column(self, line: str, character: int) -> int:
        """The column (from 1) of a client's character in a line."""
        units = 0
        for column, letter in enumerate(line, start=1):
            if units >= character:
                return column
            units += self._units(letter)
        return len(line) + 1

    def _position(self, line: int, column: int, lines: Sequence[str]) -> types.Position:
        text = lines[line - 1] if line <= len(lines) else ""
        return types.Position(line - 1, self._units(text[: column - 1]))

    def _units(self, text: str) -> int:
        if self._encoding == types.PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        if self._encoding == types.PositionEncodingKind.Utf16:
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        return len(text)
