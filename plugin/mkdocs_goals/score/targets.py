"""Which target a KPI has in a period, where it has many."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from mkdocs_goals.model.calendar import Period
from mkdocs_goals.model.goal import Limit, Target

_Entry = tuple[date, int, Limit]
"""A target's first day, its place in the file, and its limit."""


class Targets:
    """A KPI's targets, to be asked for each of its periods: a daily KPI may have thousands of both."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._always: Limit | None = None
        by_days: defaultdict[int, list[_Entry]] = defaultdict(list)
        for place, target in enumerate(targets):
            if target.period is None:
                self._always = self._always or target.limit
            else:
                by_days[target.period.days].append((target.period.starts, place, target.limit))
        self._by_days = [(days, sorted(by_days[days], key=lambda entry: entry[:2])) for days in sorted(by_days)]

    def of(self, period: Period) -> Limit | None:
        """The entry that contains the period, the narrowest first, of as narrow ones the first; else the one target."""
        for days, entries in self._by_days:
            found = _containing(days, entries, period)
            if found is not None:
                return found
        return self._always


def _containing(days: int, entries: list[_Entry], period: Period) -> Limit | None:
    """Of targets of so many days the first in the file that contains a period."""
    earliest = period.ends - timedelta(days=days - 1)
    if earliest > period.starts:  # the period is longer
        return None
    behind = bisect_right(entries, period.starts, key=lambda entry: entry[0])
    best: _Entry | None = None
    while behind and entries[behind - 1][0] >= earliest:
        behind -= 1
        if best is None or entries[behind][1] < best[1]:
            best = entries[behind]
    return best[2] if best else None
