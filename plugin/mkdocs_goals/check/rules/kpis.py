"""K: KPIs that can be read, met and computed."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_goals.check.context import Context, listed, shown
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, rule
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.formula import Formula
from mkdocs_goals.model.goal import Direction, Kpi, Limit
from mkdocs_goals.model.order import dependency_order
from mkdocs_goals.model.place import Place


@rule(
    "K101",
    "no-target",
    Level.WARNING,
    fires="""
        ---
        type: kpi
        title: Conversion rate
        unit: "%"
        ---
        """,
    silent="""
        ---
        type: kpi
        title: Conversion rate
        unit: "%"
        target: 4
        ---
        """,
)
def no_target(context: Context) -> Iterator[Remark]:
    """Finds KPIs without a `target`. A KPI that only enters formulas needs none.

    Why: Without a target a KPI is neither met nor missed: its status is "no target", never "healthy".

    Fix: Add `target` with the value from which on all is well; `[low, high]` with `direction: range`.

    Source: The founding articles (000, 003): a KPI is met at 100 % of its target.
    """
    inputs = {name for kpi in context.kpis if kpi.formula for name in kpi.formula.kpis}
    for kpi in context.live_kpis:
        if not kpi.targets and kpi.id not in inputs and "target" not in kpi.origin.damaged:
            yield Remark(
                "a KPI without a target can't be met",
                kpi.origin.value("title"),
                "add `target` with the value from which on all is well",
                kpi.id,
            )


@rule(
    "K102",
    "limits-out-of-order",
    Level.ERROR,
    fires="""
        ---
        type: kpi
        title: First response
        unit: minutes
        direction: down
        target: 15
        warning: 10
        critical: 30
        ---
        """,
    silent="""
        ---
        type: kpi
        title: First response
        unit: minutes
        direction: down
        target: 15
        warning: 20
        critical: 30
        ---
        """,
)
def limits_out_of_order(context: Context) -> Iterator[Remark]:
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
                yield Remark(
                    f"`{name}` lies on the better side of `{better_name}`, and {_better(kpi)}",
                    limit.place,
                    "put the limits in order, or correct `direction`",
                    kpi.id,
                    (Related(betters[0].place, f"the `{better_name}`"),),
                )


def _beyond(kpi: Kpi, limit: Limit, better: Limit) -> bool:
    """Whether a limit lies on the better side of one that should be at least as good."""
    if limit.low is None or limit.high is None or better.low is None or better.high is None:
        return False
    if kpi.direction is Direction.RANGE:
        return limit.low > better.low or limit.high < better.high
    if kpi.direction is Direction.DOWN and not kpi.scale:
        return limit.low < better.low
    return limit.low > better.low


def _better(kpi: Kpi) -> str:
    if kpi.direction is Direction.RANGE:
        return "each band should hold the better one"
    return "less is better" if kpi.direction is Direction.DOWN and not kpi.scale else "more is better"


@rule(
    "K103",
    "formula-error",
    Level.ERROR,
    fires="""
        == goals/orders.md
        ---
        {type: kpi, title: Orders}
        ---
        == goals/conversion-rate.md
        ---
        type: kpi
        title: Conversion rate
        formula: round({orders}) * 100
        ---
        """,
    silent="""
        == goals/orders.md
        ---
        {type: kpi, title: Orders}
        ---
        == goals/visits.md
        ---
        {type: kpi, title: Visits}
        ---
        == goals/conversion-rate.md
        ---
        type: kpi
        title: Conversion rate
        formula: 100 * {orders} / {visits}
        ---
        """,
)
def formula_error(context: Context) -> Iterator[Remark]:
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
            yield Remark(
                kpi.formula.error.message,
                kpi.formula.error.place,
                "a formula holds numbers, KPIs as {kpi-id}, + - * / ( ), and sum, mean, min, max",
                kpi.id,
            )
        elif kpi.formula and "frequency" not in kpi.origin.damaged:
            yield from _coarser_inputs(context, kpi, kpi.formula)


def _coarser_inputs(context: Context, kpi: Kpi, formula: Formula) -> Iterator[Remark]:
    """The KPIs in a formula that are measured less often than it is computed."""
    for name in formula.inputs:
        other = context.portfolio.kpis.get(name.kpi)
        if other and kpi.frequency.is_finer_than(other.frequency):
            yield Remark(
                f"`{other.id}` is measured {other.frequency}, and this formula is computed {kpi.frequency}",
                name.place,
                f"write `frequency: {other.frequency}` here, or measure `{other.id}` {kpi.frequency}",
                kpi.id,
                (Related(other.origin.value("frequency"), f"`{other.id}` is measured {other.frequency}"),),
            )


@rule(
    "K104",
    "formula-loop",
    Level.ERROR,
    fires="""
        == goals/turnover.md
        ---
        {type: kpi, title: Turnover, formula: "{margin} * 4"}
        ---
        == goals/margin.md
        ---
        {type: kpi, title: Margin, formula: "{turnover} / 4"}
        ---
        """,
    silent="""
        == goals/turnover.md
        ---
        {type: kpi, title: Turnover}
        ---
        == goals/margin.md
        ---
        {type: kpi, title: Margin, formula: "{turnover} / 4"}
        ---
        """,
)
def formula_loop(context: Context) -> Iterator[Remark]:
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
        yield Remark(
            message, inputs[first][second], "measure one of them, and compute the others from it", first, related
        )


@rule(
    "K105",
    "word-not-in-scale",
    Level.ERROR,
    fires="""
        ---
        type: kpi
        title: What customers say
        scale: [negative, neutral, positive]
        target: positive
        measurements:
          2024-06: neutral
          2024-07: postive
        ---
        """,
    silent="""
        ---
        type: kpi
        title: What customers say
        scale: [negative, neutral, positive]
        target: positive
        measurements:
          2024-06: neutral
          2024-07: positive
        ---
        """,
)
def word_not_in_scale(context: Context) -> Iterator[Remark]:
    """Finds measurements, targets and limits of a KPI in words that are none of its `scale`.

    Why: The word has no place between worst and best, so the period has no value.

    Fix: Write one of the scale's words, or add the word to the scale, worst first.

    Source: The founding articles (004): some KPIs only say positive or not.
    """
    for kpi in context.kpis:
        if "scale" in kpi.origin.damaged:
            continue
        for word, place in _unknown_words(kpi):
            hint = context.did_you_mean(word, f"word of {kpi.id}", kpi.scale)
            yield Remark(
                f"{shown(word)} is not in the scale",
                context.word_place(place, word),
                hint or f"write one of {listed(kpi.scale)}",
                kpi.id,
                (Related(kpi.origin.value("scale"), "the scale"),),
            )


def _unknown_words(kpi: Kpi) -> Iterator[tuple[str, Place]]:
    limits = [*(target.limit for target in kpi.targets), kpi.warning, kpi.critical]
    for limit in limits:
        if limit and limit.word is not None and limit.low is None:
            yield limit.word, limit.place
    for measurement in kpi.measurements:
        if measurement.word is not None and measurement.value is None:
            yield measurement.word, measurement.place


@rule(
    "K106",
    "two-sources",
    Level.ERROR,
    fires="""
        == goals/orders.md
        ---
        {type: kpi, title: Orders}
        ---
        == goals/orders-a-day.md
        ---
        type: kpi
        title: Orders a day
        formula: "{orders} / 30"
        measurements:
          2024-07: 41
        ---
        """,
    silent="""
        == goals/orders.md
        ---
        {type: kpi, title: Orders}
        ---
        == goals/orders-a-day.md
        ---
        type: kpi
        title: Orders a day
        formula: "{orders} / 30"
        ---
        """,
)
def two_sources(context: Context) -> Iterator[Remark]:
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
            yield Remark(
                f"`{key}` gives values that `{first}` gives already",
                place,
                "keep one of the two",
                kpi.id,
                (Related(first_place, f"`{first}` is here"),),
            )
