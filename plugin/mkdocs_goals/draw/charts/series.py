"""Values over time, as charts need them: points in order, not more than can be seen, and scales for both axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from operator import attrgetter
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_DIGITS = 60
"""Enough for the difference of any two numbers that a goal file can hold."""
_DAY_STEPS = (1, 2, 7, 14, 21)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600)
_DAYS_BY_MONTHS = 75
"""Spans of more days than this have their marks at the beginnings of months."""


class Value(NamedTuple):
    """A value on a day."""

    date: date
    value: Decimal


VALUE = attrgetter("value")
"""The value of a point."""


def in_order(points: Iterable[tuple[date, Decimal]]) -> list[Value]:
    """Points by their days; of several on one day the last."""
    return [Value(day, value) for day, value in sorted(dict(points).items())]


def thinned(items: Sequence[Item], most: int, value: Callable[[Item], Decimal] = VALUE) -> list[Item]:
    """At most about so many items, in their order: the first, the last, and the lowest and highest of each stretch
    between. A chart needs no more points than it has pixels.
    """
    if len(items) <= most:
        return list(items)
    stretches = max(1, (most - 2) // 2)
    kept = {0, len(items) - 1}
    inner = len(items) - 2
    for number in range(stretches):
        stretch = range(1 + number * inner // stretches, 1 + (number + 1) * inner // stretches)
        if stretch:
            kept |= {min(stretch, key=lambda at: value(items[at])), max(stretch, key=lambda at: value(items[at]))}
    return [items[at] for at in sorted(kept)]


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to pixels along one axis. Where low equals high, everything lies in the middle."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        """The pixel of a value; beyond the ends it stays at the end."""
        if self.low == self.high:
            return (self.start + self.end) / 2
        with localcontext(prec=_DIGITS):
            share = float((value - self.low) / (self.high - self.low))
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


def value_marks(low: Decimal, high: Decimal, most: int = 5) -> list[Decimal]:
    """Round numbers from at most `low` to at least `high`, about so many. Around one value where they are equal."""
    with localcontext(prec=_DIGITS):
        if low == high:
            room = abs(low) / 10 or Decimal(1)
            low, high = low - room, high + room
        rough = (high - low) / (most - 1)
        unit = Decimal(1).scaleb(rough.adjusted())
        step = next(step * unit for step in _STEPS if step * unit >= rough)
        first = math.floor(low / step)
        last = math.ceil(high / step)
        return [step * number for number in range(first, last + 1)]


def day_marks(first: date, last: date, most: int = 5) -> tuple[list[date], bool]:
    """Days to write below a time axis, at most about so many, and whether they are beginnings of months."""
    days = (last - first).days
    if days <= _DAYS_BY_MONTHS:
        step = next((step for step in _DAY_STEPS if days / step < most), 28)
        return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1, step)], False
    months = days / 30.4
    step = next((step for step in _MONTH_STEPS if months / step < most), _MONTH_STEPS[-1])
    begin = first.year * 12 + first.month - 1
    begin += -begin % step
    marks = (date(month // 12, month % 12 + 1, 1) for month in range(begin, last.year * 12 + last.month, step))
    return [mark for mark in marks if first <= mark <= last], True
