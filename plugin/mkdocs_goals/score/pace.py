"""Pace: how much of the time has passed, what is expected by then, and which status that gives.

Source of the bands: scoring.md (after Google's grading of objectives and key results).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mkdocs_goals.model.goal import Done, Keep, KeyResult, KpiMeasure, State, Steps
from mkdocs_goals.model.organisation import Bands
from mkdocs_goals.model.rounding import in_digits, rounded
from mkdocs_goals.score.result import Point, Status

ZERO = Decimal(0)
ONE = Decimal(1)

MOST_PLACES = 10
"""As many decimals show a difference in a sum."""


def elapsed_share(starts: date, due: date, day: date) -> Decimal:
    """The share (0…1) of the days from start to due, both included, that have passed; the day itself counts."""
    days = (due - starts).days + 1
    if days < 1:  # reversed dates: rule T110 says so
        return ONE if day >= due else ZERO
    return min(max(Decimal((day - starts).days + 1) / days, ZERO), ONE)


@dataclass(frozen=True, slots=True)
class Plan:
    """The expected way of a key result's value: corner points in days passed (0 = before the first day)."""

    baseline: Decimal
    target: Decimal
    corners: tuple[tuple[Decimal, Decimal], ...]

    def expected(self, days_passed: Decimal) -> Decimal:
        """The share (0…1) of the way from baseline to target that is expected after so many days."""
        value = self._value(days_passed)
        return min(max((value - self.baseline) / (self.target - self.baseline), ZERO), ONE)

    def _value(self, days_passed: Decimal) -> Decimal:
        before = self.corners[0]
        for corner in self.corners[1:]:
            if days_passed <= corner[0]:
                share = (days_passed - before[0]) / (corner[0] - before[0])
                return before[1] + share * (corner[1] - before[1])
            before = corner
        return before[1]


def plan_of(key_result: KeyResult, baseline: Decimal | None, target: Decimal | None) -> Plan | None:
    """The way from baseline to target through the phases; None where there is no such way."""
    days = (key_result.due - key_result.starts).days + 1
    if baseline is None or target is None or baseline == target or days < 1:
        return None
    corners = {Decimal(0): baseline, Decimal(days): target}
    for phase in key_result.phases:
        passed = (phase.date - key_result.starts).days + 1
        if 0 < passed <= days:
            corners[Decimal(passed)] = phase.value
    return Plan(baseline, target, tuple(sorted(corners.items())))


def plan_points(key_result: KeyResult, plan: Plan | None) -> tuple[Point, ...]:
    """The plan's corners as points on days, for a chart."""
    if plan is None:
        return ()
    return tuple(
        Point(date.fromordinal(key_result.starts.toordinal() + max(int(passed) - 1, 0)), value)
        for passed, value in plan.corners
    )


def expected_share(key_result: KeyResult, plan: Plan | None, day: date) -> Decimal:
    """The share (0…1) of the result that is expected by the end of the day."""
    elapsed = elapsed_share(key_result.starts, key_result.due, day)
    if elapsed in (ZERO, ONE):
        return elapsed
    if is_keep(key_result):
        return ONE
    match key_result.measure:
        case Done():
            return ZERO
        case Steps(steps=steps) if any(step.due for step in steps):
            total = sum((step.weight for step in steps), ZERO)
            passed = sum((step.weight for step in steps if step.due and step.due <= day), ZERO)
            return passed / total if total else ZERO
    if plan is not None and key_result.phases:
        return plan.expected(Decimal((day - key_result.starts).days + 1))
    return elapsed


def is_keep(key_result: KeyResult) -> bool:
    """Whether a level is to be held: a share already, so it is judged against the whole band at any time."""
    measure = key_result.measure
    return isinstance(measure.aim if isinstance(measure, KpiMeasure) else measure, Keep)


