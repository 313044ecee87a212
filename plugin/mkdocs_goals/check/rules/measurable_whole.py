"""M, measurable: how many key results there are, of which kind, and where their numbers come from."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_goals.check.context import Context, live_key_results, shown
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, RuleOption, rule
from mkdocs_goals.check.rules.measurable import key_results_place
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import Done, FromTo, Keep, Relative, State, Steps
from mkdocs_goals.model.spelling import counted


@rule(
    "M108",
    "key-result-count",
    Level.WARNING,
    options=(RuleOption("min", 3, "the fewest key results"), RuleOption("max", 5, "the most key results")),
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

    Fix: Ask "could all of these be reached and the objective still be missed?"; if so, add what is missing. With too
    many, keep those that decide.

    Source: The founding articles (000, 002): 3 to 5 key results each; Atlassian's OKR play says the same.
    """
    fewest, most = context.option("M108", "min"), context.option("M108", "max")
    for objective in context.live_objectives:
        living = [k for k in objective.key_results if k.state not in (State.CANCELLED, State.POSTPONED)]
        count = len(living) + objective.confidential_key_results
        if "key_results" in objective.origin.damaged or not count or fewest <= count <= most:
            continue
        help = "add what is missing for the objective to be reached" if count < fewest else "keep those that decide"
        yield Remark(
            f"{counted(count, 'key result')}; {fewest} to {most} tell whether an objective is reached",
            key_results_place(objective),
            help,
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

    Fix: Keep the one or two milestones that matter, move the others to `initiatives`, and measure what they bring
    about.

    Source: Google's OKR playbook: key results are not a task list. "Make something" is allowed where nothing can be
    measured yet (founding articles, 001).
    """
    for objective in context.live_objectives:
        living = list(live_key_results(objective))
        milestones = [k for k in living if isinstance(k.measure, Done | Steps)]
        if 2 * len(milestones) > len(living) + objective.confidential_key_results:
            are = "is a milestone" if len(milestones) == 1 else "are milestones"
            yield Remark(
                f"{len(milestones)} of {counted(len(living), 'key result')} {are}: done or not done",
                key_results_place(objective),
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

    Fix: Add `source` with the report, the page or the person that the number comes from.

    Source: "Where does this number come from?" is among the most asked questions in public trackers of goal tools;
    Google's OKR playbook: evidence must be available.
    """
    for key_result in context.live_key_results:
        numeric = isinstance(key_result.measure, FromTo | Relative | Keep)
        if numeric and key_result.source is None and "source" not in key_result.origin.damaged:
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
