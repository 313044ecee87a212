"""People: where do I find what somebody answers for?"""

from __future__ import annotations

from collections.abc import Iterator, Sized
from dataclasses import dataclass

from mkdocs_goals.model.page_addresses import PEOPLE, TEAMS
from mkdocs_goals.publish.components.frame import Pager, numbered_pages, part_of
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData

MOST_LINES = 300
"""People on one page."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    person: PersonLink
    team: Anchor | None
    remark: str


@dataclass(frozen=True, slots=True)
class PeopleView:
    title: str
    crumbs: tuple[Anchor, ...]
    lines: tuple[PersonLine, ...]
    pager: Pager | None


def pages(data: SiteData) -> Iterator[SitePage]:
    first = SitePage(PEOPLE, "people", data.words("people.title"), parent=TEAMS, search_exclude=True)
    yield from numbered_pages(data, first, len(data.portfolio.people), MOST_LINES)


def view(context: PageContext, page: SitePage) -> PeopleView:
    people, pager = part_of(context, PEOPLE, page, context.data.people_by_name, MOST_LINES)
    crumbs = (Anchor(context.words("teams.title"), context.links(TEAMS)),)
    return PeopleView(page.title, crumbs, tuple(_line(context, person.id, person.team) for person in people), pager)


def _line(context: PageContext, name: str, team: str | None) -> PersonLine:
    return PersonLine(context.person(name), context.team(team) if team else None, answers_line(context, name))


def answers_line(context: PageContext, name: str) -> str:
    """How much a person answers for in goals whose time is not over: `2 objectives, 5 key results`."""
    answers = context.data.open_answers(name)
    counted: dict[str, Sized] = {
        "count.objectives": answers.objectives,
        "count.key-results": answers.key_results,
        "count.kpis": answers.kpis,
        "count.initiatives": answers.initiatives,
    }
    return ", ".join(context.words(key, n=len(found)) for key, found in counted.items() if found)


KIND = PageKind("people", pages, view)
