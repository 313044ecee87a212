"""Charts: a key result's way, a KPI's course, and a course in the size of a word."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice

from markupsafe import Markup

from mkdocs_goals.draw.charts import kpi_chart as kpi_charts
from mkdocs_goals.draw.charts import sparkline as sparklines
from mkdocs_goals.draw.charts.plot import ChartTexts
from mkdocs_goals.draw.charts.trend_chart import trend_chart, trend_of
from mkdocs_goals.model.goal import KeyResult, Kpi
from mkdocs_goals.publish.context import PageContext
from mkdocs_goals.publish.site_data import SiteData
from mkdocs_goals.score.result import KeyResultScore, KpiPoint, KpiScore

FEWEST_POINTS = 2
"""With fewer values there is no course to see; the bar says it all."""

MOST_SPARK_POINTS = 36


def key_result_chart(
    context: PageContext, key_result: KeyResult, score: KeyResultScore, wants: str, now: str
) -> Markup:
    """`wants` and `now` say in words what it shows."""
    if len(score.series) < FEWEST_POINTS:
        return Markup("")
    label = context.words("chart.key-result", title=key_result.title, wants=wants, now=now)
    return trend_chart(trend_of(key_result, score, context.data.as_of), label, chart_texts(context.data))


def kpi_chart(context: PageContext, kpi: Kpi, score: KpiScore, value: str, target: str) -> Markup:
    if len(score.settled) < FEWEST_POINTS:
        return Markup("")
    label = context.words("chart.kpi", title=kpi.title, value=value, target=target)
    series = kpi_charts.kpi_series(kpi, score, _spans(context, kpi))
    return kpi_charts.kpi_chart(series, label, chart_texts(context.data))


def _spans(context: PageContext, kpi: Kpi) -> list[kpi_charts.KeyResultSpan]:
    """The times in which the KPI was a key result, each called by its objective's cycle."""
    objectives = context.portfolio.objectives
    key_results = context.portfolio.key_results_on_kpi.get(kpi.id, ())
    spans = {(k.starts, k.due, context.format.period(objectives[k.objective].cycle)) for k in key_results}
    return [kpi_charts.KeyResultSpan(*span) for span in sorted(spans)]


def sparkline(context: PageContext, score: KpiScore, value: str) -> Markup:
    """The latest values; nothing where there are too few."""
    latest = islice((point for point in reversed(score.settled) if point.value is not None), MOST_SPARK_POINTS)
    points = list(latest)[::-1]
    if len(points) < FEWEST_POINTS:
        return Markup("")
    first = _point_words(context, points[0])
    label = context.words("chart.spark", n=len(points), first=first, last=value)
    pairs = [(point.period.starts, point.value or Decimal(0)) for point in points]
    return sparklines.sparkline(pairs, label, status=score.status)


def _point_words(context: PageContext, point: KpiPoint) -> str:
    return point.word or context.format.number(point.value or Decimal(0))


def chart_texts(data: SiteData) -> ChartTexts:
    """The words of charts in the site's language."""
    words, format = data.words, data.format
    return ChartTexts(
        number=format.number,
        day=format.day_of_year,
        month=format.month,
        measured=words("chart.measured"),
        expected=words("chart.expected"),
        target=words("chart.target"),
        limit=words("chart.limit"),
        benchmark=words("chart.benchmark"),
        today=words("ago.today"),
        warning=words("kpi-status.warning"),
        critical=words("kpi-status.critical"),
    )
