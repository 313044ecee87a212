"""From a goal's id to its card, and from some goals to a picture of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mkdocs_goals.draw.links import helped_by
from mkdocs_goals.draw.picture import AlignmentPicture, NodeCard, NodeKind, PictureEdge, merged
from mkdocs_goals.model.goal import Kpi
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.score.result import Scorecard


def goal_card(portfolio: Portfolio, scorecard: Scorecard, goal_id: str) -> NodeCard:
    """The card of a goal that the portfolio knows. Raises KeyError for another."""
    goal = portfolio.goals.get(goal_id)
    if goal is None:
        return NodeCard(goal_id, NodeKind.BROKEN, portfolio.broken[goal_id].title, goal=goal_id)
    team_name = name_of_team(portfolio, goal.team)
    if isinstance(goal, Kpi):
        kpi_score = scorecard.kpis.get(goal_id)
        attainment, kpi_status = (kpi_score.attainment, kpi_score.status) if kpi_score else (None, None)
        return NodeCard(goal_id, NodeKind.KPI, goal.title, goal_id, goal.team, team_name, None, attainment, kpi_status)
    scored = scorecard.objectives.get(goal_id)
    score, status = (scored.score, scored.status) if scored else (None, None)
    return NodeCard(
        goal_id, NodeKind.OBJECTIVE, goal.title, goal_id, goal.team, team_name, goal.cycle.title, score, status
    )


def more_card(goal_id: str, count: int, way: str) -> NodeCard:
    """The card for so many neighbours of a goal that are not shown; `way` is `above` or `below`."""
    return NodeCard(f"more:{way}:{goal_id}", NodeKind.MORE, "", goal=goal_id, folded=count)


def name_of_team(portfolio: Portfolio, team: str | None) -> str:
    """What people call a team; the company's name for None."""
    return portfolio.organisation.company if team is None else portfolio.teams[team].name


def picture_of(
    portfolio: Portfolio,
    scorecard: Scorecard,
    goal_ids: Iterable[str],
    focus: str | None = None,
    more: Iterable[tuple[NodeCard, PictureEdge]] = (),
) -> AlignmentPicture:
    """The picture of some goals, in the order given, with every link between them, and cards for what is cut."""
    shown = dict.fromkeys(goal_ids)
    edges = [
        PictureEdge(goal_id, target, kind)
        for goal_id in shown
        for target, kind in helped_by(portfolio, goal_id)
        if target in shown
    ]
    cut = tuple(more)
    return AlignmentPicture(
        (*(goal_card(portfolio, scorecard, goal_id) for goal_id in shown), *(card for card, _ in cut)),
        merged((*edges, *(edge for _, edge in cut))),
        focus,
    )


def lineage(portfolio: Portfolio, team: str | None) -> tuple[str, ...]:
    """A team's ids from the one directly under the company down to its own; nothing for the company.

    Where parents go round in a loop, it begins where the loop closes.
    """
    found: dict[str, None] = {}
    while team is not None and team not in found and team in portfolio.teams:
        found[team] = None
        team = portfolio.teams[team].parent
    return tuple(reversed(found))


def in_reading_order(portfolio: Portfolio, goal_ids: Iterable[str]) -> list[str]:
    """The company first, then team by team by their names, each below its parent; broken goals last.

    In a team the longest cycle comes first, KPIs come last.
    """
    places: dict[str | None, tuple[tuple[str, str], ...]] = {}

    def place(team: str | None) -> tuple[tuple[str, str], ...]:
        if team not in places:
            names = ((name_of_team(portfolio, each).casefold(), each) for each in lineage(portfolio, team))
            places[team] = tuple(names)
        return places[team]

    def key(goal_id: str) -> tuple[bool, tuple[tuple[str, str], ...], int, date, str]:
        goal = portfolio.goals.get(goal_id)
        if goal is None:
            return True, (), 0, date.max, goal_id
        if isinstance(goal, Kpi):
            return False, place(goal.team), 1, date.max, goal_id
        return False, place(goal.team), -goal.cycle.days, goal.cycle.starts, goal_id

    return sorted(dict.fromkeys(goal_ids), key=key)
