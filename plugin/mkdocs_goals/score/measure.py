"""The raw progress of a key result, by each way of measuring. Sources and limits of every formula: scoring.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mkdocs_goals.model.calendar import Calendar, Frequency
from mkdocs_goals.model.goal import (
    Delegated,
    Done,
    FromTo,
    Keep,
    KeyResult,
    Kpi,
    KpiMeasure,
    Levels,
    Objective,
    Relative,
    Step,
    Steps,
    is_done,
)
from mkdocs_goals.model.rounding import in_digits
from mkdocs_goals.score.by_kpi import measured_by_kpi
from mkdocs_goals.score.means import total
from mkdocs_goals.score.progress import Progress, Reading, kept, on_the_way, series_of
from mkdocs_goals.score.result import Input, KpiScore, ObjectiveScore

ZERO = Decimal(0)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Known:
    """What a key result's value may come from: KPIs and objectives, with the scores of those that are scored already.

    `loops` gives the objectives that delegate to each other the number of their group: no score passes inside one.
    """

    calendar: Calendar
    kpis: Mapping[str, Kpi]
    kpi_scores: Mapping[str, KpiScore]
    objectives: Mapping[str, Objective]
    scores: Mapping[str, ObjectiveScore]
    loops: Mapping[str, int]


def measured(key_result: KeyResult, known: Known, day: date) -> Progress:
    """The raw progress of a key result on a day."""
    match key_result.measure:
        case KpiMeasure(kpi=reference, aim=aim):
            kpi = known.kpis.get(reference.goal)
            if kpi is None:
                return Progress("the measurements of a KPI", f"the KPI `{reference.goal}` cannot be read")
            return measured_by_kpi(key_result, aim, kpi, known.kpi_scores[kpi.id], known.calendar, day)
        case Delegated(objective=reference):
            return _delegated(key_result, reference.goal, known)
        case FromTo() | Relative() as way:
            return on_the_way(key_result, way, _check_ins(key_result, day))
        case Keep() as keep:
            frequency = keep.every or Frequency.WEEKLY
            return kept(key_result, keep, frequency, _check_ins(key_result, day), known.calendar)
        case Done(done=done):
            return _done(key_result, done, day)
        case Steps(steps=steps):
            return _steps(steps, day)
        case Levels():
            return _level(_check_ins(key_result, day))
    return Progress("nothing measures this key result", "no data")


def is_untouched(key_result: KeyResult, day: date) -> bool:
    """Whether it is a milestone of which nothing was done by a day."""
    match key_result.measure:
        case Done(done=done):
            return not is_done(done, day)
        case Steps(steps=steps):
            return not any(is_done(step.done, day) for step in steps)
    return False


def _check_ins(key_result: KeyResult, day: date) -> list[Reading]:
    return [
        Reading(check_in.date, check_in.value, check_in.place)
        for check_in in key_result.check_ins
        if check_in.value is not None and check_in.date <= day
    ]


def _done(key_result: KeyResult, done: bool | date, day: date) -> Progress:
    progress = ONE if is_done(done, day) else ZERO
    said = "done" if progress else "not done"
    if not isinstance(done, bool) and progress:
        said = f"done on {done.isoformat()}"
    inputs = (Input("done", said, key_result.origin.value("done")),)
    return Progress("1 when done, else 0", f"{said}: {in_digits(progress)}", progress, inputs=inputs)


def _steps(steps: Sequence[Step], day: date) -> Progress:
    formula = "weight of the steps done ÷ weight of all steps"
    whole = total(step.weight for step in steps)
    finished = total(step.weight for step in steps if is_done(step.done, day))
    inputs = tuple(
        Input(step.title, "done" if is_done(step.done, day) else "not done", step.place, step.weight) for step in steps
    )
    if not whole:
        return Progress(formula, "all weights are zero", inputs=inputs)
    progress = finished / whole
    calculation = f"{in_digits(finished)} ÷ {in_digits(whole)} = {in_digits(progress)}"
    return Progress(formula, calculation, progress, inputs=inputs)


def _level(readings: Sequence[Reading]) -> Progress:
    formula = "the level of the latest check-in"
    if not readings:
        return Progress(formula, "no value yet")
    latest = readings[-1]
    inputs = (Input(f"level of {latest.date.isoformat()}", latest.value, latest.place),)
    return Progress(
        formula, in_digits(latest.value), latest.value, latest.value, inputs=inputs, series=series_of(readings)
    )


def _delegated(key_result: KeyResult, objective_id: str, known: Known) -> Progress:
    formula = "the score of the objective it is delegated to"
    place = key_result.origin.value("objective")
    loop = known.loops.get(key_result.objective)
    if loop is not None and loop == known.loops.get(objective_id):
        calculation = f"it goes round in a loop with `{objective_id}`, so no score passes through it"
        return Progress(formula, calculation, inputs=(Input(objective_id, None, place, goal=objective_id),))
    objective = known.scores.get(objective_id)
    score = objective.score if objective else None
    inputs = (Input(objective_id, score, place, goal=objective_id),)
    if objective is None:
        return Progress(formula, f"`{objective_id}` has no score that could be used", inputs=inputs)
    if score is None:
        return Progress(formula, f"`{objective_id}` has no score yet", inputs=inputs)
    return Progress(formula, f"score of `{objective_id}` = {in_digits(score)}", score, score, inputs=inputs)
