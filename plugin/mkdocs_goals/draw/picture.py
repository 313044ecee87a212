"""What a picture of goals shows: cards, and arrows from what helps to what is helped. Plain frozen data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from mkdocs_goals.model.alignment import EdgeKind
from mkdocs_goals.score.result import KpiStatus, Status

__all__ = ["AlignmentPicture", "EdgeKind", "NodeCard", "NodeKind", "PictureEdge", "merged", "readable"]


class NodeKind(StrEnum):
    """What a node stands for. `broken` is a goal that could not be read, `more` goals that are not shown."""

    OBJECTIVE = "objective"
    KPI = "kpi"
    TEAM = "team"
    COMPANY = "company"
    BROKEN = "broken"
    MORE = "more"


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
    """Nodes in reading order and every link between them. `focus` is the node that the picture is about.

    `ways` are the links (source, target) by which its nodes were found: each node hangs on one of them.
    """

    nodes: tuple[NodeCard, ...] = ()
    edges: tuple[PictureEdge, ...] = ()
    focus: str | None = None
    ways: frozenset[tuple[str, str]] = frozenset()

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


MOST_WAYS_OF_A_NODE = 3
"""Of many links of one goal, so many are drawn at most."""


def readable(picture: AlignmentPicture, most: int) -> AlignmentPicture:
    """The picture itself where it has at most so many links; else with those that matter most.

    The ways by which the goals were found stay. As many of the others as there is room for are added: for each goal
    its strongest one, or two, or three (by how many goals a link stands for, then in reading order).
    """
    if len(picture.edges) <= most:
        return picture
    ways = [edge for edge in picture.edges if (edge.source, edge.target) in picture.ways]
    others = _strongest_first(picture, picture.ways)
    for each in range(MOST_WAYS_OF_A_NODE, -1, -1):
        chosen = [edge for edges in others.values() for edge in edges[:each]]
        if len(ways) + len(chosen) <= most:
            break
    kept = {(edge.source, edge.target) for edge in (*ways, *chosen)}
    return replace(picture, edges=tuple(edge for edge in picture.edges if (edge.source, edge.target) in kept))


def _strongest_first(picture: AlignmentPicture, ways: frozenset[tuple[str, str]]) -> Mapping[str, list[PictureEdge]]:
    """The links of each node that are no ways."""
    order = {node.id: index for index, node in enumerate(picture.nodes)}
    links: defaultdict[str, list[PictureEdge]] = defaultdict(list)
    for edge in picture.edges:
        if (edge.source, edge.target) not in ways:
            links[edge.source].append(edge)
    for edges in links.values():
        edges.sort(key=lambda edge: (-edge.count, -edge.kind.strength, order[edge.target]))
    return links
