"""A cycle: what came of the quarter?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Objective
from mkdocs_goals.model.page_addresses import CYCLES, TEAMS, alignment_address, cycle_address, review_address
from mkdocs_goals.publish.components.alignment import Node, goal_node, more_node, some_nodes
from mkdocs_goals.publish.components.card import Card, cards
from mkdocs_goals.publish.components.headline import Headline, cycle_headline
from mkdocs_goals.publish.components.status import Count, counts, counts_of
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData
from mkdocs_goals.score.attention import NEED_HELP, OVER
from mkdocs_goals.score.result import Status

MOST = 12
"""As many goals of one kind are shown; the others are on All goals."""
MOST_TEAMS = 60
MOST_CARRIED = 6
"""Teams directly under the company, and goals that carry on one goal, that are shown."""

TENTHS = 10

FEWEST_TO_SPREAD = 5
"""With fewer scores there is no spread to see."""


@dataclass(frozen=True, slots=True)
class Tenth:
    """How many objectives have a score from `low` to below `high`; `height` is in percents of the highest."""

    label: str
    number: int
    height: int


@dataclass(frozen=True, slots=True)
class TeamScoreLine:
    team: Anchor
    score: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Learning:
    goal: Anchor
    team: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Goals that came out alike; `rest` leads to those that are not shown."""

    title: str
    cards: tuple[Card, ...]
    rest: Anchor | None


@dataclass(frozen=True, slots=True)
class CycleView:
    title: str
    crumbs: tuple[Anchor, ...]
    span: str
    is_over: bool
    headline: Headline
    counts: tuple[Count, ...]
    spread: tuple[Tenth, ...]
    company_goals: tuple[Card, ...]
    more_company_goals: Anchor | None
    groups: tuple[Group, ...]
    learnings: tuple[Learning, ...]
    more_learnings: Anchor | None
    carried_on: tuple[Node, ...]
    teams: tuple[TeamScoreLine, ...]
    more_teams: Anchor | None
    alignment_url: str
    review_url: str
    before: Anchor | None
    after: Anchor | None


def pages(data: SiteData) -> Iterator[SitePage]:
    for cycle in data.cycles:
        yield SitePage(
            cycle_address(cycle.id),
            "cycle",
            data.format.period(cycle),
            key=cycle.id,
            parent=CYCLES,
            description=data.words("cycle.description", cycle=data.format.period(cycle)),
            search_exclude=True,
        )


def view(context: PageContext, page: SitePage) -> CycleView:
    data = context.data
    cycle = data.cycle_by_id[page.key]
    objectives = context.portfolio.objectives_of_cycle[cycle.id]
    own = [objective for objective in objectives if objective.team is None]
    learnings = [_learning(context, o, o.closed.learning) for o in objectives if o.closed and o.closed.learning]
    carried = [objective for objective in objectives if objective.id in context.portfolio.continued_by]
    all_of_cycle = Anchor(context.words("more", n=len(objectives)), context.goals_url(cycle=cycle.id))
    before, after = _neighbours(data, cycle)
    teams = _statuses_of_teams(data, objectives)
    return CycleView(
        title=page.title,
        crumbs=(Anchor(context.words("cycles.title"), context.links(CYCLES)),),
        span=context.format.span(cycle.starts, cycle.ends),
        is_over=cycle.ends < data.as_of,
        headline=cycle_headline(context, None, cycle, own),
        counts=counts(context, objectives, cycle=cycle.id),
        spread=_spread(data, objectives),
        company_goals=cards(context, own[:MOST]),
        more_company_goals=context.rest(len(own), MOST, context.goals_url(cycle=cycle.id, team="-")),
        groups=tuple(_groups(context, cycle, objectives)),
        learnings=tuple(learnings[:MOST]),
        more_learnings=all_of_cycle if len(learnings) > MOST else None,
        carried_on=(
            *(_carried(context, objective) for objective in carried[:MOST]),
            *more_node(context, len(carried) - MOST, context.goals_url(cycle=cycle.id)),
        ),
        teams=tuple(_team(context, cycle, *team) for team in islice(teams.items(), MOST_TEAMS)),
        more_teams=context.rest(len(teams), MOST_TEAMS, context.links(TEAMS)),
        alignment_url=context.links(alignment_address(cycle.id)),
        review_url=context.links(review_address(cycle.id)),
        before=context.cycle(before.id) if before else None,
        after=context.cycle(after.id) if after else None,
    )


