"""All goals: where is the goal I look for?

A row is kept lean: at 5,000 goals every byte of it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from mkdocs_goals.model.goal import Kpi, Objective
from mkdocs_goals.model.page_addresses import ALL_GOALS, CSV
from mkdocs_goals.model.portfolio import BrokenGoal
from mkdocs_goals.publish.components.status import Chip, chip
from mkdocs_goals.publish.components.tile import value_words
from mkdocs_goals.publish.context import PageContext
from mkdocs_goals.publish.page import WIDE, PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData
from mkdocs_goals.score.attention import KPI_SEVERITY, SEVERITY

STATUS_RANK = {str(status): rank for rank, status in enumerate((*SEVERITY, *KPI_SEVERITY))}
"""The order in which statuses are sorted: those of goals, then those of KPIs, the worst first."""

OBJECTIVE, KPI, BROKEN = "objective", "kpi", "broken"


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal. `order` is the number that its value is sorted by, empty where there is none."""

    title: str
    url: str
    kind: str
    team: str
    team_id: str
    owner: str
    owner_id: str
    cycle: str
    cycle_id: str
    chip: Chip
    value: str
    order: str
    tags: str


@dataclass(frozen=True, slots=True)
class FilterValue:
    """A value that a filter can take. `depth` is a team's below the company."""

    value: str
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Filters:
    cycles: tuple[FilterValue, ...]
    teams: tuple[FilterValue, ...]
    owners: tuple[FilterValue, ...]
    statuses: tuple[FilterValue, ...]
    kinds: tuple[FilterValue, ...]
    tags: tuple[FilterValue, ...]


@dataclass(frozen=True, slots=True)
class AllGoalsView:
    title: str
    lead: str
    rows: tuple[GoalRow, ...]
    filters: Filters
    csv_url: str


def pages(data: SiteData) -> Iterator[SitePage]:
    yield SitePage(
        ALL_GOALS,
        "all_goals",
        data.words("goals.title"),
        in_nav=True,
        hide=WIDE,
        search_exclude=True,
    )


def view(context: PageContext, page: SitePage) -> AllGoalsView:
    portfolio = context.portfolio
    rows = goal_rows(context, _in_order(context.data), portfolio.kpis.values(), portfolio.broken.values())
    return AllGoalsView(
        title=page.title,
        lead=_lead(context),
        rows=rows,
        filters=filters(context, rows),
        csv_url=context.links.file(CSV),
    )


def _lead(context: PageContext) -> str:
    portfolio = context.portfolio
    objectives = context.words("count.objectives", n=len(portfolio.objectives))
    return context.words("goals.lead", objectives=objectives, kpis=context.words("count.kpis", n=len(portfolio.kpis)))


def _in_order(data: SiteData) -> list[Objective]:
    """Running goals first, then those to come and those of the past, the nearest first; by title."""
    today = data.as_of

    def order(objective: Objective) -> tuple[int, int, str, str]:
        cycle = objective.cycle
        place = 0 if cycle.contains(today) else 1 if cycle.starts > today else 2
        distance = cycle.days if place == 0 else abs((cycle.starts - today).days)
        return place, distance, objective.title.casefold(), objective.id

    return sorted(data.portfolio.objectives.values(), key=order)


def goal_rows(
    context: PageContext,
    objectives: Iterable[Objective],
    kpis: Iterable[Kpi] = (),
    broken: Iterable[BrokenGoal] = (),
) -> tuple[GoalRow, ...]:
    rows = [_objective_row(context, objective) for objective in objectives]
    rows += [_kpi_row(context, kpi) for kpi in sorted(kpis, key=lambda kpi: (kpi.title.casefold(), kpi.id))]
    return (*rows, *(_broken_row(context, goal) for goal in broken))


