"""A team: what does it want, and how is it going?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_goals.draw.alignment import team_picture
from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Objective
from mkdocs_goals.model.page_addresses import (
    ALIGNMENT,
    PEOPLE,
    SCORECARD,
    TEAMS,
    alignment_address,
    review_address,
    team_address,
)
from mkdocs_goals.publish.components.alignment import Drawing, Node, drawing, some_nodes, ways_up
from mkdocs_goals.publish.components.card import Card, cards
from mkdocs_goals.publish.components.changes import ChangeEntry, change_entries
from mkdocs_goals.publish.components.headline import Headline, cycle_headline
from mkdocs_goals.publish.components.status import Count, counts_of
from mkdocs_goals.publish.components.teams import TeamLine, team_line
from mkdocs_goals.publish.components.tile import Tile, tiles
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.search import names_of
from mkdocs_goals.publish.site_data import PAST_CYCLES, SiteData

MOST_CHANGES = 6
MOST_CARDS = 24
"""Objectives that run, and objectives to come, that are shown as cards."""
MOST_TILES = 16
MOST_PEOPLE = 40
MOST_SUB_TEAMS = 40
MOST_HELPERS = 40
"""KPIs, people, teams below and helpers of others that are shown; what leads on tells where the rest is."""
MOST_CRUMBS = 6
"""Teams above that the way back names: the highest, and those nearest."""


@dataclass(frozen=True, slots=True)
class CycleGroup:
    """The team's objectives of one cycle; as cards while it runs."""

    cycle: Anchor
    span: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A cycle that is over: its score and how its objectives came out."""

    cycle: str
    url: str
    score: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class TeamView:
    title: str
    crumbs: tuple[Anchor, ...]
    cycle: Anchor | None
    headline: Headline | None
    counts: tuple[Count, ...]
    lead: PersonLink | None
    people: tuple[PersonLink, ...]
    more_people: Anchor | None
    running: tuple[CycleGroup, ...]
    coming: tuple[CycleGroup, ...]
    more_objectives: Anchor | None
    past: tuple[Past, ...]
    more_past: Anchor | None
    tiles: tuple[Tile, ...]
    more_tiles: Anchor | None
    scorecard_url: str
    helps: tuple[Node, ...]
    drawing: Drawing | None
    helped_by: tuple[Node, ...]
    sub_teams: tuple[TeamLine, ...]
    more_sub_teams: Anchor | None
    changes: tuple[ChangeEntry, ...]
    alignment_url: str | None
    review_url: str | None


def pages(data: SiteData) -> Iterator[SitePage]:
    for team in data.portfolio.teams.values():
        yield SitePage(
            team_address(team.id),
            "team",
            team.name,
            key=team.id,
            parent=TEAMS,
            description=data.words("team.description", team=team.name),
            search_boost=1.5,
        )


def view(context: PageContext, page: SitePage) -> TeamView:
    data, team = context.data, context.portfolio.teams[page.key]
    own = context.portfolio.objectives_of_team.get(team.id, ())
    running = data.running_of_team.get(team.id, ())
    cycle = _cycle(data, own)
    in_cycle = [objective for objective in own if cycle and objective.cycle.id == cycle.id]
    coming = [objective for objective in own if objective.cycle.starts > data.as_of]
    people = [name for name in data.people_of_team.get(team.id, ()) if name != team.lead]
    past = sorted(data.past_below[team.id], reverse=True)
    kpis = data.kpis_worst_first(context.portfolio.kpis_of_team.get(team.id, ()))
    sub_teams = context.portfolio.sub_teams.get(team.id, ())
    goals = context.goals_url(team=team.id)
    return TeamView(
        title=team.name,
        crumbs=_crumbs(context, team.id),
        cycle=context.cycle(cycle.id) if cycle else None,
        headline=cycle_headline(context, team.id, cycle, in_cycle) if cycle else None,
        counts=counts_of(context, data.running_below[team.id], team=team.id),
        lead=context.person(team.lead),
        people=tuple(context.person(name) for name in people[:MOST_PEOPLE]),
        more_people=context.rest(len(people), MOST_PEOPLE, context.links(PEOPLE)),
        running=_groups(context, running[:MOST_CARDS]),
        coming=_groups(context, coming[:MOST_CARDS]),
        more_objectives=context.rest(
            len(running) + len(coming), min(len(running), MOST_CARDS) + min(len(coming), MOST_CARDS), goals
        ),
        past=tuple(_past(context, team.id, cycle) for cycle in past[:PAST_CYCLES]),
        more_past=Anchor(context.words("team.earlier"), goals) if len(past) > PAST_CYCLES else None,
        tiles=tiles(context, kpis[:MOST_TILES]),
        more_tiles=context.rest(len(kpis), MOST_TILES, context.goals_url(team=team.id, kind="kpi")),
        scorecard_url=context.links(SCORECARD, query=f"team={team.id}"),
        helps=ways_up(context, [objective.id for objective in running], _alignment_url(context, cycle)),
        drawing=_drawing(context, team.id, cycle) if in_cycle else None,
        helped_by=_helped_by(context, team.id, running, _alignment_url(context, cycle)),
        sub_teams=tuple(team_line(context, sub, cycle) for sub in sub_teams[:MOST_SUB_TEAMS]),
        more_sub_teams=context.rest(len(sub_teams), MOST_SUB_TEAMS, context.links(TEAMS)),
        changes=change_entries(context, data.updates_of_team.get(team.id, ()), MOST_CHANGES),
        alignment_url=context.links(alignment_address(cycle.id, team.id)) if cycle and in_cycle else None,
        review_url=_review_url(context, team.id, cycle, in_cycle),
    )


def _review_url(context: PageContext, team: str, cycle: Cycle | None, own: Sequence[Objective]) -> str | None:
    """The team's own review, where there is one: it has objectives in a cycle that teams still walk through."""
    if cycle is None or not own or cycle not in context.data.reviewed_cycles:
        return None
    return context.links(review_address(cycle.id, team))


