"""What a picture of goals shows: cards, and arrows from what helps to what is helped. Plain frozen data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from mkdocs_goals.score.result import KpiStatus, Status


class NodeKind(StrEnum):
    """What a node stands for. `broken` is a goal that could not be read, `more` goals that are not shown."""

    OBJECTIVE = "objective"
    KPI = "kpi"
    TEAM = "team"
    COMPANY = "company"
    BROKEN = "broken"
    MORE = "more"


class EdgeKind(StrEnum):
    """How one goal helps another, the strongest way last."""

    SUPPORTS = "supports"
    DRIVES = "drives"
    MEASURES = "measures"
    DELEGATES = "delegates"

    @property
    def strength(self) -> int:
        return list(EdgeKind).index(self)


@dataclass(frozen=True, slots=True)
class NodeCard:
    """A goal in small, or a team or the company that stands for its goals.

    `goal` is the goal that the card leads to; for `more` the goal whose neighbours are not shown. `team` is its
    team's id, None for the company; `team_name` what people call either. `cycle` is the title of an objective's
    cycle. `score` is the score (for a KPI its attainment), a plain ratio. `folded` is how many goals stand behind
    a team, the company or `more`, and `counts` how many objectives among them have which status.
    """

    id: str
    kind: NodeKind
    title: str
    goal: str | None = None
    team: str | None = None
    team_name: str = ""
    cycle: str | None = None
    score: Decimal | None = None
    status: Status | KpiStatus | None = None
    folded: int = 0
    counts: tuple[tuple[Status, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PictureEdge:
    """`source` helps `target` (ids of nodes), in so many ways between so many goals."""

    source: str
    target: str
    kind: EdgeKind
    count: int = 1


@dataclass(frozen=True)
class AlignmentPicture:
    """Nodes in reading order and the arrows between them. `focus` is the node that the picture is about."""

    nodes: tuple[NodeCard, ...] = ()
    edges: tuple[PictureEdge, ...] = ()
    focus: str | None = None

    def __bool__(self) -> bool:
        return bool(self.nodes)

    @cached_property
    def by_id(self) -> Mapping[str, NodeCard]:
        return {node.id: node for node in self.nodes}

    @property
    def edge_kinds(self) -> tuple[EdgeKind, ...]:
        """The kinds of arrow that it holds, in the order of the kinds."""
        held = {edge.kind for edge in self.edges}
        return tuple(kind for kind in EdgeKind if kind in held)


def merged(edges: Iterable[PictureEdge]) -> tuple[PictureEdge, ...]:
    """One edge for each pair of different nodes: the strongest kind, the counts added. In order of mention."""
    found: dict[tuple[str, str], PictureEdge] = {}
    for edge in edges:
        pair = (edge.source, edge.target)
        before = found.get(pair)
        if edge.source == edge.target:
            continue
        if before is None:
            found[pair] = edge
        else:
            kind = max(before.kind, edge.kind, key=lambda kind: kind.strength)
            found[pair] = PictureEdge(*pair, kind, before.count + edge.count)
    return tuple(found.values())
