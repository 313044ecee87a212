"""What a goal helps, and what helps it: drawn, and as lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from mkdocs_goals.draw.alignment import goal_picture
from mkdocs_goals.model.goal import Goal, Objective
from mkdocs_goals.model.page_addresses import alignment_address
from mkdocs_goals.publish.components.picture import Drawing, drawing
from mkdocs_goals.publish.components.tree import Node, goal_node, more_node
from mkdocs_goals.publish.context import Anchor, PageContext

HIGHEST = 6
"""Levels of a way up to the company that are listed."""
MOST_WAYS = 40
"""Goals on all ways up together that are listed."""
MOST_OF_ONE = 12
"""Goals that one goal on the way helps, of which as many are listed."""
MOST_HELPERS = 30
"""Helpers of a goal that are listed."""
MOST_MISSING = 10
"""Names of goals that do not exist."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`missing` are names of goals that do not exist; `more_missing` says how many others there are."""

    drawing: Drawing | None
    helps: tuple[Node, ...]
    helped_by: tuple[Node, ...]
    missing: tuple[str, ...]
    more_missing: Anchor | None


def neighbourhood(context: PageContext, objective: Objective) -> Neighbourhood:
    portfolio = context.portfolio
    shown = goal_picture(portfolio, context.scorecard, objective.id)
    helpers = portfolio.links.helpers_of(objective.id)
    alignment = context.links(alignment_address(objective.cycle.id))
    missing = [r.text for r in objective.supports if not portfolio.knows(r.goal)]
    return Neighbourhood(
        drawing=drawing(context, shown, context.words("graph.label", title=objective.title), objective.cycle.id),
        helps=ways_up(context, [objective.id], alignment),
        helped_by=(
            *(_node(context, name) for name, _ in helpers[:MOST_HELPERS]),
            *more_node(context, len(helpers) - MOST_HELPERS, alignment),
        ),
        missing=tuple(missing[:MOST_MISSING]),
        more_missing=context.rest(len(missing), MOST_MISSING, context.edit_url(objective.origin.key("supports"))),
    )


def ways_up(context: PageContext, goals: Iterable[str], url: str) -> tuple[Node, ...]:
    """What some goals help, below each what that helps in turn, up to the company. Each goal unfolds once.

    What finds no room is counted: on the way by a line that leads to the goal there, at the end by one that leads to
    `url`.
    """
    first = dict.fromkeys(name for goal in goals for name, _ in context.portfolio.links.helped_by(goal))
    climb = _Climb(context, MOST_WAYS)
    shown = tuple(climb.node(name, 1) for name in islice(first, MOST_WAYS // 2))
    return (*shown, *more_node(context, len(first) - len(shown), url))


class _Climb:
    """Makes the nodes of ways up while there is room for more."""

    def __init__(self, context: PageContext, room: int) -> None:
        self.context, self.room = context, room
        self.seen: set[str] = set()

    def node(self, name: str, level: int) -> Node:
        self.room -= 1
        above = self.context.portfolio.links.helped_by(name)
        if name in self.seen or level >= HIGHEST:
            return _node(self.context, name, again=bool(above))
        self.seen.add(name)
        return _node(self.context, name, below=tuple(self._above(name, level)))

    def _above(self, name: str, level: int) -> Iterator[Node]:
        above = self.context.portfolio.links.helped_by(name)
        shown = 0
        for goal, _ in above[:MOST_OF_ONE]:
            if self.room <= 0:
                break
            shown += 1
            yield self.node(goal, level + 1)
        yield from more_node(self.context, len(above) - shown, self.context.links_url(name))


def _node(context: PageContext, name: str, *, again: bool = False, below: tuple[Node, ...] = ()) -> Node:
    goal: Goal | None = context.portfolio.goals.get(name)
    if goal is not None:
        return goal_node(context, goal, again=again, below=below)
    remark = context.words("goals.broken")
    return Node(Anchor(context.portfolio.broken[name].title or name, context.goal_url(name)), None, "", remark)
