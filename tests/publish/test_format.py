"""Numbers and days as people say them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_goals.model.calendar import Calendar, Period
from mkdocs_goals.publish.catalogue import Catalogue
from mkdocs_goals.publish.format import Format

AS_OF = date(2024, 8, 15)
EN, DE = Format(Catalogue("en"), AS_OF), Format(Catalogue("de"), AS_OF)


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        ("4.20", "4.2", "4,2"),
        ("4.239", "4.24", "4,24"),
        ("99.95", "99.95", "99,95"),
        ("123.456", "123.5", "123,5"),
        ("1234.5", "1,235", "1.235"),
        ("-1234", "−1,234", "−1.234"),
        ("1250000", "1.25 million", "1,25 Mio."),
        ("3200000000", "3.2 billion", "3,2 Mrd."),
        ("0.00423", "0.0042", "0,0042"),
        ("0", "0", "0"),
        ("-0.0", "0", "0"),
        ("1E+3", "1,000", "1.000"),
    ],
)
def test_numbers_for_reading(value: str, english: str, german: str) -> None:
    assert EN.number(Decimal(value)) == english
    assert DE.number(Decimal(value)) == german


def test_exact_keeps_every_digit() -> None:
    assert EN.exact(Decimal("1234567.123456789")) == "1,234,567.123456789"


def test_quantities() -> None:
    assert EN.quantity(Decimal("4.2"), "%") == "4.2\u00a0%"
    assert EN.journey(Decimal(3), Decimal(5), "%") == "3 → 5\u00a0%"
    assert EN.journey(None, Decimal(5), None) == "– → 5"
    assert EN.change(Decimal("0.3"), "%") == "+0.3\u00a0points"
    assert EN.change(Decimal(-2), "days") == "−2\u00a0days"


@pytest.mark.parametrize(("value", "text"), [("0.665", "0.67"), ("0.6649", "0.66"), ("1", "1.00"), (None, "–")])
def test_scores_have_two_decimals_half_up(value: str | None, text: str) -> None:
    assert EN.score(None if value is None else Decimal(value)) == text


def test_percents_are_whole() -> None:
    assert EN.percent(Decimal("0.665")) == "67\u00a0%"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 8, 15), "today"),
        (date(2024, 8, 14), "yesterday"),
        (date(2024, 8, 16), "tomorrow"),
        (date(2024, 8, 10), "5 days ago"),
        (date(2024, 7, 25), "3 weeks ago"),
        (date(2024, 5, 15), "3 months ago"),
        (date(2023, 8, 10), "1 year ago"),
        (date(2024, 8, 27), "in 12 days"),
    ],
)
def test_how_long_ago(day: date, text: str) -> None:
    assert EN.ago(day) == text


def test_days() -> None:
    assert EN.day(date(2024, 8, 1)) == "1 Aug 2024"
    assert DE.day(date(2024, 8, 1)) == "1. Aug. 2024"
    assert EN.short_day(date(2024, 8, 1)) == "1 Aug"
    assert EN.short_day(date(2023, 8, 1)) == "1 Aug 2023"
    assert EN.span(date(2024, 7, 1), date(2024, 9, 30)) == "1 Jul – 30 Sep 2024"
    assert EN.span(date(2023, 12, 1), date(2024, 1, 30)) == "1 Dec 2023 – 30 Jan 2024"
    assert EN.days_left(date(2024, 8, 15)) == 0
    assert EN.days_left(date(2024, 8, 20)) == 5


@pytest.mark.parametrize(
    ("period", "english", "german"),
    [
        ("2024", "2024", "2024"),
        ("2024-Q3", "Q3 2024", "3. Quartal 2024"),
        ("2024-H1", "H1 2024", "1. Halbjahr 2024"),
        ("2024-T2", "T2 2024", "2. Jahresdrittel 2024"),
        ("2024-08", "August 2024", "August 2024"),
        ("2024-W07", "week 7, 2024", "Woche 7, 2024"),
        ("2024-08-01", "1 Aug 2024", "1. Aug. 2024"),
    ],
)
def test_periods(period: str, english: str, german: str) -> None:
    found = Calendar().period(period)
    assert found is not None
    assert EN.period(found) == english
    assert DE.period(found) == german


def test_a_title_of_the_companys_own_stays() -> None:
    own = Period(date(2024, 7, 1), date(2024, 8, 11), "2024-Q3", "Summer sprint")
    assert DE.period(own) == "Summer sprint"


@given(st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False), st.sampled_from(["%", "EUR", None]))
def test_any_number_can_be_said(value: Decimal, unit: str | None) -> None:
    assert EN.quantity(value, unit)
    assert EN.exact(value)
    assert EN.change(value, unit)


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_any_day_can_be_said(day: date) -> None:
    assert EN.ago(day)
    assert DE.short_day(day)
