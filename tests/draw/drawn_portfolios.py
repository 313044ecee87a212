"""Portfolios and scorecards made for pictures, without files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from mkdocs_goals.model.calendar import Calendar, Frequency, Period
from mkdocs_goals.model.formula import parse_formula
from mkdocs_goals.model.goal import (
    Commitment,
    Delegated,
    Direction,
    FromTo,
    KeyResult,
    Kpi,
    KpiKind,
    KpiMeasure,
    Limit,
    Measure,
    Objective,
    Prose,
    Reference,
    State,
)
from mkdocs_goals.model.organisation import Organisation, Team
from mkdocs_goals.model.place import Origin, Place, line_place
from mkdocs_goals.model.portfolio import BrokenGoal, Portfolio
from mkdocs_goals.score.result import (
    Coverage,
    Explanation,
    KpiPoint,
    KpiScore,
    KpiStatus,
    ObjectiveScore,
    Scorecard,
    Status,
    TeamScore,
)

CALENDAR = Calendar()
DAY = date(2024, 8, 20)
_EXPLAINED = Explanation("", "")
_STATUSES = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.ACHIEVED, Status.NO_DATA)


def place(goal_id: str = "goal") -> Place:
    return line_place(f"goals/{goal_id}.md", 1)


def period(text: str) -> Period:
    found = CALENDAR.period(text)
    assert found is not None
    return found


def references(texts: Iterable[str]) -> tuple[Reference, ...]:
    parts = (text.partition("/") for text in texts)
    return tuple(Reference(goal, key_result or None, place()) for goal, _, key_result in parts)


def key_result(objective: str, name: str, measure: Measure | None) -> KeyResult:
    cycle = period("2024-Q3")
    return KeyResult(
        id=name,
        objective=objective,
        title=name,
        owner=None,
        unit=None,
        weight=Decimal(1),
        starts=cycle.starts,
        due=cycle.ends,
        state=State.ACTIVE,
        reason=None,
        commitment=Commitment.ASPIRATIONAL,
        source=None,
        note=None,
        audience="company",
        measure=measure,
        phases=(),
        check_ins=(),
        origin=Origin(place(objective)),
    )


def objective(
    goal_id: str,
    *,
    title: str | None = None,
    team: str | None = None,
    cycle: str = "2024-Q3",
    supports: Sequence[str] = (),
    kpis: Sequence[str] = (),
    delegated: Sequence[str] = (),
    state: State = State.ACTIVE,
) -> Objective:
    """An objective; `kpis` and `delegated` name what its key results are measured by."""
    measures: list[Measure] = [KpiMeasure(ref, FromTo(Decimal(0), Decimal(1))) for ref in references(kpis)]
    measures += [Delegated(ref) for ref in references(delegated)]
    return Objective(
        id=goal_id,
        title=goal_id if title is None else title,
        cycle=period(cycle),
        team=team,
        owner=None,
        contributors=(),
        commitment=Commitment.ASPIRATIONAL,
        state=state,
        reason=None,
        supports=references(supports),
        weight=Decimal(1),
        key_results=tuple(key_result(goal_id, f"k{n}", measure) for n, measure in enumerate(measures)),
        initiatives=(),
        check_ins=(),
        closed=None,
        continues=None,
        audience="company",
        tags=(),
        links=(),
        prose=Prose("", 1),
        origin=Origin(place(goal_id)),
    )


def kpi(
    goal_id: str,
    *,
    title: str | None = None,
    team: str | None = None,
    parent: str | None = None,
    formula: str | None = None,
    supports: Sequence[str] = (),
    direction: Direction = Direction.UP,
    warning: Limit | None = None,
    critical: Limit | None = None,
    scale: tuple[str, ...] = (),
) -> Kpi:
    return Kpi(
        id=goal_id,
        title=goal_id if title is None else title,
        definition=None,
        team=team,
        owner=None,
        state=State.ACTIVE,
        reason=None,
        source=None,
        audience="company",
        tags=(),
        links=(),
        unit="%",
        direction=direction,
        frequency=Frequency.MONTHLY,
        targets=(),
        warning=warning,
        critical=critical,
        scale=scale,
        benchmark=None,
        kind=KpiKind.LAGGING,
        parent=references([parent])[0] if parent else None,
        formula=parse_formula(formula, Origin(place(goal_id))) if formula else None,
        measurements=(),
        data=None,
        supports=references(supports),
        prose=Prose("", 1),
        origin=Origin(place(goal_id)),
    )


def portfolio(
    *goals: Objective | Kpi, teams: Sequence[Team] = (), company: str = "Lotus Group", broken: Sequence[str] = ()
) -> Portfolio:
    return Portfolio(
        Organisation(company=company, teams={team.id: team for team in teams}),
        {goal.id: goal for goal in sorted(goals, key=lambda goal: goal.id) if isinstance(goal, Objective)},
        {goal.id: goal for goal in sorted(goals, key=lambda goal: goal.id) if isinstance(goal, Kpi)},
        {name: BrokenGoal(name, f"{name} (broken)", f"goals/{name}.md", ()) for name in broken},
    )


def scorecard(scored: Portfolio) -> Scorecard:
    """Some score for every goal, as a day would give it: statuses and numbers go round."""
    objectives = {
        goal_id: objective_score(goal_id, Decimal(number % 101) / 100, _STATUSES[number % len(_STATUSES)])
        for number, goal_id in enumerate(scored.objectives, start=37)
    }
    kpis = {
        goal_id: KpiScore(goal_id, None, Decimal("0.925"), KpiStatus.HEALTHY, (), None, None, (), (), _EXPLAINED)
        for goal_id in scored.kpis
    }
    pairs = {(goal.team, goal.cycle.id) for goal in scored.objectives.values()}
    teams = {pair: TeamScore(*pair, Decimal("0.505"), _EXPLAINED) for pair in pairs}
    return Scorecard(DAY, objectives, kpis, teams)


def objective_score(goal_id: str, score: Decimal | None, status: Status) -> ObjectiveScore:
    return ObjectiveScore(
        id=goal_id,
        score=score,
        elapsed=Decimal("0.5"),
        expected=Decimal("0.5"),
        status=status,
        confidence=None,
        stale=False,
        last_check_in=None,
        frozen_on=None,
        coverage=Coverage(0, 0, 0),
        key_results=(),
        explanation=_EXPLAINED,
    )


def kpi_point(
    period_id: str, value: object, low: object = None, high: object = None, word: str | None = None
) -> KpiPoint:
    """A KPI's value in a period with its target: one number, or from `low` to `high`."""

    def decimal(number: object) -> Decimal | None:
        return None if number is None else Decimal(str(number))

    return KpiPoint(
        period(period_id), decimal(value), word, decimal(low), decimal(low if high is None else high), None, None
    )


def company(objectives: int, teams: int, *, levels: int = 2, top: int = 4) -> Portfolio:
    """A company of so many objectives: `top` of the company, the rest of teams, each supporting one a level up."""
    goals = [objective(f"c{n:04}", title=f"Company goal {n}", cycle="2024") for n in range(top)]
    rows = [[goal.id for goal in goals]]
    left = objectives - top
    for level in range(1, levels):
        size = left if level == levels - 1 else left // 2
        row = [
            objective(
                f"g{level}-{n:04}",
                title=f"Goal {n} of level {level} that makes the company better in every town",
                team=f"team-{n % teams:03}",
                supports=[rows[-1][n % len(rows[-1])]],
            )
            for n in range(size)
        ]
        goals += row
        rows.append([goal.id for goal in row])
        left -= size
    return portfolio(*goals, teams=[Team(f"team-{n:03}", f"Team {n}") for n in range(teams)])
