"""What the search index holds of a page: titles, people, teams and prose, and nothing that repeats on many pages.

An index that read whole pages would take most of a build's time, and most of what it found would be numbers. What is
said of a page is for its kind to say.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from mkdocs_goals.publish.page import SearchWords, SitePage
from mkdocs_goals.publish.site_data import SiteData


def search_html(data: SiteData, page: SitePage, words: SearchWords | None, prose: Markup) -> Markup | None:
    """A page's small stand-in for the search index; None where the page itself is to be read."""
    if words is None:
        return None
    paragraphs = Markup("\n").join(Markup("<p>{}</p>").format(text) for text in words(data, page.key) if text)
    return Markup("<h1>{}</h1>\n{}\n{}").format(page.title, paragraphs, prose)


def names_of(data: SiteData, teams: Iterable[str | None], people: Iterable[str | None]) -> str:
    """The names of teams and people; an id that nobody listed stands for itself."""
    known_teams, known_people = data.portfolio.teams, data.portfolio.people
    names = [known_teams[team].name if team in known_teams else team for team in teams if team]
    names += [known_people[person].name if person in known_people else person for person in people if person]
    return ", ".join(dict.fromkeys(names))
