"""What the search index holds of a page: titles, people, teams and prose, and nothing that repeats on many pages.

An index that read whole pages would take most of a build's time, and most of what it found would be numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from markupsafe import Markup

from mkdocs_goals.publish.page import SitePage
from mkdocs_goals.publish.site_data import Company


def search_html(company: Company, page: SitePage, prose: Markup) -> Markup | None:
    """A page's small stand-in for the search index; None where the page itself is to be read."""
    words = _WORDS.get(page.kind)
    if words is None:
        return None
    paragraphs = Markup("\n").join(Markup("<p>{}</p>").format(text) for text in words(company, page.key) if text)
    return Markup("<h1>{}</h1>\n{}\n{}").format(page.title, paragraphs, prose)


def _objective(company: Company, key: str) -> Iterator[str]:
    objective = company.portfolio.objectives[key]
    yield _named(company, [objective.team], [objective.owner, *objective.contributors])
    yield objective.cycle.title
    yield " · ".join(key_result.title for key_result in objective.key_results)
    yield " · ".join(initiative.title for initiative in objective.initiatives)


def _kpi(company: Company, key: str) -> Iterator[str]:
    kpi = company.portfolio.kpis[key]
    yield _named(company, [kpi.team], [kpi.owner])
    yield kpi.definition or ""


def _team(company: Company, key: str) -> Iterator[str]:
    team = company.portfolio.teams[key]
    yield _named(company, [team.parent], [team.lead])


def _person(company: Company, key: str) -> Iterator[str]:
    yield _named(company, [company.portfolio.people[key].team], [])


def _named(company: Company, teams: Iterable[str | None], people: Iterable[str | None]) -> str:
    """The names of teams and people; an id that nobody listed stands for itself."""
    known_teams, known_people = company.portfolio.teams, company.portfolio.people
    names = [known_teams[team].name if team in known_teams else team for team in teams if team]
    names += [known_people[person].name if person in known_people else person for person in people if person]
    return ", ".join(dict.fromkeys(names))


_WORDS: Mapping[str, Callable[[Company, str], Iterator[str]]] = {
    "objective": _objective,
    "kpi": _kpi,
    "team": _team,
    "person": _person,
}
"""What is said of each kind of page, by the kind's name."""
