"""Confidential goals: what a build is not made for is taken out before anything is scored, drawn or written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from mkdocs_goals.model.goal import (
    COMPANY_AUDIENCE,
    Delegated,
    Goal,
    KeyResult,
    Kpi,
    KpiMeasure,
    Objective,
    Reference,
)
from mkdocs_goals.model.portfolio import BrokenGoal, Portfolio

_AUDIENCE_LINE = re.compile(r"""["']?audience["']?\s*:\s*(?P<who>[^\n,}]*)""")


def for_audience(portfolio: Portfolio, audiences: Collection[str] = ()) -> Portfolio:
    """The portfolio as the whole company, and the audiences named, may see it.

    Left out are goals and key results for others, and whatever would tell their numbers: KPIs computed from a
    hidden KPI, key results measured by a hidden goal. Links to hidden goals are cut. A file that cannot be read is
    left out as soon as it names an audience that this build is not made for.
    """
    allowed = {COMPANY_AUDIENCE, *audiences}
    hidden = _hidden_goals(portfolio, allowed)
    broken = {goal_id: goal for goal_id, goal in portfolio.broken.items() if _may_show(goal, portfolio.texts, allowed)}
    hidden |= portfolio.broken.keys() - broken.keys()
    hidden_results = _hidden_key_results(portfolio, allowed, hidden)
    if not hidden and not hidden_results:
        return portfolio
    goals = [_without(goal, hidden, hidden_results) for goal in portfolio.goals.values() if goal.id not in hidden]
    paths = {goal.path for goal in (*portfolio.goals.values(), *portfolio.broken.values()) if goal.id in hidden}
    return replace(
        portfolio,
        objectives={goal.id: goal for goal in goals if isinstance(goal, Objective)},
        kpis={goal.id: goal for goal in goals if isinstance(goal, Kpi)},
        broken={goal_id: replace(goal, readable=None) for goal_id, goal in broken.items()},
        problems=tuple(
            problem for problem in portfolio.problems if problem.goal not in hidden and problem.place.path not in paths
        ),
        texts={path: text for path, text in portfolio.texts.items() if path not in paths},
    )


def _hidden_goals(portfolio: Portfolio, allowed: set[str]) -> set[str]:
    """Goals for others, and the KPIs computed from them at any remove."""
    hidden = {goal.id for goal in portfolio.goals.values() if goal.audience not in allowed}
    waiting = sorted(hidden)
    while waiting:
        for kpi in portfolio.formulas_on_kpi.get(waiting.pop(), ()):
            if kpi.id not in hidden:
                hidden.add(kpi.id)
                waiting.append(kpi.id)
    return hidden


def _hidden_key_results(portfolio: Portfolio, allowed: set[str], hidden: set[str]) -> set[str]:
    return {
        full_id
        for full_id, key_result in portfolio.key_results.items()
        if key_result.audience not in allowed or _measured_by(key_result) in hidden
    }


def _measured_by(key_result: KeyResult) -> str | None:
    match key_result.measure:
        case KpiMeasure(kpi=reference) | Delegated(objective=reference):
            return reference.goal
    return None


def _may_show(goal: BrokenGoal, texts: Mapping[str, str], allowed: set[str]) -> bool:
    named = (match["who"] for match in _AUDIENCE_LINE.finditer(texts.get(goal.path, "")))
    return all(who.strip().strip("\"'") in allowed for who in named)


def _without(goal: Goal, hidden: set[str], hidden_results: set[str]) -> Goal:
    supports = _kept(goal.supports, hidden, hidden_results)
    if isinstance(goal, Kpi):
        parent = goal.parent if goal.parent and goal.parent.goal not in hidden else None
        return replace(goal, supports=supports, parent=parent)
    key_results = tuple(k for k in goal.key_results if k.full_id not in hidden_results)
    continues = goal.continues if goal.continues and goal.continues.goal not in hidden else None
    return replace(
        goal,
        supports=supports,
        continues=continues,
        key_results=key_results,
        confidential_key_results=len(goal.key_results) - len(key_results),
    )


def _kept(references: Iterable[Reference], hidden: set[str], hidden_results: set[str]) -> tuple[Reference, ...]:
    return tuple(r for r in references if r.goal not in hidden and r.text not in hidden_results)
