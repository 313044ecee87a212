"""Views in written pages: `<!-- goals: scorecard team=sales -->` is replaced by the scorecard of a team.

A view has a name and options (`name=value`, or `name="several words"`; several values with commas). What is not
known is a problem with its place, never an empty spot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mkdocs_goals.model.spelling import nearest
from mkdocs_goals.publish.components.alignment import cycle_alignment, goal_node
from mkdocs_goals.publish.components.card import card, cards, key_result_line
from mkdocs_goals.publish.components.changes import change_entries
from mkdocs_goals.publish.components.chart import kpi_chart
from mkdocs_goals.publish.components.status import counts
from mkdocs_goals.publish.components.tile import target_words, tile, tiles, value_words
from mkdocs_goals.publish.pages.all_goals import goal_rows
from mkdocs_goals.publish.pages.home import home
from mkdocs_goals.publish.pages.scorecard import scorecard
from mkdocs_goals.publish.view_options import Chosen, ViewOption, ViewProblem

__all__ = ["VIEWS", "VIEW_COMMENT", "ViewCall", "ViewProblem", "parse_call"]

VIEW_COMMENT = re.compile(r"<!--(\s*goals:.*?)-->", re.DOTALL)
"""A view's comment; its first group is what stands between the dashes."""

_OPENING = len("<!--")
_HEAD = re.compile(r"\s*goals:\s*([^\s=\"]*)")
_OPTION = re.compile(r"\s*(?:(?P<name>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]*))|(?P<rest>\S+))")
_MOST_CHANGES = 10
MOST_CARDS = 60
MOST_LINES = 200
MOST_ROWS = 300
"""As many cards, lines and rows a view shows that has no `limit` of its own."""


@dataclass(frozen=True, slots=True)
class View:
    """A kind of view: what options it takes, and what its template `views/<name>.html` shows."""

    name: str
    options: tuple[str, ...]
    make: Callable[[Chosen], object]


_GOALS = ("team", "cycle", "owner", "status", "tag", "limit")
_KPIS = ("team", "owner", "status", "tag", "limit")


def _objective(chosen: Chosen) -> object:
    objective = chosen.objective()
    key_results = objective.key_results
    lines = tuple(key_result_line(chosen.context, key_result) for key_result in key_results[:MOST_CARDS])
    url = chosen.context.goal_url(objective.id, "key-results")
    rest = chosen.context.rest(len(key_results), MOST_CARDS, url)
    return {"card": card(chosen.context, objective), "lines": lines, "rest": rest}


def _kpi(chosen: Chosen) -> object:
    kpi = chosen.kpi()
    score = chosen.context.data.kpi_score(kpi)
    words = value_words(chosen.context, kpi, score.point), target_words(chosen.context, kpi, score.point)
    return {"tile": tile(chosen.context, kpi), "chart": kpi_chart(chosen.context, kpi, score, *words)}


def _changes(chosen: Chosen) -> object:
    data, teams = chosen.context.data, chosen.teams()
    said = (change for change in data.said if teams is None or change.goal.team in teams)
    return change_entries(chosen.context, said, chosen.limit(_MOST_CHANGES))


def _cards(chosen: Chosen) -> object:
    some = chosen.some(chosen.objectives(), MOST_CARDS)
    return {"cards": cards(chosen.context, some.goals), "rest": some.rest}


def _objectives(chosen: Chosen) -> object:
    some = chosen.some(chosen.objectives(), MOST_LINES)
    return {"nodes": tuple(goal_node(chosen.context, objective) for objective in some.goals), "rest": some.rest}


def _table(chosen: Chosen) -> object:
    some = chosen.some(chosen.objectives(), MOST_ROWS)
    return {"rows": goal_rows(chosen.context, some.goals), "rest": some.rest}


def _tiles(chosen: Chosen) -> object:
    some = chosen.some(chosen.kpis(), MOST_CARDS, kind="kpi")
    return {"tiles": tiles(chosen.context, some.goals), "rest": some.rest}


_VIEWS = (
    View("home", (), lambda chosen: home(chosen.context, "")),
    View("cards", _GOALS, _cards),
    View("objectives", _GOALS, _objectives),
    View("table", _GOALS, _table),
    View("counts", ("team", "cycle"), lambda chosen: counts(chosen.context, chosen.objectives())),
    View("scorecard", _KPIS, lambda chosen: scorecard(chosen.context, "", chosen.kpis())),
    View("kpis", _KPIS, _tiles),
    View("changes", ("team", "limit"), _changes),
    View("alignment", ("team", "cycle"), lambda c: cycle_alignment(c.context, c.one_cycle(), c.one_team())),
    View("objective", ("id",), _objective),
    View("kpi", ("id",), _kpi),
)

VIEWS: Mapping[str, View] = {view.name: view for view in _VIEWS}


@dataclass(frozen=True, slots=True)
class ViewCall:
    """A view as a page calls it."""

    view: View
    options: Mapping[str, ViewOption]
    column: int


def parse_call(text: str) -> ViewCall:
    """What stands between a comment's dashes. Raises ViewProblem with the column of what is not known."""
    head = _HEAD.match(text)
    name = head[1] if head else ""
    column = _OPENING + (head.start(1) if head else 0) + 1
    view = VIEWS.get(name)
    if view is None:
        raise ViewProblem(_unknown("view", name, VIEWS), column)
    options: dict[str, ViewOption] = {}
    for match in _OPTION.finditer(text, head.end() if head else 0):
        option = _option(match, view)
        if match["name"] in options:
            raise ViewProblem(f"the option `{match['name']}` is given twice", option.column)
        options[match["name"]] = option
    return ViewCall(view, options, column)


def _option(match: re.Match[str], view: View) -> ViewOption:
    column = _OPENING + match.end() - len(match[0].lstrip()) + 1
    name = match["name"]
    if name is None:
        raise ViewProblem(f"`{match['rest']}` is no option; write name=value", column)
    if name not in view.options:
        raise ViewProblem(_unknown(f"option of `{view.name}`", name, view.options), column)
    value = match["quoted"] if match["quoted"] is not None else match["plain"]
    if not value:
        raise ViewProblem(f"the option `{name}` has no value", column)
    return ViewOption(name, value, column + len(name) + 1)


def _unknown(what: str, name: str, known: Mapping[str, View] | tuple[str, ...]) -> str:
    close = nearest(name, known) if name else None
    hint = f"did you mean `{close}`?" if close else f"there are: {', '.join(known) or 'none'}"
    return f"`{name}` is no {what}; {hint}"
