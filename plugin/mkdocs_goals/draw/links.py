"""Which goal helps which, by the portfolio's indexes. Each question costs as much as its answer is long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs_goals.draw.picture import EdgeKind
from mkdocs_goals.model.goal import Delegated, Kpi, KpiMeasure, Objective
from mkdocs_goals.model.portfolio import Portfolio

Link = tuple[str, EdgeKind]
"""The id of the goal at the other end, and how the one helps the other."""


def helped_by(portfolio: Portfolio, goal_id: str) -> tuple[Link, ...]:
    """The goals that a goal helps: those it supports, measures, drives, or is delegated from. Each once."""
    return _unique(goal_id, _helped_by(portfolio, goal_id))


def helpers_of(portfolio: Portfolio, goal_id: str) -> tuple[Link, ...]:
    """The goals that help a goal, objectives before KPIs. Each once."""
    found = _unique(goal_id, _helpers_of(portfolio, goal_id))
    return tuple(sorted(found, key=lambda link: link[0] in portfolio.kpis))


def _helped_by(portfolio: Portfolio, goal_id: str) -> Iterator[Link]:
    goal = portfolio.goals.get(goal_id)
    if goal is None:
        return
    for reference in goal.supports:
        if portfolio.knows(reference.goal):
            yield reference.goal, EdgeKind.SUPPORTS
    if not isinstance(goal, Kpi):
        for key_result in portfolio.key_results_on_objective.get(goal_id, ()):
            yield key_result.objective, EdgeKind.DELEGATES
        return
    for key_result in portfolio.key_results_on_kpi.get(goal_id, ()):
        yield key_result.objective, EdgeKind.MEASURES
    if goal.parent and portfolio.knows(goal.parent.goal):
        yield goal.parent.goal, EdgeKind.DRIVES
    for computed in portfolio.formulas_on_kpi.get(goal_id, ()):
        yield computed.id, EdgeKind.DRIVES


def _helpers_of(portfolio: Portfolio, goal_id: str) -> Iterator[Link]:
    for supporter in portfolio.supporters.get(goal_id, ()):
        yield supporter.id, EdgeKind.SUPPORTS
    goal = portfolio.goals.get(goal_id)
    if isinstance(goal, Objective):
        yield from _measures_of(portfolio, goal)
    elif isinstance(goal, Kpi):
        for child in portfolio.kpi_children.get(goal_id, ()):
            yield child.id, EdgeKind.DRIVES
        for name in goal.formula.kpis if goal.formula else ():
            if portfolio.knows(name):
                yield name, EdgeKind.DRIVES


def _measures_of(portfolio: Portfolio, objective: Objective) -> Iterator[Link]:
    for key_result in objective.key_results:
        match key_result.measure:
            case KpiMeasure(kpi=reference) if portfolio.knows(reference.goal):
                yield reference.goal, EdgeKind.MEASURES
            case Delegated(objective=reference) if portfolio.knows(reference.goal):
                yield reference.goal, EdgeKind.DELEGATES


def _unique(goal_id: str, links: Iterable[Link]) -> tuple[Link, ...]:
    """One link for each other goal, the strongest, in the order of mention."""
    found: dict[str, EdgeKind] = {}
    for other, kind in links:
        before = found.get(other)
        if other != goal_id and (before is None or kind.strength > before.strength):
            found[other] = kind
    return tuple(found.items())
