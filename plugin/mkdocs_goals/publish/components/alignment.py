"""What a goal helps, and what helps it: drawn, and as lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_goals.draw.alignment import goal_picture
from mkdocs_goals.draw.links import helped_by, helpers_of
from mkdocs_goals.model.goal import Goal, Objective
from mkdocs_goals.publish.components.picture import Drawing, drawing
from mkdocs_goals.publish.components.tree import Node, goal_node
from mkdocs_goals.publish.context import Anchor, PageContext

HIGHEST = 6
"""Levels of a way up to the company that are listed."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`missing` are names of goals that do not exist."""

    drawing: Drawing | None
    helps: tuple[Node, ...]
    helped_by: tuple[Node, ...]
    missing: tuple[str, ...]


def neighbourhood(context: PageContext, objective: Objective) -> Neighbourhood:
    portfolio = context.portfolio
    shown = goal_picture(portfolio, context.scorecard, objective.id)
    return Neighbourhood(
        drawing(context, shown, context.words("graph.label", title=objective.title), objective.cycle.id),
        ways_up(context, [objective.id]),
        tuple(_node(context, name) for name, _ in helpers_of(portfolio, objective.id)),
        tuple(r.text for r in objective.supports if not portfolio.knows(r.goal)),
    )


def ways_up(context: PageContext, goals: Iterable[str]) -> tuple[Node, ...]:
    """What some goals help, below each what that helps in turn, up to the company. Each goal unfolds once."""
    seen: set[str] = set()

    def node(name: str, level: int) -> Node:
        above = helped_by(context.portfolio, name)
        if name in seen or level >= HIGHEST:
            return _node(context, name, again=bool(above))
        seen.add(name)
        return _node(context, name, below=tuple(node(goal, level + 1) for goal, _ in above))

    first = dict.fromkeys(name for goal in goals for name, _ in helped_by(context.portfolio, goal))
    return tuple(node(name, 1) for name in first)


def _node(context: PageContext, name: str, *, again: bool = False, below: tuple[Node, ...] = ()) -> Node:
    goal: Goal | None = context.portfolio.goals.get(name)
    if goal is not None:
        return goal_node(context, goal, again=again, below=below)
    remark = context.words("goals.broken")
    return Node(Anchor(context.portfolio.broken[name].title or name, context.goal_url(name)), None, "", remark)
