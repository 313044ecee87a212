"""What depends on what: an order in which everything comes after what it needs, and the loops that have none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


def dependency_order(
    nodes: Iterable[str], needs: Callable[[str], Iterable[str]]
) -> tuple[list[str], list[tuple[str, ...]]]:
    """Nodes after what they need, and each loop as the nodes that need each other, in the order of need.

    Tarjan's strongly connected components (SIAM J. Comput. 1, 1972), without recursion: linear in nodes and needs,
    at any depth. Needs that are no nodes are passed over. A loop begins with its smallest name.
    """
    known = list(nodes)
    inside = set(known)
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    waiting: set[str] = set()
    ordered: list[str] = []
    loops: list[tuple[str, ...]] = []

    def enter(node: str) -> tuple[str, Iterator[str]]:
        index[node] = low[node] = len(index)
        stack.append(node)
        waiting.add(node)
        return node, iter([need for need in needs(node) if need in inside])

    for root in known:
        if root in index:
            continue
        path = [enter(root)]
        while path:
            node, remaining = path[-1]
            need = next(remaining, None)
            if need is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == index[node]:
                    component = _popped(stack, waiting, node)
                    ordered += component
                    if len(component) > 1 or node in needs(node):
                        loops.append(_round(component, needs))
            elif need not in index:
                path.append(enter(need))
            elif need in waiting:
                low[node] = min(low[node], index[need])
    return ordered, loops


def _popped(stack: list[str], waiting: set[str], until: str) -> list[str]:
    component = []
    while True:
        node = stack.pop()
        waiting.discard(node)
        component.append(node)
        if node == until:
            return component


def _round(component: list[str], needs: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """One way round a component: from its smallest node along needs until a node comes again."""
    inside = set(component)
    node = min(component)
    seen: dict[str, int] = {}
    way: list[str] = []
    while node not in seen:
        seen[node] = len(way)
        way.append(node)
        node = min(need for need in needs(node) if need in inside)
    return tuple(way[seen[node] :])
