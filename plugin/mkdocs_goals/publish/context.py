"""What a page's view is made with: the company, and where its links lead as seen from that page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import overload

from markupsafe import Markup

from mkdocs_goals.draw.layout.positions import Unplaced
from mkdocs_goals.model.goal import Goal, KeyResult
from mkdocs_goals.model.page_addresses import (
    DATA,
    RULES,
    cycle_address,
    goal_address,
    kpi_address,
    person_address,
    rule_anchor,
    team_address,
)
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.publish.catalogue import Catalogue
from mkdocs_goals.publish.format import Format
from mkdocs_goals.publish.links import Links
from mkdocs_goals.publish.site_data import SiteData
from mkdocs_goals.score.result import Scorecard

EMPTY = Markup("")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that may lead somewhere."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PersonLink:
    """A person on a page: name, the letters that stand for it, and their page."""

    name: str
    initials: str
    url: str


@dataclass(frozen=True)
class PageContext:
    """The company as seen from one page.

    `prose` is what the goal's own Markdown became, `source` the path of its file.
    """

    data: SiteData
    links: Links
    prose: Markup = EMPTY
    source: str | None = None
    undrawn: list[Unplaced] = field(default_factory=list)
    """Why graphs of the page are not drawn, where the layout engine failed."""

    @property
    def words(self) -> Catalogue:
        return self.data.words

    @property
    def format(self) -> Format:
        return self.data.format

    @property
    def portfolio(self) -> Portfolio:
        return self.data.portfolio

    @property
    def scorecard(self) -> Scorecard:
        return self.data.scorecard

    # Where things are

    def goal_url(self, goal: str, anchor: str = "") -> str:
        """The page of a goal of either kind, readable or not."""
        address = kpi_address(goal) if goal in self.portfolio.kpis else goal_address(goal)
        return self.links(address, anchor)

    def links_url(self, goal: str) -> str:
        """Where a goal's page says what it helps and what helps it."""
        portfolio = self.portfolio
        return self.goal_url(
            goal, "alignment" if goal in portfolio.objectives else "uses" if goal in portfolio.kpis else ""
        )

    def key_result_url(self, key_result: KeyResult) -> str:
        return self.key_result_place(key_result.objective, key_result.id)

    def key_result_place(self, objective: str, key_result: str) -> str:
        """The place of a key result in its objective's page; the page where it has none."""
        has_place = f"{objective}/{key_result}" not in self.data.without_place
        return self.goal_url(objective, key_result_anchor(key_result) if has_place else "")

    def cycle_url(self, cycle: str) -> str:
        return self.links(cycle_address(cycle))

    def goals_url(self, **filters: str | None) -> str:
        """All goals, with filters set."""
        query = "&".join(f"{name}={value}" for name, value in filters.items() if value)
        return self.links("goals/", query=query)

    def rule_url(self, code: str) -> str:
        """Where a rule of the checker is explained."""
        return self.links(RULES, rule_anchor(code))

    def rest(self, total: int, shown: int, url: str | None) -> Anchor | None:
        """`and 37 more`, leading to where they are; None where all are shown."""
        return Anchor(self.words("and-more", n=total - shown), url) if total > shown else None

    def rest_in_file(self, total: int, shown: int, place: Place) -> Anchor | None:
        """`and 37 more in goals/x.md, line 9`, leading to the line on the forge where there is one."""
        if total <= shown:
            return None
        text = self.words("and-more.in", n=total - shown, place=self.words("place", path=place.path, line=place.line))
        return Anchor(text, self.edit_url(place))

    @property
    def data_url(self) -> str:
        """goals.json, which holds every goal, link, value and explanation whole."""
        return self.links.file(DATA)

    def edit_url(self, place: Place | None) -> str | None:
        return self.data.options.edit_url(place.path, place.line) if place else None

    def place(self, place: Place | None, *, named: bool = True) -> Anchor | None:
        """A place as words, leading to the line on the forge where there is one.

        The page's own file is not named, nor any other where `named` is False.
        """
        if place is None:
            return None
        key = "place" if named and place.path != self.source else "place.line"
        text = self.words(key, path=place.path, line=place.line)
        return Anchor(text, self.edit_url(place))

    # Who

    def team(self, team: str | None) -> Anchor:
        """A team by name; the company for None."""
        if team is None:
            return Anchor(self.data.name)
        found = self.portfolio.teams.get(team)
        return Anchor(found.name if found else team, self.links(team_address(team)) if found else None)

    @overload
    def person(self, person: str) -> PersonLink: ...

    @overload
    def person(self, person: None) -> None: ...

    @overload
    def person(self, person: str | None) -> PersonLink | None: ...

    def person(self, person: str | None) -> PersonLink | None:
        """A person by id, known or not; None for nobody."""
        if person is None:
            return None
        found = self.portfolio.people.get(person)
        name = found.name if found else person
        return PersonLink(name, initials(name), self.links(person_address(person)))

    def without_owner(self, goal: Goal) -> str:
        """What stands where a goal's owner would: nobody, or somebody whom these readers may not know."""
        return self.words("fact.confidential" if goal.origin.has("owner") else "fact.no-owner")

    def cycle(self, cycle: str) -> Anchor:
        found = self.data.cycle_by_id.get(cycle)
        return Anchor(self.format.period(found), self.cycle_url(cycle)) if found else Anchor(cycle)


def key_result_anchor(key_result: str) -> str:
    """The id of a key result's place in its objective's page."""
    return f"kr-{key_result}"


def initials(name: str) -> str:
    """The first letters of the first and the last word: Linh Tran → LT."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
