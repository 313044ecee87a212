"""Goals that do nothing but support one other goal are drawn as one block with one arrow.

Forty goals that support the same company goal would be a column of forty cards with forty arrows; in a block
they stand in rows, and the arrow from its frame says the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_goals.draw.layout.dot import Size

FEWEST = 4
"""From so many leaves on they make a block."""
GAP = 12.0
"""Pixels between the cards of a block, and between those of a grid."""
PADDING = 10.0
"""Pixels between a block's frame and its cards."""


class GraphEdge(NamedTuple):
    """From the node that supports to the node that is supported, by index. Only edges of one kind share a block."""

    supporter: int
    supported: int
    kind: str = ""


class Box(NamedTuple):
    """A rectangle in pixels; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LeafBlock:
    """What is laid out as one: a single node, or a bundle of leaves. All are indexes into the graph."""

    nodes: tuple[int, ...]
    supported: int | None = None
    """The node that a bundle supports; None for a single node."""


def find_blocks(count: int, edges: Sequence[GraphEdge]) -> tuple[LeafBlock, ...]:
    """The blocks of a graph of `count` nodes, in the order of their first nodes."""
    touching = [0] * count
    for edge in edges:
        touching[edge.supporter] += 1
        touching[edge.supported] += 1
    leaves: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for edge in edges:
        if touching[edge.supporter] == 1:
            leaves[edge.supported, edge.kind].append(edge.supporter)
    bundles = [LeafBlock(tuple(sorted(nodes)), head) for (head, _), nodes in leaves.items() if len(nodes) >= FEWEST]
    bundled = {node for block in bundles for node in block.nodes}
    singles = [LeafBlock((node,)) for node in range(count) if node not in bundled]
    return tuple(sorted([*bundles, *singles], key=lambda block: block.nodes))


def grid_columns(count: int, most: int) -> int:
    """How many columns a block of leaves has: few while it is short."""
    return min(most, 1 if count < FEWEST else 2 if count <= 6 else 3 if count <= 15 else 4)


def grid_size(sizes: Sequence[Size], columns: int) -> Size:
    """The size of some cards in rows, without padding."""
    boxes = grid_boxes(sizes, columns, 0, 0)
    return Size(max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes))


def grid_boxes(sizes: Sequence[Size], columns: int, x: float, y: float) -> tuple[Box, ...]:
    """Where the cards of a grid lie whose upper left corner is x, y. Row by row, each as high as its highest card."""
    width = max(size.width for size in sizes)
    boxes: list[Box] = []
    for first in range(0, len(sizes), columns):
        row = sizes[first : first + columns]
        boxes += [Box(round(x + at * (width + GAP), 1), round(y, 1), *size) for at, size in enumerate(row)]
        y += max(size.height for size in row) + GAP
    return tuple(boxes)
