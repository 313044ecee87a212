"""Layouts: nothing overlaps, the same comes out the same, and no engine ever raises."""

from __future__ import annotations

import itertools
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import pytest

from mkdocs_goals.draw.layout import embedded, engines, positions, system
from mkdocs_goals.draw.layout import positions as layout
from mkdocs_goals.draw.layout.arrange import Graph, Layout
from mkdocs_goals.draw.layout.dot import LayoutDirection, Size, dot_source, read_plain
from mkdocs_goals.draw.layout.leaf_blocks import Box, GraphEdge
from mkdocs_goals.draw.layout.positions import (
    FIT_WIDTH,
    MOST_EDGES,
    MOST_NODES,
    forget_layouts,
    layout_many,
)

CARD = Size(208, 82)


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    forget_layouts()


def graph(count: int, *edges: tuple[int, int]) -> Graph:
    return Graph((CARD,) * count, tuple(GraphEdge(*edge) for edge in edges))


def random_graph(seed: int) -> Graph:
    chance = random.Random(seed)
    count = chance.randrange(1, 61)
    pairs = {(chance.randrange(count), chance.randrange(count)) for _ in range(chance.randrange(0, 2 * count))}
    sizes = tuple(Size(208, chance.choice((66, 82, 98))) for _ in range(count))
    return Graph(sizes, tuple(GraphEdge(*pair, chance.choice(("supports", "drives"))) for pair in sorted(pairs)))


def one(drawn: Graph, engine: str = "embedded") -> Layout:
    result = layout_many([drawn], engine)
    assert result.message is None
    (found,) = result.layouts
    assert found is not None
    return found


def overlap(first: Box, second: Box) -> bool:
    return (
        first.x < second.x + second.width
        and second.x < first.x + first.width
        and first.y < second.y + second.height
        and second.y < first.y + first.height
    )


def on_border(x: float, y: float, box: Box, slack: float = 2.0) -> bool:
    inside = box.x - slack <= x <= box.x + box.width + slack and box.y - slack <= y <= box.y + box.height + slack
    deep = box.x + slack < x < box.x + box.width - slack and box.y + slack < y < box.y + box.height - slack
    return inside and not deep


@pytest.mark.parametrize("seed", range(25))
def test_nodes_never_overlap_and_all_lie_inside(seed: int) -> None:
    drawn = random_graph(seed)
    found = one(drawn)
    assert len(found.boxes) == len(drawn.sizes)
    assert [(box.width, box.height) for box in found.boxes] == [tuple(size) for size in drawn.sizes]
    for first, second in itertools.combinations(found.boxes, 2):
        assert not overlap(first, second)
    for box in (*found.boxes, *found.frames):
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= found.size.width + 0.5
        assert box.y + box.height <= found.size.height + 0.5


@pytest.mark.parametrize("seed", range(25))
def test_every_edge_is_drawn_once_from_supporter_to_supported(seed: int) -> None:
    drawn = random_graph(seed)
    found = one(drawn)
    numbers = sorted(number for curve in found.curves for number in curve.edges)
    assert numbers == [n for n, edge in enumerate(drawn.edges) if edge.supporter != edge.supported]
    for curve in found.curves:
        assert len(curve.points) % 3 == 1
        edge = drawn.edges[curve.edges[0]]
        assert on_border(*curve.points[-1], found.boxes[edge.supported])
        places = [found.boxes[edge.supporter], *found.frames]
        assert any(on_border(*curve.points[0], box) for box in places)


def test_supporters_lie_to_the_right_and_the_first_goals_on_top() -> None:
    found = one(graph(6, (1, 0), (2, 0), (4, 3), (5, 3)))
    lefts = [box.x for box in found.boxes]
    assert lefts[0] == lefts[3] < min(lefts[1], lefts[2], lefts[4], lefts[5])
    tops = [box.y for box in found.boxes]
    assert tops[0] < tops[3]
    assert tops[1] < tops[2] < tops[4] < tops[5]


def test_leaves_of_one_goal_stand_in_a_block_with_one_arrow() -> None:
    found = one(graph(10, *((leaf, 0) for leaf in range(1, 10))))
    assert len(found.curves) == len(found.frames) == 1
    assert found.curves[0].edges == tuple(range(9))
    assert len({box.y for box in found.boxes[1:]}) == 3
    frame = found.frames[0]
    for box in found.boxes[1:]:
        assert frame.x < box.x
        assert box.x + box.width < frame.x + frame.width


def test_leaves_of_different_kinds_do_not_share_a_block() -> None:
    edges = tuple(GraphEdge(leaf, 0, "drives" if leaf > 4 else "supports") for leaf in range(1, 9))
    assert len(one(Graph((CARD,) * 9, edges)).frames) == 2


@pytest.mark.parametrize("top", [1, 2, 4])
def test_forty_goals_need_no_scrolling_sideways(top: int) -> None:
    assert one(graph(40, *((n, n % top) for n in range(top, 40)))).size.width <= FIT_WIDTH


