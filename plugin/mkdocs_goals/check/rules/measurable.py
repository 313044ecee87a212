"""M, measurable: what a key result is measured by."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mkdocs_goals.check.context import Context
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, rule
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import FromTo, Keep, KeyResult, KpiMeasure, Objective, Relative
from mkdocs_goals.model.place import Place

MEASURE_KEYS = ("from", "to", "by", "keep", "done", "steps", "levels", "kpi", "objective")


def aim_of(key_result: KeyResult) -> FromTo | Relative | Keep | None:
    """The numbers that a key result is measured by, whether they are its own values or a KPI's."""
    measure = key_result.measure
    aim = measure.aim if isinstance(measure, KpiMeasure) else measure
    return aim if isinstance(aim, FromTo | Relative | Keep) else None


def _damaged(key_result: KeyResult, *keys: str) -> bool:
    return any(key in key_result.origin.damaged for key in keys)


def key_results_place(objective: Objective) -> Place:
    """The key `key_results`; the title where it is not written."""
    origin = objective.origin
    return origin.key("key_results") if "key_results" in origin.keys else origin.value("title")


@rule(
    "M101",
    "no-key-results",
    Level.ERROR,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
            to: 25
        ---
        """,
)
def no_key_results(context: Context) -> Iterator[Remark]:
    """Finds active objectives without a single key result. A draft may still be without.

    Why: Without key results nobody can say whether the objective is reached, and it has no score.

    Fix: Add three to five key results that together mean it is reached, or write `state: draft` until they are agreed.

    Source: The founding articles (001, 002): an objective is where, key results are how we know. Google's OKR playbook.
    """
    for objective in context.active_objectives:
        confidential = objective.confidential_key_results
        if not objective.key_results and not confidential and "key_results" not in objective.origin.damaged:
            yield Remark(
                "nothing says how we know that this objective is reached",
                key_results_place(objective),
                "add three to five `key_results`, or write `state: draft` until they are agreed",
                objective.id,
            )


@rule(
    "M102",
    "no-measure",
    Level.WARNING,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
            to: 25
        ---
        """,
)
def no_measure(context: Context) -> Iterator[Remark]:
    """Finds key results that nothing measures: none of `from` and `to`, `by`, `keep`, `done`, `steps`, `levels`,
    `kpi` and `objective`.

    Why: What isn't measured can't be scored, and in the end it is reached when somebody says so.

    Fix: Write where the number stands and where it should be (`from`, `to`). Where there is no number yet, `levels`
    says in words what 0.3, 0.7 and 1.0 look like.

    Source: Perdoo's anatomy of a key result: metric, start value, target value, title. The founding articles (000,
    002): measurable.
    """
    for key_result in context.live_key_results:
        if key_result.measure is None and not _damaged(key_result, *MEASURE_KEYS):
            yield Remark(
                "nothing measures this key result",
                key_result.origin.value("title"),
                "add `from` and `to` (or `by`, `keep`, `done`, `steps`, `levels`, `kpi`, `objective`)",
                key_result.objective,
            )


