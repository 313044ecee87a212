"""How goals hang together: nested lists, pictures with their lists, and what surrounds one goal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from markupsafe import Markup

from mkdocs_goals.draw.alignment import cycle_picture, goal_picture, team_picture
from mkdocs_goals.draw.cards import REST
from mkdocs_goals.draw.graph import draw_graph, draw_legend, graph_of
from mkdocs_goals.draw.labels import Labels
from mkdocs_goals.draw.layout.positions import FIT_WIDTH, Unplaced, layout_many
from mkdocs_goals.draw.nested_list import TreeItem, nested_list
from mkdocs_goals.draw.picture import AlignmentPicture, EdgeKind, NodeCard, NodeKind, readable
from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Goal, Kpi, Objective
from mkdocs_goals.model.page_addresses import alignment_address
from mkdocs_goals.publish.components.status import Chip, chip
from mkdocs_goals.publish.components.tile import value_words
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.score.result import KpiStatus, Status


@dataclass(frozen=True, slots=True)
class Node:
    """`again` says that what is below it was listed above already."""

    anchor: Anchor
    chip: Chip | None
    value: str
    remark: str
    again: bool = False
    below: tuple[Node, ...] = field(default=())


def goal_node(context: PageContext, goal: Goal, *, again: bool = False, below: tuple[Node, ...] = ()) -> Node:
    anchor = Anchor(goal.title, context.goal_url(goal.id))
    remark = context.team(goal.team).text
    if isinstance(goal, Kpi):
        kpi_score = context.data.kpi_score(goal)
        value = value_words(context, goal, kpi_score.point)
        return Node(
            anchor=anchor,
            chip=chip(context.words, kpi_score.status),
            value=value,
            remark=remark,
            again=again,
            below=below,
        )
    score = context.data.score_of(goal)
    return Node(
        anchor=anchor,
        chip=chip(context.words, score.status),
        value=context.format.score(score.score),
        remark=remark,
        again=again,
        below=below,
    )


def some_nodes(context: PageContext, goals: Collection[Goal], most: int, url: str | None) -> tuple[Node, ...]:
    """The first of some goals, and where there are more of them a last line that counts those and leads to `url`."""
    shown = tuple(goal_node(context, goal) for goal in islice(goals, most))
    return (*shown, *more_node(context, len(goals) - len(shown), url))


def more_node(context: PageContext, count: int, url: str | None) -> tuple[Node, ...]:
    """The last line of a list, which counts what is not shown; nothing where all is."""
    rest = context.rest(count, 0, url)
    return (Node(rest, None, "", ""),) if rest else ()


MOST_LISTED = 200
"""A cycle with more goals is listed by team, as it is drawn."""
MOST_REPEATS = 60
"""Goals that one list names again below each further goal that they help."""

MOST_LINKS = 120
"""Links that a picture of its own page draws."""
MOST_LINKS_BESIDE = 40
"""Links that a small picture beside other things draws: there is one on every goal's and every team's page."""

FEW_NODES = 8
"""A graph of so few goals needs no tools; beside it the list folds."""

COLUMN = 680.0
"""Pixels of the text's column between both sidebars, on a desktop."""

FITTING = 860.0
"""Pixels up to which a graph is made to fit the text's column; a wider one scrolls."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph and what its arrows mean; no `svg` where it could not be drawn.

    `note` says why not, or how many links are not drawn, and leads to where they are.
    """

    svg: Markup
    legend: Markup
    fits: bool
    is_large: bool
    note: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing, None where nothing was laid out, and the list, which is its equal."""

    drawing: Drawing | None
    tree: tuple[Node, ...]
    statuses: tuple[Chip, ...]


def picture(
    context: PageContext,
    shown: AlignmentPicture,
    label: str,
    *,
    cycle: str | None = None,
    listed: AlignmentPicture | None = None,
) -> Picture:
    """`cycle` is the one that folded teams open in. `listed` is what the list holds, where that is more."""
    statuses = {card.status: chip(context.words, card.status) for card in shown.nodes if card.status}
    return Picture(
        drawing(context, shown, label, cycle, width=FIT_WIDTH, most=MOST_LINKS),
        tree_of(context, nested_list(shown if listed is None else listed, MOST_REPEATS), cycle),
        tuple(statuses.values()),
    )


def cycle_alignment(context: PageContext, cycle: Cycle, team: str | None) -> Picture:
    """How the goals of a cycle help each other; a team's with what they help and who helps them."""
    portfolio, scorecard = context.portfolio, context.scorecard
    whose = context.team(team).text
    label = context.words("alignment.label", whose=whose, cycle=context.format.period(cycle))
    if team:
        return picture(context, team_picture(portfolio, scorecard, team, cycle.id), label, cycle=cycle.id)
    shown = cycle_picture(portfolio, scorecard, cycle.id)
    every = cycle_picture(portfolio, scorecard, cycle.id, None)
    listed = every if len(every.nodes) <= MOST_LISTED else shown
    return picture(context, shown, label, cycle=cycle.id, listed=listed)


