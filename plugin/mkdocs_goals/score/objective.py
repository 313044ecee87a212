"""Scores of key results and objectives on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mkdocs_goals.model.goal import CheckIn, Delegated, KeyResult, Objective, State
from mkdocs_goals.model.organisation import Policy
from mkdocs_goals.model.rounding import in_digits
from mkdocs_goals.score.attention import WEAKEST_FIRST
from mkdocs_goals.score.means import total, weighted_mean
from mkdocs_goals.score.measure import Known, is_untouched, measured
from mkdocs_goals.score.pace import (
    Standing,
    elapsed_share,
    expected_share,
    is_keep,
    on_track_from,
    plan_of,
    plan_points,
    reason_of,
    status_of,
)
from mkdocs_goals.score.progress import Progress
from mkdocs_goals.score.result import (
    Coverage,
    Explanation,
    Flag,
    Input,
    KeyResultScore,
    LeftOut,
    ObjectiveScore,
    Status,
)

ZERO = Decimal(0)
ONE = Decimal(1)


def score_objective(objective: Objective, known: Known, policy: Policy, as_of: date) -> ObjectiveScore:
    """An objective's score as of a day: the weighted mean of its key results' scores (scoring.md)."""
    closed_on = _closed_on(objective, as_of)
    closed = closed_on is not None or (objective.state is State.CLOSED and not _closes_later(objective, as_of))
    day = min(as_of, closed_on) if closed_on else as_of
    key_results = tuple(score_key_result(k, objective, known, policy, day, closed) for k in objective.key_results)
    counted = [(k, s) for k, s in zip(objective.key_results, key_results, strict=True) if s.counts]
    score, explanation = _mean(objective, counted, known)
    expected = weighted_mean((k.weight, s.expected) for k, s in counted)
    elapsed = elapsed_share(objective.cycle.starts, objective.cycle.ends, day)
    over = closed or day >= objective.cycle.ends
    weighing = {s.status for k, s in counted if k.weight}
    standing = Standing(
        state=objective.state,
        score=score,
        started=day >= objective.cycle.starts,
        over=over,
        elapsed=elapsed,
        expected=elapsed if expected is None else expected,
        regressed=any(Flag.REGRESSED in s.flags for _, s in counted),
        complete=weighing == {Status.ACHIEVED},
        silent=weighing == {Status.NO_DATA},
    )
    bands = policy.bands(objective.commitment)
    status = status_of(standing, bands, policy.grace)
    reason = _OF_ALL.get(status) if standing.complete or standing.silent else None
    reason = reason or reason_of(standing, status, bands, policy.grace)
    if policy.objective_status == "weakest":
        status, reason = _weakest(status, reason, counted)
    last = _latest([*_seen(objective.check_ins, day), *(s.last_check_in for s in key_results if s.last_check_in)])
    running = objective.state is State.ACTIVE and standing.started and not over
    return ObjectiveScore(
        id=objective.id,
        score=score,
        elapsed=elapsed,
        expected=expected,
        status=status,
        confidence=_confidence(_seen(objective.check_ins, day)),
        stale=running and last is not None and (as_of - last.date).days > policy.stale_after_days,
        last_check_in=last,
        frozen_on=closed_on,
        coverage=Coverage(sum(1 for _, s in counted if s.score is not None), len(counted), len(key_results)),
        key_results=key_results,
        explanation=_with_note(explanation, reason),
        on_track_from=None if expected is None else on_track_from(bands, expected),
    )


_OF_ALL = {
    Status.ACHIEVED: "achieved, for every key result that counts is achieved",
    Status.NO_DATA: "no news, for there is none of any key result that counts",
}


def score_key_result(
    key_result: KeyResult, objective: Objective, known: Known, policy: Policy, day: date, closed: bool = False
) -> KeyResultScore:
    """A key result on a day. `closed` says that its objective was closed by then, so that nothing more comes."""
    found = measured(key_result, known, day)
    score = None if found.progress is None else min(max(found.progress, ZERO), ONE)
    plan = plan_of(key_result, found.baseline, found.target)
    elapsed = elapsed_share(key_result.starts, key_result.due, day)
    flags = _flags(found.progress)
    started = day >= key_result.starts
    over = closed or key_result.state is State.CLOSED or elapsed == ONE
    delegated_state = _state_of_delegate(key_result, known)
    seen = _seen(key_result.check_ins, day)
    spoken_of = bool(seen) or bool(_seen(objective.check_ins, day))
    standing = Standing(
        state=_state(key_result, objective, delegated_state),
        score=score,
        started=started,
        over=over,
        elapsed=elapsed,
        expected=expected_share(key_result, plan, day),
        regressed=Flag.REGRESSED in flags,
        complete=found.progress is not None and found.progress >= ONE and not is_keep(key_result),
        silent=not over and 3 * elapsed > 1 and not spoken_of and is_untouched(key_result, day),
    )
    bands = policy.bands(key_result.commitment)
    status = status_of(standing, bands, policy.grace)
    reason = _SILENT if standing.silent and status is Status.NO_DATA else None
    return KeyResultScore(
        id=key_result.id,
        progress=found.progress,
        score=score,
        value=found.value,
        baseline=found.baseline,
        target=found.target,
        elapsed=elapsed,
        expected=standing.expected,
        status=status,
        counts=key_result.state.counts and started and delegated_state is None,
        flags=flags,
        confidence=_confidence(seen),
        last_check_in=seen[-1] if seen else None,
        series=found.series,
        plan=plan_points(key_result, plan),
        explanation=_with_note(_explained(found, score), reason or reason_of(standing, status, bands, policy.grace)),
        on_track_from=on_track_from(bands, standing.expected),
    )


_SILENT = "no news, for a third of its time is over, nothing is done and nobody has said anything of it"


def _state_of_delegate(key_result: KeyResult, known: Known) -> State | None:
    """The state of the objective that a key result is delegated to, where that counts nowhere."""
    if not isinstance(key_result.measure, Delegated):
        return None
    found = known.objectives.get(key_result.measure.objective.goal)
    return found.state if found and not found.state.counts else None


def _state(key_result: KeyResult, objective: Objective, delegated_state: State | None) -> State:
    """The state that decides its status: its own, else that of what it belongs to or is delegated to."""
    if not key_result.state.counts:
        return key_result.state
    if not objective.state.counts:
        return objective.state
    return delegated_state or key_result.state


def _with_note(explanation: Explanation, note: str | None) -> Explanation:
    return replace(explanation, notes=(*explanation.notes, note)) if note else explanation


def _explained(found: Progress, score: Decimal | None) -> Explanation:
    notes = list(found.notes)
    if found.progress is not None and score != found.progress:
        notes.append(f"the progress {in_digits(found.progress)} is cut to {in_digits(score or ZERO)}")
    return Explanation(found.formula, found.calculation, found.inputs, notes=tuple(notes))


def _flags(progress: Decimal | None) -> tuple[Flag, ...]:
    if progress is None or ZERO <= progress <= ONE:
        return ()
    return (Flag.REGRESSED,) if progress < ZERO else (Flag.EXCEEDED,)


def _closed_on(objective: Objective, as_of: date) -> date | None:
    """The closing date, once it has come."""
    if objective.state is not State.CLOSED or objective.closed is None or objective.closed.date is None:
        return None
    return objective.closed.date if objective.closed.date <= as_of else None


def _closes_later(objective: Objective, as_of: date) -> bool:
    closing = objective.closed.date if objective.closed else None
    return closing is not None and closing > as_of


def _mean(
    objective: Objective, counted: list[tuple[KeyResult, KeyResultScore]], known: Known
) -> tuple[Decimal | None, Explanation]:
    formula = "Σ(weight × score) ÷ Σ weight, over the key results that count"
    inputs = tuple(
        Input(
            name=key_result.title,
            value=score.score,
            place=key_result.origin.place,
            weight=key_result.weight,
            goal=key_result.full_id,
        )
        for key_result, score in counted
    )
    counting = {key_result.id for key_result, _ in counted}
    left_out = tuple(_left_out(k, known) for k in objective.key_results if k.id not in counting)
    notes = tuple(f"“{k.title}” has no data and counts as 0" for k, s in counted if s.score is None)
    score = weighted_mean((k.weight, s.score or ZERO) for k, s in counted)
    if not counted:
        calculation = "no key result counts yet"
    elif all(s.score is None for _, s in counted):
        score, calculation, notes = None, "no key result has data", ()
    elif score is None:
        calculation = "all weights are zero"
    else:
        terms = " + ".join(f"{in_digits(k.weight)} × {in_digits(s.score or ZERO)}" for k, s in counted)
        calculation = f"({terms}) ÷ {in_digits(total(k.weight for k, _ in counted))} = {in_digits(score)}"
    return score, Explanation(formula=formula, calculation=calculation, inputs=inputs, left_out=left_out, notes=notes)


_WHY_LEFT_OUT = {State.CANCELLED: "cancelled", State.POSTPONED: "postponed", State.DRAFT: "a draft"}


def _left_out(key_result: KeyResult, known: Known) -> LeftOut:
    delegated_state = _state_of_delegate(key_result, known)
    reason = _WHY_LEFT_OUT.get(key_result.state, f"begins on {key_result.starts.isoformat()}")
    if key_result.state.counts and delegated_state and isinstance(key_result.measure, Delegated):
        reason = f"delegated to `{key_result.measure.objective.goal}`, which is {_WHY_LEFT_OUT[delegated_state]}"
    if key_result.reason and key_result.state in _WHY_LEFT_OUT:
        reason = f"{reason}: {key_result.reason}"
    return LeftOut(key_result.title, reason, key_result.origin.place)


def _weakest(
    own: Status, reason: str | None, counted: list[tuple[KeyResult, KeyResultScore]]
) -> tuple[Status, str | None]:
    """The weakest key result's status and why, where the objective has one by its own score."""
    judged = [(k, s) for k, s in counted if s.status in WEAKEST_FIRST]
    if own not in WEAKEST_FIRST or not judged:
        return own, reason
    key_result, weakest = min(judged, key=lambda pair: WEAKEST_FIRST.index(pair[1].status))
    said = "no news" if weakest.status is Status.NO_DATA else weakest.status.replace("-", " ")
    return weakest.status, f"{said}, for its weakest key result “{key_result.title}” is"


def _seen(check_ins: tuple[CheckIn, ...], day: date) -> list[CheckIn]:
    return [check_in for check_in in check_ins if check_in.date <= day]


def _latest(check_ins: list[CheckIn]) -> CheckIn | None:
    return max(check_ins, key=lambda check_in: check_in.date, default=None)


def _confidence(check_ins: list[CheckIn]) -> Decimal | None:
    return next((c.confidence for c in reversed(check_ins) if c.confidence is not None), None)
