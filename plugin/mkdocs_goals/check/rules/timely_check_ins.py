"""T, time-bound: check-ins and measurements, and when they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from mkdocs_goals.check.context import Context, listed
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, RuleOption, rule
from mkdocs_goals.model.calendar import Period, Stretches
from mkdocs_goals.model.goal import CheckIn, Delegated, Done, KeyResult, Kpi, KpiMeasure, Objective, Steps
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.spelling import counted
from mkdocs_goals.score.result import KpiScore, Status


@rule(
    "T102",
    "stale",
    Level.WARNING,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
            to: 25
            check_ins:
              2024-07-08: 18.4
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
            check_ins:
              2024-07-08: 18.4
              2024-08-05: 19.5
        ---
        """,
)
def stale(context: Context) -> Iterator[Remark]:
    """Finds active objectives whose latest check-in is older than `stale_after_days` (14 unless `goals.yml` says
    otherwise), while their time runs.

    Why: A number of last month is no help this week, and a goal that nobody speaks of is a goal that nobody works on.

    Fix: Add a line under `check_ins`: the date, the value, and how sure you are. Ask whether the goal still matters.

    Source: Wodtke (Radical Focus) and Doerr's checklist: every week; the founding articles (002): goals that are
    never looked at again.
    """
    after = context.portfolio.organisation.policy.stale_after_days
    for objective in context.active_objectives:
        score = context.scorecard.objectives.get(objective.id)
        if score and score.stale and score.last_check_in:
            days = (context.today - score.last_check_in.date).days
            yield Remark(
                f"the latest check-in is {counted(days, 'day')} old; after {counted(after, 'day')} it is stale",
                score.last_check_in.place,
                "add a check-in, or ask whether the goal still matters",
                objective.id,
            )


@rule(
    "T103",
    "never-checked-in",
    Level.WARNING,
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
            check_ins:
              2024-08-05: 19.5
        ---
        """,
)
def never_checked_in(context: Context) -> Iterator[Remark]:
    """Finds active objectives without any check-in when a third of their time is over. A dated milestone is as good
    as a check-in; key results on a KPI or on another objective need none.

    Why: Goals that are written and put away are the most common mistake of all.

    Fix: Add the first line under `check_ins` of a key result: the date and the value.

    Source: The founding articles (002): never looked at again. Wodtke: confidence is asked every week.
    """
    for objective in context.active_objectives:
        score = context.scorecard.objectives.get(objective.id)
        third_over = score is not None and 3 * score.elapsed > 1 and context.today <= objective.cycle.ends
        if score and third_over and score.last_check_in is None and _needs_check_ins(objective, context.today):
            yield Remark(
                f"{score.elapsed * 100:.0f} % of its time is over, and nobody has checked in",
                objective.origin.value("title"),
                "add the first line under `check_ins` of a key result: the date and the value",
                objective.id,
            )


def _needs_check_ins(objective: Objective, today: date) -> bool:
    """Whether something can only be known by a check-in, and no milestone shows that somebody looked."""
    key_results = objective.key_results
    damaged = objective.origin.damaged or any(key_result.origin.damaged for key_result in key_results)
    if damaged or not key_results:
        return False
    if any(check_in.date > today for check_in, _ in _check_ins(objective)):
        return False
    by_itself = all(isinstance(key_result.measure, KpiMeasure | Delegated) for key_result in key_results)
    return not by_itself and not any(_is_moving(key_result) for key_result in key_results)


def _is_moving(key_result: KeyResult) -> bool:
    match key_result.measure:
        case Done(done=done):
            return bool(done)
        case Steps(steps=steps):
            return any(step.done for step in steps)
    return False


@rule(
    "T104",
    "check-in-in-the-future",
    Level.WARNING,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
            to: 25
            check_ins:
              2024-08-25: 19.5
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
            check_ins:
              2024-08-05: 19.5
        ---
        """,
)
def check_in_in_the_future(context: Context) -> Iterator[Remark]:
    """Finds check-ins dated after the day of the check (today, or `--as-of`).

    Why: What is dated later does not exist yet: it enters no score. Mostly a month or a year was mistyped.

    Fix: Correct the date. A value that is expected belongs under `phases`.

    Source: The scoring of this project: a score is asked for as of a day.
    """
    for objective in context.objectives:
        for check_in, _ in _check_ins(objective):
            if check_in.date > context.today:
                yield Remark(
                    f"this check-in is dated after {context.today}, so it does not count yet",
                    _date_place(check_in),
                    "correct the date, or write an expected value under `phases`",
                    objective.id,
                )


def _check_ins(objective: Objective) -> Iterator[tuple[CheckIn, tuple[date, date]]]:
    """Every check-in with the first and the last day of what it is about."""
    time = (objective.cycle.starts, objective.cycle.ends)
    yield from ((check_in, time) for check_in in objective.check_ins)
    for key_result in objective.key_results:
        days = key_result.starts, key_result.due
        if key_result.starts > key_result.due:  # T110 says so
            days = time
        yield from ((check_in, days) for check_in in key_result.check_ins)


def _date_place(check_in: CheckIn) -> Place:
    """The place of a check-in's date, with which it begins."""
    return check_in.place.within(0, len("2024-08-15"))


