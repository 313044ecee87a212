"""T, time-bound: the time that a goal has, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mkdocs_goals.check.context import Context, goal_id_of, live_key_results
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, RuleOption, rule
from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import Goal, KeyResult, Objective, State, Steps
from mkdocs_goals.model.place import Place


@rule(
    "T101",
    "due-outside-cycle",
    Level.WARNING,
    fires="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: Time from basket to receipt
            unit: seconds
            from: 90
            to: 20
            due: 2024-10-15
        ---
        """,
    silent="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: Time from basket to receipt
            unit: seconds
            from: 90
            to: 20
            due: 2024-09-15
        ---
        """,
)
def due_outside_cycle(context: Context) -> Iterator[Remark]:
    """Finds a key result's `due` or `starts`, and a step's `due`, that lie outside the objective's cycle.

    Why: The objective is closed and graded at the end of its cycle; what is due later is graded before its time.

    Fix: Move the date into the cycle, or give the objective a longer one.

    Source: The founding articles (000, 002): within a fixed time, with a deadline.
    """
    for objective in context.live_objectives:
        for key_result in live_key_results(objective):
            for day, place in _written_days(key_result, context):
                if not objective.cycle.contains(day):
                    yield _outside(day, place, objective.cycle, key_result, objective.origin.value("cycle"))


def _outside(day: date, place: Place, cycle: Cycle, key_result: KeyResult, cycle_place: Place) -> Remark:
    side = "before" if day < cycle.starts else "after"
    return Remark(
        f"{day} lies {side} the cycle {cycle.id} ({cycle.starts} to {cycle.ends})",
        place,
        "move the date into the cycle, or give the objective a longer one",
        key_result.objective,
        (Related(cycle_place, "the cycle"),),
    )


def _written_days(key_result: KeyResult, context: Context) -> Iterator[tuple[date, Place]]:
    """The days that a key result and its steps say themselves."""
    origin = key_result.origin
    for key, day in (("starts", key_result.starts), ("due", key_result.due)):
        if key in origin.values and key not in origin.damaged:
            yield day, origin.value(key)
    if isinstance(key_result.measure, Steps):
        for step in key_result.measure.steps:
            if step.due:
                yield step.due, context.word_place(step.place, step.due.isoformat())


@rule(
    "T106",
    "not-closed",
    Level.WARNING,
    options=(RuleOption("days", 14, "the days after the cycle's end in which it may still be open"),),
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q2
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q2
        state: closed
        closed:
          date: 2024-07-02
          outcome: partly
          learning: the second order depends on the first parcel
        ---
        """,
)
def not_closed(context: Context) -> Iterator[Remark]:
    """Finds objectives that are still active more than 14 days after their cycle's end.

    Why: A goal that is never graded teaches nothing, and the next cycle begins with two sets of goals.

    Fix: Write `state: closed` and `closed` with the outcome and the learning; carry what goes on into a new goal
    that `continues` it.

    Source: Google re:Work: grade at the end, as input for the next goals; the founding articles (002): never looked
    at again.
    """
    days = timedelta(days=context.option("T106", "days"))
    for objective in context.active_objectives:
        damaged = {"state", "cycle"} & objective.origin.damaged
        if context.today - objective.cycle.ends > days and not damaged:
            yield Remark(
                f"its cycle ended on {objective.cycle.ends}, and it is still active",
                objective.origin.value("state" if objective.origin.has("state") else "cycle"),
                "write `state: closed` and `closed` with outcome and learning",
                objective.id,
            )


@rule(
    "T107",
    "no-reason",
    Level.WARNING,
    fires="""
        ---
        title: Open a shop in Hue
        cycle: 2024-Q3
        state: postponed
        ---
        """,
    silent="""
        ---
        title: Open a shop in Hue
        cycle: 2024-Q3
        state: postponed
        reason: the lease was signed too late; planned for 2025-Q1
        ---
        """,
)
def no_reason(context: Context) -> Iterator[Remark]:
    """Finds goals and key results that are cancelled or postponed without a `reason`.

    Why: Dropping a goal is a decision worth knowing. Without the reason, the next one to have the idea begins again.

    Fix: Add `reason` with half a sentence.

    Source: "Postponing without a lower score" and "honest history" are among the wishes most heard in public trackers.
    """
    for goal in context.goals:
        items: tuple[Goal | KeyResult, ...] = (goal,)
        if isinstance(goal, Objective):
            items = (goal, *goal.key_results)
        for item in items:
            ended = item.state in (State.CANCELLED, State.POSTPONED)
            if ended and not item.reason and "reason" not in item.origin.damaged:
                yield Remark(
                    f"it was {item.state}, and nothing says why",
                    item.origin.value("state"),
                    "add `reason` with half a sentence",
                    goal_id_of(item),
                )


@rule(
    "T110",
    "reversed-time",
    Level.ERROR,
    fires="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: Time from basket to receipt
            unit: seconds
            from: 90
            to: 20
            starts: 2024-09-01
            due: 2024-08-01
        ---
        """,
    silent="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: Time from basket to receipt
            unit: seconds
            from: 90
            to: 20
            starts: 2024-08-01
            due: 2024-09-01
            phases: {2024-08-15: 60, 2024-08-25: 30}
        ---
        """,
)
def reversed_time(context: Context) -> Iterator[Remark]:
    """Finds key results that start after they are due, phases outside their key result's time, phases that are not in
    the order of time, and cycles in `goals.yml` that end before they start.

    Why: Time that runs backwards has no share that has passed, so there is no pace and no status.

    Fix: Exchange the dates, or correct the one that is wrong.

    Source: The scoring of this project: the share of the days from start to due.
    """
    for objective in context.objectives:
        for key_result in objective.key_results:
            yield from _reversed_days(key_result)
            yield from _reversed_phases(key_result)


def _reversed_days(key_result: KeyResult) -> Iterator[Remark]:
    origin = key_result.origin
    written = "starts" in origin.values and "due" in origin.values and not {"starts", "due"} & origin.damaged
    if written and key_result.starts > key_result.due:
        yield Remark(
            f"it is due on {key_result.due}, before it starts",
            origin.value("due"),
            "exchange the two dates, or correct the wrong one",
            key_result.objective,
            (Related(origin.value("starts"), "it starts here"),),
        )


def _reversed_phases(key_result: KeyResult) -> Iterator[Remark]:
    before: date | None = None
    for phase in key_result.phases:
        if not key_result.starts <= phase.date <= key_result.due:
            message = f"this phase lies outside the key result's time ({key_result.starts} to {key_result.due})"
            yield Remark(message, phase.place, "move it inside", key_result.objective)
        elif before and phase.date <= before:
            message = f"this phase lies before the one above it ({before})"
            yield Remark(message, phase.place, "write the phases in the order of time", key_result.objective)
        before = max(before, phase.date) if before else phase.date
