"""Raw progress from values: on a way from one number to another, and as the share of periods in which a level held.

Sources and limits of every formula: scoring.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TypeVar

from mkdocs_goals.model.calendar import Calendar, Frequency, Period, Skip
from mkdocs_goals.model.goal import FromTo, Keep, KeyResult, Relative
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.rounding import in_digits
from mkdocs_goals.score.result import Input, Point

MOST_POINTS = 400
"""Points of a key result's chart."""
MOST_INPUTS = 100
"""Periods that one explanation lists, the latest."""

Item = TypeVar("Item")

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Reading:
    """One value on a day, and where it is written."""

    date: date
    value: Decimal
    place: Place | None


@dataclass(frozen=True, slots=True)
class Progress:
    """The raw progress (1 = all of it; below 0 and above 1 as it comes) with how it came about."""

    formula: str
    calculation: str
    progress: Decimal | None = None
    value: Decimal | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    inputs: tuple[Input, ...] = ()
    notes: tuple[str, ...] = ()
    series: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a way begins that does not say `from`, and why there. `place` is where the value is written."""

    value: Decimal
    note: str
    place: Place | None = None


ASSUMED = Baseline(ZERO, "`from` is missing, so 0 is assumed")

WAY = "(value − from) ÷ (to − from)"


def on_the_way(
    key_result: KeyResult,
    way: FromTo | Relative,
    readings: Sequence[Reading],
    unsaid: Baseline = ASSUMED,
    value_inputs: tuple[Input, ...] = (),
) -> Progress:
    """How far the latest reading is from baseline to target. `unsaid` is the baseline where `from` is missing.

    `value_inputs` are what the latest reading was put together from, where it is not written itself.
    """
    ends: list[Input] = []
    notes: list[str] = []
    baseline = way.baseline
    if baseline is not None:
        ends.append(Input("from", baseline, key_result.origin.value("from")))
    else:
        baseline = unsaid.value
        notes.append(unsaid.note)
        if unsaid.place is not None:
            ends.append(Input("from", baseline, unsaid.place))
    target = target_of(way, baseline)
    if target is not None:
        key = "to" if isinstance(way, FromTo) else "by"
        ends.append(Input("to", target, key_result.origin.value(key)))
    last = readings[-1] if readings else None
    if last is not None and not value_inputs:
        value_inputs = (Input(f"value of {last.date.isoformat()}", last.value, last.place),)
    progress, calculation = _share(last, baseline, target)
    return Progress(
        formula=WAY,
        calculation=calculation,
        progress=progress,
        value=last.value if last else None,
        baseline=baseline,
        target=target,
        inputs=(*value_inputs, *ends),
        notes=tuple(notes),
        series=series_of(readings),
    )


def target_of(way: FromTo | Relative, baseline: Decimal) -> Decimal | None:
    """The target; a relative one is computed. A percentage is taken of the baseline's size, so + always means more."""
    if isinstance(way, FromTo):
        return way.target
    return baseline + (abs(baseline) * way.by / HUNDRED if way.percent else way.by)


def _share(last: Reading | None, baseline: Decimal, target: Decimal | None) -> tuple[Decimal | None, str]:
    """The share of the way, and the calculation or why there is none."""
    if target is None:
        return None, "`to` is missing"
    if target == baseline:
        return None, "`from` equals `to`, so there is no way to go"
    if last is None:
        return None, "no value yet"
    progress = (last.value - baseline) / (target - baseline)
    start = f"({in_digits(baseline)})" if baseline < 0 else in_digits(baseline)
    return progress, f"({in_digits(last.value)} − {start}) ÷ ({in_digits(target)} − {start}) = {in_digits(progress)}"


def series_of(readings: Sequence[Reading]) -> tuple[Point, ...]:
    """Readings as points of a chart, which needs no more of them than can be told apart."""
    return tuple(Point(reading.date, reading.value) for reading in evenly(readings, MOST_POINTS))


def evenly(items: Sequence[Item], most: int) -> Sequence[Item]:
    """Of many items so many at equal distances, the last one among them."""
    if len(items) <= most:
        return items
    return [items[(number + 1) * len(items) // most - 1] for number in range(most)]


def latest(inputs: Iterable[Input], count: int) -> tuple[tuple[Input, ...], tuple[str, ...]]:
    """The last of so many inputs that one reads, and a note that says how many came before."""
    skipped = max(count - MOST_INPUTS, 0)
    note = (f"{skipped} earlier periods count as well and are not listed",) if skipped else ()
    return tuple(islice(inputs, skipped, None)), note


NEVER = Skip()

_KEEP = "periods in which it held ÷ periods up to the latest value"


def kept(
    key_result: KeyResult,
    keep: Keep,
    every: Frequency,
    readings: Sequence[Reading],
    calendar: Calendar,
    skip: Skip = NEVER,
) -> Progress:
    """The share of periods in which a level held, from the first to the latest one with a reading.

    A period to skip counts only where it has a reading.
    """
    series = series_of(readings)
    if keep.low is None and keep.high is None:
        return Progress(_KEEP, "the level to keep cannot be read", series=series)
    if not readings:
        return Progress(_KEEP, "no value yet")
    last_day = min(key_result.due, readings[-1].date)  # behind the latest value nothing counts yet
    periods = calendar.periods(every, key_result.starts, last_day)
    by_period = [
        (period, reading)
        for period, reading in _last_by_period(periods, readings)
        if reading is not None or not skip.covers(period)
    ]
    with_value = [at for at, (_, reading) in enumerate(by_period) if reading is not None]
    if not with_value:
        return Progress(_KEEP, "no value yet", series=series)
    counted = by_period[: with_value[-1] + 1]
    met = [reading for _, reading in counted if reading is not None and keep.holds(reading.value)]
    progress = Decimal(len(met)) / len(counted)
    last = counted[-1][1]
    inputs, skipped = latest((_period_input(keep, *pair) for pair in counted), len(counted))
    limit = "the limit itself is outside" if keep.strict else "limits included"
    return Progress(
        _KEEP,
        f"{len(met)} ÷ {len(counted)} = {in_digits(progress)}",
        progress,
        last.value if last else None,
        inputs=inputs,
        notes=(f"the level is {level_text(keep)}, {limit}, looked at {every}", *skipped),
        series=series,
    )


def _last_by_period(periods: Iterable[Period], readings: Sequence[Reading]) -> list[tuple[Period, Reading | None]]:
    """Each period with the last value inside it."""
    dates = [reading.date for reading in readings]
    found: list[tuple[Period, Reading | None]] = []
    for period in periods:
        at = bisect_right(dates, period.ends)
        inside = at > 0 and readings[at - 1].date >= period.starts
        found.append((period, readings[at - 1] if inside else None))
    return found


def _period_input(keep: Keep, period: Period, reading: Reading | None) -> Input:
    if reading is None:
        return Input(f"{period.id}: no value, not met", None)
    verdict = "met" if keep.holds(reading.value) else "not met"
    return Input(f"{period.id}: {verdict}", reading.value, reading.place)


def level_text(keep: Keep) -> str:
    """The level to keep, as a person writes it."""
    if keep.low is not None and keep.high is not None:
        return f"{in_digits(keep.low)} to {in_digits(keep.high)}"
    if keep.low is not None:
        return f"more than {in_digits(keep.low)}" if keep.strict else f"{in_digits(keep.low)} or more"
    if keep.high is not None:
        return f"less than {in_digits(keep.high)}" if keep.strict else f"{in_digits(keep.high)} or less"
    return "unknown"
