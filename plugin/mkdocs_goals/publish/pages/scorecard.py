"""Scorecard: are our vital signs fine? Every KPI, by team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from mkdocs_goals.model.goal import Kpi
from mkdocs_goals.model.page_addresses import SCORECARD
from mkdocs_goals.publish.components.status import Chip, chip
from mkdocs_goals.publish.components.tile import Tile, tile
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import WIDE, PageKind, SitePage
from mkdocs_goals.publish.pages.all_goals import FilterValue, team_choices
from mkdocs_goals.publish.site_data import SiteData
from mkdocs_goals.score.result import KpiStatus

ORDER = ("critical", "warning", "healthy", "met", "no-data", "no-target", "draft", "postponed", "cancelled", "closed")


MOST_ROWS = 120
"""KPIs that the scorecard shows."""
FEWEST_OF_A_TEAM = 3
"""Where there are more, each team shows its worst, but at least so many."""


@dataclass(frozen=True, slots=True)
class KpiCount:
    chip: Chip
    number: int
    share: int


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """A team's KPIs, the worst first; `rest` leads to those that are not shown."""

    team: Anchor
    team_id: str
    tiles: tuple[Tile, ...]
    rest: Anchor | None


@dataclass(frozen=True, slots=True)
class ScorecardView:
    title: str
    counts: tuple[KpiCount, ...]
    overdue: int
    teams: tuple[FilterValue, ...]
    statuses: tuple[FilterValue, ...]
    groups: tuple[TeamGroup, ...]
    rest: Anchor | None


def pages(data: SiteData) -> Iterator[SitePage]:
    yield SitePage(
        SCORECARD,
        "scorecard",
        data.words("scorecard.title"),
        in_nav=bool(data.portfolio.kpis),
        hide=WIDE,
        search_exclude=True,
    )


def view(context: PageContext, page: SitePage) -> ScorecardView:
    return scorecard(context, page.title, context.portfolio.kpis.values())


def scorecard(context: PageContext, title: str, kpis: Iterable[Kpi]) -> ScorecardView:
    """Some KPIs by team, the company's first, then in the order of the teams."""
    kpis = tuple(kpis)
    found = kpi_counts(context, kpis)
    teams, each = _that_fit(_by_team(context, kpis), len(kpis))
    behind = len(kpis) - sum(len(of_team) for of_team in teams.values())
    return ScorecardView(
        title=title,
        counts=found,
        overdue=sum(bool(context.data.kpi_score(kpi).overdue) for kpi in kpis),
        teams=tuple(team_choices(context, {kpi.team or "" for kpi in kpis})),
        statuses=tuple(FilterValue(count.chip.status, f"{count.chip.sign} {count.chip.word}") for count in found),
        groups=tuple(_group(context, team, of_team, each) for team, of_team in teams.items()),
        rest=context.rest(behind, 0, context.goals_url(kind="kpi")),
    )


def kpi_counts(context: PageContext, kpis: Iterable[Kpi]) -> tuple[KpiCount, ...]:
    found = Counter(context.data.kpi_score(kpi).status for kpi in kpis)
    total = found.total()
    return tuple(
        KpiCount(chip(context.words, status), found[status], round(100 * found[status] / total))
        for status in sorted(KpiStatus, key=ORDER.index)
        if found[status]
    )


def _by_team(context: PageContext, kpis: Iterable[Kpi]) -> dict[str, list[Kpi]]:
    """KPIs by team id, the company's (empty) first, then in the order of the teams."""
    by_team: dict[str, list[Kpi]] = {}
    for kpi in kpis:
        by_team.setdefault(kpi.team or "", []).append(kpi)
    rank = {"": -1, **context.data.team_rank}
    return {team: by_team[team] for team in sorted(by_team, key=lambda team: (rank.get(team, len(rank)), team))}


def _that_fit(by_team: dict[str, list[Kpi]], total: int) -> tuple[dict[str, list[Kpi]], int]:
    """The teams that are shown, and how many KPIs of each: all where there is room."""
    if total <= MOST_ROWS:
        return by_team, total
    each = max(MOST_ROWS // len(by_team), FEWEST_OF_A_TEAM)
    return dict(islice(by_team.items(), MOST_ROWS // each)), each


def _group(context: PageContext, team: str, kpis: list[Kpi], most: int) -> TeamGroup:
    ordered = context.data.kpis_worst_first(kpis)
    rest = context.rest(len(kpis), most, context.goals_url(kind="kpi", team=team or "-"))
    shown = tuple(tile(context, kpi) for kpi in ordered[:most])
    return TeamGroup(context.team(team or None), team or "-", shown, rest)


KIND = PageKind("scorecard", pages, view)
