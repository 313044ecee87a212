"""Dependency order and loops, at any depth and in any order of the input."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_goals.model.order import dependency_order

GRAPHS = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefghz"), max_size=4), max_size=8)


@given(GRAPHS)
def test_everything_comes_after_what_it_needs(graph: dict[str, list[str]]) -> None:
    order, loops = dependency_order(graph, lambda node: graph[node])
    assert sorted(order) == sorted(graph)
    looping = {node for loop in loops for node in loop}
    for node in order:
        for need in graph[node]:
            if need in graph and not looping:
                assert order.index(need) < order.index(node)
    for loop in loops:
        for here, there in zip(loop, (*loop[1:], loop[0]), strict=True):
            assert there in graph[here]


def test_a_chain_of_100_000_needs_no_recursion() -> None:
    names = [f"{number:06}" for number in range(100_000)]
    following = dict(itertools.pairwise(names))
    order, loops = dependency_order(names, lambda name: [following[name]] if name in following else [])
    assert order == names[::-1]
    assert not loops


def test_loops() -> None:
    graph = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["d"], "e": ["a"]}
    _, loops = dependency_order(graph, lambda node: graph[node])
    assert sorted(loops) == [("a", "b", "c"), ("d",)]
