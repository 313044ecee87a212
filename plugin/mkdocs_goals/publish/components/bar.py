"""Bars: how far, and where on track begins today."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from mkdocs_goals.draw.charts.bar import progress_bar
from mkdocs_goals.publish.context import PageContext
from mkdocs_goals.score.result import KeyResultScore, ObjectiveScore, Status

RUNNING = frozenset({Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK})
"""Only while its time runs is there a limit of today."""


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
