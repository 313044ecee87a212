"""KPIs on a day: value, attainment, status, trend, overdue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from mkdocs_goals.model.calendar import Calendar, year_before
from mkdocs_goals.model.formula import Formula
from mkdocs_goals.model.goal import Direction, Kpi, Limit, State
from mkdocs_goals.model.rounding import in_digits
from mkdocs_goals.score.formulas import Computed, Inputs, computed
from mkdocs_goals.score.gaps import gaps
from mkdocs_goals.score.result import Change, Explanation, Input, KpiPoint, KpiScore, KpiStatus, LeftOut, Trend
from mkdocs_goals.score.targets import Targets

ZERO = Decimal(0)


def score_kpi(kpi: Kpi, inputs: Inputs, in_loop: bool = False) -> KpiScore:
    """A KPI as of the day of the inputs, which hold the KPIs that its formula names, where it has one.

    One in a loop of formulas has no value.
    """
    day, calendar = inputs.day, inputs.calendar
    found, targets = Computed({}, ()), Targets(kpi.targets)
    if is_computed(kpi) and kpi.formula is not None:
        found = _in_a_loop(kpi, kpi.formula) if in_loop else computed(kpi, kpi.formula, inputs)
        series = _computed_points(kpi, found, targets)
    else:
        series = _measured_points(kpi, targets, day)
    with_value = [point for point in series if point.value is not None]
    running = tuple(point for point in with_value if point.period.ends > day) if kpi.is_flow else ()
    ended = [point for point in with_value if point.period.ends <= day] if running else with_value
    point = ended[-1] if ended else None
    target = targets.of(point.period) if point else None
    attainment = _attainment(kpi, point, target)
    measured = [point.period for point in with_value]
    return KpiScore(
        id=kpi.id,
        point=point,
        attainment=attainment,
        status=_status(kpi, point, target),
        overdue=gaps(kpi, (*measured, *found.impossible), calendar, day),
        previous=_change(kpi, point, ended[-2]) if point and len(ended) > 1 else None,
        year_ago=_year_ago(kpi, point, ended, calendar),
        series=series,
        missing=found.missing,
        explanation=_explained(kpi, point, target, attainment, inputs),
        running=running,
    )


def is_computed(kpi: Kpi) -> bool:
    """Whether a KPI's values come from its formula; where it has measurements too, those hold (K106 says so)."""
    return kpi.formula is not None and not kpi.measurements


def _in_a_loop(kpi: Kpi, formula: Formula) -> Computed:
    names = ", ".join(formula.kpis)
    reason = f"it goes round in a loop of formulas by {names}, so none of them has a value"
    return Computed({}, (LeftOut("every period", reason, kpi.origin.value("formula")),))


def _measured_points(kpi: Kpi, targets: Targets, day: date) -> tuple[KpiPoint, ...]:
    begun = (measurement for measurement in kpi.measurements if measurement.period.starts <= day)
    return tuple(
        KpiPoint(period, value, word, *_ends(targets.of(period)), note, place)
        for period, value, word, note, place in begun
    )


def _computed_points(kpi: Kpi, found: Computed, targets: Targets) -> tuple[KpiPoint, ...]:
    place = kpi.origin.value("formula")
    return tuple(
        KpiPoint(period, value, None, *_ends(targets.of(period)), None, place) for period, value in found.values.items()
    )


def _ends(limit: Limit | None) -> tuple[Decimal | None, Decimal | None]:
    return (limit.low, limit.high) if limit else (None, None)


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
    return value <= limit.low if kpi.lower_is_better else value >= limit.low


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
    return -value if kpi.lower_is_better else value


def _year_ago(kpi: Kpi, point: KpiPoint | None, ended: Sequence[KpiPoint], calendar: Calendar) -> Change | None:
    earlier = year_before(point.period, calendar) if point else None
    if point is None or earlier is None:
        return None
    at = bisect_left(ended, earlier.when, key=lambda each: each.period.when)
    return _change(kpi, point, ended[at]) if at < len(ended) and ended[at].period == earlier else None


def _explained(
    kpi: Kpi, point: KpiPoint | None, target: Limit | None, attainment: Decimal | None, inputs: Inputs
) -> Explanation:
    formula = kpi.formula if is_computed(kpi) else None
    if point is None or point.value is None:
        return Explanation(_formula_text(kpi) if formula else _LATEST[kpi.is_flow], "no value yet")
    taken = [Input(f"value of {point.period.id}", point.word or point.value, point.place)]
    if formula is not None:
        taken += inputs.explained(kpi, formula, point.period)
    if target is not None:
        taken.append(Input("target", _limit_as_written(target), target.place))
    return Explanation(_formula_text(kpi), _calculation(kpi, point, target, attainment), tuple(taken))


_LATEST = {
    False: "the latest measurement whose period has begun",
    True: "the latest measurement whose period has ended",
}


def _limit_as_written(limit: Limit) -> Decimal | str | None:
    if limit.is_band and limit.low is not None and limit.high is not None:
        return f"{in_digits(limit.low)} to {in_digits(limit.high)}"
    return limit.word or limit.low


def _calculation(kpi: Kpi, point: KpiPoint, target: Limit | None, attainment: Decimal | None) -> str:
    """The attainment with its values put in; only the value where there is none."""
    value, low, high = (point.value, target.low, target.high) if target else (point.value, None, None)
    found = f"{point.word or in_digits(value or ZERO)} in {point.period.id}"
    if value is None or target is None or low is None or high is None:
        return found
    if kpi.direction is Direction.RANGE:
        return f"{found} is {'outside' if attainment is None else 'inside'} {in_digits(low)} to {in_digits(high)}"
    if attainment is None:
        return found
    if kpi.scale:
        found = f"{found}: position {in_digits(value)} of {in_digits(low)}: "
        return f"{found}{in_digits(value)} ÷ {in_digits(low)} = {in_digits(attainment)}"
    first, second = (value, low) if kpi.direction is Direction.UP else (low, value)
    return f"{in_digits(first)} ÷ {in_digits(second)} = {in_digits(attainment)}"


def _formula_text(kpi: Kpi) -> str:
    if kpi.formula is not None:
        return f"{kpi.formula.text}, for each period"
    if kpi.direction is Direction.RANGE:
        return "1 inside the range"
    if kpi.scale:
        return "position in the scale ÷ position of the target"
    return "value ÷ target" if kpi.direction is Direction.UP else "target ÷ value"
