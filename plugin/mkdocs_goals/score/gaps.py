"""Periods of a KPI that have ended, and have no value although their grace is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from mkdocs_goals.model.calendar import Calendar, Frequency, Period, Stretches
from mkdocs_goals.model.goal import Kpi, State

GRACE_DAYS = {
    Frequency.DAILY: 3,
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 15,
    Frequency.QUARTERLY: 30,
    Frequency.YEARLY: 60,
}
"""How many days after a period's end its value may still be missing."""

MOST_GAPS = 100
"""As many are named, the latest."""

MOST_LOOKED_AT = 2_000
"""So many periods back, no further: five years of days."""


def gaps(kpi: Kpi, measured: Iterable[Period], calendar: Calendar, as_of: date) -> tuple[Period, ...]:
    """The periods without a value since the first one that has one, oldest first; of a KPI never measured the last.

    `measured` are the periods that have a value; one of another length has it for every period that it touches.
    """
    if kpi.state is not State.ACTIVE or kpi.is_confidential_inside:
        return ()
    measured = tuple(measured)
    known = Stretches(measured)
    first = min((period.starts for period in measured), default=None)
    found = []
    for period in _latest(kpi.frequency, as_of - timedelta(days=GRACE_DAYS[kpi.frequency] + 1), calendar):
        if first is not None and period.ends < first:
            break
        if not known.overlaps(period.starts, period.ends) and not kpi.skip.covers(period):
            found.append(period)
            if first is None or len(found) == MOST_GAPS:
                break
    return tuple(reversed(found))


@lru_cache(maxsize=16)
def _latest(frequency: Frequency, ended_by: date, calendar: Calendar) -> tuple[Period, ...]:
    """The periods that have ended by a day, the latest first; the same for every KPI of a frequency."""
    return tuple(islice(_backwards(frequency, ended_by, calendar), MOST_LOOKED_AT))


def _backwards(frequency: Frequency, ended_by: date, calendar: Calendar) -> Iterator[Period]:
    try:
        period = calendar.period_containing(ended_by, frequency)
        if period.ends <= ended_by:
            yield period
        while True:
            period = calendar.period_containing(period.starts - timedelta(days=1), frequency)
            yield period
    except (ValueError, OverflowError):  # before 1970
        return
