"""What drives what: KPIs below the KPI that they drive, and the inputs of formulas."""

from __future__ import annotations

from mkdocs_goals.draw.cards import MOST_COUNTED, more_card, picture_of, with_rest
from mkdocs_goals.draw.picture import AlignmentPicture, EdgeKind, NodeCard, PictureEdge
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.score.result import Scorecard

MOST_NODES = 60
"""KPIs of one tree that are drawn; the rest is counted."""


def kpi_tree_pictures(
    portfolio: Portfolio, scorecard: Scorecard, most: int | None = MOST_NODES
) -> tuple[AlignmentPicture, ...]:
    """A picture for each KPI that is driven by others and drives none, with everything below it.

    A KPI in two trees is drawn in both. Where KPIs drive each other in a loop, the smallest id stands at the top.
    `focus` of each picture is its top. None for `most` never cuts.
    """
    return tuple(_tree(portfolio, scorecard, top, most) for top in _tops(portfolio))


def _tops(portfolio: Portfolio) -> list[str]:
    """The tops of trees, then one for each loop that no tree reaches."""
    driven = [kpi_id for kpi_id in portfolio.kpis if _drivers(portfolio, kpi_id)]
    tops = [kpi_id for kpi_id in driven if not _drives(portfolio, kpi_id)]
    reached: set[str] = set()
    for top in tops:
        _reach(portfolio, top, reached)
    for kpi_id in driven:
        if kpi_id not in reached:
            tops.append(kpi_id)
            _reach(portfolio, kpi_id, reached)
    return tops


def _reach(portfolio: Portfolio, top: str, reached: set[str]) -> None:
    """Add a KPI and everything below it."""
    waiting = [top]
    while waiting:
        kpi_id = waiting.pop()
        if kpi_id not in reached:
            reached.add(kpi_id)
            waiting += _drivers(portfolio, kpi_id)


def _tree(portfolio: Portfolio, scorecard: Scorecard, top: str, most: int | None) -> AlignmentPicture:
    """Level by level from the top until there is no more room."""
    shown = [top]
    seen = {top}
    ways: list[tuple[str, str]] = []
    cut: list[tuple[NodeCard, PictureEdge]] = []
    uncounted: set[str] = set()
    for kpi_id in shown:
        new = [driver for driver in _drivers(portfolio, kpi_id) if driver not in seen]
        room = len(new) if most is None else most - len(shown) - len(cut)
        # A card that says "1 more" takes as much room as a KPI behind which nothing comes.
        last = len(new) == 1 and not any(driver not in seen for driver in _drivers(portfolio, new[0]))
        kept = new if len(new) <= room or last else new[: max(room - 1, 0)]
        shown += kept
        seen.update(kept)
        ways += [(driver, kpi_id) for driver in kept]
        if len(kept) == len(new):
            continue
        if len(cut) < MOST_COUNTED:
            card = more_card(kpi_id, len(new) - len(kept), "below")
            cut.append((card, PictureEdge(card.id, kpi_id, EdgeKind.DRIVES, card.folded)))
        else:
            uncounted.update(new[len(kept) :])
    return with_rest(picture_of(portfolio, scorecard, shown, top, cut, ways), len(uncounted - seen))


def _drivers(portfolio: Portfolio, kpi_id: str) -> list[str]:
    return [other for other, kind in portfolio.links.helpers_of(kpi_id) if kind is EdgeKind.DRIVES]


def _drives(portfolio: Portfolio, kpi_id: str) -> list[str]:
    return [other for other, kind in portfolio.links.helped_by(kpi_id) if kind is EdgeKind.DRIVES]
