"""Graphviz's two languages: DOT, which it is given, and `plain`, which it answers in.

Nodes are named n1, n2, … and have a fixed size and no label: nothing that a person wrote goes to the layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import graphviz  # type: ignore[import-untyped,unused-ignore]

POINTS = 72.0
"""Graphviz counts sizes in inches of 72 points; one of its points is one of our pixels."""
BESIDE = 14.0
"""Pixels between two nodes of a rank."""
BETWEEN_RANKS = 56.0
"""Pixels between two ranks: room for the arrows."""


class LayoutDirection(StrEnum):
    """Which way supporters lie: to the right of what they support, or below it."""

    ACROSS = "LR"
    DOWN = "TB"


PORTS = {
    LayoutDirection.ACROSS: {"tailport": "e", "headport": "w"},
    LayoutDirection.DOWN: {"tailport": "s", "headport": "n"},
}
"""Arrows leave and arrive in the middle of the sides that face each other."""


class Size(NamedTuple):
    """Width and height in pixels."""

    width: float
    height: float


class Pixel(NamedTuple):
    """A place in pixels from the upper left corner."""

    x: float
    y: float


class Placement(NamedTuple):
    """Where Graphviz put things: the whole's size, each node's centre, and each edge's Bézier points.

    The points of an edge (1 + 3n of them) lead from its first node to its second.
    """

    size: Size
    centres: tuple[Pixel, ...]
    splines: tuple[tuple[Pixel, ...], ...]


def dot_source(sizes: Sequence[Size], edges: Sequence[tuple[int, int]], direction: LayoutDirection) -> str:
    """A graph in DOT. Edges are pairs of indexes into the sizes; the first of a pair is on the earlier rank."""
    digraph = graphviz.Digraph(
        "g",
        graph_attr={
            "rankdir": direction.value,
            "nodesep": _inches(BESIDE),
            "ranksep": _inches(BETWEEN_RANKS),
        },
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
        edge_attr={"dir": "none", **PORTS[direction]},
    )
    for index in _declared(len(sizes), edges, direction):
        digraph.node(f"n{index + 1}", width=_inches(sizes[index].width), height=_inches(sizes[index].height))
    for first, second in edges:
        digraph.edge(f"n{first + 1}", f"n{second + 1}")
    return str(digraph.source)


def _declared(count: int, edges: Sequence[tuple[int, int]], direction: LayoutDirection) -> list[int]:
    """The order in which nodes are declared, so that the first come out on top.

    Across, dot puts connected parts from the bottom to the top, but the nodes of each from the top to the bottom.
    """
    if direction is LayoutDirection.DOWN:
        return list(range(count))
    parts = _connected_parts(count, edges)
    return [index for part in reversed(parts) for index in part]


def _connected_parts(count: int, edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The nodes in their connected parts, both in order of their first nodes."""
    neighbours: list[list[int]] = [[] for _ in range(count)]
    for first, second in edges:
        neighbours[first].append(second)
        neighbours[second].append(first)
    parts: list[list[int]] = []
    seen: set[int] = set()
    for node in range(count):
        if node not in seen:
            seen.add(node)
            part = [node]
            for member in part:
                new = [other for other in dict.fromkeys(neighbours[member]) if other not in seen]
                seen.update(new)
                part += new
            parts.append(sorted(part))
    return parts


def read_plain(text: str, edges: Sequence[tuple[int, int]], count: int) -> Placement | None:
    """Positions from Graphviz's `plain` output for a graph of `count` nodes, or None where it says less."""
    size = Size(0, 0)
    centres: dict[int, Pixel] = {}
    splines: dict[tuple[int, int], tuple[Pixel, ...]] = {}
    try:
        for line in text.splitlines():
            word, *rest = line.split()
            if word == "graph":
                size = Size(_pixels(rest[1]), _pixels(rest[2]))
            elif word == "node":
                centres[_index(rest[0])] = _point(rest[1], rest[2], size.height)
            elif word == "edge":
                length = 2 * int(rest[2])
                numbers = rest[3 : 3 + length]
                points = zip(numbers[::2], numbers[1::2], strict=True)
                splines[_index(rest[0]), _index(rest[1])] = tuple(_point(x, y, size.height) for x, y in points)
        return Placement(size, tuple(centres[n] for n in range(count)), tuple(splines[edge] for edge in edges))
    except (ValueError, IndexError, KeyError):
        return None


def _inches(pixels: float) -> str:
    return f"{pixels / POINTS:.4f}"


def _pixels(inches: str) -> float:
    return round(float(inches) * POINTS, 1)


def _point(x: str, y: str, height: float) -> Pixel:
    """Graphviz counts upward from the lower left corner, we downward from the upper left one."""
    return Pixel(_pixels(x), round(height - float(y) * POINTS, 1))


def _index(name: str) -> int:
    return int(name.removeprefix("n")) - 1