@rule(
    "M103",
    "target-missing",
    Level.ERROR,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
            to: 25
        ---
        """,
)
def target_missing(context: Context) -> Iterator[Remark]:
    """Finds key results with a baseline (`from`) and no target (`to` or `by`).

    Why: Without a target nothing can be scored: any change would be as good as any other.

    Fix: Add `to` (the value to reach) or `by` (the change, such as `+25%`).

    Source: Perdoo's anatomy of a key result: start value and target value; the scoring formula of this project needs
    both.
    """
    for key_result in context.live_key_results:
        aim = aim_of(key_result)
        if isinstance(aim, FromTo) and aim.target is None and not _damaged(key_result, "to", "by"):
            key = "from" if key_result.origin.has("from") else "kpi"
            yield Remark(
                "nothing says which value is to be reached",
                key_result.origin.key(key),
                "add `to` (the value) or `by` (the change, such as +25%)",
                key_result.objective,
            )


@rule(
    "M104",
    "baseline-missing",
    Level.WARNING,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            to: 25
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: New members of the regulars' club
            unit: members
            from: 0
            to: 500
        ---
        """,
)
def baseline_missing(context: Context) -> Iterator[Remark]:
    """Finds key results with a target and no baseline (`from`). A key result on a KPI may do without where the KPI
    has a value from before its start: that is its baseline. So may one on a KPI that adds up (`aggregate: sum`):
    counting begins at 0.

    Why: Progress is counted from the baseline. Without one, 0 is assumed: a rate that begins at 18 and should reach
    25 would stand at 72 % on its first day.

    Fix: Look up the value of today and write it as `from`; write `from: 0` where counting really begins at nothing.

    Source: Perdoo's anatomy of a key result; the okr-grader rubric gives 20 of 100 points for a baseline and a target.
    """
    for key_result in context.live_key_results:
        aim = aim_of(key_result)
        if not isinstance(aim, FromTo | Relative) or aim.baseline is not None or _damaged(key_result, "from"):
            continue
        key = "by" if isinstance(aim, Relative) else "to"
        if key_result.origin.has(key) and not _has_known_start(key_result, aim, context):
            yield Remark(
                "nothing says where this number stands today, so 0 is assumed",
                key_result.origin.key(key),
                "add `from` with the value of today (`from: 0` where counting begins at nothing)",
                key_result.objective,
            )


def _has_known_start(key_result: KeyResult, aim: FromTo | Relative, context: Context) -> bool:
    """Whether its KPI counts from 0, has a value from before its start, or cannot be looked at."""
    if not isinstance(key_result.measure, KpiMeasure):
        return False
    kpi = context.portfolio.kpis.get(key_result.measure.kpi.goal)
    if kpi and kpi.is_flow:  # a percentage of 0 would be no way to go
        return not (isinstance(aim, Relative) and aim.percent)
    score = context.scorecard.kpis.get(key_result.measure.kpi.goal)
    return score is None or any(p.value is not None and p.period.ends < key_result.starts for p in score.series[:1])


@rule(
    "M105",
    "baseline-equals-target",
    Level.ERROR,
    fires="""
        ---
        title: The shop is always open
        cycle: 2024-Q3
        key_results:
          - title: Availability of the shop
            unit: "%"
            from: 99.9
            to: 99.9
        ---
        """,
    silent="""
        ---
        title: The shop is always open
        cycle: 2024-Q3
        key_results:
          - title: Availability of the shop
            unit: "%"
            keep: ">= 99.9"
        ---
        """,
)
def baseline_equals_target(context: Context) -> Iterator[Remark]:
    """Finds key results whose baseline is their target (`from: 99.9`, `to: 99.9`, or `by: 0`).

    Why: There is no way to go, so there is no share of it: the score would be a division by zero.

    Fix: To hold a level, write `keep: ">= 99.9"` and `every: weekly`. To move it, write another target.

    Source: The scoring formula of this project, (value − from) ÷ (to − from).
    """
    for key_result in context.live_key_results:
        key = _empty_way(aim_of(key_result))
        if key and not _damaged(key_result, "from", key):
            related = (
                (Related(key_result.origin.value("from"), "the baseline"),) if key_result.origin.has("from") else ()
            )
            yield Remark(
                "the target is the baseline: there is no way to go",
                key_result.origin.value(key),
                'to hold a level, write `keep: ">= …"`; to move it, write another target',
                key_result.objective,
                related,
            )


def _empty_way(aim: FromTo | Relative | Keep | None) -> str | None:
    """The key that leads nowhere, or None."""
    match aim:
        case FromTo(baseline=Decimal() as baseline, target=Decimal() as target) if baseline == target:
            return "to"
        case Relative(by=by) if by == 0:
            return "by"
        case Relative(baseline=Decimal() as baseline, percent=True) if baseline == 0:
            return "by"
    return None