def _neighbours(data: SiteData, cycle: Cycle) -> tuple[Cycle | None, Cycle | None]:
    """The nearest cycles of about the same length that end before it and begin after it."""
    alike = [other for other in data.cycles if abs(other.days - cycle.days) <= max(3, cycle.days // 10)]
    before = max((other for other in alike if other.ends < cycle.starts), key=lambda c: c.ends, default=None)
    after = min((other for other in alike if other.starts > cycle.ends), key=lambda c: c.starts, default=None)
    return before, after


def _spread(data: SiteData, objectives: Sequence[Objective]) -> tuple[Tenth, ...]:
    """Objectives by tenths of the score; empty where few have a score."""
    scores = [score for objective in objectives if (score := data.score_of(objective).score) is not None]
    found = Counter(min(int(score * TENTHS), TENTHS - 1) for score in scores)
    if len(scores) < FEWEST_TO_SPREAD:
        return ()
    highest = max(found.values())
    format = data.format
    return tuple(
        Tenth(
            f"{format.score(Decimal(tenth) / TENTHS)}–{format.score(Decimal(tenth + 1) / TENTHS)}",
            found[tenth],
            round(100 * found[tenth] / highest),
        )
        for tenth in range(TENTHS)
    )


def _groups(context: PageContext, cycle: Cycle, objectives: Sequence[Objective]) -> Iterator[Group]:
    """What was achieved and missed once the cycle is over; what needs help while it runs."""
    wanted = [(status,) for status in OVER] if cycle.ends < context.data.as_of else [NEED_HELP]
    for statuses in wanted:
        found = context.data.worst_first([o for o in objectives if context.data.score_of(o).status in statuses])
        if not found:
            continue
        title = context.words("home.help") if statuses == NEED_HELP else context.words(f"status.{statuses[0]}")
        url = context.goals_url(cycle=cycle.id, status=",".join(statuses))
        rest = Anchor(context.words("more", n=len(found)), url) if len(found) > MOST else None
        yield Group(title, cards(context, found[:MOST]), rest)


def _learning(context: PageContext, objective: Objective, text: str) -> Learning:
    anchor = Anchor(objective.title, context.goal_url(objective.id))
    return Learning(anchor, context.team(objective.team).text, text)


def _carried(context: PageContext, objective: Objective) -> Node:
    """An objective, and below it those that carry it on."""
    later = context.portfolio.continued_by[objective.id]
    return goal_node(
        context, objective, below=some_nodes(context, later, MOST_CARRIED, context.goal_url(objective.id, "details"))
    )


def _statuses_of_teams(data: SiteData, objectives: Sequence[Objective]) -> dict[str, Counter[Status]]:
    """The teams directly under the company that have a part in the cycle, with the statuses of their goals and of
    those of the teams below them.
    """
    tree = data.portfolio.team_tree
    found: dict[str, Counter[Status]] = {}
    for objective in objectives:
        if objective.team is not None:
            found.setdefault(tree.tops[objective.team], Counter())[data.score_of(objective).status] += 1
    return {team: found[team] for team in data.portfolio.teams if team in found}


def _team(context: PageContext, cycle: Cycle, team: str, statuses: Counter[Status]) -> TeamScoreLine:
    score = context.format.score(context.data.team_score(team, cycle.id))
    return TeamScoreLine(context.team(team), score, counts_of(context, statuses, cycle=cycle.id, team=team))


KIND = PageKind("cycle", pages, view)