def _cycle(data: SiteData, own: Sequence[Objective]) -> Cycle | None:
    """The company's current cycle where the team has goals in it, else the team's own latest that has begun."""
    current = data.current_cycle
    if current and any(objective.cycle.id == current.id for objective in own):
        return current
    begun = [objective.cycle for objective in own if objective.cycle.starts <= data.as_of]
    return max(begun, key=lambda cycle: (cycle.ends, cycle.starts), default=current)


def _crumbs(context: PageContext, team: str) -> tuple[Anchor, ...]:
    above = context.data.lineage(team)[:0:-1]
    teams = Anchor(context.words("teams.title"), context.links(TEAMS))
    if len(above) <= MOST_CRUMBS:
        return (teams, *map(context.team, above))
    return (teams, context.team(above[0]), Anchor("…", teams.url), *map(context.team, above[1 - MOST_CRUMBS :]))


def _groups(context: PageContext, objectives: Sequence[Objective]) -> tuple[CycleGroup, ...]:
    by_cycle: dict[Cycle, list[Objective]] = {}
    for objective in objectives:
        by_cycle.setdefault(objective.cycle, []).append(objective)
    return tuple(
        CycleGroup(context.cycle(cycle.id), context.format.span(cycle.starts, cycle.ends), cards(context, found))
        for cycle, found in by_cycle.items()
    )


def _past(context: PageContext, team: str, cycle: Cycle) -> Past:
    """A cycle that is over, with the goals of the teams below counted in."""
    return Past(
        context.format.period(cycle),
        context.goals_url(cycle=cycle.id, team=team),
        context.format.score(context.data.team_score(team, cycle.id)),
        counts_of(context, context.data.past_below[team][cycle], cycle=cycle.id, team=team),
    )


def _alignment_url(context: PageContext, cycle: Cycle | None) -> str:
    """Where the links of all goals are drawn and listed."""
    return context.links(alignment_address(cycle.id) if cycle else ALIGNMENT)


def _drawing(context: PageContext, team: str, cycle: Cycle | None) -> Drawing | None:
    """The way from the team's goals up to the company's."""
    if cycle is None:
        return None
    shown = team_picture(context.portfolio, context.scorecard, team, cycle.id)
    label = context.words("alignment.label", whose=context.team(team).text, cycle=context.format.period(cycle))
    return drawing(context, shown, label, cycle.id)


def _helped_by(context: PageContext, team: str, running: Sequence[Objective], url: str) -> tuple[Node, ...]:
    """The goals of others that support the team's running goals."""
    supporters = context.portfolio.supporters
    found = {goal.id: goal for o in running for goal in supporters.get(o.id, ()) if goal.team != team}
    return some_nodes(context, found.values(), MOST_HELPERS, url)


def search_words(data: SiteData, key: str) -> Iterator[str]:
    team = data.portfolio.teams[key]
    yield names_of(data, [team.parent], [team.lead])


KIND = PageKind("team", pages, view, search_words)
