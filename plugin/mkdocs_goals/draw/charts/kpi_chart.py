"""A KPI over time: its values, its target in each period, where warning and critical begin, and what others reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup

from mkdocs_goals.draw.charts.plot import (
    BOTTOM,
    FONT,
    TOP,
    WIDTH,
    ChartTexts,
    Key,
    Plot,
    axes,
    chart,
    last_label,
    level,
    plot_of,
    series_line,
    text_at,
)
from mkdocs_goals.draw.charts.series import Value, thinned
from mkdocs_goals.draw.svg import element, joined, number
from mkdocs_goals.draw.text import text_width
from mkdocs_goals.model.calendar import Period
from mkdocs_goals.model.goal import Direction, Kpi, Limit
from mkdocs_goals.score.result import KpiPoint, KpiScore

MOST_POINTS = 200
"""Points of the line, and runs of one target, that are drawn: of more, the eye tells no one from the next."""
MOST_STRETCHES = 40
"""Parts of the line between gaps."""
MOST_SPANS = 16
"""Times in which the KPI was a key result, the latest."""
LEAST_AREA = 0.5
"""Pixels below which an area cannot be seen."""


@dataclass(frozen=True, slots=True)
class KeyResultSpan:
    """A time in which the KPI was a key result, both days included, and what to call it."""

    starts: date
    ends: date
    label: str


@dataclass(frozen=True, slots=True)
class KpiSeries:
    """What the chart shows. `words` is the scale of a KPI in words, worst first, and empty for numbers."""

    points: tuple[KpiPoint, ...]
    direction: Direction
    warning: Limit | None = None
    critical: Limit | None = None
    benchmark: Decimal | None = None
    words: tuple[str, ...] = ()
    spans: tuple[KeyResultSpan, ...] = ()
    status: str | None = None


def kpi_series(kpi: Kpi, score: KpiScore, spans: Sequence[KeyResultSpan] = ()) -> KpiSeries:
    """What the chart of a scored KPI shows."""
    benchmark = kpi.benchmark.value if kpi.benchmark else None
    return KpiSeries(
        points=score.settled,
        direction=kpi.direction,
        warning=kpi.warning,
        critical=kpi.critical,
        benchmark=benchmark,
        words=kpi.scale,
        spans=tuple(spans),
        status=score.status.value,
    )


def kpi_chart(series: KpiSeries, label: str, texts: ChartTexts | None = None) -> Markup:
    """The chart, or nothing without a value. `label` puts it into words."""
    texts = texts or ChartTexts()
    series = replace(series, points=tuple(sorted(series.points, key=lambda point: point.period.when)))
    stretches = _stretches(series.points)
    values = [value for stretch in stretches for _, value in stretch]
    if not values:
        return Markup("")
    first = min(point.period.starts for point in series.points)
    last = max(point.period.ends for point in series.points)
    limits = [end for limit in (series.warning, series.critical) if limit for end in (limit.low, limit.high)]
    targets = {point.low for point in series.points} | {point.high for point in series.points}
    held = [value for value in (*limits, *targets, series.benchmark) if value is not None]
    plot = plot_of([*values, *held], first, last, texts, series.words)
    return chart(label, _drawing(plot, series, stretches, texts), _keys(plot, series, texts), series.status)


def _stretches(points: Iterable[KpiPoint]) -> list[list[Value]]:
    """The values in the middles of their periods, cut where a period has none; of very many stretches the latest."""
    stretches: list[list[tuple[Period, Decimal]]] = [[]]
    for point in points:
        if point.value is not None:
            stretches[-1].append((point.period, point.value))
        elif stretches[-1]:
            stretches.append([])
    shown = [stretch for stretch in stretches if stretch][-MOST_STRETCHES:]
    most = max(2, MOST_POINTS // max(len(shown), 1))
    return [
        [Value(_middle(period), value) for period, value in thinned(stretch, most, itemgetter(1))] for stretch in shown
    ]


def _middle(period: Period) -> date:
    return period.starts + timedelta(days=(period.days - 1) // 2)


def _drawing(plot: Plot, series: KpiSeries, stretches: list[list[Value]], texts: ChartTexts) -> Iterable[Markup]:
    zones = _zones(plot, series, texts)
    for zone in zones:
        yield _area(zone.name, plot.left, zone.top, plot.across.end, zone.bottom)
    yield from _spans(plot, series.spans[-MOST_SPANS:])
    yield axes(plot, texts)
    lines = [[(plot.x(day), plot.y(value)) for day, value in stretch] for stretch in stretches]
    for zone in zones:
        if zone.has_room:
            yield _zone_word(plot, zone, lines)
    if series.benchmark is not None:
        yield level(plot, series.benchmark, "goals-chart-benchmark")
    yield _targets(plot, series.points)
    yield series_line(plot, stretches)
    last = stretches[-1][-1]
    yield last_label(plot, last, _value_words(series, last.value, texts))


def _value_words(series: KpiSeries, value: Decimal, texts: ChartTexts) -> str:
    if series.words and 0 <= value < len(series.words):
        return series.words[int(value)]
    return texts.number(value)


class _TargetRun(NamedTuple):
    """Periods one behind the other that have the same target, and their first and last day."""

    target: Decimal
    first: date
    last: date


_DAY = timedelta(days=1)


def _targets(plot: Plot, points: Iterable[KpiPoint]) -> Markup:
    """The target of each period from its first day to its last; runs of the same target are one line.

    Of more runs than there is room for, the longest.
    """
    runs: list[_TargetRun] = []
    latest: dict[Decimal, int] = {}
    for low, high, first, last in _bands(points):
        for target in dict.fromkeys(end for end in (low, high) if end is not None):
            run = runs[latest[target]] if target in latest else None
            if run is not None and run.last + _DAY >= first:
                runs[latest[target]] = _TargetRun(target, run.first, max(run.last, last))
            else:
                latest[target] = len(runs)
                runs.append(_TargetRun(target, first, last))
    longest = sorted(runs, key=lambda run: run.first - run.last)[:MOST_POINTS]
    shown = runs if len(runs) <= MOST_POINTS else sorted(longest, key=lambda run: run.first)
    return joined(level(plot, run.target, "goals-chart-target", run.first, run.last + _DAY) for run in shown)


def _bands(points: Iterable[KpiPoint]) -> Iterator[tuple[Decimal | None, Decimal | None, date, date]]:
    """Stretches of periods with the same target, low and high, and their first and last day."""
    low = high = first = last = None
    for point in points:
        period = point.period
        if first and last and point.low == low and point.high == high and period.starts <= last + _DAY:
            last = max(last, period.ends)
            continue
        if first and last:
            yield low, high, first, last
        low, high, first, last = point.low, point.high, period.starts, period.ends
    if first and last:
        yield low, high, first, last


@dataclass(frozen=True, slots=True)
class _Zone:
    """A stretch of values that need care: its class, its word, and its upper and lower pixel."""

    name: str
    word: str
    top: float
    bottom: float

    @property
    def has_room(self) -> bool:
        """Whether its word fits into it."""
        return self.bottom - self.top > FONT + 6


def _zones(plot: Plot, series: KpiSeries, texts: ChartTexts) -> list[_Zone]:
    """Where a value would be critical, and between that and the good side where it would be a warning.

    Only those that can be seen.
    """
    levels = (
        ("goals-chart-warning", texts.warning, series.warning, series.critical),
        ("goals-chart-critical", texts.critical, series.critical, None),
    )
    zones = []
    for name, word, limit, beyond in levels:
        if limit is None or limit.low is None or limit.high is None:
            continue
        if series.direction is not Direction.DOWN:
            bottom = plot.y(beyond.low) if beyond and beyond.low is not None else BOTTOM
            zones.append(_Zone(name, word, plot.y(limit.low), bottom))
        if series.direction is not Direction.UP:
            top = plot.y(beyond.high) if beyond and beyond.high is not None else TOP
            zones.append(_Zone(name, word, top, plot.y(limit.high)))
    return [zone for zone in zones if zone.bottom - zone.top >= LEAST_AREA]


def _zone_word(plot: Plot, zone: _Zone, lines: list[list[tuple[float, float]]]) -> Markup:
    """The zone's word in the first of its corners that no line runs through."""
    width = text_width(zone.word, FONT)
    corners = [(x, y) for y in (zone.bottom - 5, zone.top + FONT) for x in (plot.left + 5, plot.across.end - 5 - width)]
    x, y = next((each for each in corners if not _runs_through(lines, *each, width)), corners[0])
    return text_at(zone.word, x, y, "start", f"goals-chart-zone {zone.name}-word")


