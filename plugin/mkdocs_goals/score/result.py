"""What scoring gives: scores, statuses and how each came about.

Shares (progress, score, expected, elapsed, attainment) are plain ratios: 0.67 is 67 %. Nothing here is rounded.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from mkdocs_goals.model.calendar import Cycle, Period
from mkdocs_goals.model.goal import CheckIn
from mkdocs_goals.model.place import Place


class Status(StrEnum):
    """How an objective or a key result stands on the day."""

    UPCOMING = "upcoming"
    NO_DATA = "no-data"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    ACHIEVED = "achieved"
    PARTLY_ACHIEVED = "partly-achieved"
    MISSED = "missed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    DRAFT = "draft"


class KpiStatus(StrEnum):
    """How healthy a KPI is on the day."""

    MET = "met"
    HEALTHY = "healthy"
    WARNING = "warning"
    CRITICAL = "critical"
    NO_TARGET = "no-target"
    NO_DATA = "no-data"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    DRAFT = "draft"
    CLOSED = "closed"


class Trend(StrEnum):
    """Whether a KPI got better, by its own direction."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


class Flag(StrEnum):
    """What the score alone does not tell."""

    REGRESSED = "regressed"
    EXCEEDED = "exceeded"


@dataclass(frozen=True, slots=True)
class Input:
    """One value that was put into a formula: its name, the value, its weight in a mean, and where it is written."""

    name: str
    value: Decimal | str | None
    place: Place | None = None
    weight: Decimal | None = None
    goal: str | None = None
    """The id of the goal or `objective/key-result` that the value belongs to, where it is a score itself."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that does not count, and why."""

    name: str
    reason: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a number came about: the formula in words, the same with the values put in, and where they stand."""

    formula: str
    calculation: str
    inputs: tuple[Input, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day; for a key result also the value expected on that day."""

    date: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class KeyResultScore:
    """A key result on the day. `baseline` and `target` are the ends in the key result's unit, where it has any.

    `series` holds the values seen so far and `plan` the corner points of the expected line (first day to due),
    both in the key result's unit, for charts.
    """

    id: str
    progress: Decimal | None
    score: Decimal | None
    value: Decimal | None
    baseline: Decimal | None
    target: Decimal | None
    elapsed: Decimal
    expected: Decimal
    status: Status
    counts: bool
    """Whether it enters its objective's mean: its state counts and its time has begun."""
    flags: tuple[Flag, ...]
    confidence: Decimal | None
    last_check_in: CheckIn | None
    series: tuple[Point, ...]
    plan: tuple[Point, ...]
    explanation: Explanation
    on_track_from: Decimal | None = None
    """The score (0…1) from which it is on track on the day."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many key results have data, how many count, how many there are."""

    measured: int
    counted: int
    total: int


@dataclass(frozen=True, slots=True)
class ObjectiveScore:
    """An objective on the day. `key_results` are in the order of the file."""

    id: str
    score: Decimal | None
    elapsed: Decimal
    expected: Decimal | None
    status: Status
    confidence: Decimal | None
    stale: bool
    last_check_in: CheckIn | None
    """The latest of its own check-ins and of its key results'."""
    frozen_on: date | None
    """The closing date, where the score is frozen."""
    coverage: Coverage
    key_results: tuple[KeyResultScore, ...]
    explanation: Explanation
    on_track_from: Decimal | None = None
    """The score (0…1) from which it is on track on the day; None where nothing is expected."""

    def count(self, *statuses: Status) -> int:
        """How many of its key results have one of these statuses."""
        return sum(1 for key_result in self.key_results if key_result.status in statuses)


@dataclass(frozen=True, slots=True)
class TeamScore:
    """A team's (or with `team` None the company's) score in a cycle: the mean of its own objectives."""

    team: str | None
    cycle: str
    score: Decimal | None
    explanation: Explanation


