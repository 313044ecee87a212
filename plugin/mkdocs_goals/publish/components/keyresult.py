"""A key result on its objective's page: from where to where, how far, by whom, and why its score is what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from markupsafe import Markup

from mkdocs_goals.model.goal import CheckIn, KeyResult, State
from mkdocs_goals.model.place import Origin
from mkdocs_goals.publish.components.chart import key_result_chart
from mkdocs_goals.publish.components.explain import Explained, explained
from mkdocs_goals.publish.components.measure import MeasuredText, measured, unit_of
from mkdocs_goals.publish.components.status import Chip, chip, score_bar
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink, key_result_anchor
from mkdocs_goals.score.result import Flag, KeyResultScore

LOGGED_ON_A_PAGE = 240
"""Check-ins of all key results of a page together that are shown; each key result has its part of them."""
LOGGED_AT_LEAST = 5


@dataclass(frozen=True, slots=True)
class Log:
    """The latest check-ins; `total` counts all, `rest` leads to those that are not shown."""

    entries: tuple[Logged, ...]
    total: int
    rest: Anchor | None


@dataclass(frozen=True, slots=True)
class Logged:
    """One check-in: every digit of its value, what was said and by whom, and its line on the forge."""

    date: str
    day: str
    value: str
    confidence: str
    note: str
    by: PersonLink | None
    place: Anchor | None


@dataclass(frozen=True, slots=True)
class KeyResultView:
    anchor: str
    title: str
    chip: Chip
    score: str
    flag: str | None
    measured: MeasuredText
    bar: Markup
    chart: Markup
    owner: PersonLink | None
    confidence: str | None
    updated: str
    said: str | None
    reason: str | None
    note: str | None
    source: str | None
    facts: tuple[str, ...]
    explained: Explained
    log: Log | None
    update_url: str | None


def key_result_view(
    context: PageContext, key_result: KeyResult, score: KeyResultScore, most_logged: int
) -> KeyResultView:
    """A key result with its latest check-ins, up to so many."""
    last = score.last_check_in
    words = measured(context, key_result, score)
    return KeyResultView(
        anchor=key_result_anchor(key_result.id),
        title=key_result.title,
        chip=chip(context.words, score.status),
        score=context.format.score(score.score),
        flag=_flag(context, score),
        measured=words,
        bar=score_bar(context, score),
        chart=key_result_chart(context, key_result, score, words.wants, words.now),
        owner=context.person(key_result.owner),
        confidence=confidence_line(context, score.confidence),
        updated=context.words("updated", ago=context.format.ago(last.date)) if last else "",
        said=last.note if last else None,
        reason=key_result.reason,
        note=key_result.note,
        source=key_result.source,
        facts=tuple(_facts(context, key_result)),
        explained=explained(
            context, context.words("explain.why", score=context.format.score(score.score)), score.explanation
        ),
        log=log(context, key_result.check_ins, unit_of(context, key_result), most_logged, key_result.origin),
        update_url=_update_url(context, key_result),
    )


def _update_url(context: PageContext, key_result: KeyResult) -> str | None:
    """Where the next check-in is written; nowhere once the goal is no longer worked on."""
    state = context.portfolio.objectives[key_result.objective].state
    if state is not State.ACTIVE or key_result.state is not State.ACTIVE:
        return None
    return context.edit_url(key_result.origin.key("check_ins"))


def confidence_line(context: PageContext, confidence: Decimal | None) -> str | None:
    if confidence is None:
        return None
    return context.words("confidence", value=context.format.exact(confidence))


def log(context: PageContext, check_ins: Sequence[CheckIn], unit: str | None, most: int, origin: Origin) -> Log | None:
    """Check-ins up to the day, the latest first, up to so many; the others stand in the file. None without any."""
    seen = [check_in for check_in in check_ins if check_in.date <= context.data.as_of]
    if not seen:
        return None
    entries = tuple(_logged(context, check_in, unit) for check_in in islice(reversed(seen), most))
    return Log(entries, len(seen), context.rest_in_file(len(seen), len(entries), origin.key("check_ins")))


def _logged(context: PageContext, check_in: CheckIn, unit: str | None) -> Logged:
    return Logged(
        date=check_in.date.isoformat(),
        day=context.format.day(check_in.date),
        value="" if check_in.value is None else context.format.exact_quantity(check_in.value, unit),
        confidence="" if check_in.confidence is None else context.format.exact(check_in.confidence),
        note=check_in.note or "",
        by=context.person(check_in.by),
        place=context.place(check_in.place),
    )


def _flag(context: PageContext, score: KeyResultScore) -> str | None:
    """The raw progress, where the score had to be cut to 0…1."""
    if not score.flags or score.progress is None:
        return None
    return context.words(f"flag.{Flag(score.flags[0])}", percent=context.format.percent(score.progress))


def _facts(context: PageContext, key_result: KeyResult) -> list[str]:
    """What differs from the usual: a weight other than 1, a time of its own."""
    facts = []
    if key_result.weight != 1:
        facts.append(context.words("fact.weight", weight=context.format.exact(key_result.weight)))
    cycle = context.portfolio.objectives[key_result.objective].cycle
    if (key_result.starts, key_result.due) != (cycle.starts, cycle.ends):
        facts.append(context.words("fact.time", span=context.format.span(key_result.starts, key_result.due)))
    return facts