def _runs_through(lines: list[list[tuple[float, float]]], left: float, base: float, width: float) -> bool:
    """Whether a line has a point where a word would stand. Looked at in steps of a tenth of each piece."""
    return any(
        left - 4 < x1 + (x2 - x1) * step / 10 < left + width + 4 and base - FONT < y1 + (y2 - y1) * step / 10 < base + 4
        for line in lines
        for (x1, y1), (x2, y2) in pairwise(line)
        for step in range(11)
    )


def _area(name: str, left: float, top: float, right: float, bottom: float) -> Markup:
    return element("rect", {"class": name, "x": left, "y": top, "width": right - left, "height": bottom - top})


def _spans(plot: Plot, spans: Iterable[KeyResultSpan]) -> Iterable[Markup]:
    """Shaded times, each called by its label where that does not run into the one before."""
    first, last = plot.days
    free_from = 0.0
    for span in spans:
        if span.ends < first or span.starts > last:
            continue
        left, right = plot.x(span.starts), plot.x(span.ends + timedelta(days=1))
        half = text_width(span.label, FONT) / 2
        middle = min(max((left + right) / 2, 2 + half), WIDTH - 2 - half)
        yield _area("goals-chart-span", left, TOP - 18, max(right, left + LEAST_AREA), BOTTOM)
        edge = f"M{number(left)},{number(TOP - 18)}H{number(right)}"
        yield element("path", {"class": "goals-chart-span-edge", "d": edge})
        if middle - half >= free_from:
            yield text_at(span.label, middle, TOP - 5, "middle")
            free_from = middle + half + 4


def _keys(plot: Plot, series: KpiSeries, texts: ChartTexts) -> Iterable[Key]:
    yield Key("goals-chart-line", texts.measured)
    latest = next((p for p in reversed(series.points) if p.low is not None and p.high is not None), None)
    if latest is not None and latest.low is not None and latest.high is not None:
        ends = dict.fromkeys((latest.low, latest.high))
        yield Key(
            "goals-chart-target", f"{texts.target} {' – '.join(_value_words(series, end, texts) for end in ends)}"
        )
    if series.benchmark is not None:
        yield Key("goals-chart-benchmark", f"{texts.benchmark} {texts.number(series.benchmark)}")
    zones = _zones(plot, series, texts)
    said = {zone.name for zone in zones if zone.has_room}
    for name, word in dict.fromkeys((zone.name, zone.word) for zone in zones):
        if name not in said:
            yield Key(name, word, area=True)
