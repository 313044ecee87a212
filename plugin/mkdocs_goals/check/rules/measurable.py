"""M, measurable: what a key result is measured by, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mkdocs_goals.check.context import Context, live_key_results, shown
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Option, Remark, rule
from mkdocs_goals.model.goal import (
    Done,
    FromTo,
    Keep,
    KeyResult,
    KpiMeasure,
    Objective,
    Relative,
    State,
    Steps,
)
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.problem import Related

MEASURE_KEYS = ("from", "to", "by", "keep", "done", "steps", "levels", "kpi", "objective")


def aim_of(key_result: KeyResult) -> FromTo | Relative | Keep | None:
    """The numbers that a key result is measured by, whether they are its own values or a KPI's."""
    measure = key_result.measure
    aim = measure.aim if isinstance(measure, KpiMeasure) else measure
    return aim if isinstance(aim, FromTo | Relative | Keep) else None


def _damaged(key_result: KeyResult, *keys: str) -> bool:
    return any(key in key_result.origin.damaged for key in keys)


def _key_results_place(objective: Objective) -> Place:
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

    Mend: Add three to five key results that together mean it is reached, or write `state: draft` until they are agreed.

    Source: The founding articles (001, 002): an objective is where, key results are how we know. Google's OKR playbook.
    """
    for objective in context.active_objectives:
        confidential = objective.confidential_key_results
        if not objective.key_results and not confidential and "key_results" not in objective.origin.damaged:
            yield Remark(
                "nothing says how we know that this objective is reached",
                _key_results_place(objective),
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

    Mend: Write where the number stands and where it should be (`from`, `to`). Where there is no number yet, `levels`
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

    Mend: Add `to` (the value to reach) or `by` (the change, such as `+25%`).

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
    has a value from before its start: that is its baseline.

    Why: Progress is counted from the baseline. Without one, 0 is assumed: a rate that begins at 18 and should reach
    25 would stand at 72 % on its first day.

    Mend: Look up the value of today and write it as `from`; write `from: 0` where counting really begins at nothing.

    Source: Perdoo's anatomy of a key result; the okr-grader rubric gives 20 of 100 points for a baseline and a target.
    """
    for key_result in context.live_key_results:
        aim = aim_of(key_result)
        if not isinstance(aim, FromTo | Relative) or aim.baseline is not None or _damaged(key_result, "from"):
            continue
        key = "by" if isinstance(aim, Relative) else "to"
        if key_result.origin.has(key) and not _has_earlier_value(key_result, context):
            yield Remark(
                "nothing says where this number stands today, so 0 is assumed",
                key_result.origin.key(key),
                "add `from` with the value of today (`from: 0` where counting begins at nothing)",
                key_result.objective,
            )


def _has_earlier_value(key_result: KeyResult, context: Context) -> bool:
    """Whether its KPI has a value from before its start, or cannot be looked at."""
    if not isinstance(key_result.measure, KpiMeasure):
        return False
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

    Mend: To hold a level, write `keep: ">= 99.9"` and `every: weekly`. To move it, write another target.

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


@rule(
    "M108",
    "key-result-count",
    Level.WARNING,
    options=(Option("min", 3, "the fewest key results"), Option("max", 5, "the most key results")),
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - {title: Customers who order again, unit: "%", from: 18, to: 25}
          - {title: Orders returned, unit: "%", from: 12, to: 8}
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - {title: Customers who order again, unit: "%", from: 18, to: 25}
          - {title: Orders returned, unit: "%", from: 12, to: 8}
          - {title: Rating of the shop, unit: stars, from: 3.9, to: 4.5}
        ---
        """,
)
def key_result_count(context: Context) -> Iterator[Remark]:
    """Finds objectives with fewer than 3 or more than 5 key results. Cancelled and postponed ones don't count.

    Why: With one or two, the objective can be missed although all of them are reached. With more than five, nobody
    remembers them, and each gets a little care.

    Mend: Ask "could all of these be reached and the objective still be missed?"; if so, add what is missing. With too
    many, keep those that decide.

    Source: The founding articles (000, 002): 3 to 5 key results each; Atlassian's OKR play says the same.
    """
    fewest, most = context.option("M108", "min"), context.option("M108", "max")
    for objective in context.live_objectives:
        counted = [k for k in objective.key_results if k.state not in (State.CANCELLED, State.POSTPONED)]
        count = len(counted) + objective.confidential_key_results
        if "key_results" in objective.origin.damaged or not count or fewest <= count <= most:
            continue
        mend = "add what is missing for the objective to be reached" if count < fewest else "keep those that decide"
        yield Remark(
            f"{count} key result{'s' if count > 1 else ''}; {fewest} to {most} tell whether an objective is reached",
            _key_results_place(objective),
            mend,
            objective.id,
        )


@rule(
    "M109",
    "mostly-milestones",
    Level.WARNING,
    fires="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - {title: New checkout is live, done: false}
          - {title: Three banks are connected, done: false}
          - {title: Checkouts that end in an order, unit: "%", from: 61, to: 75}
        ---
        """,
    silent="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - {title: New checkout is live, done: false}
          - {title: Time from basket to receipt, unit: seconds, from: 90, to: 20}
          - {title: Checkouts that end in an order, unit: "%", from: 61, to: 75}
        ---
        """,
)
def mostly_milestones(context: Context) -> Iterator[Remark]:
    """Finds objectives of which more than half of the key results are only done or not done (`done`, `steps`).

    Why: A list of milestones is a plan. It can be worked off to the last line while nothing that the objective is
    about has changed.

    Mend: Keep the one or two milestones that matter, move the others to `initiatives`, and measure what they bring
    about.

    Source: Google's OKR playbook: key results are not a task list. "Make something" is allowed where nothing can be
    measured yet (founding articles, 001).
    """
    for objective in context.live_objectives:
        counted = list(live_key_results(objective))
        milestones = [k for k in counted if isinstance(k.measure, Done | Steps)]
        if 2 * len(milestones) > len(counted) + objective.confidential_key_results:
            yield Remark(
                f"{len(milestones)} of {len(counted)} key results are milestones: done or not done",
                _key_results_place(objective),
                "measure what they bring about, and move the others to `initiatives`",
                objective.id,
                tuple(Related(k.origin.value("title"), f"{shown(k.title)} is a milestone") for k in milestones),
            )


@rule(
    "M112",
    "no-source",
    Level.INFO,
    fires="""
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
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
            to: 25
            source: shop dashboard, page "regulars"
        ---
        """,
)
def no_source(context: Context) -> Iterator[Remark]:
    """Finds key results and KPIs with a number of which nothing says where it is read (`source`). A key result on a
    KPI has the KPI's source; a computed KPI has its formula.

    Why: When the owner is away, nobody can check in; and two people who read the number in two places get two numbers.

    Mend: Add `source` with the report, the page or the person that the number comes from.

    Source: "Where does this number come from?" is among the most asked questions in public trackers of goal tools;
    Google's OKR playbook: evidence must be available.
    """
    for key_result in context.live_key_results:
        numeric = isinstance(key_result.measure, FromTo | Relative | Keep)
        if numeric and key_result.source is None and not _damaged(key_result, "source"):
            yield Remark(
                "nothing says where this number is read",
                key_result.origin.value("title"),
                "add `source` with the report or the page that it comes from",
                key_result.objective,
            )
    for kpi in context.live_kpis:
        if kpi.source is None and kpi.formula is None and "source" not in kpi.origin.damaged:
            yield Remark(
                "nothing says where this number is read",
                kpi.origin.value("title"),
                "add `source` with the report or the page that it comes from",
                kpi.id,
            )
