"""KPI tree: what drives what? Each tree drawn, and as a nested list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.draw.kpi_tree import kpi_tree_pictures
from mkdocs_goals.publish.addresses import KPI_TREE, SCORECARD
from mkdocs_goals.publish.company import Company
from mkdocs_goals.publish.components.picture import Picture, picture
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import WIDE, PageKind, SitePage


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree, by the KPI at its top."""

    id: str
    title: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class KpiTreeView:
    title: str
    trees: tuple[Tree, ...]
    others: Anchor | None


def pages(company: Company) -> Iterator[SitePage]:
    yield SitePage(
        KPI_TREE,
        "kpi_tree",
        company.words("kpi-tree.title"),
        in_nav=bool(company.portfolio.kpis),
        hide=WIDE,
        search_exclude=True,
    )


def view(context: PageContext, page: SitePage) -> KpiTreeView:
    kpis = context.portfolio.kpis
    pictures = kpi_tree_pictures(context.portfolio, context.scorecard)
    inside = {card.goal for shown in pictures for card in shown.nodes}
    outside = len(kpis.keys() - inside)
    trees = []
    for shown in pictures:
        top = shown.focus or shown.nodes[0].id
        title = kpis[top].title
        trees.append(Tree(top, title, picture(context, shown, context.words("kpi-tree.label", title=title))))
    others = Anchor(context.words("kpi-tree.others", n=outside), context.links(SCORECARD)) if outside else None
    return KpiTreeView(page.title, tuple(trees), others)


KIND = PageKind("kpi_tree", pages, view)
