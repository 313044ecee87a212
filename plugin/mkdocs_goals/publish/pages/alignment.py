"""Alignment: how does my work reach the company's goals? Per cycle and team, drawn and as a nested list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Objective
from mkdocs_goals.model.page_addresses import ALIGNMENT, CYCLES, TEAMS, alignment_address
from mkdocs_goals.publish.components.alignment import Node, Picture, cycle_alignment, goal_node
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import WIDE, PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData

MOST_LOOSE = 30
"""Goals that stand alone, of each kind, that are listed."""
MOST_TEAMS = 30
MOST_CYCLES = 12
"""Teams, and cycles, to choose from."""


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A team's own graph."""

    anchor: Anchor
    is_here: bool


@dataclass(frozen=True, slots=True)
class AlignmentView:
    title: str
    lead: str
    crumbs: tuple[Anchor, ...]
    cycles: tuple[tuple[Anchor, bool], ...]
    all_cycles: Anchor | None
    whole: Anchor | None
    teams: tuple[TeamChoice, ...]
    all_teams: Anchor | None
    picture: Picture | None
    alone: tuple[Node, ...]
    all_alone: int
    unsupported: tuple[Node, ...]
    all_unsupported: int
    more: Anchor | None


def pages(data: SiteData) -> Iterator[SitePage]:
    title = data.words("alignment.title")
    yield SitePage(ALIGNMENT, "alignment", title, in_nav=True, hide=WIDE, search_exclude=True)
    for cycle in data.cycles:
        yield _page(data, cycle, None)
        for team in data.aligned_teams[cycle.id]:
            yield _page(data, cycle, team)


def _page(data: SiteData, cycle: Cycle, team: str | None) -> SitePage:
    whose = data.portfolio.teams[team].name if team else data.name
    return SitePage(
        alignment_address(cycle.id, team),
        "alignment",
        data.words("alignment.page-title", whose=whose, cycle=data.format.period(cycle)),
        key=f"{cycle.id}/{team}" if team else cycle.id,
        parent=alignment_address(cycle.id) if team else ALIGNMENT,
        hide=WIDE,
        search_exclude=True,
    )


def view(context: PageContext, page: SitePage) -> AlignmentView:
    data = context.data
    cycle_id, _, team = page.key.partition("/")
    cycle = data.cycle_by_id[cycle_id] if cycle_id else data.current_cycle
    if cycle is None:
        return AlignmentView(
            title=page.title,
            lead="",
            crumbs=(),
            cycles=(),
            all_cycles=None,
            whole=None,
            teams=(),
            all_teams=None,
            picture=None,
            alone=(),
            all_alone=0,
            unsupported=(),
            all_unsupported=0,
            more=None,
        )
    standing = data.unaligned[cycle.id]
    alone = standing.helping_nothing_of_team.get(team, ()) if team else standing.helping_nothing
    unsupported = () if team else standing.unsupported
    cycles = _near(data, cycle)
    teams = _near_teams(data, cycle, team)
    return AlignmentView(
        title=page.title,
        lead=context.words("alignment.lead"),
        crumbs=_crumbs(context, cycle, page),
        cycles=tuple((_cycle_anchor(context, other), other == cycle) for other in reversed(cycles)),
        all_cycles=context.rest(len(data.cycles), len(cycles), context.links(CYCLES)),
        whole=_cycle_anchor(context, cycle) if team else None,
        teams=tuple(_choice(context, cycle, name, name == team) for name in teams),
        all_teams=context.rest(len(data.aligned_teams[cycle.id]), len(teams), context.links(TEAMS)),
        picture=cycle_alignment(context, cycle, team or None),
        alone=_nodes(context, alone),
        all_alone=len(alone),
        unsupported=_nodes(context, unsupported),
        all_unsupported=len(unsupported),
        more=_more(context, cycle, max(len(alone), len(unsupported))),
    )


def _crumbs(context: PageContext, cycle: Cycle, page: SitePage) -> tuple[Anchor, ...]:
    if not page.key:
        return ()
    index = Anchor(context.words("alignment.title"), context.links(ALIGNMENT))
    return (index, _cycle_anchor(context, cycle)) if "/" in page.key else (index,)


def _cycle_anchor(context: PageContext, cycle: Cycle) -> Anchor:
    return Anchor(context.format.period(cycle), context.links(alignment_address(cycle.id)))


def _near(data: SiteData, cycle: Cycle) -> tuple[Cycle, ...]:
    """The cycles around one, in order of time."""
    cycles = data.cycles
    last = min(max(data.cycle_places[cycle.id] + MOST_CYCLES // 2, MOST_CYCLES), len(cycles))
    return cycles[max(last - MOST_CYCLES, 0) : last]


def _near_teams(data: SiteData, cycle: Cycle, here: str) -> Sequence[str]:
    """The teams to choose from: all where they are few, else the team with those above and directly below it, and
    those beside them while there is room.
    """
    aligned = data.aligned_teams[cycle.id]
    if len(aligned) <= MOST_TEAMS:
        return aligned
    known, tree = data.aligned_team_set[cycle.id], data.portfolio.team_tree
    above = list(islice(tree.upward(here), MOST_TEAMS // 3))
    near: dict[str, None] = dict.fromkeys(above)
    for parent in (here or None, *above[1:], None):
        sub_teams = data.portfolio.sub_teams.get(parent, ())
        found = (team.id for team in sub_teams if team.id in known and team.id not in near)
        near.update(dict.fromkeys(islice(found, MOST_TEAMS - len(near))))
    return sorted(near, key=tree.ranks.__getitem__)


def _choice(context: PageContext, cycle: Cycle, team: str, is_here: bool) -> TeamChoice:
    return TeamChoice(Anchor(context.team(team).text, context.links(alignment_address(cycle.id, team))), is_here)


def _nodes(context: PageContext, objectives: Iterable[Objective]) -> tuple[Node, ...]:
    return tuple(goal_node(context, objective) for objective in islice(objectives, MOST_LOOSE))


def _more(context: PageContext, cycle: Cycle, count: int) -> Anchor | None:
    if count <= MOST_LOOSE:
        return None
    return Anchor(context.words("more", n=count), context.goals_url(cycle=cycle.id))


KIND = PageKind("alignment", pages, view)
