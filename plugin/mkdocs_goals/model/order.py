"""What depends on what: an order in which everything comes after what it needs, and the loops that have none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping


def dependency_order(
    nodes: Iterable[str], needs: Callable[[str], Iterable[str]]
) -> tuple[list[str], list[tuple[str, ...]]]:
    """Nodes after what they need, and each loop as the nodes that need each other, in the order of need.

    Tarjan's strongly connected components (SIAM J. Comput. 1, 1972), without recursion: linear in nodes and needs,
    at any depth. Needs that are no nodes are passed over. A loop begins with its smallest name.
    """
    walk = _walked(nodes, needs)
    return walk.ordered, [_round(group, needs) for group in walk.groups]


def dependency_groups(
    nodes: Iterable[str], needs: Callable[[str], Iterable[str]]
) -> tuple[list[str], Mapping[str, int]]:
    """Nodes after what they need, and for each node that is in a loop the number of its group.

    A group holds all nodes that need each other, at whatever remove: two nodes lie in one loop when they have the same
    number. Which nodes are in which group hangs on the needs alone, not on names or their order.
    """
    walk = _walked(nodes, needs)
    return walk.ordered, {node: number for number, group in enumerate(walk.groups) for node in group}


def _walked(nodes: Iterable[str], needs: Callable[[str], Iterable[str]]) -> _Walk:
    walk = _Walk(list(nodes), needs)
    for node in walk.nodes:
        if node not in walk.index:
            walk.visit(node)
    return walk


class _Walk:
    """Tarjan's algorithm; `low` is the smallest index that a node reaches among those still on the stack."""

    def __init__(self, nodes: list[str], needs: Callable[[str], Iterable[str]]) -> None:
        self.nodes, self.needs = nodes, needs
        self.known = set(nodes)
        self.index: dict[str, int] = {}
        self.low: dict[str, int] = {}
        self.stack: list[str] = []
        self.on_stack: set[str] = set()
        self.ordered: list[str] = []
        self.groups: list[list[str]] = []

    def visit(self, root: str) -> None:
        path = [self._enter(root)]
        while path:
            node, remaining = path[-1]
            need = next(remaining, None)
            if need is None:
                path.pop()
                self._leave(node, path[-1][0] if path else None)
            elif need not in self.index:
                path.append(self._enter(need))
            elif need in self.on_stack:
                self.low[node] = min(self.low[node], self.index[need])

    def _enter(self, node: str) -> tuple[str, Iterator[str]]:
        self.index[node] = self.low[node] = len(self.index)
        self.stack.append(node)
        self.on_stack.add(node)
        return node, iter([need for need in self.needs(node) if need in self.known])

    def _leave(self, node: str, above: str | None) -> None:
        if above is not None:
            self.low[above] = min(self.low[above], self.low[node])
        if self.low[node] != self.index[node]:
            return
        component: list[str] = []
        while not component or component[-1] != node:
            component.append(self.stack.pop())
        self.on_stack.difference_update(component)
        self.ordered += component
        if len(component) > 1 or node in self.needs(node):
            self.groups.append(component)


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
