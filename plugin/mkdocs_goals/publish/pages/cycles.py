"""Cycles: what came of each?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.publish.addresses import CYCLES
from mkdocs_goals.publish.company import Company
from mkdocs_goals.publish.components.counts import Count, counts
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import PageKind, SitePage


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


def pages(company: Company) -> Iterator[SitePage]:
    yield SitePage(CYCLES, "cycles", company.words("cycles.title"), in_nav=True, search_exclude=True)


def view(context: PageContext, page: SitePage) -> CyclesView:
    latest_first = sorted(context.company.cycles, key=lambda cycle: (cycle.ends, cycle.starts), reverse=True)
    return CyclesView(page.title, tuple(_line(context, cycle) for cycle in latest_first))


def _line(context: PageContext, cycle: Cycle) -> CycleLine:
    objectives = context.portfolio.objectives_of_cycle[cycle.id]
    return CycleLine(
        context.cycle(cycle.id),
        context.format.span(cycle.starts, cycle.ends),
        context.format.score(context.company.team_score(None, cycle.id)),
        counts(context, objectives, cycle=cycle.id),
        cycle == context.company.current_cycle,
    )


KIND = PageKind("cycles", pages, view)
