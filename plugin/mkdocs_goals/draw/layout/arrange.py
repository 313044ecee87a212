"""From a graph to what Graphviz lays out, and from its answer to the places of all cards and arrows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mkdocs_goals.draw.layout.dot import LayoutDirection, Pixel, Placement, Size, dot_source
from mkdocs_goals.draw.layout.leaf_blocks import (
    GAP,
    PADDING,
    Box,
    GraphEdge,
    LeafBlock,
    find_blocks,
    grid_boxes,
    grid_columns,
    grid_size,
)

BELOW = 28.0
"""Pixels between the graph and the grid of nodes without edges."""


@dataclass(frozen=True, slots=True)
class Graph:
    """What is to be laid out. Nodes are numbered as their sizes; an edge of a node with itself is not drawn."""

    sizes: tuple[Size, ...]
    edges: tuple[GraphEdge, ...] = ()


class Curve(NamedTuple):
    """Bézier points (1 + 3n) from supporter to supported, and the numbers of the edges that it stands for."""

    points: tuple[Pixel, ...]
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything lies. `boxes` are in the order of the nodes; `frames` go round the blocks of leaves."""

    size: Size
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    frames: tuple[Box, ...] = ()


class Placed(NamedTuple):
    """A block with the number of its columns and its size."""

    block: LeafBlock
    columns: int
    size: Size


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A graph as Graphviz sees it: blocks that have an edge, and the edges between them.

    `edges` are numbers of blocks, the supported one first, so that ranks count from what nothing stands above;
    `members` are, for each of them, the edges of the graph that it stands for. `loose` are the nodes without edges.
    """

    graph: Graph
    direction: LayoutDirection
    linked: tuple[Placed, ...]
    unaligned: tuple[int, ...]
    edges: tuple[tuple[int, int], ...]
    members: tuple[tuple[int, ...], ...]

    @property
    def sizes(self) -> tuple[Size, ...]:
        return tuple(placed.size for placed in self.linked)

    @property
    def source(self) -> str:
        """The DOT source; empty where there is nothing for Graphviz to do."""
        return dot_source(self.sizes, self.edges, self.direction) if self.edges else ""


def arrangement(graph: Graph, direction: LayoutDirection, columns: int) -> Arrangement:
    """One way to lay out a graph: its direction, and how many columns a block of leaves may have."""
    drawn = [(number, edge) for number, edge in enumerate(graph.edges) if edge.supporter != edge.supported]
    blocks = find_blocks(len(graph.sizes), [edge for _, edge in drawn])
    block_of = {node: number for number, block in enumerate(blocks) for node in block.nodes}
    members: dict[tuple[int, int], list[int]] = {}
    for number, edge in drawn:
        members.setdefault((block_of[edge.supported], block_of[edge.supporter]), []).append(number)
    touched = sorted({block for pair in members for block in pair})
    place = {block: number for number, block in enumerate(touched)}
    return Arrangement(
        graph=graph,
        direction=direction,
        linked=tuple(_placed(graph, blocks[number], columns) for number in touched),
        unaligned=tuple(block.nodes[0] for number, block in enumerate(blocks) if number not in place),
        edges=tuple((place[first], place[second]) for first, second in members),
        members=tuple(tuple(numbers) for numbers in members.values()),
    )


def _placed(graph: Graph, block: LeafBlock, most_columns: int) -> Placed:
    sizes = [graph.sizes[node] for node in block.nodes]
    if block.supported is None:
        return Placed(block, 1, sizes[0])
    columns = grid_columns(len(sizes), most_columns)
    grid = grid_size(sizes, columns)
    return Placed(block, columns, Size(grid.width + 2 * PADDING, grid.height + 2 * PADDING))


def assembled(arranged: Arrangement, found: Placement, fit_width: float) -> Layout:
    """The places of all nodes and edges. Nodes without edges stand in rows of at most `fit_width` pixels."""
    boxes: dict[int, Box] = {}
    frames: list[Box] = []
    for placed, centre in zip(arranged.linked, found.centres, strict=True):
        x, y = round(centre.x - placed.size.width / 2, 1), round(centre.y - placed.size.height / 2, 1)
        nodes = placed.block.nodes
        if placed.block.supported is None:
            boxes[nodes[0]] = Box(x, y, *placed.size)
        else:
            sizes = [arranged.graph.sizes[node] for node in nodes]
            frames.append(Box(x, y, *placed.size))
            boxes.update(zip(nodes, grid_boxes(sizes, placed.columns, x + PADDING, y + PADDING), strict=True))
    size = _add_loose(arranged, found.size, fit_width, boxes)
    curves = (Curve(points[::-1], numbers) for points, numbers in zip(found.splines, arranged.members, strict=True))
    return Layout(size, tuple(boxes[node] for node in range(len(boxes))), tuple(curves), tuple(frames))


def _add_loose(arranged: Arrangement, size: Size, fit_width: float, boxes: dict[int, Box]) -> Size:
    """Put the nodes without edges below the rest; the size of the whole."""
    if not arranged.unaligned:
        return size
    sizes = [arranged.graph.sizes[node] for node in arranged.unaligned]
    columns = max(1, int((fit_width + GAP) // (max(each.width for each in sizes) + GAP)))
    top = size.height + BELOW if size.height else 0.0
    boxes.update(zip(arranged.unaligned, grid_boxes(sizes, columns, 0.0, top), strict=True))
    grid = grid_size(sizes, columns)
    return Size(max(size.width, grid.width), round(top + grid.height, 1))