def drawing(
    context: PageContext,
    shown: AlignmentPicture,
    label: str,
    cycle: str | None = None,
    width: float = COLUMN,
    most: int = MOST_LINKS_BESIDE,
) -> Drawing | None:
    """The graph as SVG, `width` pixels wide where it can be, with at most about so many links.

    None where there is nothing to join or no engine.
    """
    if len(shown.nodes) < 2:
        return None
    drawn = readable(shown, most)
    result = layout_many([graph_of(drawn)], context.data.options.graphs, width)
    layout, reason = result.layouts[0], result.reasons[0]
    if layout is None:
        return _undrawn(context, shown, reason)
    words = labels(context)
    drawn = _in_words(context, drawn)
    svg = draw_graph(drawn, layout, lambda card: href(context, card, cycle), label, words)
    hidden = len(shown.edges) - len(drawn.edges)
    note = Anchor(context.words("graph.hidden", n=hidden), context.data_url) if hidden else None
    return Drawing(
        svg=svg,
        legend=draw_legend(drawn, words),
        fits=layout.size.width <= FITTING,
        is_large=len(drawn.nodes) > FEW_NODES,
        note=note,
    )


def _undrawn(context: PageContext, shown: AlignmentPicture, reason: Unplaced | None) -> Drawing | None:
    """What stands in the place of a graph, beside the list that says the same."""
    if reason is Unplaced.NO_ENGINE:
        return None
    if reason is Unplaced.FAILED:
        context.undrawn.append(reason)
        text = context.words("graph.failed")
    else:
        text = context.words("graph.too-large", goals=len(shown.nodes), links=len(shown.edges))
    return Drawing(Markup(""), Markup(""), fits=True, is_large=True, note=Anchor(text))


def href(context: PageContext, card: NodeCard, cycle: str | None) -> str | None:
    """Where a card leads: a goal to its page, a folded team to its own graph, the rest to the list of goals."""
    if card.goal is not None:
        return context.links_url(card.goal) if card.kind is NodeKind.MORE else context.goal_url(card.goal)
    if card.id == REST:
        return context.goals_url(cycle=cycle, team=card.team)
    if card.team and cycle:
        return _team_url(context, card.team, cycle)
    return context.goals_url(cycle=cycle, team="-" if card.kind is NodeKind.COMPANY else None)


def _team_url(context: PageContext, team: str, cycle: str) -> str | None:
    if team in context.data.aligned_team_set.get(cycle, ()):
        return context.links(alignment_address(cycle, team))
    return context.team(team).url


def _in_words(context: PageContext, shown: AlignmentPicture) -> AlignmentPicture:
    """The picture with its cycles called as the site calls them."""
    objectives = context.portfolio.objectives
    nodes = (
        replace(card, cycle=context.format.period(objectives[card.goal].cycle))
        if card.cycle and card.goal and card.goal in objectives
        else card
        for card in shown.nodes
    )
    return replace(shown, nodes=tuple(nodes))


def labels(context: PageContext) -> Labels:
    """The words in graphs, in the site's language. The number of a KPI is its value, not its attainment."""
    words = context.words

    def status(found: Status | KpiStatus) -> tuple[str, str]:
        shown = chip(words, found)
        return shown.sign, shown.word

    def figure(card: NodeCard) -> str:
        kpi = context.portfolio.kpis.get(card.goal or "")
        if kpi is not None:
            return value_words(context, kpi, context.data.kpi_score(kpi).point)
        return context.format.score(card.score) if card.score is not None else ""

    return Labels(
        status=status,
        figure=figure,
        score=lambda figure: words("graph.score", score=figure),
        goals=lambda count: words("count.goals", n=count),
        more=lambda count: words("graph.more", n=count),
        kpi=words("word.kpi"),
        broken=words("goals.broken"),
        edges={kind: words(f"graph.{kind}") for kind in EdgeKind},
    )


