"""What the search index holds of a page: titles, people, teams and prose, and nothing that repeats on many pages.

An index that read whole pages would take most of a build's time, and most of what it found would be numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from markupsafe import Markup

from mkdocs_goals.publish.page import SitePage
from mkdocs_goals.publish.site_data import SiteData


def search_html(data: SiteData, page: SitePage, prose: Markup) -> Markup | None:
    """A page's small stand-in for the search index; None where the page itself is to be read."""
    words = _WORDS.get(page.kind)
    if words is None:
        return None
    paragraphs = Markup("\n").join(Markup("<p>{}</p>").format(text) for text in words(data, page.key) if text)
    return Markup("<h1>{}</h1>\n{}\n{}").format(page.title, paragraphs, prose)


def _objective(data: SiteData, key: str) -> Iterator[str]:
    objective = data.portfolio.objectives[key]
    yield _named(data, [objective.team], [objective.owner, *objective.contributors])
    yield objective.cycle.title
    yield " · ".join(key_result.title for key_result in objective.key_results)
    yield " · ".join(initiative.title for initiative in objective.initiatives)


def _kpi(data: SiteData, key: str) -> Iterator[str]:
    kpi = data.portfolio.kpis[key]
    yield _named(data, [kpi.team], [kpi.owner])
    yield kpi.definition or ""


def _team(data: SiteData, key: str) -> Iterator[str]:
    team = data.portfolio.teams[key]
    yield _named(data, [team.parent], [team.lead])


def _person(data: SiteData, key: str) -> Iterator[str]:
    yield _named(data, [data.portfolio.people[key].team], [])


def _named(data: SiteData, teams: Iterable[str | None], people: Iterable[str | None]) -> str:
    """The names of teams and people; an id that nobody listed stands for itself."""
    known_teams, known_people = data.portfolio.teams, data.portfolio.people
    names = [known_teams[team].name if team in known_teams else team for team in teams if team]
    names += [known_people[person].name if person in known_people else person for person in people if person]
    return ", ".join(dict.fromkeys(names))


_WORDS: Mapping[str, Callable[[SiteData, str], Iterator[str]]] = {
    "objective": _objective,
    "kpi": _kpi,
    "team": _team,
    "person": _person,
}
"""What is said of each kind of page, by the kind's name."""
