"""A KPI's periods: which have ended, and what several make together in a longer one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mkdocs_goals.model.calendar import Calendar, Frequency, Period, Stretches
from mkdocs_goals.model.goal import Aggregate, Kpi
from mkdocs_goals.model.place import Place
from mkdocs_goals.score.aggregate import put_together
from mkdocs_goals.score.result import KpiPoint


def with_value(points: Iterable[KpiPoint]) -> list[tuple[KpiPoint, Decimal]]:
    """The points that have a value, each with it."""
    return [(point, point.value) for point in points if point.value is not None]


def settled(kpi: Kpi, points: Iterable[KpiPoint], day: date) -> list[tuple[KpiPoint, Decimal]]:
    """The values that are there to stay: of a stock all that have begun, of the other aggregates those that have ended.

    A period has ended on its last day.
    """
    begun = with_value(points)
    return begun if kpi.aggregate is Aggregate.LAST else [pair for pair in begun if pair[0].period.ends <= day]


@dataclass(frozen=True, slots=True)
class Combined:
    """The value of a longer period: of how many it was put together, and where the last of them is written."""

    value: Decimal
    count: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class Together:
    """A KPI's values in longer periods, in order of time.

    `missing` names for each period that is not whole the first one it lacks.
    """

    whole: dict[Period, Combined]
    missing: dict[Period, Period]


def together(kpi: Kpi, points: Iterable[KpiPoint], every: Frequency, calendar: Calendar, day: date) -> Together:
    """A KPI's values put together by its `aggregate` to a frequency that is coarser than its own.

    A period belongs to the longer one in which it begins. The longer one is whole when each period in it that is not
    to be skipped has a value.
    """
    known = settled(kpi, points, day)
    measured = Stretches(point.period for point, _ in known)
    groups: defaultdict[Period, list[tuple[KpiPoint, Decimal]]] = defaultdict(list)
    for point, value in known:
        groups[calendar.period_containing(point.period.starts, every)].append((point, value))
    whole: dict[Period, Combined] = {}
    missing: dict[Period, Period] = {}
    for longer, inside in groups.items():
        lacking = next(
            (p for p in _beginning_in(longer, kpi, calendar) if not measured.overlaps(p.starts, p.ends)), None
        )
        if lacking is None:
            value = put_together(kpi.aggregate, [value for _, value in inside])
            whole[longer] = Combined(value, len(inside), inside[-1][0].place)
        else:
            missing[longer] = lacking
    return Together(whole, missing)


def _beginning_in(longer: Period, kpi: Kpi, calendar: Calendar) -> Iterator[Period]:
    """The periods of the KPI's own frequency that begin in a longer one and are not to be skipped."""
    for period in calendar.periods(kpi.frequency, longer.starts, longer.ends):
        if period.starts >= longer.starts and not kpi.skip.covers(period):
            yield period
