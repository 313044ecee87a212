"""A person: what do they answer for?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.model.goal import Initiative, Objective, is_done
from mkdocs_goals.model.page_addresses import ALL_GOALS, CSV, PEOPLE, TEAMS, person_address
from mkdocs_goals.publish.components.card import Card, KeyResultLine, cards, key_result_line
from mkdocs_goals.publish.components.tile import Tile, tiles
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.pages.people import answers_line
from mkdocs_goals.publish.safe import safe_url
from mkdocs_goals.publish.search import names_of
from mkdocs_goals.publish.site_data import Answers, SiteData

MOST_CARDS = 24
MOST_LINES = 40
MOST_TILES = 16
MOST_INITIATIVES = 40
MOST_NAMES = 40
"""Objectives, key results, KPIs, initiatives and earlier objectives that are shown; the rest is led to."""
MOST_TEAMS = 12
"""Teams that somebody leads, of which as many are named."""


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    title: Anchor
    objective: Anchor
    done: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    title: str
    crumbs: tuple[Anchor, ...]
    team: Anchor | None
    leads: tuple[Anchor, ...]
    more_leads: Anchor | None
    summary: str
    objectives: tuple[Card, ...]
    more_objectives: Anchor | None
    key_results: tuple[KeyResultLine, ...]
    more_key_results: Anchor | None
    kpis: tuple[Tile, ...]
    more_kpis: Anchor | None
    initiatives: tuple[InitiativeLine, ...]
    more_initiatives: Anchor | None
    contributions: tuple[Card, ...]
    more_contributions: Anchor | None
    earlier: tuple[Anchor, ...]
    more_earlier: Anchor | None


def pages(data: SiteData) -> Iterator[SitePage]:
    for person in data.portfolio.people.values():
        yield SitePage(
            person_address(person.id),
            "person",
            person.name,
            key=person.id,
            parent=PEOPLE,
            description=data.words("person.description", person=person.name),
        )


def view(context: PageContext, page: SitePage) -> PersonView:
    data, person = context.data, context.portfolio.people[page.key]
    answers = data.open_answers(person.id)
    earlier = _earlier(context, data.answers_of(person.id))
    leads = data.led_by.get(person.id, ())
    goals = context.goals_url(owner=person.id)
    return PersonView(
        title=person.name,
        crumbs=_crumbs(context),
        team=context.team(person.team) if person.team else None,
        leads=tuple(context.team(team) for team in leads[:MOST_TEAMS]),
        more_leads=context.rest(len(leads), MOST_TEAMS, context.links(TEAMS)),
        summary=answers_line(context, person.id),
        objectives=cards(context, data.worst_first(answers.objectives)[:MOST_CARDS]),
        more_objectives=context.rest(len(answers.objectives), MOST_CARDS, goals),
        key_results=tuple(key_result_line(context, key_result) for key_result in answers.key_results[:MOST_LINES]),
        more_key_results=context.rest(len(answers.key_results), MOST_LINES, context.links.file(CSV)),
        kpis=tiles(context, data.kpis_worst_first(answers.kpis)[:MOST_TILES]),
        more_kpis=context.rest(len(answers.kpis), MOST_TILES, context.goals_url(owner=person.id, kind="kpi")),
        initiatives=tuple(_initiative(context, *pair) for pair in answers.initiatives[:MOST_INITIATIVES]),
        more_initiatives=context.rest(len(answers.initiatives), MOST_INITIATIVES, context.links(ALL_GOALS)),
        contributions=cards(context, data.worst_first(answers.contributions)[:MOST_CARDS]),
        more_contributions=context.rest(len(answers.contributions), MOST_CARDS, context.links(ALL_GOALS)),
        earlier=tuple(_named(context, objective) for objective in earlier[:MOST_NAMES]),
        more_earlier=context.rest(len(earlier), MOST_NAMES, goals),
    )


def _crumbs(context: PageContext) -> tuple[Anchor, ...]:
    teams = Anchor(context.words("teams.title"), context.links(TEAMS))
    return teams, Anchor(context.words("people.title"), context.links(PEOPLE))


def _earlier(context: PageContext, answers: Answers) -> list[Objective]:
    """The objectives whose time is over, the latest first."""
    every = (*answers.objectives, *answers.contributions)
    past = {objective.id: objective for objective in every if not context.data.is_open(objective)}
    return sorted(past.values(), key=lambda objective: objective.cycle, reverse=True)


def _named(context: PageContext, objective: Objective) -> Anchor:
    return Anchor(f"{objective.title} ({context.format.period(objective.cycle)})", context.goal_url(objective.id))


def _initiative(context: PageContext, objective: Objective, initiative: Initiative) -> InitiativeLine:
    done = is_done(initiative.done, context.data.as_of)
    return InitiativeLine(
        Anchor(initiative.title, safe_url(initiative.link) if initiative.link else None),
        Anchor(objective.title, context.goal_url(objective.id)),
        done,
    )


def search_words(data: SiteData, key: str) -> Iterator[str]:
    yield names_of(data, [data.portfolio.people[key].team], [])


KIND = PageKind("person", pages, view, search_words)
