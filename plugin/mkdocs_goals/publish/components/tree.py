"""Goals below goals, as a nested list: the equal of every graph."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice

from mkdocs_goals.model.goal import Goal, Kpi
from mkdocs_goals.publish.components.chip import Chip, chip
from mkdocs_goals.publish.components.tile import value_words
from mkdocs_goals.publish.context import Anchor, PageContext


@dataclass(frozen=True, slots=True)
class Node:
    """`again` says that what is below it was listed above already."""

    anchor: Anchor
    chip: Chip | None
    value: str
    remark: str
    again: bool = False
    below: tuple[Node, ...] = field(default=())


def goal_node(context: PageContext, goal: Goal, *, again: bool = False, below: tuple[Node, ...] = ()) -> Node:
    anchor = Anchor(goal.title, context.goal_url(goal.id))
    remark = context.team(goal.team).text
    if isinstance(goal, Kpi):
        kpi_score = context.data.kpi_score(goal)
        value = value_words(context, goal, kpi_score.point)
        return Node(
            anchor=anchor,
            chip=chip(context.words, kpi_score.status),
            value=value,
            remark=remark,
            again=again,
            below=below,
        )
    score = context.data.score_of(goal)
    return Node(
        anchor=anchor,
        chip=chip(context.words, score.status),
        value=context.format.score(score.score),
        remark=remark,
        again=again,
        below=below,
    )


def some_nodes(context: PageContext, goals: Collection[Goal], most: int, url: str | None) -> tuple[Node, ...]:
    """The first of some goals, and where there are more of them a last line that counts those and leads to `url`."""
    shown = tuple(goal_node(context, goal) for goal in islice(goals, most))
    return (*shown, *more_node(context, len(goals) - len(shown), url))


def more_node(context: PageContext, count: int, url: str | None) -> tuple[Node, ...]:
    """The last line of a list, which counts what is not shown; nothing where all is."""
    rest = context.rest(count, 0, url)
    return (Node(rest, None, "", ""),) if rest else ()
