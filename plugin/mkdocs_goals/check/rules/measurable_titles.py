"""M, measurable: titles that say something else of a number than the measure does, or measure nothing that matters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mkdocs_goals.check.claims import Claim, claims
from mkdocs_goals.check.context import Context, live_key_results, quoted
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Reporter, rule
from mkdocs_goals.check.rules.measurable import aim_of
from mkdocs_goals.check.words import WordLists
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import Done, FromTo, KeyResult, KpiMeasure, Objective, Relative


@rule("M113", "amount-but-not-measured", Level.WARNING)
def amount_but_not_measured(context: Context, report: Reporter) -> None:
    """Finds key results whose title names how many or how much, and that are measured by a tick (`done`).

    Why: Half of it counts as nothing, and nobody sees how far it is. The number is known; the score does not use it.

    Fix: Write `from` and `to` (and `unit`) in the place of `done`.

    Source: Perdoo's anatomy of a key result: metric, start value, target value. The founding articles (000, 002):
    measurable.
    """
    for key_result in context.live_key_results:
        said = _claimed(key_result.title, context.words) if isinstance(key_result.measure, Done) else None
        if said:
            start, end = said.amount.start, said.amount.end
            report.about(
                key_result,
                "title",
                f"the title says {quoted(key_result.title[start:end])}, and a tick measures it",
                "write `from` and `to` in the place of `done`",
                span=(start, end - start),
                unless_damaged=("done",),
            )


def _claimed(title: str, words: WordLists) -> Claim | None:
    """The amount that a title claims; one of something is a thing, and no amount."""
    return next((claim for claim in claims(title, words) if claim.amount.percent or claim.amount.value > 1), None)


@rule("M114", "task-dressed-as-number", Level.INFO)
def task_dressed_as_number(context: Context, report: Reporter) -> None:
    """Finds key results that count one task as a number: "Implement the CRM" from 0 to 1, "plan completed" from 0 to
    100 %.

    Why: The number is a tick in other clothes. Its percent is a guess of how much work is done, and says nothing of
    what has changed.

    Fix: Make it a milestone (`done`, or `steps` with their weights); better measure what it brings about.

    Source: Google's OKR playbook: key results describe outcomes, not activities; the founding articles (001): "make
    something" where nothing can be measured yet.
    """
    for key_result in context.live_key_results:
        match key_result.measure:
            case FromTo(baseline=baseline, target=target) if not baseline and target in (1, 100):
                is_share = target == 100
            case _:
                continue
        if is_share and "%" not in (key_result.unit or "%"):
            continue
        match = _task(key_result.title, context.words)
        if match:
            report.about(
                key_result,
                "title",
                "this counts a task as a number",
                "make it a milestone (`done` or `steps`), or measure what it brings about",
                span=(match.start(), len(match[0])),
            )


_COMPLETED = re.compile(
    r"\b(?:plan|project|migration|implementation|roll-?out|roadmap|programme|program|launch|setup|integration|training)s?"
    r"\s+(?:is |are )?(?:complet(?:ed?|ion)|done|finished|implemented|executed|delivered|progress)\b",
    re.IGNORECASE,
)


def _task(title: str, words: WordLists) -> re.Match[str] | None:
    if words.find(title, "proportion"):
        return None
    return _COMPLETED.search(title) or words.first(title, "output", "activity")


@rule("M115", "same-metric-twice", Level.WARNING)
def same_metric_twice(context: Context, report: Reporter) -> None:
    """Finds two key results of an objective that measure the same: by the same KPI, or in the same words but for their
    order and their numbers.

    Why: What counts twice weighs twice, and the objective looks better measured than it is.

    Fix: Keep the one that decides, and measure another side of the objective with the other.

    Source: Perdoo's anatomy of a key result: one metric each, and each another one.
    """
    for objective in context.live_objectives:
        first: dict[object, KeyResult] = {}
        for key_result in live_key_results(objective):
            for mark in _metric(key_result, context.words):
                other = first.setdefault(mark, key_result)
                if other is not key_result:
                    report.about(
                        key_result,
                        "title",
                        "another key result measures the same",
                        "keep the one that decides, and measure another side of the objective",
                        related=(Related(other.origin.value("title"), "this one"),),
                    )
                    break


def _metric(key_result: KeyResult, words: WordLists) -> Iterator[object]:
    """What makes two key results measure the same."""
    if isinstance(key_result.measure, KpiMeasure):
        yield key_result.measure.kpi.goal
    elif aim_of(key_result) is not None:
        named = _WORD.findall(key_result.title.lower().replace("-", " "))
        telling = frozenset(word for word in named if not words.has(word, "filler") and not words.has(word, "small"))
        if len(telling) > 1:
            yield telling, key_result.unit


_WORD = re.compile(r"[^\W\d_]+")


@rule("M116", "volume-without-guardrail", Level.INFO)
def volume_without_guardrail(context: Context, report: Reporter) -> None:
    """Finds objectives of which every key result counts how much is done (calls made, tickets closed), from 0 upwards.

    Why: More of each can be bought with quality: short calls, tickets closed unsolved. Nothing among them would fall.

    Fix: Add a key result that would suffer: a rate of success, a satisfaction, a share that comes back.

    Source: Andy Grove's paired indicators (High Output Management); the founding articles (002): KPIs chosen to look
    good.
    """
    for objective in context.live_objectives:
        measured = [k for k in live_key_results(objective) if aim_of(k) is not None]
        if len(measured) > 1 and _only_volumes(objective, measured, context.words):
            report.about(
                objective,
                "key_results",
                "every number here counts how much is done, and none how well",
                "add one that would fall if it were bought with quality",
                on_key=True,
            )


def _only_volumes(objective: Objective, measured: list[KeyResult], words: WordLists) -> bool:
    if len(measured) < len(list(live_key_results(objective))):
        return False
    return all(
        isinstance(k.measure, FromTo)
        and not k.measure.baseline
        and "%" not in (k.unit or "")
        and words.find(k.title, "volume")
        and not words.find(k.title, "proportion")
        for k in measured
    )


@rule("M111", "direction-disagrees", Level.WARNING)
def direction_disagrees(context: Context, report: Reporter) -> None:
    """Finds key results whose title says "reduce" (or cut, lower, down to), or names a thing that nobody wants more of
    (churn, errors, downtime, complaints), while the target lies above the baseline, and the reverse.

    Why: The two numbers were exchanged, or the measure is another one than the title's. The score would reward the
    wrong way.

    Fix: Exchange `from` and `to`, or name in the title what is really measured.

    Source: Decreasing metrics are among the wishes most heard in public trackers of goal tools, and the ones most
    often entered the wrong way round.
    """
    for key_result in context.live_key_results:
        change = _change(key_result)
        title, words = key_result.title, context.words
        up, down = _asks(title, "increase", words), _asks(title, "decrease", words)
        if not change or words.find(title, "inverse"):
            continue
        if bool(up) != bool(down):
            match = down if change > 0 else up
            said = f"the title says {quoted(match[0].lower())}" if match else ""
        else:
            match = words.find(title, "unwanted") if change > 0 and not up and not words.find(title, "gone") else None
            said = f"nobody wants more of {quoted(match[0].lower())}" if match else ""
        if match:
            key = "by" if key_result.origin.has("by") else "to"
            report.about(
                key_result,
                "title",
                f"{said}, and the target lies {'above' if change > 0 else 'below'} the baseline",
                "exchange `from` and `to`, or name in the title what is measured",
                span=(match.start(), len(match[0])),
                related=(Related(key_result.origin.value(key), "the target"),),
            )


def _asks(title: str, direction: str, words: WordLists) -> re.Match[str] | None:
    """The verb with which a title asks for more or less, or "down to" and the like inside it."""
    inside = words.find(title, direction)
    return words.first(title, direction) or (inside if inside and " " in inside[0] else None)


def _change(key_result: KeyResult) -> Decimal:
    """How far the target lies above the baseline; 0 where that is not known."""
    match aim_of(key_result):
        case FromTo(baseline=Decimal() as baseline, target=Decimal() as target):
            return target - baseline
        case Relative(baseline=baseline, by=by, percent=percent):
            return -by if percent and baseline is not None and baseline < 0 else by
    return Decimal(0)
