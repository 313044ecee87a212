"""Review: one objective a screen, for the meeting and the wall; printed, a booklet.

A review shows a team's own objectives and those of the teams below it, level by level, while there are few enough
to walk through; where there are more, the sub-teams walk through their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from markupsafe import Markup

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import KeyResult, Objective
from mkdocs_goals.model.page_addresses import CYCLES, REVIEW, TEAMS, review_address
from mkdocs_goals.publish.brief import brief
from mkdocs_goals.publish.components.card import KeyResultLine, help_line, key_result_line, stale_line
from mkdocs_goals.publish.components.headline import Headline, cycle_headline
from mkdocs_goals.publish.components.status import Chip, Count, chip, counts, score_bar
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink
from mkdocs_goals.publish.page import WIDE, PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData

OfTeams = Mapping[str | None, Sequence[Objective]]
"""A cycle's objectives by team id; None is the company."""

MOST_SLIDES = 60
MOST_LINES = 160
"""Objectives, and key results of all of them, that one review walks through."""
MOST_LINES_OF_ONE = 12
"""Key results on one screen."""
MOST_SAID = 300
"""Characters of what was said, on a screen."""
MOST_OTHERS = 60
MOST_CYCLES = 12
"""Reviews of other teams, and of other cycles, that are led to."""


@dataclass(frozen=True, slots=True)
class Slide:
    title: str
    url: str
    id: str
    team: Anchor
    owner: PersonLink | None
    chip: Chip
    score: str
    bar: Markup
    remarks: tuple[str, ...]
    said: str | None
    lines: tuple[KeyResultLine, ...]
    rest: Anchor | None


@dataclass(frozen=True, slots=True)
class ReviewView:
    title: str
    crumbs: tuple[Anchor, ...]
    headline: Headline
    counts: tuple[Count, ...]
    slides: tuple[Slide, ...]
    rest: Anchor | None
    others: tuple[Anchor, ...]
    more_others: Anchor | None
    as_of: str


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """The reviews of one cycle: the company's, and its teams'."""

    cycle: str
    span: str
    company: Anchor
    teams: tuple[Anchor, ...]
    rest: Anchor | None


@dataclass(frozen=True, slots=True)
class ReviewIndexView:
    title: str
    groups: tuple[ReviewGroup, ...]
    rest: Anchor | None


def index_pages(data: SiteData) -> Iterator[SitePage]:
    yield SitePage(REVIEW, "review_index", data.words("review.title"), in_nav=True, search_exclude=True)


def index_view(context: PageContext, page: SitePage) -> ReviewIndexView:
    data = context.data
    reviewed = frozenset(data.reviewed_cycles)
    latest = sorted(data.cycles, key=lambda cycle: (cycle in reviewed, cycle), reverse=True)
    groups = tuple(_group(context, cycle) for cycle in latest[:MOST_CYCLES])
    return ReviewIndexView(page.title, groups, context.rest(len(latest), len(groups), context.links(CYCLES)))


def _group(context: PageContext, cycle: Cycle) -> ReviewGroup:
    teams = _teams_of(context.data, cycle) if cycle in context.data.reviewed_cycles else []
    return ReviewGroup(
        cycle=context.format.period(cycle),
        span=context.format.span(cycle.starts, cycle.ends),
        company=Anchor(context.data.name, context.links(review_address(cycle.id))),
        teams=tuple(
            Anchor(context.team(team).text, context.links(review_address(cycle.id, team)))
            for team in teams[:MOST_OTHERS]
        ),
        rest=context.rest(len(teams), MOST_OTHERS, context.links(TEAMS)),
    )


def _teams_of(data: SiteData, cycle: Cycle) -> list[str]:
    """The teams with objectives of their own in a cycle, each below its parent."""
    having = (team for team in data.by_team_in_cycle[cycle.id] if team is not None)
    return sorted(having, key=data.team_rank.__getitem__)


def pages(data: SiteData) -> Iterator[SitePage]:
    for cycle in data.cycles:
        yield _page(data, cycle, None)
    for cycle in data.reviewed_cycles:
        for team in _teams_of(data, cycle):
            yield _page(data, cycle, team)


def _page(data: SiteData, cycle: Cycle, team: str | None) -> SitePage:
    whose = data.portfolio.teams[team].name if team else data.name
    return SitePage(
        review_address(cycle.id, team),
        "review",
        data.words("review.page-title", whose=whose, cycle=data.format.period(cycle)),
        key=f"{cycle.id}/{team}" if team else cycle.id,
        parent=REVIEW,
        hide=WIDE,
        search_exclude=True,
    )


