"""The raw progress of a key result, by each way of measuring. Sources and limits of every formula: scoring.md."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mkdocs_goals.model.calendar import Calendar, Frequency, Period
from mkdocs_goals.model.goal import (
    Delegated,
    Done,
    FromTo,
    Keep,
    KeyResult,
    KpiMeasure,
    Levels,
    Relative,
    Step,
    Steps,
)
from mkdocs_goals.model.numbers import shown
from mkdocs_goals.model.place import Place
from mkdocs_goals.score.result import Input, KpiPoint, KpiScore, ObjectiveScore, Point

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Known:
    """What a key result's value may come from: KPIs and objectives that are scored already."""

    calendar: Calendar
    kpis: Mapping[str, KpiScore]
    kpi_frequencies: Mapping[str, Frequency]
    objectives: Mapping[str, ObjectiveScore]


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


def measured(key_result: KeyResult, known: Known, day: date) -> Progress:
    """The raw progress of a key result on a day."""
    match key_result.measure:
        case KpiMeasure(kpi=reference, aim=aim):
            return _measured_by_kpi(key_result, reference.goal, aim, known, day)
        case Delegated(objective=reference):
            return _delegated(key_result, reference.goal, known)
        case FromTo() | Relative() as way:
            return _way(key_result, way, _check_ins(key_result, day), None)
        case Keep() as keep:
            frequency = keep.every or Frequency.WEEKLY
            return _kept(key_result, keep, frequency, _check_ins(key_result, day), known.calendar)
        case Done(done=done):
            return _done(key_result, done, day)
        case Steps(steps=steps):
            return _steps(steps, day)
        case Levels():
            return _level(_check_ins(key_result, day))
    return Progress("nothing measures this key result", "no data")


def done_by(done: bool | date, day: date) -> bool:
    """Whether something was done on or before a day. `true` without a date counts on every day."""
    return done if isinstance(done, bool) else done <= day


def _check_ins(key_result: KeyResult, day: date) -> list[Reading]:
    return [
        Reading(check_in.date, check_in.value, check_in.place)
        for check_in in key_result.check_ins
        if check_in.value is not None and check_in.date <= day
    ]


def _series(readings: Sequence[Reading]) -> tuple[Point, ...]:
    return tuple(Point(reading.date, reading.value) for reading in readings)


def target_of(way: FromTo | Relative, baseline: Decimal) -> Decimal | None:
    """The target; a relative one is computed. A percentage is taken of the baseline's size, so + always means more."""
    if isinstance(way, FromTo):
        return way.target
    return baseline + (abs(baseline) * way.by / HUNDRED if way.percent else way.by)


_WAY = "(value − from) ÷ (to − from)"


def _way(
    key_result: KeyResult, way: FromTo | Relative, readings: Sequence[Reading], earlier: Reading | None
) -> Progress:
    origin = key_result.origin
    inputs: list[Input] = []
    notes: list[str] = []
    baseline = way.baseline
    if baseline is not None:
        inputs.append(Input("from", baseline, origin.value("from")))
    elif earlier is not None:
        baseline = earlier.value
        inputs.append(Input("from", baseline, earlier.place))
        notes.append(f"`from` is the last value before the start, of {earlier.date.isoformat()}")
    else:
        baseline = ZERO
        notes.append("`from` is missing, so 0 is assumed")
    target = target_of(way, baseline)
    if target is not None:
        inputs.append(Input("to", target, origin.value("to" if isinstance(way, FromTo) else "by")))
    found = Progress(_WAY, "no data", None, None, baseline, target, tuple(inputs), tuple(notes), _series(readings))
    if target is None:
        return _with(found, "`to` is missing")
    if target == baseline:
        return _with(found, "`from` equals `to`, so there is no way to go")
    if not readings:
        return _with(found, "no value yet")
    return _went(found, baseline, target, readings[-1])


def _went(found: Progress, baseline: Decimal, target: Decimal, latest: Reading) -> Progress:
    progress = (latest.value - baseline) / (target - baseline)
    calculation = (
        f"({shown(latest.value)} − {_operand(baseline)}) ÷ ({shown(target)} − {_operand(baseline)}) = {shown(progress)}"
    )
    value = Input(f"value of {latest.date.isoformat()}", latest.value, latest.place)
    return Progress(
        _WAY, calculation, progress, latest.value, baseline, target, (value, *found.inputs), found.notes, found.series
    )


def _operand(value: Decimal) -> str:
    return f"({shown(value)})" if value < 0 else shown(value)


def _with(found: Progress, calculation: str) -> Progress:
    return Progress(
        found.formula,
        calculation,
        None,
        found.series[-1].value if found.series else None,
        found.baseline,
        found.target,
        found.inputs,
        found.notes,
        found.series,
    )


_KEEP = "periods in which it held ÷ periods up to the latest value"


