"""From a goal's id to its card, and from some goals to a picture of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from mkdocs_goals.draw.picture import AlignmentPicture, NodeCard, NodeKind, PictureEdge
from mkdocs_goals.model.goal import Kpi
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.score.result import Scorecard

REST = "more:rest"
"""The card that counts all goals which have no place in a picture."""
MOST_COUNTED = 6
"""Cards of one picture that count the neighbours of one goal; the card above counts those of all others."""


def goal_card(portfolio: Portfolio, scorecard: Scorecard, goal_id: str) -> NodeCard:
    """The card of a goal that the portfolio knows. Raises KeyError for another."""
    goal = portfolio.goals.get(goal_id)
    if goal is None:
        return NodeCard(goal_id, NodeKind.BROKEN, portfolio.broken[goal_id].title, goal=goal_id)
    team_name = name_of_team(portfolio, goal.team)
    if isinstance(goal, Kpi):
        kpi_score = scorecard.kpis.get(goal_id)
        attainment, kpi_status = (kpi_score.attainment, kpi_score.status) if kpi_score else (None, None)
        return NodeCard(
            id=goal_id,
            kind=NodeKind.KPI,
            title=goal.title,
            goal=goal_id,
            team=goal.team,
            team_name=team_name,
            cycle=None,
            score=attainment,
            status=kpi_status,
        )
    scored = scorecard.objectives.get(goal_id)
    score, status = (scored.score, scored.status) if scored else (None, None)
    return NodeCard(
        id=goal_id,
        kind=NodeKind.OBJECTIVE,
        title=goal.title,
        goal=goal_id,
        team=goal.team,
        team_name=team_name,
        cycle=goal.cycle.title,
        score=score,
        status=status,
    )


def more_card(goal_id: str, count: int, way: str) -> NodeCard:
    """The card for so many neighbours of a goal that are not shown; `way` is `above` or `below`."""
    return NodeCard(f"more:{way}:{goal_id}", NodeKind.MORE, "", goal=goal_id, folded=count)


def with_rest(picture: AlignmentPicture, count: int, team: str | None = None) -> AlignmentPicture:
    """The picture with a last card that counts goals which it does not show; itself where there are none."""
    if not count:
        return picture
    found = picture.by_id.get(REST)
    rest = found or NodeCard(REST, NodeKind.MORE, "", team=team)
    others = tuple(node for node in picture.nodes if node is not found)
    return replace(picture, nodes=(*others, replace(rest, folded=rest.folded + count)))


def name_of_team(portfolio: Portfolio, team: str | None) -> str:
    """What people call a team; the company's name for None."""
    return portfolio.organisation.company if team is None else portfolio.teams[team].name


def picture_of(
    portfolio: Portfolio,
    scorecard: Scorecard,
    goal_ids: Iterable[str],
    focus: str | None = None,
    more: Iterable[tuple[NodeCard, PictureEdge]] = (),
    ways: Iterable[tuple[str, str]] = (),
) -> AlignmentPicture:
    """The picture of some goals, in the order given, with every link between them, and cards for what is cut."""
    shown = dict.fromkeys(goal_ids)
    edges = [
        PictureEdge(goal_id, target, kind)
        for goal_id in shown
        for target, kind in portfolio.links.helped_by(goal_id)
        if target in shown
    ]
    cut = tuple(more)
    return AlignmentPicture(
        (*(goal_card(portfolio, scorecard, goal_id) for goal_id in shown), *(card for card, _ in cut)),
        (*edges, *(edge for _, edge in cut)),
        focus,
        frozenset((*ways, *((edge.source, edge.target) for _, edge in cut))),
    )


def in_reading_order(portfolio: Portfolio, goal_ids: Iterable[str]) -> list[str]:
    """The company first, then team by team by their names, each below its parent; broken goals last.

    In a team the longest cycle comes first, KPIs come last.
    """
    ranks = portfolio.team_tree.ranks

    def key(goal_id: str) -> tuple[bool, int, int, date, str]:
        goal = portfolio.goals.get(goal_id)
        if goal is None:
            return True, 0, 0, date.max, goal_id
        team = -1 if goal.team is None else ranks.get(goal.team, -1)
        if isinstance(goal, Kpi):
            return False, team, 1, date.max, goal_id
        return False, team, -goal.cycle.days, goal.cycle.starts, goal_id

    return sorted(dict.fromkeys(goal_ids), key=key)