@rule(
    "T105",
    "check-in-outside-time",
    Level.INFO,
    options=(RuleOption("days", 14, "the days after the end in which a check-in still belongs to it"),),
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
            to: 25
            check_ins:
              2024-06-03: 17.9
              2024-08-05: 19.5
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
            check_ins:
              2024-07-03: 18.1
              2024-08-05: 19.5
        ---
        """,
)
def check_in_outside_time(context: Context) -> Iterator[Remark]:
    """Finds check-ins dated before their goal's start, or more than 14 days after its end.

    Why: A value from before the start is the baseline, not progress; one from long after the end was hardly meant for
    this goal.

    Fix: Correct the date; write the value from before the start as `from`; check in to the goal that continues this
    one.

    Source: The founding articles (000): within a fixed time.
    """
    after = timedelta(days=context.option("T105", "days"))
    for objective in context.objectives:
        for check_in, (starts, ends) in _check_ins(objective):
            if check_in.date > context.today or starts <= check_in.date <= ends + after:
                continue
            when = f"before its start on {starts}" if check_in.date < starts else f"long after its end on {ends}"
            help = "write it as `from`" if check_in.date < starts else "check in to the goal that continues this one"
            yield Remark(
                f"this check-in is dated {when}",
                _date_place(check_in),
                f"correct the date, or {help}",
                objective.id,
            )


@rule(
    "T108",
    "measurement-overdue",
    Level.WARNING,
    fires="""
        ---
        type: kpi
        title: Conversion rate
        unit: "%"
        frequency: monthly
        measurements:
          2024-04: 3.1
          2024-05: 3.2
        ---
        """,
    silent="""
        ---
        type: kpi
        title: Conversion rate
        unit: "%"
        frequency: monthly
        measurements:
          2024-05: 3.2
          2024-06: 3.3
          2024-07: 3.3
        ---
        """,
)
def measurement_overdue(context: Context) -> Iterator[Remark]:
    """Finds active KPIs of which a complete period has no value although its grace is over: 3 days for daily, 7 for
    weekly, 15 for monthly, 30 for quarterly, 60 for yearly KPIs. Each period since the first value counts, so a gap in
    the middle is seen, but none that the KPI's `skip` names. A computed KPI is late when those it is computed from are.

    Why: A scorecard with old numbers looks as if all were well, and a sum over a gap is too small.

    Fix: Add the missing line under `measurements` (or to the CSV). Days and periods that have no value by nature are
    named under `skip`, such as `[saturday, sunday]`. If nobody needs the number that often, write a longer `frequency`.

    Source: The founding articles (003): regular updates, reviewed on a schedule.
    """
    for kpi in context.live_kpis:
        score = context.scorecard.kpis.get(kpi.id)
        missing = _waited_for(kpi, score.overdue) if score else []
        if score and missing:
            named = [period.id for period in missing]
            yield Remark(
                f"there is no value for {listed(named, MOST_PERIODS)}",
                _place_before(missing[0], kpi, score),
                f"add a line for {'it' if len(named) == 1 else 'each'}, or write under `skip` what never has a value",
                kpi.id,
            )


def _waited_for(kpi: Kpi, overdue: Sequence[Period]) -> list[Period]:
    """The periods for which a line is to be written: none of a formula, and none where a line stands that is wrong."""
    if kpi.formula is not None or {"measurements", "data"} & kpi.origin.damaged:
        return []
    wrong = Stretches(measurement.period for measurement in kpi.measurements if measurement.value is None)
    return [period for period in overdue if not wrong.overlaps(period.starts, period.ends)]


MOST_PERIODS = 6
"""As many periods a message names."""


def _place_before(period: Period, kpi: Kpi, score: KpiScore) -> Place:
    """The line of the last value before a period; where there is none, the key that holds the values."""
    places = [point.place for point in score.series if point.place is not None and point.period < period]
    if places:
        return places[-1]
    key = next((key for key in ("measurements", "data") if key in kpi.origin.values), None)
    return kpi.origin.key(key) if key else kpi.origin.value("title")


@rule(
    "T109",
    "confidence-disagrees",
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
            check_ins:
              2024-08-05: {value: 18.1, confidence: 9}
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
            check_ins:
              2024-08-05: {value: 18.1, confidence: 3}
        ---
        """,
)
def confidence_disagrees(context: Context) -> Iterator[Remark]:
    """Finds goals that are on track with a confidence of 3 or less, and goals that are off track with a confidence of
    8 or more.

    Why: The owner knows something that the number does not show, or has not looked at the number. Either is worth a
    word.

    Fix: Say why in the check-in's `note`, or correct the one that is wrong.

    Source: Wodtke (Radical Focus): confidence from 0 to 10, 5 means even odds; it never changes a score.
    """
    for objective in context.active_objectives:
        score = context.scorecard.objectives.get(objective.id)
        if score is None:
            continue
        spoken = [(objective.check_ins, score.status)]
        spoken += [
            (key_result.check_ins, scored.status)
            for key_result, scored in zip(objective.key_results, score.key_results, strict=True)
        ]
        for check_ins, status in spoken:
            said = next((c for c in reversed(check_ins) if c.date <= context.today and c.confidence is not None), None)
            if said and said.confidence is not None and _contradicts(said.confidence, status):
                yield Remark(
                    f"a confidence of {said.confidence} of 10, and it is {status.replace('-', ' ')}",
                    said.place,
                    "say why in the `note`, or correct the one that is wrong",
                    objective.id,
                )


def _contradicts(confidence: Decimal, status: Status) -> bool:
    return (status is Status.ON_TRACK and confidence <= 3) or (status is Status.OFF_TRACK and confidence >= 8)