def tree_of(context: PageContext, items: Iterable[TreeItem], cycle: str | None = None) -> tuple[Node, ...]:
    return tuple(_item_node(context, item, cycle) for item in items)


def _item_node(context: PageContext, item: TreeItem, cycle: str | None) -> Node:
    card = item.node
    below = tree_of(context, item.children, cycle)
    goal = context.portfolio.goals.get(card.goal) if card.goal else None
    if goal and card.kind is not NodeKind.MORE:
        return goal_node(context, goal, again=item.repeat, below=below)
    shown = labels(context)
    title = shown.more(card.folded) if card.kind is NodeKind.MORE else card.title
    remark = shown.broken if card.kind is NodeKind.BROKEN else shown.goals(card.folded) if card.folded else ""
    value = context.format.score(card.score) if card.score is not None else ""
    return Node(Anchor(title, href(context, card, cycle)), None, value, remark, again=item.repeat, below=below)


HIGHEST = 6
"""Levels of a way up to the company that are listed."""
MOST_WAYS = 40
"""Goals on all ways up together that are listed."""
MOST_OF_ONE = 12
"""Goals that one goal on the way helps, of which as many are listed."""
MOST_HELPERS = 30
"""Helpers of a goal that are listed."""
MOST_MISSING = 10
"""Names of goals that do not exist."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`missing` are names of goals that do not exist; `more_missing` says how many others there are."""

    drawing: Drawing | None
    helps: tuple[Node, ...]
    helped_by: tuple[Node, ...]
    missing: tuple[str, ...]
    more_missing: Anchor | None


def neighbourhood(context: PageContext, objective: Objective) -> Neighbourhood:
    portfolio = context.portfolio
    shown = goal_picture(portfolio, context.scorecard, objective.id)
    helpers = portfolio.links.helpers_of(objective.id)
    alignment = context.links(alignment_address(objective.cycle.id))
    missing = [r.text for r in objective.supports if not portfolio.knows(r.goal)]
    return Neighbourhood(
        drawing=drawing(context, shown, context.words("graph.label", title=objective.title), objective.cycle.id),
        helps=ways_up(context, [objective.id], alignment),
        helped_by=(
            *(_node(context, name) for name, _ in helpers[:MOST_HELPERS]),
            *more_node(context, len(helpers) - MOST_HELPERS, alignment),
        ),
        missing=tuple(missing[:MOST_MISSING]),
        more_missing=context.rest(len(missing), MOST_MISSING, context.edit_url(objective.origin.key("supports"))),
    )


def ways_up(context: PageContext, goals: Iterable[str], url: str) -> tuple[Node, ...]:
    """What some goals help, below each what that helps in turn, up to the company. Each goal unfolds once.

    What finds no room is counted: on the way by a line that leads to the goal there, at the end by one that leads to
    `url`.
    """
    first = dict.fromkeys(name for goal in goals for name, _ in context.portfolio.links.helped_by(goal))
    climb = _Climb(context, MOST_WAYS)
    shown = tuple(climb.node(name, 1) for name in islice(first, MOST_WAYS // 2))
    return (*shown, *more_node(context, len(first) - len(shown), url))


class _Climb:
    """Makes the nodes of ways up while there is room for more."""

    def __init__(self, context: PageContext, room: int) -> None:
        self.context, self.room = context, room
        self.seen: set[str] = set()

    def node(self, name: str, level: int) -> Node:
        self.room -= 1
        above = self.context.portfolio.links.helped_by(name)
        if name in self.seen or level >= HIGHEST:
            return _node(self.context, name, again=bool(above))
        self.seen.add(name)
        return _node(self.context, name, below=tuple(self._above(name, level)))

    def _above(self, name: str, level: int) -> Iterator[Node]:
        above = self.context.portfolio.links.helped_by(name)
        shown = 0
        for goal, _ in above[:MOST_OF_ONE]:
            if self.room <= 0:
                break
            shown += 1
            yield self.node(goal, level + 1)
        yield from more_node(self.context, len(above) - shown, self.context.links_url(name))


def _node(context: PageContext, name: str, *, again: bool = False, below: tuple[Node, ...] = ()) -> Node:
    goal: Goal | None = context.portfolio.goals.get(name)
    if goal is not None:
        return goal_node(context, goal, again=again, below=below)
    remark = context.words("goals.broken")
    return Node(Anchor(context.portfolio.broken[name].title or name, context.goal_url(name)), None, "", remark)
