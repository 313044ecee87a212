"""K: KPIs that can be read, met and computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from mkdocs_goals.check.context import Context, listed, quoted
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Reporter, rule
from mkdocs_goals.check.words import WordLists
from mkdocs_goals.model.calendar import Frequency
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.formula import Formula
from mkdocs_goals.model.goal import Direction, FromTo, KeyResult, Kpi, KpiMeasure, Limit
from mkdocs_goals.model.order import dependency_order
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.rounding import in_digits


@rule("K101", "no-target", Level.WARNING)
def no_target(context: Context, report: Reporter) -> None:
    """Finds KPIs without a `target`. A KPI that only enters formulas needs none.

    Why: Without a target a KPI is neither met nor missed: its status is "no target", never "healthy".

    Fix: Add `target` with the value from which on all is well; `[low, high]` with `direction: range`.

    Source: The founding articles (000, 003): a KPI is met at 100 % of its target.
    """
    inputs = {name for kpi in context.kpis if kpi.formula for name in kpi.formula.kpis}
    for kpi in context.live_kpis:
        if not kpi.targets and kpi.id not in inputs:
            report.about(
                kpi,
                "title",
                "a KPI without a target can't be met",
                "add `target` with the value from which on all is well",
                unless_damaged=("target",),
                is_absence=True,
            )


@rule("K102", "limits-out-of-order", Level.ERROR)
def limits_out_of_order(context: Context, report: Reporter) -> None:
    """Finds KPIs whose limits contradict their direction. Better upwards: critical ≤ warning ≤ target; better
    downwards: the reverse; a range: each band inside the next. With several targets, the warning may lie past some of
    them, but not past all.

    Why: A value could be met and critical at once; colours would mean nothing.

    Fix: Put the limits in order, or correct `direction` (up, down, range).

    Source: The KPI bands of this project's scoring: met, healthy, warning, critical, limits inclusive on the better
    side.
    """
    for kpi in context.kpis:
        if {"target", "warning", "critical", "direction", "scale"} & kpi.origin.damaged:
            continue
        targets = [target.limit for target in kpi.targets]
        pairs = [(kpi.warning, "warning", targets, "target"), (kpi.critical, "critical", targets, "target")]
        if kpi.warning:
            pairs[1] = (kpi.critical, "critical", [kpi.warning], "warning")
        for limit, name, betters, better_name in pairs:
            if limit and betters and all(_beyond(kpi, limit, better) for better in betters):
                report.at(
                    limit.place,
                    f"`{name}` lies on the better side of `{better_name}`, and {_better(kpi)}",
                    "put the limits in order, or correct `direction`",
                    goal=kpi.id,
                    related=(Related(betters[0].place, f"the `{better_name}`"),),
                )


def _beyond(kpi: Kpi, limit: Limit, better: Limit) -> bool:
    """Whether a limit lies on the better side of one that should be at least as good."""
    if limit.low is None or limit.high is None or better.low is None or better.high is None:
        return False
    if kpi.direction is Direction.RANGE:
        return limit.low > better.low or limit.high < better.high
    if kpi.lower_is_better:
        return limit.low < better.low
    return limit.low > better.low


def _better(kpi: Kpi) -> str:
    if kpi.direction is Direction.RANGE:
        return "each band should hold the better one"
    return "less is better" if kpi.lower_is_better else "more is better"


@rule("K103", "formula-error", Level.ERROR)
def formula_error(context: Context, report: Reporter) -> None:
    """Finds formulas that cannot be read: an operator or a bracket missing, an unknown function, a name without
    braces; and KPIs in them that are measured less often than the formula is computed. A name that no KPI has is found
    by R101.

    Why: The KPI has no value, and everything computed from it has none either. A quarter's number says nothing of each
    of its months, while months make up a quarter.

    Fix: A formula holds numbers, KPIs in braces such as `{orders}`, `+ - * /`, parentheses, and `sum( )`, `mean( )`,
    `min( )`, `max( )`. Give the computed KPI the `frequency` of the one that is measured least often.

    Source: The file format of this project; no other function is run, because pull requests are checked in CI.
    """
    for kpi in context.kpis:
        if kpi.formula and kpi.formula.error:
            report.at(
                kpi.formula.error.place,
                kpi.formula.error.message,
                "a formula holds numbers, KPIs as {kpi-id}, + - * / ( ), and sum, mean, min, max",
                goal=kpi.id,
            )
        elif kpi.formula and "frequency" not in kpi.origin.damaged:
            _coarser_inputs(context, kpi, kpi.formula, report)


def _coarser_inputs(context: Context, kpi: Kpi, formula: Formula, report: Reporter) -> None:
    """The KPIs in a formula that are measured less often than it is computed."""
    for name in formula.inputs:
        other = context.portfolio.kpis.get(name.kpi)
        if other and kpi.frequency.is_finer_than(other.frequency):
            report.at(
                name.place,
                f"`{other.id}` is measured {other.frequency}, and this formula is computed {kpi.frequency}",
                f"write `frequency: {other.frequency}` here, or measure `{other.id}` {kpi.frequency}",
                goal=kpi.id,
                related=(Related(other.origin.value("frequency"), f"`{other.id}` is measured {other.frequency}"),),
            )


@rule("K104", "formula-loop", Level.ERROR)
def formula_loop(context: Context, report: Reporter) -> None:
    """Finds KPIs that are computed from each other, or from themselves.

    Why: None of them can be computed: each waits for the other.

    Fix: Measure one of them (`measurements` or `data`) and compute the others from it.

    Source: The scoring of this project: a formula is evaluated after the KPIs that it names.
    """
    inputs: dict[str, dict[str, Place]] = {}
    for kpi in context.kpis:
        if kpi.formula and kpi.formula.error is None:
            inputs[kpi.id] = {name.kpi: name.place for name in reversed(kpi.formula.inputs)}
    _, loops = dependency_order(inputs, inputs.__getitem__)
    for loop in loops:
        steps = list(zip(loop, (*loop[1:], loop[0]), strict=True))
        related = tuple(Related(inputs[name][other], f"`{name}` needs `{other}`") for name, other in steps[1:])
        way = " needs ".join(f"`{name}`" for name in (*loop, loop[0]))
        message = way if len(loop) > 1 else f"`{loop[0]}` is computed from itself"
        first, second = steps[0]
        report.at(
            inputs[first][second],
            message,
            "measure one of them, and compute the others from it",
            goal=first,
            related=related,
        )


@rule("K105", "word-not-in-scale", Level.ERROR)
def word_not_in_scale(context: Context, report: Reporter) -> None:
    """Finds measurements, targets and limits of a KPI in words that are none of its `scale`.

    Why: The word has no place between worst and best, so the period has no value.

    Fix: Write one of the scale's words, or add the word to the scale, worst first.

    Source: The founding articles (004): some KPIs only say positive or not.
    """
    for kpi in context.kpis:
        if "scale" in kpi.origin.damaged:
            continue
        for word, place in _unknown_words(kpi):
            report.at(
                context.word_place(place, word),
                f"{quoted(word)} is not in the scale",
                f"write one of {listed(kpi.scale)}",
                goal=kpi.id,
                instead=context.nearest(word, f"word of {kpi.id}", kpi.scale),
                related=(Related(kpi.origin.value("scale"), "the scale"),),
            )


def _unknown_words(kpi: Kpi) -> Iterator[tuple[str, Place]]:
    limits = [*(target.limit for target in kpi.targets), kpi.warning, kpi.critical]
    for limit in limits:
        if limit and limit.word is not None and limit.low is None:
            yield limit.word, limit.place
    for measurement in kpi.measurements:
        if measurement.word is not None and measurement.value is None:
            yield measurement.word, measurement.place


@rule("K106", "two-sources", Level.ERROR)
def two_sources(context: Context, report: Reporter) -> None:
    """Finds KPIs with more than one of `measurements`, `data` and `formula`.

    Why: The two will differ one day, and nobody can say which one the page shows.

    Fix: Keep one. A computed KPI may be checked against a measured one: make that a KPI of its own.

    Source: The file format of this project: no second bookkeeping.
    """
    sources = ("measurements", "data", "formula")
    for kpi in context.kpis:
        written = sorted((kpi.origin.key(key), key) for key in sources if key in kpi.origin.values)
        for place, key in written[1:]:
            first_place, first = written[0]
            report.at(
                place,
                f"`{key}` gives values that `{first}` gives already",
                "keep one of the two",
                goal=kpi.id,
                related=(Related(first_place, f"`{first}` is here"),),
            )


_DAYS = {
    Frequency.DAILY: (1, "day"),
    Frequency.WEEKLY: (7, "week"),
    Frequency.MONTHLY: (30, "month"),
    Frequency.QUARTERLY: (91, "quarter"),
    Frequency.YEARLY: (365, "year"),
}
"""About how long a period is, and its name."""

FEWEST_PERIODS = 2
FEWEST_VALUES = 2
BEYOND_ONE = 2
"""So many times the largest value of any period a target must be to mean more than one period."""
NEAR_THE_SUM = 3
"""A target is at most so many times what the periods would make together at their usual size, or that part of it."""


@rule("K108", "flow-or-stock", Level.WARNING)
def flow_or_stock(context: Context, report: Reporter) -> None:
    """Finds key results that add up what their KPI counts anew in each period ("5,000 new customers" on weekly
    sign-ups), where the KPI says nothing of `aggregate`. The signs: counting begins at 0, a title speaks of what comes
    anew (new, sign-ups, orders), the target is far beyond any single period and near what all periods make together,
    and the values do not look like a count that only grows.

    Why: Without `aggregate: sum` a KPI is a level: its latest value counts alone. The score would stand at 8 % in a
    good week and fall in the next one, whatever was reached.

    Fix: Write `aggregate: sum` in the KPI. Where its number is a level after all (members, stock, a running total),
    write `aggregate: last`, and the rule keeps silent.

    Source: Stocks and flows, Meadows, Thinking in Systems (2008): a level is there at a time, a flow adds up over it.
    """
    for key_result in context.live_key_results:
        measure = key_result.measure
        if not isinstance(measure, KpiMeasure) or not isinstance(measure.aim, FromTo):
            continue
        kpi = context.portfolio.kpis.get(measure.kpi.goal)
        target = measure.aim.target
        if kpi is None or target is None or measure.aim.baseline or not _may_be_flow(kpi, key_result, context.words):
            continue
        values = [point.value for point in context.scorecard.kpis[kpi.id].series if point.value is not None]
        if _adds_up(values, target, key_result, kpi):
            period = _DAYS[kpi.frequency][1]
            alone = f"its latest {period} alone would count towards {in_digits(target)}"
            report.about(
                key_result,
                "kpi",
                f"`{kpi.id}` counts anew each {period}, so {alone}",
                f"write `aggregate: sum` in `{kpi.id}`, or `aggregate: last` if its number is a level",
                related=(Related(kpi.origin.value("title"), f"what is counted each {period}"),),
            )


def _may_be_flow(kpi: Kpi, key_result: KeyResult, words: WordLists) -> bool:
    """Whether nothing in the words speaks against a flow, and a title for it."""
    if kpi.direction is not Direction.UP or kpi.scale or kpi.origin.has("aggregate"):
        return False
    units = {unit.casefold() for unit in (kpi.unit, key_result.unit) if unit}
    if any("%" in unit for unit in units) or (len(units) == 2 and not _alike(*units)):
        return False
    titles = f"{kpi.title} / {key_result.title}"
    if words.find(f"{titles} / {' / '.join(units)}", "level") or words.find(kpi.definition or "", "running_total"):
        return False
    return words.find(titles, "counted_anew") is not None


def _alike(one: str, other: str) -> bool:
    return one in other or other in one


def _adds_up(values: Sequence[Decimal], target: Decimal, key_result: KeyResult, kpi: Kpi) -> bool:
    """Whether a target is beyond every single period and near what the periods of the time make together."""
    periods = Decimal((key_result.due - key_result.starts).days + 1) / _DAYS[kpi.frequency][0]
    if len(values) < FEWEST_VALUES or periods < FEWEST_PERIODS or min(values) < 0 or max(values) == 0:
        return False
    together = sum(values, Decimal(0)) / len(values) * periods
    near = together / NEAR_THE_SUM <= target <= together * NEAR_THE_SUM
    return near and target >= BEYOND_ONE * max(values) and not _only_grows(values)


def _only_grows(values: Sequence[Decimal]) -> bool:
    """Whether the values look like a running total: never less than before, and at the end at least doubled."""
    return all(before <= after for before, after in pairwise(values)) and values[-1] >= 2 * values[0]


@rule("K107", "no-definition", Level.INFO)
def no_definition(context: Context, report: Reporter) -> None:
    """Finds KPIs of which nothing says what is counted and what is not: neither `definition` nor a text below the front
    matter. A computed KPI has its formula.

    Why: Two people count two things and call them by one name; after a change of hands the curve breaks, and nobody
    knows why.

    Fix: Write one sentence under `definition`: what is counted, what is not, and from where.

    Source: The founding articles (003) define each of their KPIs; Google's OKR playbook: metrics must be unambiguous.
    """
    for kpi in context.live_kpis:
        if kpi.definition is None and kpi.formula is None and not kpi.prose.text.strip():
            report.about(
                kpi,
                "title",
                "nothing says what this KPI counts, and what it does not",
                "add `definition` with one sentence",
                unless_damaged=("definition", "formula"),
                is_absence=True,
            )
