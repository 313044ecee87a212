"""What a key result wants, and where it is now, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from mkdocs_goals.model.calendar import Frequency
from mkdocs_goals.model.goal import (
    Delegated,
    Done,
    FromTo,
    Keep,
    KeyResult,
    KpiMeasure,
    Levels,
    Measure,
    Relative,
    Step,
    Steps,
    is_done,
)
from mkdocs_goals.model.place import Place
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.score.result import KeyResultScore

MOST_LINES = 20
"""Milestones, or outcomes in words, of one key result that are shown."""

SHORT_UNIT = 3
"""A longer unit is not said twice in one line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One milestone, or one outcome in words: whether it is reached, what it is, and a remark."""

    reached: bool
    text: str
    remark: str


@dataclass(frozen=True, slots=True)
class MeasuredText:
    """`wants` is where to, `now` where it stands; `lines` are its milestones; `source` what gives the value."""

    wants: str
    now: str
    lines: tuple[Line, ...] = ()
    source: Anchor | None = None
    rest: Anchor | None = None
    """How many milestones are not among the lines, and where they are."""


def unit_of(context: PageContext, key_result: KeyResult) -> str | None:
    """The key result's unit, else that of the KPI that measures it."""
    if key_result.unit is None and isinstance(key_result.measure, KpiMeasure):
        kpi = context.portfolio.kpis.get(key_result.measure.kpi.goal)
        return kpi.unit if kpi else None
    return key_result.unit


def measured(context: PageContext, key_result: KeyResult, score: KeyResultScore) -> MeasuredText:
    match key_result.measure:
        case Done() as measure:
            return _done(context, measure, key_result.due)
        case Steps(steps=steps):
            return _with_few_lines(context, _steps(context, steps), key_result.origin.value("steps"))
        case Levels() as measure:
            return _with_few_lines(context, _levels(context, measure, score), key_result.origin.value("levels"))
        case KpiMeasure() as measure:
            numbers = _numbers(context, key_result, measure.aim, score)
            return MeasuredText(numbers.wants, numbers.now, (), _kpi(context, measure))
        case Delegated() as measure:
            return _delegated(context, measure, score)
        case None:
            return MeasuredText(context.words("measure.none"), "")
        case measure:
            return _numbers(context, key_result, measure, score)


def _with_few_lines(context: PageContext, found: MeasuredText, place: Place) -> MeasuredText:
    """The first milestones; the others stand in the file."""
    rest = context.rest_in_file(len(found.lines), MOST_LINES, place)
    return replace(found, lines=found.lines[:MOST_LINES], rest=rest)


def _numbers(context: PageContext, key_result: KeyResult, measure: Measure, score: KeyResultScore) -> MeasuredText:
    unit = unit_of(context, key_result)
    if isinstance(measure, Keep):
        return _keep(context, measure, score, unit)
    wants = context.format.journey(score.baseline, score.target, unit)
    if isinstance(measure, Relative) and measure.percent:
        sign = "+" if measure.by > 0 else ""
        wants = context.words("measure.relative", by=f"{sign}{context.format.quantity(measure.by, '%')}", journey=wants)
    elif isinstance(measure, FromTo) and score.baseline is None and score.target is not None:
        wants = context.words("measure.to", target=context.format.quantity(score.target, unit))
    return MeasuredText(wants, _now(context, score.value, unit if unit and len(unit) <= SHORT_UNIT else None))


def _now(context: PageContext, value: Decimal | None, unit: str | None) -> str:
    if value is None:
        return context.words("measure.no-value")
    return context.words("measure.now", value=context.format.quantity(value, unit))


def _keep(context: PageContext, measure: Keep, score: KeyResultScore, unit: str | None) -> MeasuredText:
    every = context.words(f"every.{measure.every or Frequency.WEEKLY}")
    wants = context.words("measure.keep", limit=_level(context, measure, unit), every=every)
    now = _now(context, score.value, unit)
    if score.progress is not None:
        now = context.words("measure.kept", now=now, share=context.format.percent(score.progress))
    return MeasuredText(wants, now)


def _level(context: PageContext, measure: Keep, unit: str | None) -> str:
    """The level to keep: `at most 15 minutes`, and where the limit itself is left out `below 15 minutes`."""
    limit = measure.low if measure.high is None else measure.high
    if not measure.strict or limit is None:
        return limit_words(context, measure.low, measure.high, unit)
    key = "limit.above" if measure.high is None else "limit.below"
    return context.words(key, value=context.format.quantity(limit, unit))


def limit_words(context: PageContext, low: Decimal | None, high: Decimal | None, unit: str | None) -> str:
    """`at least 99.9 %`, `at most 15 minutes`, `90 to 110`."""
    quantity = context.format.quantity
    if low is not None and high is not None:
        return context.words("limit.between", low=context.format.number(low), high=quantity(high, unit))
    if low is not None:
        return context.words("limit.at-least", value=quantity(low, unit))
    return context.words("limit.at-most", value=quantity(high, unit) if high is not None else "")


def _done(context: PageContext, measure: Done, due: date) -> MeasuredText:
    wants = context.words("measure.done-by", day=context.format.short_day(due))
    if isinstance(measure.done, date) and is_done(measure.done, context.data.as_of):
        return MeasuredText(wants, context.words("measure.done-on", day=context.format.short_day(measure.done)))
    return MeasuredText(wants, context.words("measure.done" if measure.done is True else "measure.not-done"))


def _steps(context: PageContext, steps: tuple[Step, ...]) -> MeasuredText:
    lines = tuple(_step(context, step) for step in steps)
    reached = sum(line.reached for line in lines)
    return MeasuredText(
        context.words("measure.steps", n=len(steps)), context.words("measure.steps-done", n=reached), lines
    )


def _step(context: PageContext, step: Step) -> Line:
    if not is_done(step.done, context.data.as_of):
        return Line(False, step.title, _due(context, step.due))
    return Line(True, step.title, context.format.short_day(step.done) if isinstance(step.done, date) else "")


def _due(context: PageContext, due: date | None) -> str:
    return context.words("measure.step-due", day=context.format.short_day(due)) if due else ""


def _levels(context: PageContext, measure: Levels, score: KeyResultScore) -> MeasuredText:
    value = score.value if score.value is not None else Decimal(-1)
    lines = tuple(
        Line(level.score <= value, level.words, context.format.score(level.score)) for level in measure.levels
    )
    reached = [line.text for line in lines if line.reached]
    now = context.words("measure.level", words=reached[-1]) if reached else context.words("measure.no-level")
    return MeasuredText(context.words("measure.levels"), now, lines)


def _kpi(context: PageContext, measure: KpiMeasure) -> Anchor:
    kpi = context.portfolio.kpis.get(measure.kpi.goal)
    if kpi is None:
        return Anchor(context.words("measure.by-kpi", title=measure.kpi.text))
    return Anchor(context.words("measure.by-kpi", title=kpi.title), context.goal_url(kpi.id))


def _delegated(context: PageContext, measure: Delegated, score: KeyResultScore) -> MeasuredText:
    objective = context.portfolio.objectives.get(measure.objective.goal)
    title = objective.title if objective else measure.objective.text
    now = context.words("measure.delegated-score", score=context.format.score(score.score))
    url = context.goal_url(objective.id) if objective else None
    return MeasuredText(context.words("measure.delegated"), now, (), Anchor(title, url))