class KpiPoint(NamedTuple):
    """A KPI in one period. `word` where it is measured in words; `place` is the formula's where it was computed."""

    period: Period
    value: Decimal | None
    word: str | None
    low: Decimal | None
    high: Decimal | None
    """The target for this period; `low` equals `high` unless it is a band; None without a target."""
    note: str | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Change:
    """The latest value against an earlier one."""

    period: Period
    value: Decimal
    difference: Decimal
    trend: Trend


class Timeline:
    """The points of a KPI that have a value, in the order of their periods: a time is found without looking at all."""

    def __init__(self, points: Iterable[KpiPoint]) -> None:
        self._pairs = [(point, point.value) for point in points if point.value is not None]
        self._pairs.sort(key=lambda pair: pair[0].period.when)
        self._starts = [point.period.starts for point, _ in self._pairs]
        self._latest_ends = list(accumulate((point.period.ends for point, _ in self._pairs), max))

    def between(self, first: date, last: date) -> list[Valued]:
        """The points whose period has a day from `first` to `last`, both included."""
        begin, end = bisect_left(self._latest_ends, first), bisect_right(self._starts, last)
        return [pair for pair in self._pairs[begin:end] if pair[0].period.ends >= first]

    def last_before(self, day: date) -> Valued | None:
        """The last point whose period ended before a day."""
        begun = range(bisect_left(self._starts, day) - 1, -1, -1)
        return next((self._pairs[at] for at in begun if self._pairs[at][0].period.ends < day), None)

    def at(self, period: Period) -> KpiPoint | None:
        """The point of exactly this period."""
        same = self._pairs[bisect_left(self._starts, period.starts) : bisect_right(self._starts, period.starts)]
        return next((point for point, _ in same if point.period == period), None)


Valued = tuple[KpiPoint, Decimal]
"""A point with its value."""


@dataclass(frozen=True)
class KpiScore:
    """A KPI on the day. `point` is the latest measurement whose period has begun, of a flow the latest that has ended.

    `series` are all up to the day, those of a flow that still run among them.
    """

    id: str
    point: KpiPoint | None
    attainment: Decimal | None
    status: KpiStatus
    overdue: tuple[Period, ...]
    """The periods that have no value after their grace, oldest first."""
    previous: Change | None
    year_ago: Change | None
    series: tuple[KpiPoint, ...]
    missing: tuple[LeftOut, ...]
    """Periods of a formula without a value, and why."""
    explanation: Explanation
    running: tuple[KpiPoint, ...] = ()
    """What a flow has counted in periods that still run; it enters no status, trend or attainment."""

    @property
    def so_far(self) -> KpiPoint | None:
        """What a flow has counted in the period that still runs."""
        return self.running[-1] if self.running else None

    @cached_property
    def settled(self) -> tuple[KpiPoint, ...]:
        """The series without what still runs."""
        if not self.running:
            return self.series
        running = {point.period for point in self.running}
        return tuple(point for point in self.series if point.period not in running)

    @cached_property
    def timeline(self) -> Timeline:
        """The series, to look up times in it."""
        return Timeline(self.series)


@dataclass(frozen=True)
class Scorecard:
    """Every score of a portfolio as of a day. Keys of `teams` are (team id or None for the company, cycle id)."""

    as_of: date
    objectives: Mapping[str, ObjectiveScore]
    kpis: Mapping[str, KpiScore]
    teams: Mapping[tuple[str | None, str], TeamScore]
    current_cycle: Cycle | None = None

    @cached_property
    def key_results(self) -> Mapping[str, KeyResultScore]:
        """Every key result's score by `objective/key-result`."""
        return {
            f"{objective.id}/{key_result.id}": key_result
            for objective in self.objectives.values()
            for key_result in objective.key_results
        }

    @property
    def score(self) -> Decimal | None:
        """The headline: the company's score in the current cycle."""
        if self.current_cycle is None:
            return None
        company = self.teams.get((None, self.current_cycle.id))
        return company.score if company else None
