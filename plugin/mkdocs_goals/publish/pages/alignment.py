"""Alignment: how does my work reach the company's goals? Per cycle and team, drawn and as a nested list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Objective
from mkdocs_goals.publish.addresses import ALIGNMENT, alignment_address
from mkdocs_goals.publish.company import Company
from mkdocs_goals.publish.components.picture import Picture, cycle_alignment
from mkdocs_goals.publish.components.tree import Node, goal_node
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import WIDE, PageKind, SitePage

MOST_LOOSE = 50

MOST_TEAMS = 30


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
    whole: Anchor | None
    teams: tuple[TeamChoice, ...]
    picture: Picture | None
    alone: tuple[Node, ...]
    unsupported: tuple[Node, ...]
    more: Anchor | None


def pages(company: Company) -> Iterator[SitePage]:
    title = company.words("alignment.title")
    yield SitePage(ALIGNMENT, "alignment", title, in_nav=True, hide=WIDE, search_exclude=True)
    for cycle in company.cycles:
        yield _page(company, cycle, None)
        for team in company.aligned_teams[cycle.id]:
            yield _page(company, cycle, team)


def _page(company: Company, cycle: Cycle, team: str | None) -> SitePage:
    whose = company.portfolio.teams[team].name if team else company.name
    return SitePage(
        alignment_address(cycle.id, team),
        "alignment",
        company.words("alignment.page-title", whose=whose, cycle=company.format.period(cycle)),
        key=f"{cycle.id}/{team}" if team else cycle.id,
        parent=alignment_address(cycle.id) if team else ALIGNMENT,
        hide=WIDE,
        search_exclude=True,
    )


def view(context: PageContext, page: SitePage) -> AlignmentView:
    company = context.company
    cycle_id, _, team = page.key.partition("/")
    cycle = company.cycle_by_id[cycle_id] if cycle_id else company.current_cycle
    if cycle is None:
        return AlignmentView(page.title, "", (), (), None, (), None, (), (), None)
    standing = company.standing_alone[cycle.id]
    alone = standing.helping_nothing_of_team.get(team, ()) if team else standing.helping_nothing
    unsupported = () if team else standing.unsupported
    return AlignmentView(
        page.title,
        context.words("alignment.lead"),
        _crumbs(context, cycle, page),
        tuple((_cycle_anchor(context, other), other == cycle) for other in reversed(company.cycles)),
        _cycle_anchor(context, cycle) if team else None,
        tuple(_teams(context, cycle, team)),
        cycle_alignment(context, cycle, team or None),
        _nodes(context, alone),
        _nodes(context, unsupported),
        _more(context, cycle, max(len(alone), len(unsupported))),
    )


def _crumbs(context: PageContext, cycle: Cycle, page: SitePage) -> tuple[Anchor, ...]:
    if not page.key:
        return ()
    index = Anchor(context.words("alignment.title"), context.links(ALIGNMENT))
    return (index, _cycle_anchor(context, cycle)) if "/" in page.key else (index,)


def _cycle_anchor(context: PageContext, cycle: Cycle) -> Anchor:
    return Anchor(context.format.period(cycle), context.links(alignment_address(cycle.id)))


def _teams(context: PageContext, cycle: Cycle, here: str) -> Iterator[TeamChoice]:
    """The teams to choose from: all where they are few, else those around the one that is shown."""
    company = context.company
    aligned = company.aligned_teams[cycle.id]
    parents = {None, *company.lineage(here)}
    for team in aligned:
        if len(aligned) <= MOST_TEAMS or company.portfolio.teams[team].parent in parents:
            anchor = Anchor(context.team(team).text, context.links(alignment_address(cycle.id, team)))
            yield TeamChoice(anchor, team == here)


def _nodes(context: PageContext, objectives: Iterable[Objective]) -> tuple[Node, ...]:
    return tuple(goal_node(context, objective) for objective in list(objectives)[:MOST_LOOSE])


def _more(context: PageContext, cycle: Cycle, count: int) -> Anchor | None:
    if count <= MOST_LOOSE:
        return None
    return Anchor(context.words("more", n=count), context.goals_url(cycle=cycle.id))


KIND = PageKind("alignment", pages, view)
