"""The progress of a key result that a KPI measures: its measurements, put together by the KPI's `aggregate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from mkdocs_goals.model.calendar import Calendar, Frequency, Period
from mkdocs_goals.model.goal import Aggregate, FromTo, Keep, KeyResult, Kpi, Relative
from mkdocs_goals.score.aggregate import NAMES, running, spelled_out
from mkdocs_goals.score.periods import together
from mkdocs_goals.score.progress import (
    ASSUMED,
    MOST_POINTS,
    WAY,
    Baseline,
    Progress,
    Reading,
    evenly,
    kept,
    latest,
    on_the_way,
)
from mkdocs_goals.score.result import Input, KpiPoint, KpiScore, Valued

COUNTS_FROM_ZERO = Baseline(Decimal(0), "`from` is missing: what is counted anew in each period begins at 0")


def measured_by_kpi(
    key_result: KeyResult, aim: FromTo | Relative | Keep, kpi: Kpi, score: KpiScore, calendar: Calendar, day: date
) -> Progress:
    """The raw progress of a key result on a day by a KPI's measurements inside its time."""
    last_day = min(day, key_result.due)
    if isinstance(aim, Keep):
        every = aim.every or kpi.frequency
        readings = _kept_readings(key_result, kpi, score, every, calendar, last_day)
        return kept(key_result, aim, every, readings, calendar, kpi.skip)
    if kpi.aggregate is not Aggregate.LAST:
        return _put_together(key_result, aim, kpi, score, day)
    inside = _stock(key_result, score, last_day)
    readings = [_reading(point, value, last_day) for point, value in evenly(inside, MOST_POINTS)]
    return on_the_way(key_result, aim, readings, _baseline(key_result, kpi, score))


def _stock(key_result: KeyResult, score: KpiScore, last_day: date) -> list[Valued]:
    inside = score.timeline.between(key_result.starts, last_day)
    return [pair for pair in inside if _ended(pair[0].period, key_result, last_day)]


def _ended(period: Period, key_result: KeyResult, last_day: date) -> bool:
    """Whether a period that began in the key result's time ended in it, or lies open on its last day seen."""
    return period.ends <= key_result.due or period.contains(last_day)


def _reading(point: KpiPoint, value: Decimal, last_day: date) -> Reading:
    return Reading(min(point.period.ends, max(last_day, point.period.starts)), value, point.place)


def _baseline(key_result: KeyResult, kpi: Kpi, score: KpiScore) -> Baseline:
    """Where a way without `from` begins: a flow at 0, all else at the last value from before the start."""
    if kpi.is_flow:
        return COUNTS_FROM_ZERO
    before = score.timeline.last_before(key_result.starts)
    if before is None:
        return ASSUMED
    point, value = before
    note = f"`from` is the last value before the start, of {point.period.ends.isoformat()}"
    return Baseline(value, note, point.place)


MOST_NAMED = 6
"""As many periods without a value are named."""

_WHICH = {True: "periods that begin in its time", False: "periods that have ended in its time"}


def _put_together(key_result: KeyResult, way: FromTo | Relative, kpi: Kpi, score: KpiScore, day: date) -> Progress:
    """The way by what several periods make together: a flow's that begin in the time, else those that ended in it."""
    first, last = key_result.starts, min(day, key_result.due)
    inside = [
        (point, value)
        for point, value in score.timeline.between(first, last)
        if first <= point.period.starts and (point.period.starts if kpi.is_flow else point.period.ends) <= last
    ]
    values = [value for _, value in inside]
    so_far = [(point, value) for (point, _), value in zip(inside, running(kpi.aggregate, values), strict=True)]
    readings = [_reading(point, value, last) for point, value in evenly(so_far, MOST_POINTS)]
    named = (Input(_named(point.period, day), value, point.place) for point, value in inside)
    inputs, skipped = latest(named, len(inside))
    found = on_the_way(key_result, way, readings, _baseline(key_result, kpi, score), inputs)
    calculation = found.calculation
    if values and found.progress is not None:
        calculation = f"{spelled_out(kpi.aggregate, values)}; {calculation}"
    formula = f"{WAY}, where value is {NAMES[kpi.aggregate]} of the {_WHICH[kpi.is_flow]}"
    lacking = [period.id for period in score.overdue if first <= period.starts <= last]
    notes = (*found.notes, *skipped, *_lacking(lacking))
    return replace(found, formula=formula, calculation=calculation, notes=notes)


def _lacking(periods: Sequence[str]) -> Iterator[str]:
    """Which periods of its time have no value although they should."""
    if periods:
        more = f" and {len(periods) - MOST_NAMED} more" if len(periods) > MOST_NAMED else ""
        yield f"without a value: {', '.join(periods[:MOST_NAMED])}{more}"


def _named(period: Period, day: date) -> str:
    return f"{period.id}, so far" if period.ends > day else period.id


def _kept_readings(
    key_result: KeyResult, kpi: Kpi, score: KpiScore, every: Frequency, calendar: Calendar, last_day: date
) -> list[Reading]:
    """What is held against a level, period by period; an open period is not judged unless it is a stock's."""
    if kpi.aggregate is Aggregate.LAST:
        return [_reading(point, value, last_day) for point, value in _stock(key_result, score, last_day)]
    if not kpi.frequency.is_finer_than(every):
        inside = score.timeline.between(key_result.starts, last_day)
        ended = (pair for pair in inside if pair[0].period.ends <= last_day)
        return [Reading(point.period.ends, value, point.place) for point, value in ended]
    # The longest period in which the time can begin is a year.
    points = [point for point, _ in score.timeline.between(key_result.starts - timedelta(days=366), last_day)]
    found = together(kpi, points, every, calendar, last_day)
    return [
        Reading(period.ends, combined.value, combined.place)
        for period, combined in found.whole.items()
        if key_result.starts <= period.ends <= last_day
    ]
