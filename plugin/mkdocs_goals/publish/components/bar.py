"""Bars: how far, and where it should be by today."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from mkdocs_goals.draw.bar import progress_bar
from mkdocs_goals.publish.context import PageContext
from mkdocs_goals.score.result import KeyResultScore, ObjectiveScore, Status

RUNNING = frozenset({Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK})
"""Only while its time runs is something expected by today."""


def score_bar(context: PageContext, score: ObjectiveScore | KeyResultScore) -> Markup:
    """The bar of an objective or a key result, in the colour of its status."""
    expected = score.expected if score.status in RUNNING else None
    return plain_bar(context, score.score, expected, score.status)


def plain_bar(
    context: PageContext, score: Decimal | None, expected: Decimal | None, status: Status | None = None
) -> Markup:
    words, format = context.words, context.format
    label = words("bar.score", score=format.score(score)) if score is not None else words("bar.none")
    if expected is not None:
        label += words("bar.expected", expected=format.score(expected))
    return progress_bar(score, label, status=status, expected=expected)
