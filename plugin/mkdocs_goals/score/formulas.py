"""KPIs that are computed from others: each period's value, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice

from mkdocs_goals.model.calendar import Calendar, Frequency, Period
from mkdocs_goals.model.formula import Formula, NoValueError
from mkdocs_goals.model.goal import Kpi
from mkdocs_goals.score.aggregate import NAMES
from mkdocs_goals.score.periods import Combined, together, with_value
from mkdocs_goals.score.result import Input, KpiScore, LeftOut


@dataclass(frozen=True, slots=True)
class Values:
    """A KPI's values as a formula of some frequency takes them.

    `so_far` are those of open periods of a flow, `missing` the longer periods that are not whole, each with the first
    period that they lack. `no_use` says why a formula can take none.
    """

    of: dict[Period, Combined] = field(default_factory=dict)
    so_far: dict[Period, Combined] = field(default_factory=dict)
    missing: dict[Period, Period] = field(default_factory=dict)
    no_use: str = ""


WORK = 10_000_000
"""Parts of formulas that are computed in one scoring, over all formulas and periods: some seconds."""
PERIODS_AT_LEAST = 120
"""Periods that a formula is computed for in any case, the latest: ten years of months."""


class Inputs:
    """The values of the KPIs that are scored so far, for formulas; put together once for each frequency.

    `most_periods` is for how many periods, the latest, each formula is computed: for all of them unless a company has
    very many formulas over very long series.
    """

    def __init__(self, kpis: Mapping[str, Kpi], calendar: Calendar, day: date) -> None:
        self.scores: dict[str, KpiScore] = {}
        self.calendar = calendar
        self.day = day
        parts = sum(kpi.formula.size for kpi in kpis.values() if kpi.formula)
        self.most_periods = max(WORK // max(parts, 1), PERIODS_AT_LEAST)
        self._kpis = kpis
        self._found: dict[tuple[str, Frequency], Values] = {}

    def values(self, name: str, frequency: Frequency) -> Values:
        """The values of a KPI for formulas of a frequency; none of a KPI that is unknown or not scored."""
        key = (name, frequency)
        if key not in self._found:
            self._found[key] = self._values(name, frequency)
        return self._found[key]

    def _values(self, name: str, frequency: Frequency) -> Values:
        kpi, score = self._kpis.get(name), self.scores.get(name)
        if kpi is None or score is None:
            return Values()
        if frequency.is_finer_than(kpi.frequency):
            return Values(no_use=f"`{name}` is measured {kpi.frequency}, and the formula is computed {frequency}")
        if kpi.frequency.is_finer_than(frequency):
            found = together(kpi, score.series, frequency, self.calendar, self.day)
            return Values(found.whole, {}, found.missing)
        done: dict[Period, Combined] = {}
        so_far: dict[Period, Combined] = {}
        for point, value in with_value(score.series):
            is_open = kpi.is_flow and point.period.ends > self.day
            (so_far if is_open else done)[point.period] = Combined(value, 1, point.place)
        return Values(done, so_far)

    def explained(self, kpi: Kpi, formula: Formula, period: Period) -> tuple[Input, ...]:
        """What was put into a formula for a period."""
        return tuple(self._input(kpi, name, period) for name in formula.kpis)

    def _input(self, kpi: Kpi, name: str, period: Period) -> Input:
        values = self.values(name, kpi.frequency)
        found = values.of.get(period) or values.so_far.get(period)
        if found is None:
            return Input(name, None, None, goal=name)
        said = f"{name}: {NAMES[self._kpis[name].aggregate]} of {found.count} periods" if found.count > 1 else name
        return Input(said, found.value, found.place, goal=name)


@dataclass(frozen=True, slots=True)
class Computed:
    """A formula's values by period, the periods without one and why.

    `impossible` are those periods in which every KPI has a value and the formula none, so that no number is waited for.
    """

    values: Mapping[Period, Decimal]
    missing: tuple[LeftOut, ...]
    impossible: tuple[Period, ...] = ()


def computed(kpi: Kpi, formula: Formula, inputs: Inputs) -> Computed:
    """A formula's value for each period in which every KPI that it names has one.

    A period that still runs is passed over without a word where a value of it is to come.
    """
    known = {name: inputs.values(name, kpi.frequency) for name in formula.kpis}
    unusable = [values.no_use for values in known.values() if values.no_use]
    if unusable:
        return Computed({}, (LeftOut("every period", "; ".join(unusable), kpi.origin.value("formula")),))
    values: dict[Period, Decimal] = {}
    missing: list[LeftOut] = []
    impossible: list[Period] = []
    periods, earlier = _periods(known.values(), inputs.most_periods)
    if earlier:
        reason = f"only the latest {inputs.most_periods} periods are computed, for there are many formulas"
        missing.append(LeftOut("earlier periods", reason, kpi.origin.value("formula")))
    for period in periods:
        taken = {name: _taken(kpi, found, period) for name, found in known.items()}
        absent = [name for name, value in taken.items() if value is None]
        if absent:
            if not any(_is_to_come(known[name], period, inputs.day) for name in absent):
                missing.append(_missing(formula, known, absent, period))
            continue
        try:
            values[period] = formula.evaluate({name: value for name, value in taken.items() if value is not None})
        except NoValueError as error:
            missing.append(LeftOut(period.id, str(error), kpi.origin.value("formula")))
            impossible.append(period)
    return Computed(values, tuple(missing), tuple(impossible))


def _periods(known: Iterable[Values], most: int) -> tuple[list[Period], bool]:
    """The latest periods in which any KPI has a value or lacks one, and whether there are earlier ones."""
    found: set[Period] = set()
    for values in known:
        for periods in (values.of, values.so_far, values.missing):
            found.update(islice(reversed(periods), most + 1))
    ordered = sorted(found, key=lambda period: period.when)
    return ordered[-most:], len(ordered) > most


def _taken(kpi: Kpi, found: Values, period: Period) -> Decimal | None:
    """A KPI's value in a period; of a flow that still runs only for a formula that is a flow itself."""
    combined = found.of.get(period) or (found.so_far.get(period) if kpi.is_flow else None)
    return combined.value if combined else None


def _is_to_come(found: Values, period: Period, day: date) -> bool:
    """Whether a KPI's value of a period is not missing, for the period still runs."""
    return period.ends > day and (period in found.so_far or period in found.missing)


def _missing(formula: Formula, known: Mapping[str, Values], absent: list[str], period: Period) -> LeftOut:
    said = [
        f"{name} for {known[name].missing[period].id}" if period in known[name].missing else name for name in absent
    ]
    place = next((named.place for named in formula.inputs if named.kpi == absent[0]), None)
    return LeftOut(period.id, f"no value of {', '.join(said)}", place)
