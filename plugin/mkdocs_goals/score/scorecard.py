"""A portfolio's scorecard as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Delegated, Objective
from mkdocs_goals.model.numbers import shown
from mkdocs_goals.model.order import dependency_order
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.score.kpi import score_kpi
from mkdocs_goals.score.measure import Known
from mkdocs_goals.score.objective import score_objective
from mkdocs_goals.score.result import Explanation, Input, KpiScore, LeftOut, ObjectiveScore, Scorecard, TeamScore

ZERO = Decimal(0)


def score_portfolio(portfolio: Portfolio, as_of: date) -> Scorecard:
    """Every score of a portfolio as of a day. What is dated later does not exist yet."""
    kpis = _kpis(portfolio, as_of)
    objectives = _objectives(portfolio, kpis, as_of)
    return Scorecard(
        as_of=as_of,
        objectives={objective_id: objectives[objective_id] for objective_id in portfolio.objectives},
        kpis={kpi_id: kpis[kpi_id] for kpi_id in portfolio.kpis},
        teams=_teams(portfolio, objectives),
        current_cycle=current_cycle(portfolio, as_of),
    )


def current_cycle(portfolio: Portfolio, day: date) -> Cycle | None:
    """The shortest cycle that contains the day and has objectives."""
    running = [cycle for cycle in portfolio.cycles if cycle.contains(day) and cycle.id in portfolio.objectives_of_cycle]
    return min(running, key=lambda cycle: (cycle.days, cycle), default=None)


def _kpis(portfolio: Portfolio, as_of: date) -> dict[str, KpiScore]:
    """KPIs after those that their formulas name; in a loop nothing can be computed, so those come out empty."""
    order, loops = dependency_order(portfolio.kpis, lambda kpi_id: _formula_inputs(portfolio, kpi_id))
    looping = {kpi_id for loop in loops for kpi_id in loop}
    scored: dict[str, KpiScore] = {}
    for kpi_id in order:
        usable: Mapping[str, KpiScore] = {} if kpi_id in looping else scored
        scored[kpi_id] = score_kpi(portfolio.kpis[kpi_id], usable, portfolio.organisation.calendar, as_of)
    return scored


def _formula_inputs(portfolio: Portfolio, kpi_id: str) -> tuple[str, ...]:
    formula = portfolio.kpis[kpi_id].formula
    return formula.kpis if formula else ()


def _objectives(portfolio: Portfolio, kpis: Mapping[str, KpiScore], as_of: date) -> dict[str, ObjectiveScore]:
    """Objectives after those that their key results are delegated to; a loop has no score to give."""
    order, loops = dependency_order(
        portfolio.objectives, lambda objective_id: _delegated_to(portfolio.objectives[objective_id])
    )
    looping = {objective_id for loop in loops for objective_id in loop}
    organisation = portfolio.organisation
    frequencies = {kpi.id: kpi.frequency for kpi in portfolio.kpis.values()}
    scored: dict[str, ObjectiveScore] = {}
    usable: dict[str, ObjectiveScore] = {}
    known = Known(organisation.calendar, kpis, frequencies, usable)
    for objective_id in order:
        scored[objective_id] = score_objective(portfolio.objectives[objective_id], known, organisation.policy, as_of)
        if objective_id not in looping:
            usable[objective_id] = scored[objective_id]
    return scored


def _delegated_to(objective: Objective) -> list[str]:
    return [k.measure.objective.goal for k in objective.key_results if isinstance(k.measure, Delegated)]


def _teams(portfolio: Portfolio, objectives: Mapping[str, ObjectiveScore]) -> dict[tuple[str | None, str], TeamScore]:
    """The score of every team in every cycle in which it has objectives, and the company's in every cycle."""
    groups: dict[tuple[str | None, str], list[Objective]] = {(None, cycle.id): [] for cycle in portfolio.cycles}
    for objective in portfolio.objectives.values():
        groups.setdefault((objective.team, objective.cycle.id), []).append(objective)
    return {(team, cycle): _team_score(team, cycle, members, objectives) for (team, cycle), members in groups.items()}


def _team_score(
    team: str | None, cycle: str, members: Iterable[Objective], scores: Mapping[str, ObjectiveScore]
) -> TeamScore:
    formula = "Σ(weight × score) ÷ Σ weight, over its own objectives in the cycle"
    counted: list[tuple[Objective, Decimal]] = []
    left_out = []
    for objective in members:
        score = scores[objective.id].score
        if objective.state.counts and score is not None:
            counted.append((objective, score))
        else:
            reason = "not scored" if objective.state.counts else str(objective.state)
            left_out.append(LeftOut(objective.title, reason, objective.origin.place))
    total = sum((objective.weight for objective, _ in counted), ZERO)
    inputs = tuple(Input(o.title, score, o.origin.place, o.weight, o.id) for o, score in counted)
    mean, calculation = None, "all weights are zero" if counted else "no objective has a score"
    if total:
        mean = sum((o.weight * score for o, score in counted), ZERO) / total
        terms = " + ".join(f"{shown(o.weight)} × {shown(score)}" for o, score in counted)
        calculation = f"({terms}) ÷ {shown(total)} = {shown(mean)}"
    return TeamScore(team, cycle, mean, Explanation(formula, calculation, inputs, tuple(left_out)))
