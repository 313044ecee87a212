"""How goals help each other: the kinds of help, who helps whom, and which goals stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from mkdocs_goals.model.goal import Delegated, Kpi, KpiMeasure, Objective

if TYPE_CHECKING:
    from mkdocs_goals.model.portfolio import Portfolio


class EdgeKind(StrEnum):
    """How one goal helps another, the strongest way last."""

    SUPPORTS = "supports"
    DRIVES = "drives"
    MEASURES = "measures"
    DELEGATES = "delegates"

    @property
    def strength(self) -> int:
        return _STRENGTH[self]


_STRENGTH = {kind: strength for strength, kind in enumerate(EdgeKind)}

GoalLink = tuple[str, EdgeKind]
"""The id of the goal at the other end, and how the one helps the other."""


class LinkIndex:
    """Which goal of a portfolio helps which, and how. An answer is kept: thousands of pages ask the same again."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._above: dict[str, tuple[GoalLink, ...]] = {}
        self._below: dict[str, tuple[GoalLink, ...]] = {}
        self._same: dict[GoalLink, GoalLink] = {}
        """One object for every equal link: densely linked goals have millions."""

    def helped_by(self, goal_id: str) -> tuple[GoalLink, ...]:
        """The goals that a goal helps: those it supports, measures, drives, or is delegated from. Each once."""
        found = self._above.get(goal_id)
        if found is None:
            found = self._above[goal_id] = self._unique(goal_id, _helped_by(self._portfolio, goal_id))
        return found

    def helpers_of(self, goal_id: str) -> tuple[GoalLink, ...]:
        """The goals that help a goal, objectives before KPIs. Each once."""
        found = self._below.get(goal_id)
        if found is None:
            kpis = self._portfolio.kpis
            links = self._unique(goal_id, _helpers_of(self._portfolio, goal_id))
            found = self._below[goal_id] = tuple(sorted(links, key=lambda link: link[0] in kpis))
        return found

    def helps_nothing(self, objective: Objective) -> bool:
        """Whether a team's objective stands alone: it supports no goal that exists, and none is delegated to it."""
        return objective.team is not None and not self.helped_by(objective.id)

    def is_unsupported(self, objective: Objective) -> bool:
        """Whether no objective that counts helps an objective of the company.

        Neither a KPI that supports it nor a goal that is a draft, cancelled or postponed carries it.
        """
        if objective.team is not None:
            return False
        helpers = (self._portfolio.objectives.get(helper) for helper, _ in self.helpers_of(objective.id))
        return not any(helper is not None and helper.state.counts for helper in helpers)

    def _unique(self, goal_id: str, links: Iterable[GoalLink]) -> tuple[GoalLink, ...]:
        """One link for each other goal, the strongest, in the order of mention."""
        found: dict[str, EdgeKind] = {}
        for other, kind in links:
            before = found.get(other)
            if other != goal_id and (before is None or kind.strength > before.strength):
                found[other] = kind
        return tuple(self._same.setdefault(link, link) for link in found.items())


def _helped_by(portfolio: Portfolio, goal_id: str) -> Iterator[GoalLink]:
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


def _helpers_of(portfolio: Portfolio, goal_id: str) -> Iterator[GoalLink]:
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


def _measures_of(portfolio: Portfolio, objective: Objective) -> Iterator[GoalLink]:
    for key_result in objective.key_results:
        match key_result.measure:
            case KpiMeasure(kpi=reference) if portfolio.knows(reference.goal):
                yield reference.goal, EdgeKind.MEASURES
            case Delegated(objective=reference) if portfolio.knows(reference.goal):
                yield reference.goal, EdgeKind.DELEGATES
