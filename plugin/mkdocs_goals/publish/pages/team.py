"""A team: what does it want, and how is it going?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_goals.draw.alignment import team_picture
from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Goal, Objective
from mkdocs_goals.publish.addresses import SCORECARD, TEAMS, alignment_address, review_address, team_address
from mkdocs_goals.publish.company import Company
from mkdocs_goals.publish.components.alignment import ways_up
from mkdocs_goals.publish.components.card import Card, cards
from mkdocs_goals.publish.components.changes import ChangeEntry, change_entries
from mkdocs_goals.publish.components.counts import Count, counts
from mkdocs_goals.publish.components.headline import Headline
from mkdocs_goals.publish.components.picture import Drawing, drawing
from mkdocs_goals.publish.components.pulse import pulse
from mkdocs_goals.publish.components.teams import TeamLine, team_line
from mkdocs_goals.publish.components.tile import Tile, tiles
from mkdocs_goals.publish.components.tree import Node, goal_node
from mkdocs_goals.publish.context import Anchor, PageContext, Person
from mkdocs_goals.publish.page import PageKind, SitePage

MOST_CHANGES = 6


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
    lead: Person | None
    people: tuple[Person, ...]
    running: tuple[CycleGroup, ...]
    coming: tuple[CycleGroup, ...]
    past: tuple[Past, ...]
    tiles: tuple[Tile, ...]
    scorecard_url: str
    helps: tuple[Node, ...]
    drawing: Drawing | None
    helped_by: tuple[Node, ...]
    sub_teams: tuple[TeamLine, ...]
    changes: tuple[ChangeEntry, ...]
    alignment_url: str | None
    review_url: str | None


def pages(company: Company) -> Iterator[SitePage]:
    for team in company.portfolio.teams.values():
        yield SitePage(
            team_address(team.id),
            "team",
            team.name,
            key=team.id,
            parent=TEAMS,
            description=company.words("team.description", team=team.name),
            search_boost=1.5,
        )


def view(context: PageContext, page: SitePage) -> TeamView:
    company, team = context.company, context.portfolio.teams[page.key]
    own = context.portfolio.objectives_of_team.get(team.id, ())
    running = company.running_of_team.get(team.id, ())
    cycle = _cycle(company, own)
    in_cycle = [objective for objective in own if cycle and objective.cycle.id == cycle.id]
    today = company.as_of
    return TeamView(
        title=team.name,
        crumbs=_crumbs(context, team.id),
        cycle=context.cycle(cycle.id) if cycle else None,
        headline=pulse(context, team.id, cycle, in_cycle) if cycle else None,
        counts=counts(context, company.running_below(team.id), team=team.id),
        lead=context.person(team.lead),
        people=tuple(context.person(name) for name in company.people_of_team.get(team.id, ()) if name != team.lead),
        running=_groups(context, running),
        coming=_groups(context, [objective for objective in own if objective.cycle.starts > today]),
        past=tuple(_past(context, team.id)),
        tiles=tiles(context, company.kpis_worst_first(context.portfolio.kpis_of_team.get(team.id, ()))),
        scorecard_url=context.links(SCORECARD, query=f"team={team.id}"),
        helps=ways_up(context, [objective.id for objective in running]),
        drawing=_drawing(context, team.id, cycle) if in_cycle else None,
        helped_by=_helped_by(context, team.id, running),
        sub_teams=tuple(team_line(context, sub, cycle) for sub in context.portfolio.sub_teams.get(team.id, ())),
        changes=change_entries(context, company.said_of_team.get(team.id, ()), MOST_CHANGES),
        alignment_url=context.links(alignment_address(cycle.id, team.id)) if cycle and in_cycle else None,
        review_url=_review_url(context, team.id, cycle, in_cycle),
    )


def _review_url(context: PageContext, team: str, cycle: Cycle | None, own: Sequence[Objective]) -> str | None:
    """The team's own review, where there is one: it has objectives in a cycle that teams still walk through."""
    if cycle is None or not own or cycle not in context.company.reviewed_cycles:
        return None
    return context.links(review_address(cycle.id, team))


def _cycle(company: Company, own: Sequence[Objective]) -> Cycle | None:
    """The company's current cycle where the team has goals in it, else the team's own latest that has begun."""
    current = company.current_cycle
    if current and any(objective.cycle.id == current.id for objective in own):
        return current
    begun = [objective.cycle for objective in own if objective.cycle.starts <= company.as_of]
    return max(begun, key=lambda cycle: (cycle.ends, cycle.starts), default=current)


def _crumbs(context: PageContext, team: str) -> tuple[Anchor, ...]:
    above = context.company.lineage(team)[:0:-1]
    return (Anchor(context.words("teams.title"), context.links(TEAMS)), *(context.team(name) for name in above))


def _groups(context: PageContext, objectives: Sequence[Objective]) -> tuple[CycleGroup, ...]:
    by_cycle: dict[Cycle, list[Objective]] = {}
    for objective in objectives:
        by_cycle.setdefault(objective.cycle, []).append(objective)
    return tuple(
        CycleGroup(context.cycle(cycle.id), context.format.span(cycle.starts, cycle.ends), cards(context, found))
        for cycle, found in by_cycle.items()
    )


def _past(context: PageContext, team: str) -> Iterator[Past]:
    """The team's cycles that are over, the latest first, with the goals of the teams below it counted in."""
    company, portfolio = context.company, context.portfolio
    by_cycle: dict[Cycle, list[Objective]] = {}
    for name in sorted(company.with_sub_teams(team)):
        for objective in portfolio.objectives_of_team.get(name, ()):
            if objective.cycle.ends < company.as_of:
                by_cycle.setdefault(objective.cycle, []).append(objective)
    for cycle in sorted(by_cycle, reverse=True):
        yield Past(
            context.format.period(cycle),
            context.goals_url(cycle=cycle.id, team=team),
            context.format.score(company.team_score(team, cycle.id)),
            counts(context, by_cycle[cycle], cycle=cycle.id, team=team),
        )


def _drawing(context: PageContext, team: str, cycle: Cycle | None) -> Drawing | None:
    """The way from the team's goals up to the company's."""
    if cycle is None:
        return None
    shown = team_picture(context.portfolio, context.scorecard, team, cycle.id)
    label = context.words("alignment.label", whose=context.team(team).text, cycle=context.format.period(cycle))
    return drawing(context, shown, label, cycle.id)


def _helped_by(context: PageContext, team: str, running: Sequence[Objective]) -> tuple[Node, ...]:
    """The goals of others that support the team's running goals."""
    found = {goal.id: goal for o in running for goal in context.portfolio.supporters.get(o.id, ())}
    return _others(context, team, list(found.values()))


def _others(context: PageContext, team: str, goals: Sequence[Goal]) -> tuple[Node, ...]:
    return tuple(goal_node(context, goal) for goal in goals if goal.team != team)


KIND = PageKind("team", pages, view)
