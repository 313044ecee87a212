"""KPIs on a day: value, attainment, status, trend, overdue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from mkdocs_goals.model.calendar import Calendar, Frequency, Period, year_before
from mkdocs_goals.model.formula import Formula, NoValueError
from mkdocs_goals.model.goal import Direction, Kpi, Limit, State
from mkdocs_goals.model.numbers import shown
from mkdocs_goals.score.result import Change, Explanation, Input, KpiPoint, KpiScore, KpiStatus, LeftOut, Trend

ZERO = Decimal(0)

GRACE_DAYS = {
    Frequency.DAILY: 3,
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 15,
    Frequency.QUARTERLY: 30,
    Frequency.YEARLY: 60,
}
"""How many days after a period's end its value may still be missing."""


def score_kpi(kpi: Kpi, scored: Mapping[str, KpiScore], calendar: Calendar, as_of: date) -> KpiScore:
    """A KPI as of a day. `scored` holds the KPIs that its formula names, where it has one."""
    missing: tuple[LeftOut, ...] = ()
    if kpi.formula is not None and not kpi.measurements:
        series, missing = _computed(kpi, kpi.formula, scored)
    else:
        series = _measured(kpi, as_of)
    with_value = [point for point in series if point.value is not None]
    point = with_value[-1] if with_value else None
    target = _target(kpi, point.period) if point else None
    attainment = _attainment(kpi, point, target)
    return KpiScore(
        id=kpi.id,
        point=point,
        attainment=attainment,
        status=_status(kpi, point, target),
        overdue=_overdue(kpi, series, calendar, as_of),
        previous=_change(kpi, point, with_value[-2]) if point and len(with_value) > 1 else None,
        year_ago=_year_ago(kpi, point, with_value, calendar),
        series=series,
        missing=missing,
        explanation=_explained(kpi, point, target, attainment, scored),
    )


def _measured(kpi: Kpi, as_of: date) -> tuple[KpiPoint, ...]:
    points = []
    for measurement in kpi.measurements:
        if measurement.period.starts > as_of:
            continue
        limit = _target(kpi, measurement.period)
        points.append(
            KpiPoint(
                measurement.period,
                measurement.value,
                measurement.word,
                limit.low if limit else None,
                limit.high if limit else None,
                measurement.note,
                measurement.place,
            )
        )
    return tuple(points)


def _computed(
    kpi: Kpi, formula: Formula, scored: Mapping[str, KpiScore]
) -> tuple[tuple[KpiPoint, ...], tuple[LeftOut, ...]]:
    """The formula's value for each period in which any of its KPIs has one."""
    values: dict[str, dict[Period, Decimal]] = {}
    for name in formula.kpis:
        found = scored.get(name)
        values[name] = {p.period: p.value for p in found.series if p.value is not None} if found else {}
    periods = sorted({period for by_period in values.values() for period in by_period})
    points, missing = [], []
    for period in periods:
        absent = [name for name, by_period in values.items() if period not in by_period]
        if absent:
            missing.append(LeftOut(period.id, f"no value of {', '.join(absent)}"))
            continue
        try:
            value = formula.evaluate({name: by_period[period] for name, by_period in values.items()})
        except NoValueError as error:
            missing.append(LeftOut(period.id, str(error)))
            continue
        limit = _target(kpi, period)
        low, high = (limit.low, limit.high) if limit else (None, None)
        points.append(KpiPoint(period, value, None, low, high, None, kpi.origin.value("formula")))
    return tuple(points), tuple(missing)


def _target(kpi: Kpi, period: Period) -> Limit | None:
    """The entry that contains the period, the narrowest first; else the one target."""
    containing = [t for t in kpi.targets if t.period is not None and t.period.covers(period)]
    if containing:
        return min(containing, key=lambda t: t.period.days if t.period else 0).limit
    return next((t.limit for t in kpi.targets if t.period is None), None)


def _attainment(kpi: Kpi, point: KpiPoint | None, target: Limit | None) -> Decimal | None:
    """Value ÷ target (up), target ÷ value (down), 1 inside the range; positions in the scale for words."""
    if point is None or point.value is None or target is None or target.low is None or target.high is None:
        return None
    if kpi.direction is Direction.RANGE:
        return Decimal(1) if target.low <= point.value <= target.high else None
    if kpi.scale:
        return point.value / target.low if target.low > 0 else None
    if point.value <= 0 or target.low <= 0:
        return None
    return point.value / target.low if kpi.direction is Direction.UP else target.low / point.value


_BY_STATE = {
    State.CANCELLED: KpiStatus.CANCELLED,
    State.POSTPONED: KpiStatus.POSTPONED,
    State.DRAFT: KpiStatus.DRAFT,
    State.CLOSED: KpiStatus.CLOSED,
}


def _status(kpi: Kpi, point: KpiPoint | None, target: Limit | None) -> KpiStatus:
    if kpi.state in _BY_STATE:
        return _BY_STATE[kpi.state]
    if point is None or point.value is None:
        return KpiStatus.NO_DATA
    if target is None or target.low is None:
        return KpiStatus.NO_TARGET
    if _reaches(kpi, point.value, target):
        return KpiStatus.MET
    if kpi.warning is not None and _reaches(kpi, point.value, kpi.warning):
        return KpiStatus.HEALTHY
    if kpi.critical is not None and not _reaches(kpi, point.value, kpi.critical):
        return KpiStatus.CRITICAL
    return KpiStatus.WARNING


