"""Teams: where is my team? Every team below its parent, with its score in the current cycle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.model.page_addresses import PEOPLE, TEAMS
from mkdocs_goals.publish.components.frame import Pager, numbered_pages, part_of
from mkdocs_goals.publish.components.teams import TeamLine, team_line
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData

MOST_LINES = 120
"""Teams on one page."""


@dataclass(frozen=True, slots=True)
class TeamsView:
    title: str
    cycle: str | None
    lines: tuple[TeamLine, ...]
    pager: Pager | None
    people: Anchor


def pages(data: SiteData) -> Iterator[SitePage]:
    first = SitePage(TEAMS, "teams", data.words("teams.title"), in_nav=True, search_exclude=True)
    yield from numbered_pages(data, first, len(data.portfolio.teams), MOST_LINES)


def view(context: PageContext, page: SitePage) -> TeamsView:
    cycle = context.data.current_cycle
    teams, pager = part_of(context, TEAMS, page, context.data.teams_in_order, MOST_LINES)
    people = context.words("count.people", n=len(context.portfolio.people))
    return TeamsView(
        title=page.title,
        cycle=context.format.period(cycle) if cycle else None,
        lines=tuple(team_line(context, team, cycle, depth) for team, depth in teams),
        pager=pager,
        people=Anchor(people, context.links(PEOPLE)),
    )


KIND = PageKind("teams", pages, view)
