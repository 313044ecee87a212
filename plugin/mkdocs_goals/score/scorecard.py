"""A portfolio's scorecard as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from mkdocs_goals.collecting import collecting_later
from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Delegated, Objective
from mkdocs_goals.model.order import dependency_groups
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.model.rounding import in_digits
from mkdocs_goals.score.formulas import Inputs
from mkdocs_goals.score.kpi import is_computed, score_kpi
from mkdocs_goals.score.means import total, weighted_mean
from mkdocs_goals.score.measure import Known
from mkdocs_goals.score.objective import score_objective
from mkdocs_goals.score.result import Explanation, Input, KpiScore, LeftOut, ObjectiveScore, Scorecard, TeamScore


def score_portfolio(portfolio: Portfolio, as_of: date) -> Scorecard:
    """Every score of a portfolio as of a day. What is dated later does not exist yet."""
    with collecting_later():
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
    """The shortest cycle that contains the day and has objectives of the company.

    Where no running cycle has any, the shortest that has objectives. Those that count go before drafts and what was
    cancelled or postponed.
    """
    running = [cycle for cycle in portfolio.cycles if cycle.contains(day) and cycle.id in portfolio.objectives_of_cycle]
    return min(running, key=lambda cycle: (_remoteness(portfolio, cycle), cycle.days, cycle), default=None)


def _remoteness(portfolio: Portfolio, cycle: Cycle) -> int:
    """0 for a cycle with objectives of the company that count, 1 for one with others that count, else 2."""
    counting = [objective for objective in portfolio.objectives_of_cycle[cycle.id] if objective.state.counts]
    if any(objective.team is None for objective in counting):
        return 0
    return 1 if counting else 2


def _kpis(portfolio: Portfolio, as_of: date) -> Mapping[str, KpiScore]:
    """KPIs after those that their formulas name; those in a loop have no value."""
    order, loops = dependency_groups(portfolio.kpis, lambda kpi_id: _formula_inputs(portfolio, kpi_id))
    inputs = Inputs(portfolio.kpis, portfolio.organisation.calendar, as_of)
    for kpi_id in order:
        inputs.scores[kpi_id] = score_kpi(portfolio.kpis[kpi_id], inputs, kpi_id in loops)
    return inputs.scores


def _formula_inputs(portfolio: Portfolio, kpi_id: str) -> tuple[str, ...]:
    kpi = portfolio.kpis[kpi_id]
    return kpi.formula.kpis if kpi.formula and is_computed(kpi) else ()


def _objectives(portfolio: Portfolio, kpis: Mapping[str, KpiScore], as_of: date) -> dict[str, ObjectiveScore]:
    """Objectives after those that their key results are delegated to; inside a loop no score passes."""
    order, loops = dependency_groups(
        portfolio.objectives, lambda objective_id: _delegated_to(portfolio.objectives[objective_id])
    )
    organisation = portfolio.organisation
    scored: dict[str, ObjectiveScore] = {}
    known = Known(
        calendar=organisation.calendar,
        kpis=portfolio.kpis,
        kpi_scores=kpis,
        objectives=portfolio.objectives,
        scores=scored,
        loops=loops,
    )
    for objective_id in order:
        scored[objective_id] = score_objective(portfolio.objectives[objective_id], known, organisation.policy, as_of)
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
    inputs = tuple(
        Input(name=o.title, value=score, place=o.origin.place, weight=o.weight, goal=o.id) for o, score in counted
    )
    calculation = "all weights are zero" if counted else "no objective has a score"
    mean = weighted_mean((o.weight, score) for o, score in counted)
    if mean is not None:
        terms = " + ".join(f"{in_digits(o.weight)} × {in_digits(score)}" for o, score in counted)
        calculation = f"({terms}) ÷ {in_digits(total(o.weight for o, _ in counted))} = {in_digits(mean)}"
    return TeamScore(team, cycle, mean, Explanation(formula, calculation, inputs, tuple(left_out)))
