"""T, time-bound: the time that a goal has, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from mkdocs_goals.check.context import Context, listed, live_key_results, quoted
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Reporter, RuleOption, rule
from mkdocs_goals.check.words import WordLists
from mkdocs_goals.model.calendar import Calendar, Period, Stretches
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import CheckIn, Delegated, Done, Goal, KeyResult, Kpi, KpiMeasure, Objective, Steps
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.spelling import counted
from mkdocs_goals.score.result import KpiScore, Status


@rule("T101", "due-outside-cycle", Level.WARNING)
def due_outside_cycle(context: Context, report: Reporter) -> None:
    """Finds a key result's `due` or `starts`, and a step's `due`, that lie outside the objective's cycle.

    Why: The objective is closed and graded at the end of its cycle; what is due later is graded before its time.

    Fix: Move the date into the cycle, or give the objective a longer one.

    Source: The founding articles (000, 002): within a fixed time, with a deadline.
    """
    for objective in context.live_objectives:
        for key_result in live_key_results(objective):
            for day, place in _written_days(key_result, context):
                if not objective.cycle.contains(day):
                    cycle, side = objective.cycle, "before" if day < objective.cycle.starts else "after"
                    report.at(
                        place,
                        f"{day} lies {side} the cycle {cycle.id} ({cycle.starts} to {cycle.ends})",
                        "move the date into the cycle, or give the objective a longer one",
                        goal=objective.id,
                        related=(Related(objective.origin.value("cycle"), "the cycle"),),
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
)
def not_closed(context: Context, report: Reporter) -> None:
    """Finds objectives that are still active more than 14 days after their cycle's end.

    Why: A goal that is never graded teaches nothing, and the next cycle begins with two sets of goals.

    Fix: Write `state: closed` and `closed` with the outcome and the learning; carry what goes on into a new goal
    that `continues` it.

    Source: Google re:Work: grade at the end, as input for the next goals; the founding articles (002): never looked
    at again.
    """
    days = timedelta(days=context.option("T106", "days"))
    for objective in context.active_objectives:
        if context.today - objective.cycle.ends > days:
            report.about(
                objective,
                "state" if objective.origin.has("state") else "cycle",
                f"its cycle ended on {objective.cycle.ends}, and it is still active",
                "write `state: closed` and `closed` with outcome and learning",
                unless_damaged=("state", "cycle"),
                is_absence=True,
            )


@rule("T107", "no-reason", Level.WARNING)
def no_reason(context: Context, report: Reporter) -> None:
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
            if item.state.is_given_up and not item.reason:
                report.about(
                    item,
                    "state",
                    f"it was {item.state}, and nothing says why",
                    "add `reason` with half a sentence",
                    unless_damaged=("reason",),
                )


@rule("T110", "reversed-time", Level.ERROR)
def reversed_time(context: Context, report: Reporter) -> None:
    """Finds key results that start after they are due, phases outside their key result's time, phases that are not in
    the order of time, and cycles in `goals.yml` that end before they start.

    Why: Time that runs backwards has no share that has passed, so there is no pace and no status.

    Fix: Exchange the dates, or correct the one that is wrong.

    Source: The scoring of this project: the share of the days from start to due.
    """
    for objective in context.objectives:
        for key_result in objective.key_results:
            _reversed_days(key_result, report)
            _reversed_phases(key_result, report)


def _reversed_days(key_result: KeyResult, report: Reporter) -> None:
    origin = key_result.origin
    written = "starts" in origin.values and "due" in origin.values and not {"starts", "due"} & origin.damaged
    if written and key_result.starts > key_result.due:
        report.at(
            origin.value("due"),
            f"it is due on {key_result.due}, before it starts",
            "exchange the two dates, or correct the wrong one",
            goal=key_result.objective,
            related=(Related(origin.value("starts"), "it starts here"),),
        )


def _reversed_phases(key_result: KeyResult, report: Reporter) -> None:
    before: date | None = None
    for phase in key_result.phases:
        if not key_result.starts <= phase.date <= key_result.due:
            message = f"this phase lies outside the key result's time ({key_result.starts} to {key_result.due})"
            report.at(phase.place, message, "move it inside", goal=key_result.objective)
        elif before and phase.date <= before:
            message = f"this phase lies before the one above it ({before})"
            report.at(phase.place, message, "write the phases in the order of time", goal=key_result.objective)
        before = max(before, phase.date) if before else phase.date


@rule("T102", "stale", Level.WARNING)
def stale(context: Context, report: Reporter) -> None:
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
            report.at(
                score.last_check_in.place,
                f"the latest check-in is {counted(days, 'day')} old; after {counted(after, 'day')} it is stale",
                "add a check-in, or ask whether the goal still matters",
                goal=objective.id,
            )


@rule("T103", "never-checked-in", Level.WARNING)
def never_checked_in(context: Context, report: Reporter) -> None:
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
            report.about(
                objective,
                "title",
                f"{score.elapsed * 100:.0f} % of its time is over, and nobody has checked in",
                "add the first line under `check_ins` of a key result: the date and the value",
                is_absence=True,
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


@rule("T104", "check-in-in-the-future", Level.WARNING)
def check_in_in_the_future(context: Context, report: Reporter) -> None:
    """Finds check-ins dated after the day of the check (today, or `--as-of`).

    Why: What is dated later does not exist yet: it enters no score. Mostly a month or a year was mistyped.

    Fix: Correct the date. A value that is expected belongs under `phases`.

    Source: The scoring of this project: a score is asked for as of a day.
    """
    for objective in context.objectives:
        for check_in, _ in _check_ins(objective):
            if check_in.date > context.today:
                report.at(
                    _date_place(check_in),
                    f"this check-in is dated after {context.today}, so it does not count yet",
                    "correct the date, or write an expected value under `phases`",
                    goal=objective.id,
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
)
def check_in_outside_time(context: Context, report: Reporter) -> None:
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
            report.at(
                _date_place(check_in),
                f"this check-in is dated {when}",
                f"correct the date, or {help}",
                goal=objective.id,
            )


@rule("T108", "measurement-overdue", Level.WARNING)
def measurement_overdue(context: Context, report: Reporter) -> None:
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
            report.at(
                _place_before(missing[0], kpi, score),
                f"there is no value for {listed(named, MOST_PERIODS)}",
                f"add a line for {'it' if len(named) == 1 else 'each'}, or write under `skip` what never has a value",
                goal=kpi.id,
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


@rule("T109", "confidence-disagrees", Level.INFO)
def confidence_disagrees(context: Context, report: Reporter) -> None:
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
                report.at(
                    said.place,
                    f"a confidence of {said.confidence} of 10, and it is {status.replace('-', ' ')}",
                    "say why in the `note`, or correct the one that is wrong",
                    goal=objective.id,
                )


def _contradicts(confidence: Decimal, status: Status) -> bool:
    return (status is Status.ON_TRACK and confidence <= 3) or (status is Status.OFF_TRACK and confidence >= 8)


@rule("T111", "date-in-title-outside", Level.WARNING)
def date_in_title_outside(context: Context, report: Reporter) -> None:
    """Finds titles of objectives and key results that name a day, a month, a quarter or a year outside their time: "by
    the end of Q4" in a goal of the second quarter. What a number is compared with ("than in 2023") is left alone.

    Why: Readers follow the title, the pace follows the cycle. One of the two was carried over from an earlier plan.

    Fix: Correct the title, or the cycle or `due`.

    Source: The founding articles (000, 002): time-bound, with a deadline.
    """
    calendar = context.portfolio.organisation.calendar
    for objective in context.live_objectives:
        items: list[tuple[Objective | KeyResult, date, date]] = [
            (objective, objective.cycle.starts, objective.cycle.ends),
            *((key_result, key_result.starts, key_result.due) for key_result in live_key_results(objective)),
        ]
        for item, starts, ends in items:
            for match, period in _named_times(item.title, calendar, context.words):
                if period.ends < starts or period.starts > ends:
                    report.about(
                        item,
                        "title",
                        f"{quoted(match[0])} lies outside the time from {starts} to {ends}",
                        "correct the title, or the time",
                        span=(match.start(), len(match[0])),
                    )


_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_TIME = re.compile(
    r"\b(?:(?P<iso>20\d\d-\d\d-\d\d)|(?P<year>20\d\d)[-/ ]?Q(?P<late>[1-4])|Q(?P<early>[1-4])[-/ ]?(?P<its>20\d\d)"
    r"|(?:\d{1,2}\.?\s+)?(?P<month>[^\W\d_]{3,})\s+(?P<of>20\d\d)|(?P<alone>20\d\d))\b(?![-/.]\d)",
    re.IGNORECASE,
)
_LEADS_TO_A_TIME = re.compile(
    r"\b(?:by|until|till|before|in|during|for|end of|middle of|start of)(?: the)?(?: (?:end|middle|start) of)?\s+$",
    re.IGNORECASE,
)
_COMPARED_WITH = re.compile(
    r"\b(?:than|since|from|vs\.?|versus|compared|against|over|of|like|as)\b[^,;]{0,25}$", re.IGNORECASE
)


def _named_times(title: str, calendar: Calendar, words: WordLists) -> Iterator[tuple[re.Match[str], Period]]:
    for match in _TIME.finditer(title):
        before = title[: match.start()]
        leads = _LEADS_TO_A_TIME.search(before)
        if leads is None or _COMPARED_WITH.search(before[: leads.start()]):
            continue
        period = calendar.period(_period_name(match, words))
        if period:
            yield match, period


def _period_name(match: re.Match[str], words: WordLists) -> str:
    if match["iso"] or match["alone"]:
        return match["iso"] or match["alone"]
    if match["month"]:
        months = words.words("month")[:12]
        month = match["month"].lower()
        return f"{match['of']}-{months.index(month) + 1:02d}" if month in months else ""
    return f"{match['year'] or match['its']}-Q{match['late'] or match['early']}"
