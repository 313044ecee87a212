"""Dependency order and loops, at any depth and in any order of the input."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_goals.model.order import dependency_groups, dependency_order

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


@given(GRAPHS, st.permutations("abcdefgh"))
def test_groups_hang_on_the_needs_alone(graph: dict[str, list[str]], names: list[str]) -> None:
    """Two nodes have the same number when each needs the other at some remove; other names give other names only."""
    order, groups = dependency_groups(graph, lambda node: graph[node])
    assert sorted(order) == sorted(graph)
    reached = {node: reach(graph, node) for node in graph}
    for one, other in itertools.product(graph, graph):
        together = other in reached[one] and one in reached[other]
        assert (one in groups and groups[one] == groups.get(other)) == together
    called = dict(zip("abcdefghz", (*names, "z"), strict=True))
    renamed = {called[node]: [called[need] for need in needs] for node, needs in graph.items()}
    _, others = dependency_groups(renamed, lambda node: renamed[node])
    assert {called[node] for node in groups} == set(others)


def reach(graph: dict[str, list[str]], node: str) -> set[str]:
    """Every node that one needs, at any remove."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        for need in graph.get(waiting.pop(), []):
            if need in graph and need not in found:
                found.add(need)
                waiting.append(need)
    return found
