"""How many goals have which status; each count leads to exactly those goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mkdocs_goals.model.goal import Objective
from mkdocs_goals.publish.components.chip import Chip, chip
from mkdocs_goals.publish.context import PageContext
from mkdocs_goals.score.attention import IN_COUNTS
from mkdocs_goals.score.result import Status


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
