"""How goals stand: the chip of a status, the bar of a score, and counts by status that lead to exactly those goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from mkdocs_goals.draw.charts.bar import progress_bar
from mkdocs_goals.draw.labels import SIGNS
from mkdocs_goals.model.goal import Objective
from mkdocs_goals.publish.catalogue import Catalogue
from mkdocs_goals.publish.context import PageContext
from mkdocs_goals.score.attention import IN_COUNTS, RUNNING
from mkdocs_goals.score.result import KeyResultScore, KpiStatus, ObjectiveScore, Status


@dataclass(frozen=True, slots=True)
class Chip:
    """`status` names the colour (`goals-s-…`)."""

    status: str
    sign: str
    word: str


def chip(words: Catalogue, status: Status | KpiStatus) -> Chip:
    kind = "status" if isinstance(status, Status) else "kpi-status"
    return Chip(status, SIGNS[status], words(f"{kind}.{status}"))


def score_bar(context: PageContext, score: ObjectiveScore | KeyResultScore) -> Markup:
    """The bar of an objective or a key result, in the colour of its status."""
    mark = score.on_track_from if score.status in RUNNING else None
    return plain_bar(context, score.score, mark, score.status)


def plain_bar(
    context: PageContext, score: Decimal | None, on_track_from: Decimal | None, status: Status | None = None
) -> Markup:
    """A bar with its mark where on track begins today."""
    words, format = context.words, context.format
    label = words("bar.score", score=format.score(score)) if score is not None else words("bar.none")
    if on_track_from is not None:
        label += words("bar.on-track-from", limit=format.score(on_track_from))
    return progress_bar(score, label, status=status, mark=on_track_from)


@dataclass(frozen=True, slots=True)
class Count:
    """`share` is its part of all, in whole percents, for the strip of colours."""

    chip: Chip
    number: int
    share: int
    url: str


def counts(
    context: PageContext, objectives: Iterable[Objective], *, cycle: str | None = None, team: str | None = None
) -> tuple[Count, ...]:
    """Counts by status. `cycle` and `team` are the filters that the objectives were chosen by."""
    found = Counter(context.data.score_of(objective).status for objective in objectives)
    return counts_of(context, found, cycle=cycle, team=team)


def counts_of(
    context: PageContext, found: Mapping[Status, int], *, cycle: str | None = None, team: str | None = None
) -> tuple[Count, ...]:
    """The same for objectives that were counted before."""
    total = sum(found.values())
    return tuple(
        Count(
            chip(context.words, status),
            found[status],
            round(100 * found[status] / total),
            context.goals_url(cycle=cycle, team=team, status=status),
        )
        for status in IN_COUNTS
        if found.get(status)
    )
