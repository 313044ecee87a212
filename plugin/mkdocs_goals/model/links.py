"""How one goal helps another."""

from __future__ import annotations

from enum import StrEnum


class EdgeKind(StrEnum):
    """How one goal helps another, the strongest way last."""

    SUPPORTS = "supports"
    DRIVES = "drives"
    MEASURES = "measures"
    DELEGATES = "delegates"

    @property
    def strength(self) -> int:
        return _STRENGTH[self]


_STRENGTH = {kind: strength for strength, kind in enumerate(EdgeKind)}

GoalLink = tuple[str, EdgeKind]
"""The id of the goal at the other end, and how the one helps the other."""