def test_a_narrow_page_gets_a_narrow_graph() -> None:
    deep = graph(5, (1, 0), (2, 1), (3, 2), (4, 2))
    (wide,), (narrow,) = (layout_many([deep], "embedded", width).layouts for width in (FIT_WIDTH, 680))
    assert wide is not None
    assert narrow is not None
    assert wide.size.width > 680 >= narrow.size.width


def test_goals_without_edges_stand_in_rows_below_the_rest() -> None:
    found = one(graph(32, (1, 0)))
    below = found.boxes[2:]
    assert found.size.width <= FIT_WIDTH
    assert min(box.y for box in below) > max(box.y + box.height for box in found.boxes[:2])
    assert [(box.y, box.x) for box in below] == sorted((box.y, box.x) for box in below)


def test_a_long_chain_grows_downward() -> None:
    found = one(graph(12, *((n + 1, n) for n in range(11))))
    assert found.size.width == CARD.width
    assert [box.y for box in found.boxes] == sorted(box.y for box in found.boxes)


def test_loops_self_loops_and_doubled_edges_are_laid_out() -> None:
    found = one(graph(4, (0, 0), (1, 0), (0, 1), (1, 0), (2, 3), (3, 2)))
    assert sorted(number for curve in found.curves for number in curve.edges) == [1, 2, 3, 4, 5]


def test_nothing_to_lay_out() -> None:
    assert layout_many([], "embedded") == positions.LayoutResult(())
    assert one(Graph(())).boxes == ()
    assert one(graph(1)).boxes == (Box(0, 0, *CARD),)


def test_the_same_graphs_come_out_the_same_in_any_company() -> None:
    graphs = [random_graph(seed) for seed in range(12)]
    together = layout_many(graphs, "embedded").layouts
    forget_layouts()
    backward = layout_many(graphs[::-1], "embedded").layouts[::-1]
    forget_layouts()
    assert together == backward == tuple(one(drawn) for drawn in graphs)


def test_graphs_of_the_same_shape_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = embedded.EmbeddedEngine.lay_out

    def lay_out(self: embedded.EmbeddedEngine, sources: Sequence[str]) -> list[str | None]:
        asked.extend(sources)
        return real(self, sources)

    monkeypatch.setattr(embedded.EmbeddedEngine, "lay_out", lay_out)
    layout_many([graph(3, (1, 0), (2, 0)) for _ in range(50)], "embedded")
    layout_many([graph(3, (1, 0), (2, 0))], "embedded")
    assert len(asked) == 1


def test_the_memory_of_layouts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "REMEMBERED", 3)
    layout_many([graph(n + 2, *((m + 1, m) for m in range(n + 1))) for n in range(8)], "embedded")
    assert len(positions._remembered._positions) <= 3


def test_graphviz_sees_names_and_sizes_only() -> None:
    source = dot_source((CARD, CARD), ((0, 1),), LayoutDirection.ACROSS)
    assert 'label=""' in source
    assert {word for word in source.replace('"', " ").split() if word.startswith("n")} >= {"n1", "n2"}


@pytest.mark.parametrize(
    "text", ["", "graph", "graph 1 2 3", "node n1 x 0 1 1", "graph 1 1 1\nedge n1 n2 4 0 0", "\x00", "node n9 0 0 1 1"]
)
def test_an_answer_that_says_less_is_no_answer(text: str) -> None:
    assert read_plain(text, ((0, 1),), 2) is None


def test_a_graph_that_nobody_could_read_is_not_laid_out() -> None:
    chain = graph(2000, *((n + 1, n) for n in range(1999)))
    dense = graph(100, *itertools.islice(itertools.permutations(range(100), 2), MOST_EDGES + 1))
    small = graph(2, (1, 0))
    result = layout_many([chain, small, dense], "embedded")
    assert [found is not None for found in result.layouts] == [False, True, False]
    assert result.message == (
        f"Some graphs are shown as lists: 2 of them have more than {MOST_NODES} nodes or {MOST_EDGES} arrows."
    )


def test_engine_none_draws_nothing_and_warns_of_nothing() -> None:
    assert layout_many([graph(2, (1, 0))], "none") == positions.LayoutResult((None,))


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown graph engine 'neato'"):
        layout_many([], "neato")


