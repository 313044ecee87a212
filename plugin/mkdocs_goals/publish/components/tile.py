"""A KPI in small: value, status, target, which way it goes, and its last values as a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from mkdocs_goals.model.goal import Direction, Kpi, Limit
from mkdocs_goals.publish.components.chart import sparkline
from mkdocs_goals.publish.components.measure import limit_words
from mkdocs_goals.publish.components.status import Chip, chip
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink
from mkdocs_goals.score.result import Change, KpiPoint, KpiScore


@dataclass(frozen=True, slots=True)
class Tile:
    title: str
    url: str
    chip: Chip
    value: str
    period: str
    target: str
    trend: TrendText | None
    spark: Markup
    team: Anchor
    owner: PersonLink | None
    overdue: str | None
    attainment: str
    so_far: str | None


@dataclass(frozen=True, slots=True)
class TrendText:
    """Better, worse or the same: the word, an arrow that shows where the number went, and from what."""

    trend: str
    arrow: str
    word: str
    difference: str
    since: str


def tile(context: PageContext, kpi: Kpi) -> Tile:
    score = context.data.kpi_score(kpi)
    value = value_words(context, kpi, score.point)
    return Tile(
        title=kpi.title,
        url=context.goal_url(kpi.id),
        chip=chip(context.words, score.status),
        value=value,
        period=context.format.period(score.point.period) if score.point else "",
        target=target_words(context, kpi, score.point),
        trend=trend(context, kpi, score.previous),
        spark=sparkline(context, score, value),
        team=context.team(kpi.team),
        owner=context.person(kpi.owner),
        overdue=overdue_words(context, score),
        attainment=context.format.percent(score.attainment) if score.attainment is not None else "",
        so_far=so_far_words(context, kpi, score),
    )


def tiles(context: PageContext, kpis: Iterable[Kpi]) -> tuple[Tile, ...]:
    return tuple(tile(context, kpi) for kpi in kpis)


def value_words(context: PageContext, kpi: Kpi, point: KpiPoint | None) -> str:
    if point is None:
        return context.words("kpi.no-value")
    if point.word is not None:
        return point.word
    return context.format.quantity(point.value, kpi.unit) if point.value is not None else context.words("kpi.no-value")


def target_words(context: PageContext, kpi: Kpi, point: KpiPoint | None) -> str:
    """The target of the shown period: `5 %`, `at most 15 minutes`, `90 to 110`."""
    low, high = (point.low, point.high) if point else (None, None)
    if point is None and kpi.targets:
        return limit_of(context, kpi, kpi.targets[-1].limit)
    if low is None and high is None:
        return context.words("kpi.no-target")
    if kpi.scale:
        return _word(kpi, low)
    if low != high:
        return limit_words(context, low, high, kpi.unit)
    return _one_sided(context, kpi, low)


def limit_of(context: PageContext, kpi: Kpi, limit: Limit) -> str:
    if limit.word is not None:
        return limit.word
    if limit.is_band:
        return limit_words(context, limit.low, limit.high, kpi.unit)
    return _one_sided(context, kpi, limit.low)


def beyond_words(context: PageContext, kpi: Kpi, limit: Limit) -> str:
    """The values past a limit: `below 80 %`, `above 20 minutes`, `outside 3 to 8`."""
    if limit.word is not None:
        return context.words("limit.below", value=limit.word)
    if kpi.direction is Direction.RANGE:
        return context.words("limit.outside", band=limit_words(context, limit.low, limit.high, kpi.unit))
    key = "limit.above" if kpi.lower_is_better else "limit.below"
    return context.words(key, value=context.format.quantity(limit.low, kpi.unit) if limit.low is not None else "")


def _one_sided(context: PageContext, kpi: Kpi, value: Decimal | None) -> str:
    if kpi.lower_is_better:
        return limit_words(context, None, value, kpi.unit)
    return limit_words(context, value, None, kpi.unit)


def _word(kpi: Kpi, position: Decimal | None) -> str:
    at = int(position) if position is not None else -1
    return kpi.scale[at] if 0 <= at < len(kpi.scale) else ""


def trend(context: PageContext, kpi: Kpi, change: Change | None) -> TrendText | None:
    if change is None:
        return None
    moved = change.difference
    return TrendText(
        trend=change.trend,
        arrow="↗" if moved > 0 else "↘" if moved < 0 else "→",
        word=context.words(f"trend.{change.trend}"),
        difference="" if kpi.scale or not moved else context.format.change(moved, kpi.unit),
        since=context.words("trend.as" if moved == 0 else "trend.than", period=context.format.period(change.period)),
    )


def so_far_words(context: PageContext, kpi: Kpi, score: KpiScore) -> str | None:
    """What a flow has counted in the period that still runs: `August 2024 so far: 15,100 orders`."""
    if score.so_far is None:
        return None
    period = context.format.period(score.so_far.period)
    return context.words("kpi.so-far", period=period, value=value_words(context, kpi, score.so_far))


def overdue_words(context: PageContext, score: KpiScore) -> str | None:
    """Which period has no value, the latest, and how many more there are."""
    if not score.overdue:
        return None
    period = context.format.period(score.overdue[-1])
    more = len(score.overdue) - 1
    return (
        context.words("kpi.overdue-more", n=more, period=period)
        if more
        else context.words("kpi.overdue", period=period)
    )
