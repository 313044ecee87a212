"""Cycles and periods: what an id such as `2024-Q3` says about days."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import accumulate

FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2199, 12, 31)

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Frequency(StrEnum):
    """How often something is measured."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"

    def is_finer_than(self, other: Frequency) -> bool:
        """Whether this one measures more often than another."""
        order = list(Frequency)
        return order.index(self) < order.index(other)


class Weekday(StrEnum):
    """A day of the week, in the order of `date.weekday`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of days, both ends included. Order is by time, shorter first where the beginning is the same."""

    starts: date
    ends: date
    id: str
    title: str = field(compare=False)

    @property
    def days(self) -> int:
        return (self.ends - self.starts).days + 1

    @property
    def when(self) -> tuple[date, date, str]:
        """What periods are ordered by; as a key of long series it is cheaper than the period itself."""
        return self.starts, self.ends, self.id

    def contains(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    def covers(self, other: Period) -> bool:
        """Whether every day of the other period is a day of this one."""
        return self.starts <= other.starts and other.ends <= self.ends

    def overlaps(self, other: Period) -> bool:
        return self.starts <= other.ends and other.starts <= self.ends


Cycle = Period
"""The time in which an objective counts."""


@dataclass(frozen=True)
class Skip:
    """Days on which nothing is measured by nature: some days of the week, and some periods."""

    weekdays: frozenset[Weekday] = frozenset()
    periods: tuple[Period, ...] = ()

    def covers(self, period: Period) -> bool:
        """Whether a period has no value by nature: each of its days is one to skip."""
        if not self.weekdays and not self.periods:
            return False
        if period.starts == period.ends:
            return self._contains(period.starts)
        return all(self._contains(period.starts + timedelta(days=passed)) for passed in range(period.days))

    def _contains(self, day: date) -> bool:
        return day.weekday() in self._weekdays or self._stretches.overlaps(day, day)

    @cached_property
    def _weekdays(self) -> frozenset[int]:
        return frozenset(number for number, weekday in enumerate(Weekday) if weekday in self.weekdays)

    @cached_property
    def _stretches(self) -> Stretches:
        return Stretches(self.periods)


class Stretches:
    """Periods, to ask whether any of them has a day in common with another; they may overlap each other."""

    def __init__(self, periods: Iterable[Period]) -> None:
        ordered = sorted((period.starts, period.ends) for period in periods)
        self._starts = [starts for starts, _ in ordered]
        self._latest_ends = list(accumulate((ends for _, ends in ordered), max))

    def overlaps(self, first: date, last: date) -> bool:
        """Whether any of the periods has a day from `first` to `last`, both included."""
        begun = bisect_right(self._starts, last)
        return begun > 0 and self._latest_ends[begun - 1] >= first


def parse_date(text: str) -> date | None:
    """`YYYY-MM-DD` between 1970 and 2199, else None."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


_SHAPE = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|T(?P<term>[1-3])|Q(?P<quarter>[1-4])"
    r"|W(?P<week>\d{2})|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Calendar:
    """The company's calendar: when its year starts, how a fiscal year is named, and cycles of its own.

    `year_starts` is a month (1 to 12). `year_named_after` is `end` or `start`: which calendar year names a
    fiscal year that spans two.
    """

    year_starts: int = 1
    year_named_after: str = "end"
    own_cycles: tuple[Period, ...] = ()

    @cached_property
    def _own(self) -> dict[str, Period]:
        return {cycle.id: cycle for cycle in self.own_cycles}

    def period(self, text: str) -> Period | None:
        """The period that an id names, or None. Own cycles come first, so a 4-4-5 calendar can define `2024-Q3`."""
        own = self._own.get(text)
        if own is not None:
            return own
        period = self._standard(text)
        return period if period and period.starts >= FIRST_DAY and period.ends <= LAST_DAY else None

    def period_containing(self, day: date, frequency: Frequency) -> Period:
        """The day, ISO week, month, quarter or (fiscal) year that contains a day."""
        if frequency is Frequency.DAILY:
            return self._surely(day.isoformat())
        if frequency is Frequency.WEEKLY:
            year, week, _ = day.isocalendar()
            return self._surely(f"{year:04d}-W{week:02d}")
        if frequency is Frequency.MONTHLY:
            return self._surely(f"{day.year:04d}-{day.month:02d}")
        months_in = (day.month - self.year_starts) % 12
        year = self._fiscal_year(day)
        if frequency is Frequency.QUARTERLY:
            return self._surely(f"{year:04d}-Q{months_in // 3 + 1}")
        return self._surely(f"{year:04d}")

    def periods(self, frequency: Frequency, first: date, last: date) -> Iterator[Period]:
        """Every period of a frequency that has a day between two days, in order."""
        day = first
        while day <= last:
            period = self.period_containing(day, frequency)
            yield period
            if period.ends >= LAST_DAY:
                return
            day = period.ends + timedelta(days=1)

    def _standard(self, text: str) -> Period | None:
        return _standard_period(text, self.year_starts, self.year_named_after)

    def _surely(self, text: str) -> Period:
        period = self._standard(text)
        if period is None:
            raise ValueError(f"{text!r} is no period")
        return period

    def _fiscal_year(self, day: date) -> int:
        begun = day.year if day.month >= self.year_starts else day.year - 1
        return begun + 1 if self.year_named_after == "end" and self.year_starts > 1 else begun


def year_before(period: Period, calendar: Calendar) -> Period | None:
    """The same period a year earlier (`2023-07` for `2024-07`), or None where there is none."""
    match = _SHAPE.fullmatch(period.id)
    if match is None:
        return None
    return calendar.period(f"{int(match['year']) - 1:04d}{period.id[4:]}")


@lru_cache(maxsize=131_072)
def _standard_period(text: str, year_starts: int, named_after: str) -> Period | None:
    match = _SHAPE.fullmatch(text)
    if match is None or not FIRST_DAY.year - 1 <= int(match["year"]) <= LAST_DAY.year + 1:
        return None
    year = int(match["year"])
    if match["day"]:
        day = parse_date(text)
        return None if day is None else Period(day, day, text, f"{day.day} {MONTHS[day.month - 1]} {year}")
    if match["month"]:
        return _month(year, int(match["month"]), text)
    if match["week"]:
        return _week(year, int(match["week"]), text)
    first_month = year * 12 + year_starts - 1
    if named_after == "end" and year_starts > 1:
        first_month -= 12
    if match["quarter"]:
        return _months(first_month + 3 * int(match["quarter"]) - 3, 3, text, f"Q{match['quarter']} {year}")
    if match["term"]:
        return _months(first_month + 4 * int(match["term"]) - 4, 4, text, f"T{match['term']} {year}")
    if match["half"]:
        return _months(first_month + 6 * int(match["half"]) - 6, 6, text, f"H{match['half']} {year}")
    return _months(first_month, 12, text, str(year))


def _months(first: int, count: int, text: str, title: str) -> Period:
    """A run of months; a month is counted as year × 12 + (month − 1)."""
    starts = date(first // 12, first % 12 + 1, 1)
    after = first + count
    return Period(starts, date(after // 12, after % 12 + 1, 1) - timedelta(days=1), text, title)


def _month(year: int, month: int, text: str) -> Period | None:
    if not 1 <= month <= 12:
        return None
    return _months(year * 12 + month - 1, 1, text, f"{MONTHS[month - 1]} {year}")


def _week(year: int, week: int, text: str) -> Period | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return Period(monday, monday + timedelta(days=6), text, f"week {week}, {year}")
