"""KPI tree: what drives what? Each tree drawn, and as a nested list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from mkdocs_goals.draw.kpi_tree import kpi_tree_pictures
from mkdocs_goals.draw.picture import AlignmentPicture
from mkdocs_goals.model.page_addresses import KPI_TREE, SCORECARD
from mkdocs_goals.publish.components.alignment import Picture, picture
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import WIDE, PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData

MOST_CARDS = 120
"""KPIs of all trees together that are drawn; the trees behind are named."""
MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree, by the KPI at its top."""

    id: str
    title: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class KpiTreeView:
    """`named` are the tops of further trees, `more` counts those that are not named, `others` the KPIs of no tree."""

    title: str
    trees: tuple[Tree, ...]
    named: tuple[Anchor, ...]
    more: Anchor | None
    others: Anchor | None


def pages(data: SiteData) -> Iterator[SitePage]:
    yield SitePage(
        KPI_TREE,
        "kpi_tree",
        data.words("kpi-tree.title"),
        in_nav=bool(data.portfolio.kpis),
        hide=WIDE,
        search_exclude=True,
    )


def view(context: PageContext, page: SitePage) -> KpiTreeView:
    kpis = context.portfolio.kpis
    pictures = kpi_tree_pictures(context.portfolio, context.scorecard)
    inside = {card.goal for shown in pictures for card in shown.nodes}
    outside = len(kpis.keys() - inside)
    drawn = _that_fit(pictures)
    named, behind = pictures[drawn : drawn + MOST_NAMED], pictures[drawn + MOST_NAMED :]
    return KpiTreeView(
        title=page.title,
        trees=tuple(_tree(context, shown) for shown in pictures[:drawn]),
        named=tuple(Anchor(kpis[_top(shown)].title, context.goal_url(_top(shown))) for shown in named),
        more=context.rest(len(behind), 0, context.links(SCORECARD)),
        others=Anchor(context.words("kpi-tree.others", n=outside), context.links(SCORECARD)) if outside else None,
    )


def _that_fit(pictures: Sequence[AlignmentPicture]) -> int:
    """How many of the trees are drawn: the first in any case, then while there is room."""
    counts = accumulate(len(shown.nodes) for shown in pictures)
    return sum(1 for number, count in enumerate(counts) if not number or count <= MOST_CARDS)


def _top(shown: AlignmentPicture) -> str:
    return shown.focus or shown.nodes[0].id


def _tree(context: PageContext, shown: AlignmentPicture) -> Tree:
    title = context.portfolio.kpis[_top(shown)].title
    return Tree(_top(shown), title, picture(context, shown, context.words("kpi-tree.label", title=title)))


KIND = PageKind("kpi_tree", pages, view)
