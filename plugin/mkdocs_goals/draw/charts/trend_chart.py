"""A key result over time: its values, the way that was planned, the target, and today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from mkdocs_goals.draw.charts.plot import (
    ChartTexts,
    Key,
    Plot,
    axes,
    chart,
    last_label,
    level,
    plot_of,
    polyline,
    series_line,
    upright,
)
from mkdocs_goals.draw.charts.series import Value, in_order, thinned
from mkdocs_goals.draw.svg import element
from mkdocs_goals.model.goal import Keep, KeyResult, KpiMeasure
from mkdocs_goals.score.result import KeyResultScore

MOST_POINTS = 200


@dataclass(frozen=True, slots=True)
class KeyResultTrend:
    """What the chart shows. `plan` are the corners of the expected line; `limits` the level that is to be kept."""

    values: tuple[Value, ...]
    plan: tuple[Value, ...]
    target: Decimal | None
    limits: tuple[Decimal, ...]
    starts: date
    due: date
    today: date
    status: str | None = None


def trend_of(key_result: KeyResult, score: KeyResultScore, today: date) -> KeyResultTrend:
    """The trend of a key result that was scored on a day."""
    way = key_result.measure.aim if isinstance(key_result.measure, KpiMeasure) else key_result.measure
    limits = (way.low, way.high) if isinstance(way, Keep) else ()
    return KeyResultTrend(
        values=tuple(Value(point.date, point.value) for point in score.series),
        plan=tuple(Value(point.date, point.value) for point in score.plan),
        target=score.target,
        limits=tuple(limit for limit in limits if limit is not None),
        starts=key_result.starts,
        due=key_result.due,
        today=today,
        status=score.status.value,
    )


def trend_chart(trend: KeyResultTrend, label: str, texts: ChartTexts | None = None) -> Markup:
    """The chart, or nothing where there is neither a value nor a plan. `label` puts it into words."""
    texts = texts or ChartTexts()
    values = thinned(in_order(trend.values), MOST_POINTS)
    targets = [] if trend.target is None else [trend.target]
    held = [value for _, value in (*values, *trend.plan)]
    if not held:
        return Markup("")
    days = [trend.starts, trend.due, *(day for day, _ in values)]
    plot = plot_of([*held, *targets, *trend.limits], min(days), max(days), texts)
    return chart(label, _drawing(plot, trend, values, texts), _keys(trend, bool(values), texts), trend.status)


def _drawing(plot: Plot, trend: KeyResultTrend, values: list[Value], texts: ChartTexts) -> Iterable[Markup]:
    yield axes(plot, texts)
    for limit in trend.limits:
        yield level(plot, limit, "goals-chart-target")
    if trend.target is not None:
        yield level(plot, trend.target, "goals-chart-target")
    if trend.plan:
        places = [(plot.x(day), plot.y(value)) for day, value in trend.plan]
        yield element("path", {"class": "goals-chart-plan", "d": polyline(places)})
    if plot.days[0] <= trend.today <= plot.days[1]:
        yield upright(plot, trend.today, texts.today)
    yield series_line(plot, [values])
    if values:
        yield last_label(plot, values[-1], texts.number(values[-1].value))


def _keys(trend: KeyResultTrend, measured: bool, texts: ChartTexts) -> Iterable[Key]:
    if measured:
        yield Key("goals-chart-line", texts.measured)
    if trend.plan:
        yield Key("goals-chart-plan", texts.expected)
    if trend.target is not None:
        yield Key("goals-chart-target", f"{texts.target} {texts.number(trend.target)}")
    if trend.limits:
        yield Key("goals-chart-target", f"{texts.limit} {' – '.join(texts.number(limit) for limit in trend.limits)}")
