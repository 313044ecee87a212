"""Teams below teams, in the order in which people read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mkdocs_goals.model.organisation import Team


@dataclass
class TeamTree:
    """Every team below its parent, those of one parent by name. Made in as many steps as there are teams.

    An unknown parent counts as none. Teams whose parents go round in a loop come last, and the loop opens at its
    first team: nothing here goes round.
    """

    order: list[str] = field(default_factory=list)
    """Team ids: behind each all teams below it."""
    parents: dict[str, str | None] = field(default_factory=dict)
    """Team id → the team directly above it; None directly under the company."""
    tops: dict[str, str] = field(default_factory=dict)
    """Team id → the team above it that is directly under the company, or the team itself."""
    depths: dict[str, int] = field(default_factory=dict)
    """Team id → how many teams are above it."""
    ranks: dict[str, int] = field(default_factory=dict)
    """Team id → its place in the order."""
    _ends: dict[str, int] = field(default_factory=dict)

    def with_teams_below(self, team: str) -> list[str]:
        """A team and every team below it, in the order; empty for a team that is not known."""
        return self.order[self.ranks[team] : self._ends[team]] if team in self.ranks else []

    def upward(self, team: str | None) -> Iterator[str]:
        """A team, the one above it, the one above that, …"""
        while team is not None and team in self.parents:
            yield team
            team = self.parents[team]

    def _grow(self, top: str, below: Mapping[str | None, list[str]]) -> None:
        """Add a team and all below it, the deepest first. Without recursion: a chain may be long."""
        waiting: list[tuple[str, str | None, bool]] = [(top, None, False)]
        while waiting:
            team, parent, done = waiting.pop()
            if done:
                self._ends[team] = len(self.order)
            elif team not in self.ranks:
                self.ranks[team] = len(self.order)
                self.order.append(team)
                self.parents[team] = parent
                self.tops[team] = top
                self.depths[team] = 0 if parent is None else self.depths[parent] + 1
                waiting.append((team, None, True))
                waiting += [(each, team, False) for each in reversed(below.get(team, ()))]


def team_tree(teams: Mapping[str, Team]) -> TeamTree:
    """The tree of some teams by their ids."""
    below: defaultdict[str | None, list[str]] = defaultdict(list)
    by_name = sorted(teams, key=lambda name: (teams[name].name.casefold(), name))
    for name in by_name:
        parent = teams[name].parent
        below[parent if parent in teams else None].append(name)
    tree = TeamTree()
    for name in (*below[None], *by_name):
        tree._grow(name, below)
    return tree
