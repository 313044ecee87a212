"""The progress of a key result that a KPI measures: its measurements, put together by the KPI's `aggregate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from mkdocs_goals.model.calendar import Calendar, Frequency, Period
from mkdocs_goals.model.goal import Aggregate, FromTo, Keep, KeyResult, Kpi, Relative
from mkdocs_goals.score.aggregate import NAMES, running, spelled_out
from mkdocs_goals.score.periods import settled, together, with_value
from mkdocs_goals.score.progress import ASSUMED, WAY, Baseline, Progress, Reading, kept, on_the_way
from mkdocs_goals.score.result import Input, KpiPoint, KpiScore

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
    readings = _stock_readings(key_result, score, last_day)
    return on_the_way(key_result, aim, readings, _baseline(key_result, kpi, score))


def _stock_readings(key_result: KeyResult, score: KpiScore, last_day: date) -> list[Reading]:
    inside = (pair for pair in with_value(score.series) if _inside(pair[0].period, key_result, last_day))
    return [_reading(point, value, last_day) for point, value in inside]


def _inside(period: Period, key_result: KeyResult, last_day: date) -> bool:
    """Whether a period ended inside the key result's time, or lies open on its last day seen."""
    if not (key_result.starts <= period.ends and period.starts <= last_day):
        return False
    return period.ends <= key_result.due or period.contains(last_day)


def _reading(point: KpiPoint, value: Decimal, last_day: date) -> Reading:
    return Reading(min(point.period.ends, max(last_day, point.period.starts)), value, point.place)


def _baseline(key_result: KeyResult, kpi: Kpi, score: KpiScore) -> Baseline:
    """Where a way without `from` begins: a flow at 0, all else at the last value from before the start."""
    if kpi.is_flow:
        return COUNTS_FROM_ZERO
    before = [pair for pair in with_value(score.series) if pair[0].period.ends < key_result.starts]
    if not before:
        return ASSUMED
    point, value = before[-1]
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
        for point, value in with_value(score.series)
        if first <= point.period.starts and (point.period.starts if kpi.is_flow else point.period.ends) <= last
    ]
    values = [value for _, value in inside]
    readings = [
        _reading(point, value, last) for (point, _), value in zip(inside, running(kpi.aggregate, values), strict=True)
    ]
    inputs = tuple(Input(_named(point.period, day), value, point.place) for point, value in inside)
    found = on_the_way(key_result, way, readings, _baseline(key_result, kpi, score), inputs)
    calculation = found.calculation
    if values and found.progress is not None:
        calculation = f"{spelled_out(kpi.aggregate, values)}; {calculation}"
    formula = f"{WAY}, where value is {NAMES[kpi.aggregate]} of the {_WHICH[kpi.is_flow]}"
    lacking = [period.id for period in score.overdue if first <= period.starts <= last]
    notes = (*found.notes, *_lacking(lacking))
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
        return _stock_readings(key_result, score, last_day)
    if not kpi.frequency.is_finer_than(every):
        ended = (pair for pair in settled(kpi, score.series, last_day) if pair[0].period.ends >= key_result.starts)
        return [Reading(point.period.ends, value, point.place) for point, value in ended]
    found = together(kpi, score.series, every, calendar, last_day)
    return [
        Reading(period.ends, combined.value, combined.place)
        for period, combined in found.whole.items()
        if key_result.starts <= period.ends <= last_day
    ]