def _kept(
    key_result: KeyResult, keep: Keep, every: Frequency, readings: Sequence[Reading], calendar: Calendar
) -> Progress:
    series = _series(readings)
    if keep.low is None and keep.high is None:
        return Progress(_KEEP, "the level to keep cannot be read", series=series)
    by_period = _last_by_period(calendar.periods(every, key_result.starts, key_result.due), readings)
    with_value = [at for at, (_, reading) in enumerate(by_period) if reading is not None]
    if not with_value:
        return Progress(_KEEP, "no value yet", series=series)
    counted = by_period[: with_value[-1] + 1]
    met = [reading for _, reading in counted if reading is not None and _holds(keep, reading.value)]
    progress = Decimal(len(met)) / len(counted)
    inputs = tuple(_period_input(keep, period, reading) for period, reading in counted)
    latest = counted[-1][1]
    return Progress(
        _KEEP,
        f"{len(met)} ÷ {len(counted)} = {shown(progress)}",
        progress,
        latest.value if latest else None,
        inputs=inputs,
        notes=(f"the level is {level_text(keep)}, limits included, looked at {every}",),
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
    verdict = "met" if _holds(keep, reading.value) else "not met"
    return Input(f"{period.id}: {verdict}", reading.value, reading.place)


def _holds(keep: Keep, value: Decimal) -> bool:
    return (keep.low is None or value >= keep.low) and (keep.high is None or value <= keep.high)


def level_text(keep: Keep) -> str:
    """The level to keep, as a person writes it."""
    if keep.low is not None and keep.high is not None:
        return f"{shown(keep.low)} to {shown(keep.high)}"
    if keep.low is not None:
        return f"{shown(keep.low)} or more"
    return f"{shown(keep.high)} or less" if keep.high is not None else "unknown"


def _done(key_result: KeyResult, done: bool | date, day: date) -> Progress:
    progress = ONE if done_by(done, day) else ZERO
    said = "done" if progress else "not done"
    if not isinstance(done, bool) and progress:
        said = f"done on {done.isoformat()}"
    inputs = (Input("done", said, key_result.origin.value("done")),)
    return Progress("1 when done, else 0", f"{said}: {shown(progress)}", progress, inputs=inputs)


def _steps(steps: Sequence[Step], day: date) -> Progress:
    formula = "weight of the steps done ÷ weight of all steps"
    total = sum((step.weight for step in steps), ZERO)
    finished = sum((step.weight for step in steps if done_by(step.done, day)), ZERO)
    inputs = tuple(
        Input(step.title, "done" if done_by(step.done, day) else "not done", step.place, step.weight) for step in steps
    )
    if not total:
        return Progress(formula, "all weights are zero", inputs=inputs)
    progress = finished / total
    calculation = f"{shown(finished)} ÷ {shown(total)} = {shown(progress)}"
    return Progress(formula, calculation, progress, inputs=inputs)


def _level(readings: Sequence[Reading]) -> Progress:
    formula = "the level of the latest check-in"
    if not readings:
        return Progress(formula, "no value yet")
    latest = readings[-1]
    inputs = (Input(f"level of {latest.date.isoformat()}", latest.value, latest.place),)
    return Progress(formula, shown(latest.value), latest.value, latest.value, inputs=inputs, series=_series(readings))


def _delegated(key_result: KeyResult, objective_id: str, known: Known) -> Progress:
    formula = "the score of the objective it is delegated to"
    place = key_result.origin.value("objective")
    objective = known.objectives.get(objective_id)
    score = objective.score if objective else None
    inputs = (Input(objective_id, score, place, goal=objective_id),)
    if objective is None:
        return Progress(formula, f"`{objective_id}` has no score that could be used", inputs=inputs)
    if score is None:
        return Progress(formula, f"`{objective_id}` has no score yet", inputs=inputs)
    return Progress(formula, f"score of `{objective_id}` = {shown(score)}", score, score, inputs=inputs)


def _measured_by_kpi(
    key_result: KeyResult, kpi_id: str, aim: FromTo | Relative | Keep, known: Known, day: date
) -> Progress:
    kpi = known.kpis.get(kpi_id)
    if kpi is None:
        return Progress("the measurements of a KPI", f"the KPI `{kpi_id}` cannot be read")
    last_day = min(day, key_result.due)
    points = [point for point in kpi.series if point.value is not None]
    readings = [
        _kpi_reading(point, last_day)
        for point in points
        if _inside(point.period, key_result.starts, last_day, key_result)
    ]
    if isinstance(aim, Keep):
        every = aim.every or known.kpi_frequencies[kpi_id]
        return _kept(key_result, aim, every, readings, known.calendar)
    before = [point for point in points if point.period.ends < key_result.starts]
    earlier = _kpi_reading(before[-1], last_day) if before else None
    return _way(key_result, aim, readings, earlier)


def _inside(period: Period, starts: date, last_day: date, key_result: KeyResult) -> bool:
    """Whether a period ended inside the key result's time, or lies open on its last day seen."""
    if not (starts <= period.ends and period.starts <= last_day):
        return False
    return period.ends <= key_result.due or period.contains(last_day)


def _kpi_reading(point: KpiPoint, last_day: date) -> Reading:
    assert point.value is not None
    return Reading(min(point.period.ends, max(last_day, point.period.starts)), point.value, point.place)
