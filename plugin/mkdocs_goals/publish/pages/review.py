"""Review: one objective a screen, for the meeting and the wall; printed, a booklet.

A review shows a team's own objectives and those of the teams below it, level by level, while there are few enough
to walk through; where there are more, the sub-teams walk through their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Objective
from mkdocs_goals.publish.addresses import REVIEW, review_address
from mkdocs_goals.publish.company import Company
from mkdocs_goals.publish.components.bar import score_bar
from mkdocs_goals.publish.components.card import help_line, stale_line
from mkdocs_goals.publish.components.chip import Chip, chip
from mkdocs_goals.publish.components.counts import Count, counts
from mkdocs_goals.publish.components.headline import Headline
from mkdocs_goals.publish.components.line import KeyResultLine, key_result_line
from mkdocs_goals.publish.components.pulse import pulse
from mkdocs_goals.publish.context import Anchor, PageContext, Person
from mkdocs_goals.publish.page import WIDE, PageKind, SitePage

MOST_SLIDES = 60


@dataclass(frozen=True, slots=True)
class Slide:
    title: str
    url: str
    id: str
    team: Anchor
    owner: Person | None
    chip: Chip
    score: str
    bar: Markup
    remarks: tuple[str, ...]
    said: str | None
    lines: tuple[KeyResultLine, ...]


@dataclass(frozen=True, slots=True)
class ReviewView:
    title: str
    crumbs: tuple[Anchor, ...]
    headline: Headline
    counts: tuple[Count, ...]
    slides: tuple[Slide, ...]
    others: tuple[Anchor, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """The reviews of one cycle: the company's, and its teams'."""

    cycle: str
    span: str
    company: Anchor
    teams: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class ReviewIndexView:
    title: str
    groups: tuple[ReviewGroup, ...]


def index_pages(company: Company) -> Iterator[SitePage]:
    yield SitePage(REVIEW, "review_index", company.words("review.title"), in_nav=True, search_exclude=True)


def index_view(context: PageContext, page: SitePage) -> ReviewIndexView:
    company = context.company
    latest = sorted(company.cycles, key=lambda cycle: (cycle in company.reviewed_cycles, cycle), reverse=True)
    return ReviewIndexView(page.title, tuple(_group(context, cycle) for cycle in latest))


def _group(context: PageContext, cycle: Cycle) -> ReviewGroup:
    teams = _teams_of(context.company, cycle) if cycle in context.company.reviewed_cycles else []
    return ReviewGroup(
        context.format.period(cycle),
        context.format.span(cycle.starts, cycle.ends),
        Anchor(context.company.name, context.links(review_address(cycle.id))),
        tuple(Anchor(context.team(team).text, context.links(review_address(cycle.id, team))) for team in teams),
    )


def _teams_of(company: Company, cycle: Cycle) -> list[str]:
    """The teams with objectives of their own in a cycle, each below its parent."""
    having = {objective.team for objective in company.portfolio.objectives_of_cycle[cycle.id]}
    return [team.id for team, _ in company.teams_in_order if team.id in having]


def pages(company: Company) -> Iterator[SitePage]:
    for cycle in company.cycles:
        yield _page(company, cycle, None)
    for cycle in company.reviewed_cycles:
        for team in _teams_of(company, cycle):
            yield _page(company, cycle, team)


def _page(company: Company, cycle: Cycle, team: str | None) -> SitePage:
    whose = company.portfolio.teams[team].name if team else company.name
    return SitePage(
        review_address(cycle.id, team),
        "review",
        company.words("review.page-title", whose=whose, cycle=company.format.period(cycle)),
        key=f"{cycle.id}/{team}" if team else cycle.id,
        parent=REVIEW,
        hide=WIDE,
        search_exclude=True,
    )


def view(context: PageContext, page: SitePage) -> ReviewView:
    cycle_id, _, team_id = page.key.partition("/")
    company, team = context.company, team_id or None
    cycle = company.cycle_by_id[cycle_id]
    objectives, left_out = _chosen(company, cycle, team)
    own = [objective for objective in objectives if objective.team == team]
    return ReviewView(
        page.title,
        (Anchor(context.words("review.title"), context.links(REVIEW)), context.cycle(cycle.id)),
        pulse(context, team, cycle, own),
        counts(context, objectives, cycle=cycle.id),
        tuple(_slide(context, objective) for objective in objectives),
        tuple(_other(context, cycle, name) for name in left_out),
        context.format.day(company.as_of),
    )


def _chosen(company: Company, cycle: Cycle, team: str | None) -> tuple[list[Objective], list[str]]:
    """The objectives to walk through, and the teams whose own reviews have the rest."""
    by_team: dict[str | None, list[Objective]] = {}
    for objective in company.portfolio.objectives_of_cycle[cycle.id]:
        by_team.setdefault(objective.team, []).append(objective)
    levels = _levels(company, team)
    chosen: set[str | None] = set()
    slides = 0
    for number, level in enumerate(levels):
        size = sum(len(by_team.get(name, ())) for name in level)
        if number and slides + size > MOST_SLIDES:
            left_out = [name for level in levels[number:] for name in level if name is not None and name in by_team]
            return _in_team_order(company, by_team, chosen), left_out
        slides += size
        chosen |= set(level)
    return _in_team_order(company, by_team, chosen), []


def _levels(company: Company, team: str | None) -> list[list[str | None]]:
    """A team, the teams directly below it, those below them, …"""
    levels: list[list[str | None]] = [[team]]
    seen: set[str | None] = {team}
    while levels[-1]:
        below = [sub.id for name in levels[-1] for sub in company.portfolio.sub_teams.get(name, ())]
        fresh: list[str | None] = [name for name in below if name not in seen]
        seen |= set(fresh)
        levels.append(fresh)
    return levels


def _in_team_order(
    company: Company, by_team: dict[str | None, list[Objective]], chosen: set[str | None]
) -> list[Objective]:
    order: Sequence[str | None] = [None, *(team.id for team, _ in company.teams_in_order)]
    return [objective for team in order if team in chosen for objective in by_team.get(team, ())]


def _other(context: PageContext, cycle: Cycle, team: str) -> Anchor:
    reviewed = cycle in context.company.reviewed_cycles
    url = context.links(review_address(cycle.id, team)) if reviewed else context.goals_url(cycle=cycle.id, team=team)
    return Anchor(context.team(team).text, url)


def _slide(context: PageContext, objective: Objective) -> Slide:
    score = context.company.score_of(objective)
    last = objective.check_ins and [c for c in objective.check_ins if c.date <= context.company.as_of]
    remarks = (help_line(context, score), stale_line(context, score))
    return Slide(
        objective.title,
        context.goal_url(objective.id),
        objective.id,
        context.team(objective.team),
        context.person(objective.owner),
        chip(context.words, score.status),
        context.format.score(score.score),
        score_bar(context, score),
        tuple(remark for remark in remarks if remark),
        last[-1].note if last else None,
        tuple(key_result_line(context, key_result) for key_result in objective.key_results),
    )


INDEX = PageKind("review_index", index_pages, index_view)
KIND = PageKind("review", pages, view)
