"""The first thing that a page says: one score with its bar and why, of a goal or of a cycle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Objective
from mkdocs_goals.publish.components.explain import Explained, explained
from mkdocs_goals.publish.components.status import Chip, plain_bar
from mkdocs_goals.publish.context import PageContext
from mkdocs_goals.score.means import weighted_mean


@dataclass(frozen=True, slots=True)
class Headline:
    number: str
    label: str
    chip: Chip | None
    bar: Markup
    sentences: tuple[str, ...]
    explained: Explained | None


def cycle_headline(context: PageContext, team: str | None, cycle: Cycle, objectives: Sequence[Objective]) -> Headline:
    """`objectives` are the team's own in the cycle (the company's own for None)."""
    score = context.data.team_score(team, cycle.id)
    limit = on_track_from(context, objectives) if cycle.contains(context.data.as_of) else None
    sentences = [time_line(context, cycle)]
    if score is not None and limit is not None:
        sentences.append(context.words("objective.on-track-from", limit=context.format.score(limit)))
    if not objectives:
        sentences.append(context.words("pulse.none"))
    bar = plain_bar(context, score, limit) if score is not None else Markup("")
    return Headline(
        number=context.format.score(score),
        label=context.words("score"),
        chip=None,
        bar=bar,
        sentences=tuple(sentences),
        explained=_explained(context, team, cycle, objectives),
    )


def _explained(
    context: PageContext, team: str | None, cycle: Cycle, objectives: Sequence[Objective]
) -> Explained | None:
    score = context.scorecard.teams.get((team, cycle.id))
    if score is None or not objectives:
        return None
    title = context.words("explain.why", score=context.format.score(score.score))
    goals = context.goals_url(cycle=cycle.id, team=team or "-")
    return explained(context, title, score.explanation, goals)


def on_track_from(context: PageContext, objectives: Sequence[Objective]) -> Decimal | None:
    """The score from which they are on track together: the weighted mean over the objectives that have a score."""
    found = ((objective, context.data.score_of(objective)) for objective in objectives)
    return weighted_mean(
        (objective.weight, score.on_track_from)
        for objective, score in found
        if objective.state.counts and score.score is not None and score.on_track_from is not None
    )


def time_line(context: PageContext, cycle: Cycle) -> str:
    """Where the day stands in the cycle: `46 of 92 days have passed`."""
    today = context.data.as_of
    if today < cycle.starts:
        return context.words("objective.begins", day=context.format.day(cycle.starts))
    if today > cycle.ends:
        return context.words("objective.ended", day=context.format.day(cycle.ends))
    passed = (today - cycle.starts).days + 1
    return context.words("pulse.time", n=passed, days=cycle.days)
