"""Cycles: what came of each?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.page_addresses import CYCLES
from mkdocs_goals.publish.components.frame import Pager, numbered_pages, part_of
from mkdocs_goals.publish.components.status import Count, counts
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData

MOST_LINES = 120
"""Cycles on one page."""


@dataclass(frozen=True, slots=True)
class CycleLine:
    cycle: Anchor
    span: str
    score: str
    counts: tuple[Count, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class CyclesView:
    title: str
    lines: tuple[CycleLine, ...]
    pager: Pager | None


def pages(data: SiteData) -> Iterator[SitePage]:
    first = SitePage(CYCLES, "cycles", data.words("cycles.title"), in_nav=True, search_exclude=True)
    yield from numbered_pages(data, first, len(data.cycles), MOST_LINES)


def view(context: PageContext, page: SitePage) -> CyclesView:
    cycles, pager = part_of(context, CYCLES, page, context.data.latest_first, MOST_LINES)
    return CyclesView(page.title, tuple(_line(context, cycle) for cycle in cycles), pager)


def _line(context: PageContext, cycle: Cycle) -> CycleLine:
    objectives = context.portfolio.objectives_of_cycle[cycle.id]
    return CycleLine(
        cycle=context.cycle(cycle.id),
        span=context.format.span(cycle.starts, cycle.ends),
        score=context.format.score(context.data.team_score(None, cycle.id)),
        counts=counts(context, objectives, cycle=cycle.id),
        is_current=cycle == context.data.current_cycle,
    )


KIND = PageKind("cycles", pages, view)
