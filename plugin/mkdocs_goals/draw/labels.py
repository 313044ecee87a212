"""The words in graphs. English here; a site gives its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mkdocs_goals.draw.picture import EdgeKind, NodeCard, NodeKind
from mkdocs_goals.model.rounding import rounded
from mkdocs_goals.model.spelling import counted
from mkdocs_goals.score.result import KpiStatus, Status

LARGEST_PERCENT = Decimal(9_999)

SIGNS: Mapping[str, str] = {
    Status.UPCOMING: "◌",
    Status.NO_DATA: "○",
    Status.ON_TRACK: "●",
    Status.AT_RISK: "▲",
    Status.OFF_TRACK: "■",
    Status.ACHIEVED: "★",
    Status.PARTLY_ACHIEVED: "◐",
    Status.MISSED: "✕",
    Status.CANCELLED: "⊘",
    Status.POSTPONED: "‖\ufe0e",
    Status.DRAFT: "✎",
    KpiStatus.MET: "★",
    KpiStatus.HEALTHY: "●",
    KpiStatus.WARNING: "▲",
    KpiStatus.CRITICAL: "■",
    KpiStatus.NO_TARGET: "◇",
    KpiStatus.CLOSED: "▢",
}


def sign_and_word(status: Status | KpiStatus) -> tuple[str, str]:
    """A status in English: `("▲", "at risk")`."""
    return SIGNS[status], status.value.replace("-", " ")


def figure_of(card: NodeCard) -> str:
    """A card's number: a score with two decimals, a KPI's attainment in percent, or nothing. Half up."""
    if card.score is None:
        return ""
    if card.kind is not NodeKind.KPI:
        return f"{rounded(card.score, 2):f}"
    if abs(card.score) * 100 > LARGEST_PERCENT:
        return f"> {LARGEST_PERCENT} %"
    return f"{rounded(card.score * 100, 0):f} %"


def name_of(card: NodeCard, labels: Labels) -> str:
    """What a screen reader says of a card: title, team, cycle, number, status."""
    if card.kind is NodeKind.MORE:
        return labels.more(card.folded)
    figure = labels.figure(card)
    said = [card.title, card.team_name, card.cycle or ""]
    if card.kind is NodeKind.KPI:
        said += [labels.kpi, figure]
    elif figure:
        said.append(labels.score(figure))
    if card.kind is NodeKind.BROKEN:
        said.append(labels.broken)
    if card.folded:
        said.append(labels.goals(card.folded))
    said += [f"{count} {labels.status(status)[1]}" for status, count in card.counts]
    if card.status is not None:
        said.append(labels.status(card.status)[1])
    return ", ".join(part for part in said if part)


@dataclass(frozen=True)
class Labels:
    """The words in a graph.

    `status` gives sign and word of a status, `figure` a card's number, `name` what is read out for a card.
    `score` puts a number into words, `goals` and `more` a count of goals that are folded or not shown.
    """

    status: Callable[[Status | KpiStatus], tuple[str, str]] = sign_and_word
    figure: Callable[[NodeCard], str] = figure_of
    name: Callable[[NodeCard, Labels], str] = name_of
    score: Callable[[str], str] = "score {}".format
    goals: Callable[[int], str] = lambda count: counted(count, "goal")
    more: Callable[[int], str] = "{} more".format
    kpi: str = "KPI"
    broken: str = "cannot be read"
    edges: Mapping[EdgeKind, str] = field(
        default_factory=lambda: {
            EdgeKind.SUPPORTS: "supports",
            EdgeKind.DRIVES: "drives",
            EdgeKind.MEASURES: "measures a key result of",
            EdgeKind.DELEGATES: "is a delegated key result of",
        }
    )
