"""Numbers and days as people say them, in the language of the site.

Numbers are rounded for reading (about three digits); `exact` keeps every digit, for tables.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from math import inf

from babel.dates import format_date
from babel.numbers import format_decimal

from mkdocs_goals.model.calendar import MONTHS, Period
from mkdocs_goals.publish.catalogue import Catalogue

NARROW = "\u00a0"
"""The space between a number and its unit: a line never breaks there."""

NONE = "–"
_HUNDREDTH = Decimal("0.01")
_MILLION = Decimal(1_000_000)
_BILLION = Decimal(1_000_000_000)
_PERIOD = re.compile(r"(\d{4})-(?:([HTQW])(\d{1,2})|(\d{2}))", re.ASCII)
_TITLES = {"H": "H{n} {year}", "T": "T{n} {year}", "Q": "Q{n} {year}", "W": "week {n}, {year}"}
_KEYS = {"H": "period.half", "T": "period.term", "Q": "period.quarter", "W": "period.week"}

_SPANS = (("days", 1, 14), ("weeks", 7, 60), ("months", 30, 365), ("years", 365, inf))
"""Units of time, their days, and the number of days from which the next unit is used."""


class Format:
    """How one language writes numbers and days. `as_of` is the day that `ago` counts from."""

    def __init__(self, words: Catalogue, as_of: date) -> None:
        self.words = words
        self.as_of = as_of
        self._days: dict[tuple[str, date], str] = {}
        self._periods: dict[Period, str] = {}

    # Numbers

    def number(self, value: Decimal) -> str:
        """Rounded for reading: `4.24`, `99.95`, `1,250`, `1.25 million`, `0.0042`."""
        size = abs(value)
        if size >= _BILLION:
            return self.words("number.billion", number=self._written(_rounded(value / _BILLION)))
        if size >= _MILLION:
            return self.words("number.million", number=self._written(_rounded(value / _MILLION)))
        return self._written(_rounded(value))

    def exact(self, value: Decimal) -> str:
        """Every digit, with the language's separators."""
        return self._written(value)

    def quantity(self, value: Decimal, unit: str | None) -> str:
        """A number for reading with its unit: `4.2 %`."""
        return self.number(value) + (f"{NARROW}{unit}" if unit else "")

    def exact_quantity(self, value: Decimal, unit: str | None) -> str:
        return self.exact(value) + (f"{NARROW}{unit}" if unit else "")

    def change(self, value: Decimal, unit: str | None) -> str:
        """A difference with its sign: `+0.3 %`, `−2`."""
        if unit == "%":
            unit = self.words("unit.points")
        return ("+" if value > 0 else "") + self.quantity(value, unit)

    def journey(self, start: Decimal | None, end: Decimal | None, unit: str | None) -> str:
        """From where to where: `3 → 5 %`."""
        ends = " → ".join(NONE if end is None else self.number(end) for end in (start, end))
        return ends + (f"{NARROW}{unit}" if unit else "")

    def score(self, value: Decimal | None) -> str:
        """Two decimals, half up: `0.67`; a dash for no score."""
        if value is None:
            return NONE
        text = str(value.quantize(_HUNDREDTH, ROUND_HALF_UP))
        return text.replace(".", self._decimal).replace("-", "−")

    def percent(self, ratio: Decimal) -> str:
        """A ratio as whole percents: `67 %`."""
        return f"{self._written(_whole(ratio * 100))}{NARROW}%"

    # Days

    def day(self, day: date) -> str:
        """`1 Aug 2024`."""
        return self._day("date.day", day)

    def short_day(self, day: date) -> str:
        """`1 Aug`, with the year where it is not the year of the build's day."""
        return self._day("date.short" if day.year == self.as_of.year else "date.day", day)

    def day_of_year(self, day: date) -> str:
        """`1 Aug`, for axes that say the year elsewhere."""
        return self._day("date.short", day)

    def month(self, day: date) -> str:
        """`Aug 2024`."""
        return self._day("date.short-month", day)

    def span(self, starts: date, ends: date) -> str:
        """`1 Jul – 30 Sep 2024`."""
        first = self._day("date.short" if starts.year == ends.year else "date.day", starts)
        return f"{first} – {self.day(ends)}"

    def ago(self, day: date) -> str:
        """How long ago, or in how long: `yesterday`, `5 days ago`, `in 3 weeks`."""
        days = (self.as_of - day).days
        if days in (0, 1, -1):
            return self.words(("ago.tomorrow", "ago.today", "ago.yesterday")[days + 1])
        unit, length = next((unit, length) for unit, length, until in _SPANS if abs(days) < until)
        key = f"ago.{unit}" if days > 0 else f"ahead.{unit}"
        return self.words(key, n=abs(days) // length)

    def period(self, period: Period) -> str:
        """The period's title in the site's language; a title of the company's own stays as it is."""
        title = self._periods.get(period)
        if title is None:
            title = self._periods[period] = self._period(period)
        return title

    def _period(self, period: Period) -> str:
        if period.id == period.starts.isoformat():
            return self.day(period.starts)
        match = _PERIOD.fullmatch(period.id)
        if match is None:
            return period.title
        year, kind, number, month = match.groups()
        if kind is None:
            standard = f"{MONTHS[period.starts.month - 1]} {year}" if 1 <= int(month) <= 12 else ""
            return self._day("date.month", period.starts) if period.title == standard else period.title
        n = str(int(number))
        if period.title != _TITLES[kind].format(n=n, year=year):
            return period.title
        return self.words(_KEYS[kind], number=n, year=year)

    def days_left(self, ends: date) -> int:
        """Days from tomorrow to a day's end; 0 when it is today or over."""
        return max((ends - self.as_of) // timedelta(days=1), 0)

    def _day(self, key: str, day: date) -> str:
        text = self._days.get((key, day))
        if text is None:
            text = format_date(day, self.words(key), locale=self.words.locale)
            self._days[key, day] = text
        return text

    # Writing

    @cached_property
    def _decimal(self) -> str:
        return str(self.words.locale.number_symbols["latn"]["decimal"])

    @cached_property
    def _separators(self) -> dict[int, str]:
        symbols = self.words.locale.number_symbols["latn"]
        return str.maketrans({",": str(symbols["group"]), ".": str(symbols["decimal"]), "-": "−"})

    @cached_property
    def _groups_of_three(self) -> bool:
        return bool(self.words.locale.decimal_formats[None].grouping == (3, 3))

    def _written(self, value: Decimal) -> str:
        text = f"{value:f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        if text in ("-0", ""):
            text = "0"
        if self._groups_of_three:
            return f"{Decimal(text):,f}".translate(self._separators)
        return str(format_decimal(Decimal(text), locale=self.words.locale, decimal_quantization=False))


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def _rounded(value: Decimal) -> Decimal:
    """About three digits that matter; small numbers keep two."""
    size = abs(value)
    if size >= 1000:
        return _whole(value)
    if size >= 100:
        return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if size >= 1 or size == 0:
        return value.quantize(_HUNDREDTH, ROUND_HALF_UP)
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 1), ROUND_HALF_UP)