def _reaches(kpi: Kpi, value: Decimal, limit: Limit) -> bool:
    """Whether a value is at a limit or on its better side."""
    if limit.low is None or limit.high is None:
        return False
    if kpi.direction is Direction.RANGE:
        return limit.low <= value <= limit.high
    return value <= limit.low if _falls(kpi) else value >= limit.low


def _falls(kpi: Kpi) -> bool:
    """Whether lower is better. A scale is written worst first, so its words always rise."""
    return kpi.direction is Direction.DOWN and not kpi.scale


def _change(kpi: Kpi, now: KpiPoint, then: KpiPoint) -> Change:
    assert now.value is not None and then.value is not None  # noqa: PT018 - callers keep points with a value
    better = _worth(kpi, now) - _worth(kpi, then)
    trend = Trend.SAME if better == 0 else Trend.BETTER if better > 0 else Trend.WORSE
    return Change(then.period, then.value, now.value - then.value, trend)


def _worth(kpi: Kpi, point: KpiPoint) -> Decimal:
    """A number that grows as the value gets better; for a range, how far outside it lies, negative."""
    value = point.value if point.value is not None else Decimal(0)
    if kpi.direction is Direction.RANGE:
        low, high = (point.low, point.high) if point.low is not None else (value, value)
        return -max((low or Decimal(0)) - value, value - (high or Decimal(0)), Decimal(0))
    return -value if _falls(kpi) else value


def _year_ago(kpi: Kpi, point: KpiPoint | None, with_value: list[KpiPoint], calendar: Calendar) -> Change | None:
    earlier = year_before(point.period, calendar) if point else None
    if point is None or earlier is None:
        return None
    then = next((p for p in with_value if p.period == earlier), None)
    return _change(kpi, point, then) if then else None


def _overdue(kpi: Kpi, series: tuple[KpiPoint, ...], calendar: Calendar, as_of: date) -> Period | None:
    """The latest period that ended longer ago than its grace, where it has no value."""
    if kpi.state is not State.ACTIVE:
        return None
    ended_by = as_of - timedelta(days=GRACE_DAYS[kpi.frequency] + 1)
    try:
        period = calendar.period_containing(ended_by, kpi.frequency)
        if period.ends > ended_by:
            period = calendar.period_containing(period.starts - timedelta(days=1), kpi.frequency)
    except (ValueError, OverflowError):  # before 1970
        return None
    with_value = [point.period for point in series if point.value is not None]
    if with_value and with_value[0].starts > period.ends:  # it was not measured yet in those days
        return None
    return None if any(measured.overlaps(period) for measured in with_value) else period


def _explained(
    kpi: Kpi, point: KpiPoint | None, target: Limit | None, attainment: Decimal | None, scored: Mapping[str, KpiScore]
) -> Explanation:
    if point is None or point.value is None:
        return Explanation("the latest measurement whose period has begun", "no value yet")
    inputs = [Input(f"value of {point.period.id}", point.word or point.value, point.place)]
    if kpi.formula is not None and not kpi.measurements:
        inputs += [_formula_input(name, point.period, scored) for name in kpi.formula.kpis]
    if target is not None:
        inputs.append(Input("target", _said(target), target.place))
    return Explanation(_formula_text(kpi), _calculation(kpi, point, target, attainment), tuple(inputs))


def _said(limit: Limit) -> Decimal | str | None:
    if limit.is_band and limit.low is not None and limit.high is not None:
        return f"{shown(limit.low)} to {shown(limit.high)}"
    return limit.word or limit.low


def _calculation(kpi: Kpi, point: KpiPoint, target: Limit | None, attainment: Decimal | None) -> str:
    """The attainment with its values put in; only the value where there is none."""
    value, low, high = (point.value, target.low, target.high) if target else (point.value, None, None)
    found = f"{point.word or shown(value or ZERO)} in {point.period.id}"
    if value is None or target is None or low is None or high is None:
        return found
    if kpi.direction is Direction.RANGE:
        return f"{found} is {'outside' if attainment is None else 'inside'} {shown(low)} to {shown(high)}"
    if attainment is None:
        return found
    if kpi.scale:
        found = f"{found}: position {shown(value)} of {shown(low)}: "
        return f"{found}{shown(value)} ÷ {shown(low)} = {shown(attainment)}"
    first, second = (value, low) if kpi.direction is Direction.UP else (low, value)
    return f"{shown(first)} ÷ {shown(second)} = {shown(attainment)}"


def _formula_text(kpi: Kpi) -> str:
    if kpi.formula is not None:
        return f"{kpi.formula.text}, for each period"
    if kpi.direction is Direction.RANGE:
        return "1 inside the range"
    if kpi.scale:
        return "position in the scale ÷ position of the target"
    return "value ÷ target" if kpi.direction is Direction.UP else "target ÷ value"


def _formula_input(name: str, period: Period, scored: Mapping[str, KpiScore]) -> Input:
    found = scored.get(name)
    point = next((p for p in found.series if p.period == period), None) if found else None
    return Input(name, point.value if point else None, point.place if point else None, goal=name)
