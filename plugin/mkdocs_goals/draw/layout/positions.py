"""Where the nodes and arrows of a graph lie. Positions come from Graphviz; y grows downward; all in pixels.

What supports lies to the right of what it supports (so a picture grows downward, the way a page scrolls), or below
it where that fits better. Leaves that support the same node make a block (see `bundles`), nodes without any edge a
grid below the rest.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mkdocs_goals.draw.layout.arrange import Arrangement, Graph, Layout, arrangement, assembled
from mkdocs_goals.draw.layout.dot import LayoutDirection, Placement, Size, read_plain
from mkdocs_goals.draw.layout.engines import Engine, choose_engines

__all__ = ["Graph", "Layout", "LayoutResult", "Size", "Unplaced", "forget_layouts", "layout_many"]

FIT_WIDTH = 1024.0
FIT_HEIGHT = 900.0
"""Pixels that a page has room for without scrolling sideways, and that one screen shows."""
MOST_NODES = 250
MOST_EDGES = 150
"""Beyond these a graph is not laid out: nobody could read it. With so many edges the worst graph takes Graphviz a
sixth of a second; with twice as many, seconds."""
MOST_EDGES_OF_MANY_WAYS = 60
"""Up to so many edges a graph that does not fit is laid out in other ways as well: each costs as much again."""
REMEMBERED = 10_000
"""How many answers of Graphviz are kept for graphs of the same shape."""

FIRST_WAY = (LayoutDirection.ACROSS, 3)
OTHER_WAYS = (
    *((LayoutDirection.ACROSS, 2), (LayoutDirection.ACROSS, 1)),
    *((LayoutDirection.DOWN, 4), (LayoutDirection.DOWN, 3), (LayoutDirection.DOWN, 2)),
)
"""Ways to lay out a graph: its direction, and how many columns a block of leaves may have."""
WAYS_WITHOUT_BLOCKS = ((LayoutDirection.DOWN, 4),)

_NOWHERE = Placement(Size(0, 0), (), ())


class Unplaced(StrEnum):
    """Why a graph has no layout. `too-large`: nobody could read it; `failed`: the engine gave no answer in time."""

    NO_ENGINE = "no-engine"
    TOO_LARGE = "too-large"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LayoutResult:
    """A layout for each graph, None where there is none. `message` says why, in one sentence for one warning."""

    layouts: tuple[Layout | None, ...]
    message: str | None = None
    reasons: tuple[Unplaced | None, ...] = field(default=(), compare=False)
    """For each graph why it has no layout; None for one that has."""


def layout_many(graphs: Sequence[Graph], engine: str = "auto", fit_width: float = FIT_WIDTH) -> LayoutResult:
    """Lay out graphs with `auto`, `embedded`, `system` or `none`. Raises ValueError for another word only.

    The same graph comes out the same. Those that do not fit into `fit_width` pixels and one screen's height are
    laid out in other ways as well, and the best is taken. Graphviz is asked at most twice for all graphs together.
    """
    choice = choose_engines(engine)
    if not choice.engines:
        message = f"Graphs are shown as lists: {choice.message}." if choice.message else None
        return LayoutResult((None,) * len(graphs), message, (Unplaced.NO_ENGINE,) * len(graphs))
    drawable = {index: graph for index, graph in enumerate(graphs) if _is_drawable(graph)}
    layouts = _best(drawable, choice.engines, fit_width)
    reasons = tuple(
        None if index in layouts else Unplaced.FAILED if index in drawable else Unplaced.TOO_LARGE
        for index in range(len(graphs))
    )
    message = _message(reasons.count(Unplaced.FAILED), reasons.count(Unplaced.TOO_LARGE))
    return LayoutResult(tuple(layouts.get(index) for index in range(len(graphs))), message, reasons)


def _is_drawable(graph: Graph) -> bool:
    return len(graph.sizes) <= MOST_NODES and len(graph.edges) <= MOST_EDGES


def _best(graphs: Mapping[int, Graph], engines: Sequence[Engine], fit_width: float) -> dict[int, Layout]:
    first = [(index, arrangement(graph, *FIRST_WAY)) for index, graph in graphs.items()]
    layouts = dict(_laid_out(first, engines, fit_width))
    few = {index for index, arranged in first if len(arranged.edges) <= MOST_EDGES_OF_MANY_WAYS}
    unfit = [index for index, layout in layouts.items() if index in few and _excess(layout, fit_width) > 0]
    blocks = {index for index, arranged in first if any(placed.columns > 1 for placed in arranged.linked)}
    others = [
        (index, arrangement(graphs[index], *way))
        for index in unfit
        for way in (OTHER_WAYS if index in blocks else WAYS_WITHOUT_BLOCKS)
    ]
    for index, layout in _laid_out(others, engines, fit_width):
        if _excess(layout, fit_width) < _excess(layouts[index], fit_width):
            layouts[index] = layout
    return layouts


def _excess(layout: Layout, fit_width: float) -> float:
    """How badly a layout fits: sideways scrolling is worse than downward."""
    return 3 * max(0.0, layout.size.width - fit_width) + max(0.0, layout.size.height - FIT_HEIGHT)


def _message(failed: int, too_large: int) -> str | None:
    reasons = []
    if failed:
        reasons.append(f"Graphviz could not lay out {failed} of them")
    if too_large:
        they = "1 of them has" if too_large == 1 else f"{too_large} of them have"
        reasons.append(f"{they} more than {MOST_NODES} nodes or {MOST_EDGES} arrows")
    return f"Some graphs are shown as lists: {'; '.join(reasons)}." if reasons else None


def _laid_out(
    arrangements: Sequence[tuple[int, Arrangement]], engines: Sequence[Engine], fit_width: float
) -> list[tuple[int, Layout]]:
    positions = _positions([each for _, each in arrangements], engines)
    return [
        (index, assembled(each, found, fit_width))
        for (index, each), found in zip(arrangements, positions, strict=True)
        if found is not None
    ]


def _positions(arrangements: Sequence[Arrangement], engines: Sequence[Engine]) -> list[Placement | None]:
    """Graphviz's answer for each arrangement that has edges, asking each engine for what those before it lack."""
    sources = [each.source for each in arrangements]
    shapes = dict(zip(sources, arrangements, strict=True))
    names = "+".join(engine.name for engine in engines)
    known = _remembered.find(names, shapes)
    for engine in engines:
        missing = [source for source in shapes if source and source not in known]
        for source, text in zip(missing, engine.lay_out(missing) if missing else (), strict=True):
            found = None if text is None else read_plain(text, shapes[source].edges, len(shapes[source].sizes))
            if found is not None:
                known[source] = found
    _remembered.keep(names, known)
    return [known.get(source) if source else _NOWHERE for source in sources]


class _Memory:
    """The latest answers of Graphviz by engine and DOT source. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._positions: OrderedDict[tuple[str, str], Placement] = OrderedDict()

    def find(self, engine: str, sources: Iterable[str]) -> dict[str, Placement]:
        with self._lock:
            found = {source: self._positions.get((engine, source)) for source in sources}
        return {source: positions for source, positions in found.items() if positions is not None}

    def keep(self, engine: str, positions: Mapping[str, Placement]) -> None:
        with self._lock:
            for source, found in positions.items():
                self._positions[engine, source] = found
                self._positions.move_to_end((engine, source))
            while len(self._positions) > REMEMBERED:
                self._positions.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._positions.clear()


_remembered = _Memory()


def forget_layouts() -> None:
    """Empty the memory of layouts, for tests and benchmarks."""
    _remembered.forget()
