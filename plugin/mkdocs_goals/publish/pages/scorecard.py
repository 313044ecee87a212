"""Scorecard: are our vital signs fine? Every KPI, by team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_goals.model.goal import Kpi
from mkdocs_goals.publish.addresses import SCORECARD
from mkdocs_goals.publish.company import Company
from mkdocs_goals.publish.components.chip import Chip, chip
from mkdocs_goals.publish.components.tile import Tile, tile
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import WIDE, PageKind, SitePage
from mkdocs_goals.publish.pages.all_goals import Choice, team_choices
from mkdocs_goals.score.result import KpiStatus

ORDER = ("critical", "warning", "healthy", "met", "no-data", "no-target", "draft", "postponed", "cancelled", "closed")


@dataclass(frozen=True, slots=True)
class KpiCount:
    chip: Chip
    number: int
    share: int


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """A team's KPIs."""

    team: Anchor
    team_id: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class ScorecardView:
    title: str
    counts: tuple[KpiCount, ...]
    overdue: int
    teams: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    groups: tuple[TeamGroup, ...]


def pages(company: Company) -> Iterator[SitePage]:
    yield SitePage(
        SCORECARD,
        "scorecard",
        company.words("scorecard.title"),
        in_nav=bool(company.portfolio.kpis),
        hide=WIDE,
        search_exclude=True,
    )


def view(context: PageContext, page: SitePage) -> ScorecardView:
    return scorecard(context, page.title, context.portfolio.kpis.values())


def scorecard(context: PageContext, title: str, kpis: Iterable[Kpi]) -> ScorecardView:
    """Some KPIs by team, the company's first, then in the order of the teams."""
    kpis = tuple(kpis)
    found = kpi_counts(context, kpis)
    return ScorecardView(
        title,
        found,
        sum(bool(context.company.kpi_score(kpi).overdue) for kpi in kpis),
        tuple(team_choices(context, {kpi.team or "" for kpi in kpis})),
        tuple(Choice(count.chip.status, f"{count.chip.sign} {count.chip.word}") for count in found),
        tuple(_groups(context, kpis)),
    )


def kpi_counts(context: PageContext, kpis: Iterable[Kpi]) -> tuple[KpiCount, ...]:
    found = Counter(context.company.kpi_score(kpi).status for kpi in kpis)
    total = found.total()
    return tuple(
        KpiCount(chip(context.words, status), found[status], round(100 * found[status] / total))
        for status in sorted(KpiStatus, key=ORDER.index)
        if found[status]
    )


def _groups(context: PageContext, kpis: Iterable[Kpi]) -> Iterator[TeamGroup]:
    by_team: dict[str, list[Kpi]] = {}
    for kpi in kpis:
        by_team.setdefault(kpi.team or "", []).append(kpi)
    rank = {"": -1, **context.company.team_rank}
    for team in sorted(by_team, key=lambda team: (rank.get(team, len(rank)), team)):
        ordered = context.company.kpis_worst_first(by_team[team])
        yield TeamGroup(context.team(team or None), team or "-", tuple(tile(context, kpi) for kpi in ordered))


KIND = PageKind("scorecard", pages, view)
