"""How a company or a team is doing in a cycle: its score in large, its counts, and how much time is left."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Objective
from mkdocs_goals.publish.components.bar import plain_bar
from mkdocs_goals.publish.components.explain import Explained, explained
from mkdocs_goals.publish.components.headline import Headline
from mkdocs_goals.publish.context import PageContext


def pulse(context: PageContext, team: str | None, cycle: Cycle, objectives: Sequence[Objective]) -> Headline:
    """`objectives` are the team's own in the cycle (the company's own for None)."""
    score = context.company.team_score(team, cycle.id)
    expected = expected_of(context, objectives) if cycle.contains(context.company.as_of) else None
    sentences = [time_line(context, cycle)]
    if score is not None and expected is not None:
        sentences.append(context.words("objective.expected", expected=context.format.score(expected)))
    if not objectives:
        sentences.append(context.words("pulse.none"))
    bar = plain_bar(context, score, expected) if score is not None else Markup("")
    return Headline(
        context.format.score(score),
        context.words("score"),
        None,
        bar,
        tuple(sentences),
        _explained(context, team, cycle, objectives),
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


def expected_of(context: PageContext, objectives: Sequence[Objective]) -> Decimal | None:
    """The share expected by the day: the weighted mean over the objectives that have a score."""
    pairs = []
    for objective in objectives:
        score = context.company.score_of(objective)
        if objective.state.counts and score.score is not None and score.expected is not None:
            pairs.append((objective.weight, score.expected))
    total = sum((weight for weight, _ in pairs), Decimal(0))
    if not total:
        return None
    return sum((weight * expected for weight, expected in pairs), Decimal(0)) / total


def time_line(context: PageContext, cycle: Cycle) -> str:
    """Where the day stands in the cycle: `46 of 92 days have passed`."""
    today = context.company.as_of
    if today < cycle.starts:
        return context.words("objective.begins", day=context.format.day(cycle.starts))
    if today > cycle.ends:
        return context.words("objective.ended", day=context.format.day(cycle.ends))
    passed = (today - cycle.starts).days + 1
    return context.words("pulse.time", n=passed, days=cycle.days)
