"""Teams as lines of a list: name, lead, score in the cycle, and how its goals and those below it stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.organisation import Team
from mkdocs_goals.publish.components.headline import on_track_from
from mkdocs_goals.publish.components.status import Count, counts_of, plain_bar
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink


@dataclass(frozen=True, slots=True)
class TeamLine:
    """`depth` is how far below the list's own teams it stands."""

    team: Anchor
    lead: PersonLink | None
    score: str
    bar: Markup
    counts: tuple[Count, ...]
    depth: int = 0


def team_line(context: PageContext, team: Team, cycle: Cycle | None, depth: int = 0) -> TeamLine:
    data = context.data
    score = data.team_score(team.id, cycle.id) if cycle else None
    running = data.running_of_team.get(team.id, ())
    own = [objective for objective in running if cycle and objective.cycle.id == cycle.id]
    bar = plain_bar(context, score, on_track_from(context, own)) if score is not None else Markup("")
    return TeamLine(
        team=context.team(team.id),
        lead=context.person(team.lead),
        score=context.format.score(score),
        bar=bar,
        counts=counts_of(context, data.running_below.get(team.id, {}), team=team.id),
        depth=depth,
    )


def team_lines(context: PageContext, teams: Iterable[Team], cycle: Cycle | None) -> tuple[TeamLine, ...]:
    return tuple(team_line(context, team, cycle) for team in teams)
