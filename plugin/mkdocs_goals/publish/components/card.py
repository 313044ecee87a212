"""An objective in small: title, status, score and pace, whose it is, and whether it needs help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_goals.model.goal import Objective
from mkdocs_goals.publish.components.bar import score_bar
from mkdocs_goals.publish.components.chip import Chip, chip
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink
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
