"""A picture's equal as a nested list: below each goal what helps it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs_goals.draw.picture import AlignmentPicture, EdgeKind, NodeCard

DEEPEST = 12
"""Levels of the list; what lies deeper begins again at its edge."""


@dataclass(frozen=True, slots=True)
class TreeItem:
    """A goal in the list. `kind` says how it helps the goal above, None at the top.

    A goal that stands in the list already is a `repeat` and has nothing below it here.
    """

    node: NodeCard
    kind: EdgeKind | None = None
    repeat: bool = False
    children: tuple[TreeItem, ...] = field(default=())


def forest(picture: AlignmentPicture) -> tuple[TreeItem, ...]:
    """Every node of a picture and every edge once, in reading order.

    At the top stand the nodes that help no other, then, for each loop, its first node. Loops end at the repeat.
    """
    helping = {edge.source for edge in picture.edges}
    tops = [node.id for node in picture.nodes if node.id not in helping]
    planting = _Planting(picture)
    trees = [planting.grow(top) for top in tops]
    trees += [planting.grow(node.id) for node in picture.nodes if node.id not in planting.planted]
    return tuple(trees)


class _Planting:
    """Grows trees top down to a fixed depth, each node once."""

    def __init__(self, picture: AlignmentPicture) -> None:
        self.nodes = picture.by_id
        self.planted: set[str] = set()
        self.helpers: dict[str, list[tuple[str, EdgeKind]]] = {}
        order = {node.id: index for index, node in enumerate(picture.nodes)}
        for edge in sorted(picture.edges, key=lambda edge: order[edge.source]):
            self.helpers.setdefault(edge.target, []).append((edge.source, edge.kind))

    def grow(self, node_id: str, kind: EdgeKind | None = None, level: int = 1) -> TreeItem:
        node = self.nodes[node_id]
        if node_id in self.planted or level > DEEPEST:
            return TreeItem(node, kind, repeat=True)
        self.planted.add(node_id)
        helpers = self.helpers.get(node_id, ())
        return TreeItem(node, kind, False, tuple(self.grow(helper, how, level + 1) for helper, how in helpers))
