"""A goal that could not be read: what is wrong, where, and how to fix it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.model.page_addresses import ALL_GOALS, goal_address
from mkdocs_goals.publish.components.findings import FindingView, problem_view
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData

MOST_PROBLEMS = 60


@dataclass(frozen=True, slots=True)
class BrokenView:
    title: str
    crumbs: tuple[Anchor, ...]
    problems: tuple[FindingView, ...]
    not_shown: int
    path: str
    edit_url: str | None


def pages(data: SiteData) -> Iterator[SitePage]:
    for broken in data.portfolio.broken.values():
        yield SitePage(
            goal_address(broken.id),
            "broken",
            broken.title or broken.id,
            key=broken.id,
            parent=ALL_GOALS,
            source=broken.path,
            search_exclude=True,
        )


def view(context: PageContext, page: SitePage) -> BrokenView:
    broken = context.portfolio.broken[page.key]
    return BrokenView(
        title=page.title,
        crumbs=(Anchor(context.words("goals.title"), context.links(ALL_GOALS)),),
        problems=tuple(problem_view(context, problem) for problem in broken.problems[:MOST_PROBLEMS]),
        not_shown=max(len(broken.problems) - MOST_PROBLEMS, 0),
        path=broken.path,
        edit_url=context.data.options.edit_url(broken.path, None),
    )


KIND = PageKind("broken", pages, view)