def _objective_row(context: PageContext, objective: Objective) -> GoalRow:
    score = context.data.score_of(objective)
    return GoalRow(
        objective.title,
        context.goal_url(objective.id),
        OBJECTIVE,
        *_whose(context, objective),
        context.format.period(objective.cycle),
        objective.cycle.id,
        chip(context.words, score.status),
        context.format.score(score.score),
        _order(score.score),
        "\n".join(objective.tags),
    )


def _kpi_row(context: PageContext, kpi: Kpi) -> GoalRow:
    score = context.data.kpi_score(kpi)
    return GoalRow(
        kpi.title,
        context.goal_url(kpi.id),
        KPI,
        *_whose(context, kpi),
        "",
        "",
        chip(context.words, score.status),
        value_words(context, kpi, score.point),
        _order(score.attainment),
        "\n".join(kpi.tags),
    )


def _broken_row(context: PageContext, goal: BrokenGoal) -> GoalRow:
    wrong = Chip("off-track", "✕", context.words("goals.broken"))
    url = context.goal_url(goal.id)
    return GoalRow(
        title=goal.title or goal.id,
        url=url,
        kind=BROKEN,
        team="",
        team_id="",
        owner="",
        owner_id="",
        cycle="",
        cycle_id="",
        chip=wrong,
        value="",
        order="",
        tags="",
    )


def _whose(context: PageContext, goal: Objective | Kpi) -> tuple[str, str, str, str]:
    people = context.portfolio.people
    owner = people[goal.owner].name if goal.owner else ""
    return context.team(goal.team).text, goal.team or "", owner, goal.owner or ""


def _order(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def filters(context: PageContext, rows: Iterable[GoalRow]) -> Filters:
    """The values that the rows have, each filter in the order in which people look for them."""
    rows = tuple(rows)
    statuses = _status_choices(rows)
    worst_first = sorted(statuses, key=lambda status: STATUS_RANK.get(status, len(STATUS_RANK)))
    kinds = {row.kind for row in rows}
    return Filters(
        cycles=tuple(
            FilterValue(row.cycle_id, row.cycle) for row in {r.cycle_id: r for r in rows if r.cycle_id}.values()
        ),
        teams=tuple(team_choices(context, {row.team_id for row in rows})),
        owners=tuple(
            sorted((FilterValue(i, n) for i, n in {(r.owner_id, r.owner) for r in rows if r.owner_id}), key=_by_text)
        ),
        statuses=tuple(FilterValue(status, statuses[status]) for status in worst_first),
        kinds=tuple(
            FilterValue(kind, context.words(f"goals.kind.{kind}")) for kind in (OBJECTIVE, KPI, BROKEN) if kind in kinds
        ),
        tags=tuple(_tag_choices(rows)),
    )


def _status_choices(rows: Iterable[GoalRow]) -> dict[str, str]:
    """What each status is called; goals and KPIs may call the same one by two words: `○ No news yet / No data yet`."""
    chips: dict[str, dict[str, Chip]] = {}
    for row in rows:
        chips.setdefault(row.chip.status, {}).setdefault(row.chip.word, row.chip)
    return {status: f"{next(iter(found.values())).sign} {' / '.join(found)}" for status, found in chips.items()}


def team_choices(context: PageContext, teams: set[str]) -> Iterator[FilterValue]:
    """The company, then every team that has goals or whose sub-teams have, below its parent."""
    if "" in teams:
        yield FilterValue("-", context.data.name)
    shown = context.data.with_teams_above(team for team in teams if team)
    for team, depth in context.data.teams_in_order:
        if team.id in shown:
            yield FilterValue(team.id, team.name, depth)


def _tag_choices(rows: Iterable[GoalRow]) -> list[FilterValue]:
    tags = {tag for row in rows for tag in row.tags.split("\n") if tag}
    return sorted((FilterValue(tag, tag) for tag in tags), key=_by_text)


def _by_text(choice: FilterValue) -> tuple[str, str]:
    return choice.text.casefold(), choice.value


KIND = PageKind("all_goals", pages, view)
