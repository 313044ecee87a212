"""A picture's equal as a nested list: below each goal what helps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mkdocs_goals.draw.picture import AlignmentPicture, EdgeKind, NodeCard, NodeKind

DEEPEST = 12
"""Levels of the list; what lies deeper begins again at its edge."""
REPEATS_OF_ONE = 6
"""Goals below one goal that are named again, where repeats are counted."""


@dataclass(frozen=True, slots=True)
class TreeItem:
    """A goal in the list. `kind` says how it helps the goal above, None at the top.

    A goal that stands in the list already is a `repeat` and has nothing below it here.
    """

    node: NodeCard
    kind: EdgeKind | None = None
    repeat: bool = False
    children: tuple[TreeItem, ...] = field(default=())


def nested_list(picture: AlignmentPicture, most_repeats: int | None = None) -> tuple[TreeItem, ...]:
    """Every node of a picture and every edge once, in reading order.

    At the top stand the nodes that help no other, then, for each loop, its first node. Loops end at the repeat.
    Of goals that stand in the list already at most so many are named again, and at most a few below one goal; a last
    item counts the others. None names all.
    """
    helping = {edge.source for edge in picture.edges}
    tops = [node.id for node in picture.nodes if node.id not in helping]
    maker = _ListMaker(picture, most_repeats)
    trees = [maker.item(top) for top in tops]
    trees += [maker.item(node.id) for node in picture.nodes if node.id not in maker.listed]
    return tuple(trees)


class _ListMaker:
    """Makes the items top down to a fixed depth, each node once."""

    def __init__(self, picture: AlignmentPicture, most_repeats: int | None) -> None:
        self.nodes = picture.by_id
        self.listed: set[str] = set()
        self.repeats_left = most_repeats
        self.helpers: dict[str, list[tuple[str, EdgeKind]]] = {}
        order = {node.id: index for index, node in enumerate(picture.nodes)}
        for edge in sorted(picture.edges, key=lambda edge: order[edge.source]):
            self.helpers.setdefault(edge.target, []).append((edge.source, edge.kind))

    def item(self, node_id: str, kind: EdgeKind | None = None, level: int = 1) -> TreeItem:
        node = self.nodes[node_id]
        if self._is_repeat(node_id, level):
            return TreeItem(node, kind, repeat=True)
        self.listed.add(node_id)
        return TreeItem(node, kind, False, tuple(self._below(node_id, level)))

    def _is_repeat(self, node_id: str, level: int) -> bool:
        return node_id in self.listed or level > DEEPEST

    def _below(self, node_id: str, level: int) -> Iterator[TreeItem]:
        repeats = counted = 0
        for helper, how in self.helpers.get(node_id, ()):
            if self.repeats_left is not None and self._is_repeat(helper, level + 1):
                if not self.repeats_left or repeats == REPEATS_OF_ONE:
                    counted += 1
                    continue
                self.repeats_left -= 1
                repeats += 1
            yield self.item(helper, how, level + 1)
        if counted:
            node = self.nodes[node_id]
            yield TreeItem(
                NodeCard(
                    id=f"more:again:{node_id}",
                    kind=NodeKind.MORE,
                    title="",
                    goal=node.goal,
                    team=node.team,
                    folded=counted,
                )
            )
