"""K: KPIs that count anew in each period, and the key results that want them added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from mkdocs_goals.check.context import Context
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, rule
from mkdocs_goals.check.words import WordLists
from mkdocs_goals.model.calendar import Frequency
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import Direction, FromTo, KeyResult, Kpi, KpiMeasure
from mkdocs_goals.model.rounding import shown

_DAYS = {
    Frequency.DAILY: (1, "day"),
    Frequency.WEEKLY: (7, "week"),
    Frequency.MONTHLY: (30, "month"),
    Frequency.QUARTERLY: (91, "quarter"),
    Frequency.YEARLY: (365, "year"),
}
"""About how long a period is, and its name."""

FEWEST_PERIODS = 2
FEWEST_VALUES = 2
BEYOND_ONE = 2
"""So many times the largest value of any period a target must be to mean more than one period."""
NEAR_THE_SUM = 3
"""A target is at most so many times what the periods would make together at their usual size, or that part of it."""


@rule(
    "K108",
    "flow-or-stock",
    Level.WARNING,
    fires="""
        == goals/sign-ups.md
        ---
        type: kpi
        title: Sign-ups
        unit: customers
        frequency: weekly
        measurements:
          2024-W30: 330
          2024-W31: 410
          2024-W32: 380
        ---
        == goals/customers-come.md
        ---
        title: Customers come
        cycle: 2024-Q3
        key_results:
          - title: 5,000 new customers
            kpi: sign-ups
            from: 0
            to: 5000
        ---
        """,
    silent="""
        == goals/sign-ups.md
        ---
        type: kpi
        title: Sign-ups
        unit: customers
        frequency: weekly
        aggregate: sum
        measurements:
          2024-W30: 330
          2024-W31: 410
          2024-W32: 380
        ---
        == goals/customers-come.md
        ---
        title: Customers come
        cycle: 2024-Q3
        key_results:
          - title: 5,000 new customers
            kpi: sign-ups
            from: 0
            to: 5000
        ---
        """,
)
def flow_or_stock(context: Context) -> Iterator[Remark]:
    """Finds key results that add up what their KPI counts anew in each period ("5,000 new customers" on weekly
    sign-ups), where the KPI says nothing of `aggregate`. The signs: counting begins at 0, a title speaks of what comes
    anew (new, sign-ups, orders), the target is far beyond any single period and near what all periods make together,
    and the values do not look like a count that only grows.

    Why: Without `aggregate: sum` a KPI is a level: its latest value counts alone. The score would stand at 8 % in a
    good week and fall in the next one, whatever was reached.

    Fix: Write `aggregate: sum` in the KPI. Where its number is a level after all (members, stock, a running total),
    write `aggregate: last`, and the rule keeps silent.

    Source: Stocks and flows, Meadows, Thinking in Systems (2008): a level is there at a time, a flow adds up over it.
    """
    for key_result in context.live_key_results:
        measure = key_result.measure
        if not isinstance(measure, KpiMeasure) or not isinstance(measure.aim, FromTo):
            continue
        kpi = context.portfolio.kpis.get(measure.kpi.goal)
        target = measure.aim.target
        if kpi is None or target is None or measure.aim.baseline or not _may_be_flow(kpi, key_result, context.words):
            continue
        values = [point.value for point in context.scorecard.kpis[kpi.id].series if point.value is not None]
        if _adds_up(values, target, key_result, kpi):
            period = _DAYS[kpi.frequency][1]
            alone = f"its latest {period} alone would count towards {shown(target)}"
            yield Remark(
                f"`{kpi.id}` counts anew each {period}, so {alone}",
                key_result.origin.value("kpi"),
                f"write `aggregate: sum` in `{kpi.id}`, or `aggregate: last` if its number is a level",
                key_result.objective,
                (Related(kpi.origin.value("title"), f"what is counted each {period}"),),
            )


def _may_be_flow(kpi: Kpi, key_result: KeyResult, words: WordLists) -> bool:
    """Whether nothing in the words speaks against a flow, and a title for it."""
    if kpi.direction is not Direction.UP or kpi.scale or kpi.origin.has("aggregate"):
        return False
    units = {unit.casefold() for unit in (kpi.unit, key_result.unit) if unit}
    if any("%" in unit for unit in units) or (len(units) == 2 and not _alike(*units)):
        return False
    titles = f"{kpi.title} / {key_result.title}"
    if words.find(f"{titles} / {' / '.join(units)}", "level") or words.find(kpi.definition or "", "running_total"):
        return False
    return words.find(titles, "counted_anew") is not None


def _alike(one: str, other: str) -> bool:
    return one in other or other in one


def _adds_up(values: Sequence[Decimal], target: Decimal, key_result: KeyResult, kpi: Kpi) -> bool:
    """Whether a target is beyond every single period and near what the periods of the time make together."""
    periods = Decimal((key_result.due - key_result.starts).days + 1) / _DAYS[kpi.frequency][0]
    if len(values) < FEWEST_VALUES or periods < FEWEST_PERIODS or min(values) < 0 or max(values) == 0:
        return False
    together = sum(values, Decimal(0)) / len(values) * periods
    near = together / NEAR_THE_SUM <= target <= together * NEAR_THE_SUM
    return near and target >= BEYOND_ONE * max(values) and not _only_grows(values)


def _only_grows(values: Sequence[Decimal]) -> bool:
    """Whether the values look like a running total: never less than before, and at the end at least doubled."""
    return all(before <= after for before, after in pairwise(values)) and values[-1] >= 2 * values[0]