@pytest.mark.parametrize("engine", ["auto", "embedded", "system"])
def test_a_missing_engine_gives_one_sentence(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    monkeypatch.setattr(engines, "_has_embedded", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda program: None)
    result = layout_many([graph(2, (1, 0))] * 3, engine)
    assert result.layouts == (None, None, None)
    assert result.message is not None
    assert result.message.startswith("Graphs are shown as lists: ")
    assert "\n" not in result.message


def test_an_embedded_engine_that_does_not_work_is_given_up_and_never_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = embedded.EmbeddedEngine()
    tried = []

    def fail() -> NoReturn:
        tried.append(1)
        raise RuntimeError("no executable memory here")

    monkeypatch.setattr(broken, "_ready", fail)
    monkeypatch.setattr(engines, "_EMBEDDED", broken)
    monkeypatch.setattr(shutil, "which", lambda program: None)
    result = layout_many([graph(n + 2, (1, 0)) for n in range(20)] + [graph(3, (1, 0), (2, 1))] * 9, "auto")
    assert len(tried) <= embedded.MOST_FAILURES
    assert set(result.layouts) == {None}
    assert result.message is not None


def test_the_embedded_engine_survives_a_graph_that_breaks_it() -> None:
    engine = embedded.EmbeddedEngine()
    assert [
        text is None for text in engine.lay_out(["digraph {a->b}", "digraph { syntax error", "digraph {b->c}"])
    ] == [
        False,
        True,
        False,
    ]


def test_threads_may_lay_out_at_the_same_time() -> None:
    graphs = [random_graph(seed) for seed in range(12)]
    alone = layout_many(graphs, "embedded")
    forget_layouts()
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda each: layout_many(each, "embedded"), [graphs] * 8))
    assert together == [alone] * 8


def test_a_program_that_drew_a_graph_ends_quietly() -> None:
    script = (
        "from mkdocs_goals.draw.layout.positions import layout_many\n"
        "from mkdocs_goals.draw.layout.arrange import Graph\n"
        "from mkdocs_goals.draw.layout.leaf_blocks import GraphEdge\n"
        "from mkdocs_goals.draw.layout.dot import Size\n"
        "print(layout_many([Graph((Size(9, 9),) * 2, (GraphEdge(1, 0),))], 'embedded').message)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert (done.stdout, done.stderr) == ("None\n", "")


needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="there is no `dot` on PATH")


@needs_dot
@pytest.mark.parametrize("seed", range(8))
def test_both_engines_agree_in_structure(seed: int) -> None:
    drawn = random_graph(seed)
    (asked,) = layout_many([drawn], "system").layouts
    assert asked is not None
    own = one(drawn)
    assert [curve.edges for curve in asked.curves] == [curve.edges for curve in own.curves]
    assert [(box.width, box.height) for box in asked.boxes] == [(box.width, box.height) for box in own.boxes]
    for first, second in itertools.combinations(asked.boxes, 2):
        assert not overlap(first, second)


@needs_dot
def test_the_system_engine_lays_out_many_graphs_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[object] = []
    real = subprocess.Popen.__init__

    def start(self: subprocess.Popen[str], *arguments: Any, **options: Any) -> None:
        runs.append(arguments)
        real(self, *arguments, **options)

    monkeypatch.setattr(subprocess.Popen, "__init__", start)
    result = layout_many([graph(n + 2, *((m + 1, m) for m in range(n + 1))) for n in range(3)], "system")
    assert None not in result.layouts
    assert len(runs) == 1


TOY_DOT = """#!{python}
import re, sys, time
text = sys.stdin.read()
graphs = text.split("digraph")[1:]
{misbehave}
for graph in graphs:
    names = re.findall(r"^\\t(n\\d+) \\[", graph, re.M)
    print("graph 1 9 9")
    for number, name in enumerate(names):
        print("node", name, number * 3, 1, 2, 1, '""', "solid box black lightgrey")
    for first, second in re.findall(r"^\\t(n\\d+):?\\w* -> (n\\d+)", graph, re.M):
        print("edge", first, second, 4, "0 0 1 1 2 2 3 3 solid black")
    print("stop")
"""


@pytest.fixture
def toy_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A `dot` on PATH that puts nodes in a row, and misbehaves as told."""
    if sys.platform == "win32":
        pytest.skip("a script is no program on Windows")

    def make(misbehave: str = "") -> None:
        program = tmp_path / "dot"
        program.write_text(TOY_DOT.format(python=sys.executable, misbehave=misbehave))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path))

    return make


FOUR = [graph(n + 2, *((m + 1, m) for m in range(n + 1))) for n in range(4)]


def test_the_systems_dot_is_asked_for_all_graphs_in_one_process(toy_dot: Callable[..., None]) -> None:
    toy_dot()
    assert None not in layout_many(FOUR, "system").layouts


def test_graphs_are_laid_out_one_by_one_where_together_they_fail(toy_dot: Callable[..., None]) -> None:
    toy_dot("if len(graphs) > 1 or 'n3' in text: sys.exit(1)")
    result = layout_many(FOUR, "system")
    assert [found is not None for found in result.layouts] == [True, False, False, False]
    assert result.message == "Some graphs are shown as lists: Graphviz could not lay out 3 of them."


def test_a_dot_that_hangs_is_stopped(toy_dot: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    toy_dot("time.sleep(60)")
    monkeypatch.setattr(system, "SECONDS", 0.2)
    monkeypatch.setattr(system, "SECONDS_EACH", 0.0)
    result = layout_many(FOUR, "system")
    assert set(result.layouts) == {None}
    assert result.message is not None


def test_the_systems_dot_helps_out_where_the_embedded_engine_fails(
    toy_dot: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    toy_dot()
    monkeypatch.setattr(embedded.EmbeddedEngine, "_lay_out", lambda self, source: None)
    result = layout_many(FOUR, "auto")
    assert None not in result.layouts
    assert result.message is None