def view(context: PageContext, page: SitePage) -> ReviewView:
    cycle_id, _, team_id = page.key.partition("/")
    data, team = context.data, team_id or None
    cycle = data.cycle_by_id[cycle_id]
    objectives, left_out = _chosen(data, cycle, team)
    shown = _that_fit(objectives)
    own = [objective for objective in objectives if objective.team == team]
    return ReviewView(
        title=page.title,
        crumbs=(Anchor(context.words("review.title"), context.links(REVIEW)), context.cycle(cycle.id)),
        headline=cycle_headline(context, team, cycle, own),
        counts=counts(context, objectives, cycle=cycle.id),
        slides=tuple(_slide(context, objective) for objective in shown),
        rest=context.rest(len(objectives), len(shown), context.goals_url(cycle=cycle.id, team=team or "-")),
        others=tuple(_other(context, cycle, name) for name in left_out[:MOST_OTHERS]),
        more_others=context.rest(len(left_out), MOST_OTHERS, context.links(REVIEW)),
        as_of=context.format.day(data.as_of),
    )


def _chosen(data: SiteData, cycle: Cycle, team: str | None) -> tuple[list[Objective], list[str]]:
    """The objectives to walk through, and the teams whose own reviews have the rest."""
    by_team = data.by_team_in_cycle[cycle.id]
    chosen: list[str | None] = [team]
    level: Sequence[str | None] = chosen
    slides = len(by_team.get(team, ()))
    while level:
        level = _below(data, level)
        slides += sum(len(by_team.get(name, ())) for name in level)
        if slides > MOST_SLIDES:
            break
        chosen += level
    return _in_team_order(data, by_team, chosen), _left_out(data, by_team, team, chosen)


def _below(data: SiteData, teams: Sequence[str | None]) -> list[str]:
    """The teams directly below some teams."""
    tree, sub_teams = data.portfolio.team_tree, data.portfolio.sub_teams
    return [sub.id for name in teams for sub in sub_teams.get(name, ()) if tree.parents[sub.id] == name]


def _left_out(data: SiteData, by_team: OfTeams, team: str | None, chosen: Sequence[str | None]) -> list[str]:
    """The teams below a team that have goals of their own and are not chosen, the upper levels first."""
    tree, known = data.portfolio.team_tree, frozenset(chosen)
    below = tree.order if team is None else tree.with_teams_below(team)
    left = (name for name in below if name in by_team and name not in known)
    return sorted(left, key=tree.depths.__getitem__)


def _in_team_order(data: SiteData, by_team: OfTeams, chosen: Sequence[str | None]) -> list[Objective]:
    ranks = data.team_rank
    order = sorted(chosen, key=lambda team: -1 if team is None else ranks[team])
    return [objective for team in order for objective in by_team.get(team, ())]


def _that_fit(objectives: Sequence[Objective]) -> Sequence[Objective]:
    """The objectives that have a screen: the first in any case, then while there is room."""
    counts = accumulate(min(len(objective.key_results), MOST_LINES_OF_ONE) for objective in objectives[:MOST_SLIDES])
    return objectives[: sum(1 for number, count in enumerate(counts) if not number or count <= MOST_LINES)]


def _other(context: PageContext, cycle: Cycle, team: str) -> Anchor:
    reviewed = cycle in context.data.reviewed_cycles
    url = context.links(review_address(cycle.id, team)) if reviewed else context.goals_url(cycle=cycle.id, team=team)
    return Anchor(context.team(team).text, url)


def _slide(context: PageContext, objective: Objective) -> Slide:
    score = context.data.score_of(objective)
    last = objective.check_ins and [c for c in objective.check_ins if c.date <= context.data.as_of]
    remarks = (help_line(context, score), stale_line(context, score))
    return Slide(
        title=objective.title,
        url=context.goal_url(objective.id),
        id=objective.id,
        team=context.team(objective.team),
        owner=context.person(objective.owner),
        chip=chip(context.words, score.status),
        score=context.format.score(score.score),
        bar=score_bar(context, score),
        remarks=tuple(remark for remark in remarks if remark),
        said=brief(last[-1].note, MOST_SAID) if last and last[-1].note else None,
        lines=tuple(_line(context, key_result) for key_result in objective.key_results[:MOST_LINES_OF_ONE]),
        rest=context.rest(len(objective.key_results), MOST_LINES_OF_ONE, context.goal_url(objective.id, "key-results")),
    )


def _line(context: PageContext, key_result: KeyResult) -> KeyResultLine:
    line = key_result_line(context, key_result)
    return replace(line, said=brief(line.said, MOST_SAID)) if line.said else line


INDEX = PageKind("review_index", index_pages, index_view)
KIND = PageKind("review", pages, view)
