"""How goals help each other: pictures of a cycle, of a team and of one goal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mkdocs_goals.draw.cards import MOST_COUNTED, in_reading_order, more_card, picture_of, with_rest
from mkdocs_goals.draw.folding import folded
from mkdocs_goals.draw.picture import AlignmentPicture, NodeCard, PictureEdge
from mkdocs_goals.model.alignment import GoalLink
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.score.result import Scorecard

MOST_NODES = 60
"""More cards than this nobody reads: then teams fold, or the rest is counted."""
MOST_ABOVE = 12
"""Goals above one goal that its picture shows."""
MOST_HELPERS = 12
"""Helpers of one goal that its picture shows."""
MOST_HELPERS_OF_HELPERS = 3
"""Helpers that are shown of each of those."""
MOST_AROUND = 30
"""Goals that the picture of one goal shows in all."""
MOST_OF_A_TEAM = 36
MOST_ABOVE_A_TEAM = 12
"""Goals of a team, and goals above them, that the team's picture shows."""
MOST_ABOVE_A_CYCLE = 200
"""Goals of other times that a cycle's picture takes in, folded or not."""


def cycle_picture(
    portfolio: Portfolio, scorecard: Scorecard, cycle_id: str, most: int | None = MOST_NODES
) -> AlignmentPicture:
    """The objectives of a cycle and the goals that they help, so that each path reaches the company.

    Beyond `most` nodes teams fold into one node each; None never folds (for the nested list). Of goals of other
    times the nearest are taken in; the last node counts those beyond.
    """
    own = [objective.id for objective in portfolio.objectives_of_cycle.get(cycle_id, ())]
    gathering = _Gathering(portfolio, own)
    gathering.climb(own, MOST_ABOVE_A_CYCLE)
    picture = picture_of(portfolio, scorecard, in_reading_order(portfolio, gathering.shown))
    if most is not None:
        picture = folded(portfolio, scorecard, cycle_id, picture, most)
    return with_rest(picture, gathering.beyond())


def team_picture(portfolio: Portfolio, scorecard: Scorecard, team_id: str | None, cycle_id: str) -> AlignmentPicture:
    """A team's objectives in a cycle (None: the company's), what they help up to the company, and who helps them."""
    every = portfolio.objectives_of_team.get(team_id, ())
    own = [objective.id for objective in every if objective.cycle.id == cycle_id]
    shown = own[:MOST_OF_A_TEAM]
    gathering = _Gathering(portfolio, shown)
    gathering.climb(shown, MOST_ABOVE_A_TEAM)
    for goal_id in shown:
        gathering.add_helpers(goal_id, min(MOST_HELPERS, MOST_NODES - len(gathering.shown)))
    picture = gathering.picture(scorecard)
    return with_rest(picture, len(own) - len(shown), team_id)


def goal_picture(portfolio: Portfolio, scorecard: Scorecard, goal_id: str) -> AlignmentPicture:
    """A goal, what it helps up to the company, and what helps it, two levels down. Empty for an unknown goal."""
    if not portfolio.knows(goal_id):
        return AlignmentPicture()
    gathering = _Gathering(portfolio, [goal_id])
    gathering.climb([goal_id], MOST_ABOVE)
    gathering.add_helpers(goal_id, MOST_HELPERS)
    for helper in [name for name, _ in portfolio.links.helpers_of(goal_id) if name in gathering.shown]:
        gathering.add_helpers(helper, min(MOST_HELPERS_OF_HELPERS, MOST_AROUND - len(gathering.shown)))
    return gathering.picture(scorecard, focus=goal_id)


Neighbours = Callable[[str], tuple[GoalLink, ...]]
"""The links of a goal, one way or the other."""


@dataclass
class _Gathering:
    """Collects the goals of a picture and counts, goal by goal, the neighbours that found no room."""

    portfolio: Portfolio
    start: Iterable[str]
    begun: frozenset[str] = field(init=False)
    shown: dict[str, None] = field(init=False)
    ways: dict[tuple[str, str], None] = field(default_factory=dict)
    """The links by which goals were found: what helps, what it helps."""
    cut: list[tuple[str, str]] = field(default_factory=list)
    """Goals of which not all neighbours are shown, and whether those are `above` or `below`."""

    def __post_init__(self) -> None:
        self.begun = frozenset(self.start)
        self.shown = dict.fromkeys(self.start)

    def climb(self, start: Iterable[str], most: int) -> None:
        """Add what some goals help, and what those help in turn, the nearest first, up to so many goals."""
        waiting = list(start)
        for goal_id in waiting:
            added = self._add(goal_id, "above", self.portfolio.links.helped_by, most)
            self.ways.update(dict.fromkeys((goal_id, other) for other in added))
            waiting += added
            most -= len(added)

    def add_helpers(self, goal_id: str, most: int) -> None:
        """Add up to so many of a goal's helpers."""
        added = self._add(goal_id, "below", self.portfolio.links.helpers_of, most)
        self.ways.update(dict.fromkeys((other, goal_id) for other in added))

    def _add(self, goal_id: str, way: str, neighbours: Neighbours, most: int) -> list[str]:
        new = [other for other, _ in neighbours(goal_id) if other not in self.shown]
        kept = new if len(new) <= most or self._is_last(new, neighbours) else new[: max(most, 0)]
        self.shown.update(dict.fromkeys(kept))
        if len(kept) < len(new):
            self.cut.append((goal_id, way))
        return kept

    def _is_last(self, new: list[str], neighbours: Neighbours) -> bool:
        """Whether nothing comes behind a single goal: a card that says "1 more" takes as much room as it does."""
        return len(new) == 1 and all(other in self.shown for other, _ in neighbours(new[0]))

    def beyond(self) -> int:
        """How many goals there are among the neighbours that found no room."""
        return len({other for goal_id, way in self.cut for other, _ in self._missing(goal_id, way)})

    def picture(self, scorecard: Scorecard, focus: str | None = None) -> AlignmentPicture:
        """The goals, the links between them, and cards for what is missing around those with which it began.

        One more card counts what is missing around the others.
        """
        order = in_reading_order(self.portfolio, self.shown)
        missing = {cut: links for cut in self.cut if (links := self._missing(*cut))}
        begun = sorted(missing, key=lambda cut: cut[0] not in self.begun)[:MOST_COUNTED]
        cards = [_more(*cut, missing[cut]) for cut in begun]
        picture = picture_of(self.portfolio, scorecard, order, focus, cards, self.ways)
        counted = {other for cut in begun for other, _ in missing[cut]}
        others = {other for links in missing.values() for other, _ in links} - counted
        return with_rest(picture, len(others))

    def _missing(self, goal_id: str, way: str) -> list[GoalLink]:
        links = self.portfolio.links
        neighbours = links.helped_by if way == "above" else links.helpers_of
        return [link for link in neighbours(goal_id) if link[0] not in self.shown]


def _more(goal_id: str, way: str, missing: list[GoalLink]) -> tuple[NodeCard, PictureEdge]:
    """A card for the neighbours that are not shown, joined the way the first of them would be."""
    card = more_card(goal_id, len(missing), way)
    ends = (goal_id, card.id) if way == "above" else (card.id, goal_id)
    return card, PictureEdge(*ends, missing[0][1], len(missing))