_BY_STATE = {
    State.CANCELLED: Status.CANCELLED,
    State.POSTPONED: Status.POSTPONED,
    State.DRAFT: Status.DRAFT,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides a status. `over` is true when the time is over or the goal is closed.

    `complete` is true when nothing more has to come, `silent` when nobody can know how it stands.
    """

    state: State
    score: Decimal | None
    started: bool
    over: bool
    elapsed: Decimal
    expected: Decimal
    regressed: bool
    complete: bool
    silent: bool


def status_of(standing: Standing, bands: Bands, grace: Decimal) -> Status:
    """The status by scoring.md's table; limits are inclusive."""
    if standing.state in _BY_STATE:
        return _BY_STATE[standing.state]
    if not standing.started:
        return Status.UPCOMING
    if standing.score is None or standing.silent:
        return Status.NO_DATA
    if standing.complete:
        return Status.ACHIEVED
    if standing.over:
        return _final(standing.score, bands)
    return _on_the_way(standing, standing.score, bands, grace)


def _final(score: Decimal, bands: Bands) -> Status:
    if score >= bands.success:
        return Status.ACHIEVED
    return Status.PARTLY_ACHIEVED if score >= bands.risk else Status.MISSED


def _on_the_way(standing: Standing, score: Decimal, bands: Bands, grace: Decimal) -> Status:
    if score >= bands.success * standing.expected:
        return Status.ON_TRACK
    if standing.elapsed <= grace and not standing.regressed:
        return Status.ON_TRACK
    return Status.AT_RISK if score >= bands.risk * standing.expected else Status.OFF_TRACK


def on_track_from(bands: Bands, expected: Decimal) -> Decimal:
    """The score (0…1) from which a goal is on track."""
    return min(max(bands.success * expected, ZERO), ONE)


def reason_of(standing: Standing, status: Status, bands: Bands, grace: Decimal) -> str | None:
    """Why a status by bands is what it is, as a sum: `on track, for 0.34 ≥ 0.7 × 0.46 = 0.32`."""
    score = standing.score
    if score is None or standing.silent or standing.complete:
        return None
    match status:
        case Status.ON_TRACK if score >= bands.success * standing.expected:
            return f"on track, for {_scaled(score, bands.success, standing.expected)}"
        case Status.ON_TRACK:
            passed = f"{in_digits(standing.elapsed, 2)} ≤ {in_digits(grace, 2)}"
            return f"on track, for its time has only begun ({passed}) and it has not gone back"
        case Status.AT_RISK:
            missed = _scaled(score, bands.success, standing.expected)
            return f"at risk, for {missed}, and {_scaled(score, bands.risk, standing.expected)}"
        case Status.OFF_TRACK:
            return f"off track, for {_scaled(score, bands.risk, standing.expected)}"
        case Status.ACHIEVED:
            return f"achieved, for {_compared(score, bands.success)} at the end"
        case Status.PARTLY_ACHIEVED:
            missed = _compared(score, bands.success)
            return f"partly achieved, for {missed} and {_compared(score, bands.risk)} at the end"
        case Status.MISSED:
            return f"missed, for {_compared(score, bands.risk)} at the end"
    return None


def _scaled(score: Decimal, limit: Decimal, expected: Decimal) -> str:
    """`0.34 ≥ 0.7 × 0.46 = 0.32`"""
    product = limit * expected
    places = _places(score, product)
    return (
        f"{in_digits(score, places)} {_sign(score, product)} "
        f"{in_digits(limit)} × {in_digits(expected, places)} = {in_digits(product, places)}"
    )


def _compared(score: Decimal, limit: Decimal) -> str:
    return f"{in_digits(score, _places(score, limit))} {_sign(score, limit)} {in_digits(limit)}"


def _sign(score: Decimal, limit: Decimal) -> str:
    return "≥" if score >= limit else "<"


def _places(score: Decimal, limit: Decimal) -> int:
    """Two decimals, or as many as it takes to tell two numbers apart."""
    places = 2
    while places < MOST_PLACES and score != limit and rounded(score, places) == rounded(limit, places):
        places += 2
    return places
