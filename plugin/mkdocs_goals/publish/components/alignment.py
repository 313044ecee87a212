"""What a goal helps, and what helps it: drawn, and as lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_goals.draw.alignment import goal_picture
from mkdocs_goals.draw.links import Link, helped_by, helpers_of
from mkdocs_goals.model.goal import Goal, Objective
from mkdocs_goals.publish.components.picture import Drawing, drawing
from mkdocs_goals.publish.components.tree import Node, goal_node
from mkdocs_goals.publish.context import Anchor, PageContext


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
        tuple(_nodes(context, helped_by(portfolio, objective.id))),
        tuple(_nodes(context, helpers_of(portfolio, objective.id))),
        tuple(r.text for r in objective.supports if not portfolio.knows(r.goal)),
    )


def _nodes(context: PageContext, links: Iterable[Link]) -> Iterator[Node]:
    for name, _ in links:
        goal: Goal | None = context.portfolio.goals.get(name)
        if goal is not None:
            yield goal_node(context, goal)
        else:
            remark = context.words("goals.broken")
            yield Node(Anchor(context.portfolio.broken[name].title or name, context.goal_url(name)), None, "", remark)
