"""Cycle and period ids, fiscal years, and the company's own cycles."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_goals.model.calendar import (
    FIRST_DAY,
    LAST_DAY,
    Calendar,
    Frequency,
    Period,
    Skip,
    Stretches,
    Weekday,
    year_before,
)

IDS = {
    "2024": ("2024-01-01", "2024-12-31"),
    "2024-H1": ("2024-01-01", "2024-06-30"),
    "2024-H2": ("2024-07-01", "2024-12-31"),
    "2024-T2": ("2024-05-01", "2024-08-31"),
    "2024-Q3": ("2024-07-01", "2024-09-30"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2024-W01": ("2024-01-01", "2024-01-07"),
    "2024-W31": ("2024-07-29", "2024-08-04"),
    "2020-W53": ("2020-12-28", "2021-01-03"),
    "2024-08-15": ("2024-08-15", "2024-08-15"),
}


@pytest.mark.parametrize(("text", "days"), IDS.items())
def test_an_id_says_its_days(text: str, days: tuple[str, str]) -> None:
    period = Calendar().period(text)
    assert period is not None
    assert (period.starts.isoformat(), period.ends.isoformat()) == days


@pytest.mark.parametrize(
    "text", ["2024-Q5", "2024-13", "2024-W54", "2023-W53", "2024-02-30", "24", "2024-q3", "1969", "2200", "", "2024-7"]
)
def test_what_is_no_id(text: str) -> None:
    assert Calendar().period(text) is None


@pytest.mark.parametrize(
    ("named_after", "text", "starts", "ends"),
    [
        ("end", "2024", "2023-07-01", "2024-06-30"),
        ("start", "2024", "2024-07-01", "2025-06-30"),
        ("end", "2024-Q1", "2023-07-01", "2023-09-30"),
        ("end", "2024-H2", "2024-01-01", "2024-06-30"),
        ("end", "2024-T3", "2024-03-01", "2024-06-30"),
        ("end", "2024-07", "2024-07-01", "2024-07-31"),
        ("end", "2024-W31", "2024-07-29", "2024-08-04"),
    ],
)
def test_a_fiscal_year_from_july(named_after: str, text: str, starts: str, ends: str) -> None:
    period = Calendar(7, named_after).period(text)
    assert period is not None
    assert (period.starts.isoformat(), period.ends.isoformat()) == (starts, ends)


def test_own_cycles_come_first() -> None:
    own = Period(date(2024, 6, 30), date(2024, 9, 28), "2024-Q3", "Third quarter, 4-4-5")
    assert Calendar(own_cycles=(own,)).period("2024-Q3") == own


@given(
    day=st.dates(date(1971, 1, 1), date(2198, 1, 1)),
    frequency=st.sampled_from(Frequency),
    year_starts=st.integers(1, 12),
    named_after=st.sampled_from(["start", "end"]),
)
def test_periods_tile_the_days(day: date, frequency: Frequency, year_starts: int, named_after: str) -> None:
    calendar = Calendar(year_starts, named_after)
    periods = list(calendar.periods(frequency, day, day + timedelta(days=400)))
    assert periods[0].contains(day)
    assert periods[-1].contains(day + timedelta(days=400))
    for before, after in itertools.pairwise(periods):
        assert after.starts == before.ends + timedelta(days=1)
    assert [calendar.period(period.id) for period in periods] == periods


def test_every_day_has_its_periods() -> None:
    for frequency in Frequency:
        for calendar in (Calendar(), Calendar(7, "end"), Calendar(7, "start")):
            assert calendar.period_containing(FIRST_DAY, frequency).contains(FIRST_DAY)
            assert calendar.period_containing(LAST_DAY, frequency).contains(LAST_DAY)


def test_the_year_before() -> None:
    calendar = Calendar()
    july, week53 = calendar.period("2024-07"), calendar.period("2020-W53")
    assert july is not None
    assert week53 is not None
    assert year_before(july, calendar) == calendar.period("2023-07")
    assert year_before(week53, calendar) is None


DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 1))


@given(st.lists(st.tuples(DAYS, DAYS)), DAYS, DAYS)
def test_stretches_know_what_overlaps(pairs: list[tuple[date, date]], first: date, last: date) -> None:
    periods = [Period(min(pair), max(pair), str(at), "") for at, pair in enumerate(pairs)]
    first, last = min(first, last), max(first, last)
    expected = any(period.starts <= last and first <= period.ends for period in periods)
    assert Stretches(periods).overlaps(first, last) == expected


@pytest.mark.parametrize(
    ("weekdays", "periods", "text", "covered"),
    [
        ("saturday sunday", "", "2024-08-17", True),  # a Saturday
        ("saturday sunday", "", "2024-08-16", False),
        ("saturday sunday", "", "2024-W33", False),
        ("monday tuesday wednesday thursday friday saturday sunday", "", "2024-W33", True),
        ("", "2024-08", "2024-08-16", True),
        ("", "2024-08", "2024-W33", True),
        ("", "2024-08", "2024-W31", False),  # from 29 July
        ("", "2024-07 2024-08", "2024-W31", True),
        ("saturday sunday", "2024-08-12 2024-08-13 2024-08-14 2024-08-15 2024-08-16", "2024-W33", True),
        ("", "", "2024-08-16", False),
    ],
)
def test_what_is_skipped(weekdays: str, periods: str, text: str, covered: bool) -> None:
    calendar = Calendar()
    named = [found for name in periods.split() if (found := calendar.period(name))]
    period = calendar.period(text)
    assert period is not None
    assert Skip(frozenset(map(Weekday, weekdays.split())), tuple(named)).covers(period) is covered


def test_frequencies_from_fine_to_coarse() -> None:
    order = [Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.YEARLY]
    for one, other in itertools.product(order, order):
        assert one.is_finer_than(other) == (order.index(one) < order.index(other))
