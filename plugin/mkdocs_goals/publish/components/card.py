"""A goal as a card, and a key result in a few lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_goals.model.goal import KeyResult, Objective
from mkdocs_goals.publish.components.measure import measured
from mkdocs_goals.publish.components.status import Chip, chip, score_bar
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink, key_result_anchor
from mkdocs_goals.score.attention import NEED_HELP
from mkdocs_goals.score.result import ObjectiveScore


@dataclass(frozen=True, slots=True)
class Card:
    """`help` says how many of its key results need help, where any does."""

    title: str
    url: str
    chip: Chip
    score: str
    bar: Markup
    team: Anchor
    owner: PersonLink | None
    cycle: str
    help: str | None
    stale: str | None


def card(context: PageContext, objective: Objective) -> Card:
    score = context.data.score_of(objective)
    return Card(
        title=objective.title,
        url=context.goal_url(objective.id),
        chip=chip(context.words, score.status),
        score=context.format.score(score.score),
        bar=score_bar(context, score),
        team=context.team(objective.team),
        owner=context.person(objective.owner),
        cycle=context.format.period(objective.cycle),
        help=help_line(context, score),
        stale=stale_line(context, score),
    )


def cards(context: PageContext, objectives: Iterable[Objective]) -> tuple[Card, ...]:
    return tuple(card(context, objective) for objective in objectives)


def help_line(context: PageContext, score: ObjectiveScore) -> str | None:
    """How many key results are off track or at risk; None where none is."""
    needing = score.count(*NEED_HELP)
    if not needing:
        return None
    return context.words("card.help", n=needing, total=context.words("of.key-results", n=score.coverage.total))


def stale_line(context: PageContext, score: ObjectiveScore) -> str | None:
    """Since when nobody has said anything, where that is too long."""
    if not score.stale:
        return None
    if score.last_check_in is None:
        return context.words("card.never")
    return context.words("card.stale", ago=context.format.ago(score.last_check_in.date))


@dataclass(frozen=True, slots=True)
class KeyResultLine:
    """`anchor` is the id of its place in its objective's page."""

    anchor: str
    title: Anchor
    objective: Anchor
    chip: Chip
    wants: str
    now: str
    score: str
    bar: Markup
    owner: PersonLink | None
    said: str | None
    said_when: str


def key_result_line(context: PageContext, key_result: KeyResult) -> KeyResultLine:
    score = context.data.key_result_score(key_result)
    objective = context.portfolio.objectives[key_result.objective]
    words = measured(context, key_result, score)
    last = score.last_check_in
    return KeyResultLine(
        anchor=key_result_anchor(key_result.id),
        title=Anchor(key_result.title, context.key_result_url(key_result)),
        objective=Anchor(objective.title, context.goal_url(objective.id)),
        chip=chip(context.words, score.status),
        wants=words.wants,
        now=words.now,
        score=context.format.score(score.score),
        bar=score_bar(context, score),
        owner=context.person(key_result.owner),
        said=last.note if last else None,
        said_when=context.format.ago(last.date) if last else "",
    )
