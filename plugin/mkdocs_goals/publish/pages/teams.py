"""Teams: where is my team? Every team below its parent, with its score in the current cycle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.publish.addresses import PEOPLE, TEAMS
from mkdocs_goals.publish.company import Company
from mkdocs_goals.publish.components.teams import TeamLine, team_line
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import PageKind, SitePage


@dataclass(frozen=True, slots=True)
class TeamsView:
    title: str
    cycle: str | None
    lines: tuple[TeamLine, ...]
    people: Anchor


def pages(company: Company) -> Iterator[SitePage]:
    yield SitePage(TEAMS, "teams", company.words("teams.title"), in_nav=True, search_exclude=True)


def view(context: PageContext, page: SitePage) -> TeamsView:
    cycle = context.company.current_cycle
    people = context.words("count.people", n=len(context.portfolio.people))
    return TeamsView(
        page.title,
        context.format.period(cycle) if cycle else None,
        tuple(team_line(context, team, cycle, depth) for team, depth in context.company.teams_in_order),
        Anchor(people, context.links(PEOPLE)),
    )


KIND = PageKind("teams", pages, view)
