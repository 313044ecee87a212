"""A person: what do they answer for?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_goals.model.goal import Initiative, Objective
from mkdocs_goals.publish.addresses import PEOPLE, TEAMS, person_address
from mkdocs_goals.publish.company import Company
from mkdocs_goals.publish.components.card import Card, cards
from mkdocs_goals.publish.components.line import KeyResultLine, key_result_line
from mkdocs_goals.publish.components.tile import Tile, tiles
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.pages.people import answers_line
from mkdocs_goals.publish.safe import safe_url


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
    summary: str
    objectives: tuple[Card, ...]
    key_results: tuple[KeyResultLine, ...]
    kpis: tuple[Tile, ...]
    initiatives: tuple[InitiativeLine, ...]
    contributions: tuple[Card, ...]
    earlier: tuple[Anchor, ...]


def pages(company: Company) -> Iterator[SitePage]:
    for person in company.portfolio.people.values():
        yield SitePage(
            person_address(person.id),
            "person",
            person.name,
            key=person.id,
            parent=PEOPLE,
            description=company.words("person.description", person=person.name),
        )


def view(context: PageContext, page: SitePage) -> PersonView:
    company, person = context.company, context.portfolio.people[page.key]
    answers = company.open_answers(person.id)
    every = company.answers_of(person.id)
    teams = context.portfolio.teams.values()
    return PersonView(
        title=person.name,
        crumbs=_crumbs(context),
        team=context.team(person.team) if person.team else None,
        leads=tuple(context.team(team.id) for team in teams if team.lead == person.id),
        summary=answers_line(context, person.id),
        objectives=cards(context, company.worst_first(answers.objectives)),
        key_results=tuple(key_result_line(context, key_result) for key_result in answers.key_results),
        kpis=tiles(context, company.kpis_worst_first(answers.kpis)),
        initiatives=tuple(_initiative(context, *pair) for pair in answers.initiatives),
        contributions=cards(context, company.worst_first(answers.contributions)),
        earlier=_earlier(context, [*every.objectives, *every.contributions]),
    )


def _crumbs(context: PageContext) -> tuple[Anchor, ...]:
    teams = Anchor(context.words("teams.title"), context.links(TEAMS))
    return teams, Anchor(context.words("people.title"), context.links(PEOPLE))


def _earlier(context: PageContext, objectives: Iterable[Objective]) -> tuple[Anchor, ...]:
    past = {objective.id: objective for objective in objectives if not context.company.is_open(objective)}
    ordered = sorted(past.values(), key=lambda objective: objective.cycle, reverse=True)
    return tuple(
        Anchor(f"{objective.title} ({context.format.period(objective.cycle)})", context.goal_url(objective.id))
        for objective in ordered
    )


def _initiative(context: PageContext, objective: Objective, initiative: Initiative) -> InitiativeLine:
    done = initiative.done if isinstance(initiative.done, bool) else initiative.done <= context.company.as_of
    return InitiativeLine(
        Anchor(initiative.title, safe_url(initiative.link) if initiative.link else None),
        Anchor(objective.title, context.goal_url(objective.id)),
        done,
    )


KIND = PageKind("person", pages, view)
