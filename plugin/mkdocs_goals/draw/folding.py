"""A picture with too many goals: teams fold into one node each, and so, if need be, does the company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from mkdocs_goals.draw.cards import REST, name_of_team
from mkdocs_goals.draw.picture import AlignmentPicture, NodeCard, NodeKind, PictureEdge, merged
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.score.attention import IN_COUNTS
from mkdocs_goals.score.result import Scorecard, Status

Group = Callable[[NodeCard], str]
"""From a card to the id of the node that shows it: its own, or that of its team."""

COMPANY_NODE = "company:"
TEAM_NODE = "team:"


def folded(
    portfolio: Portfolio, scorecard: Scorecard, cycle_id: str, picture: AlignmentPicture, most: int
) -> AlignmentPicture:
    """The picture itself where it has at most so many nodes; else with teams folded, then with sub-teams in theirs.

    The company's own goals stay apart while there is room. What still does not fit stands behind one last node.
    """
    if len(picture.nodes) <= most:
        return picture
    roots = portfolio.team_tree.tops
    groups: list[Group] = [
        lambda card: _team_node(card.team) if card.team else card.id,
        lambda card: _team_node(roots[card.team]) if card.team else card.id,
        lambda card: _team_node(card.team) if card.team else COMPANY_NODE,
        lambda card: _team_node(roots[card.team]) if card.team else COMPANY_NODE,
    ]
    for group in groups:
        members = _members(picture, group)
        if len(members) <= most:
            break
    else:
        members = _cut(members, most)
    return _fold(portfolio, scorecard, cycle_id, picture, members)


def _team_node(team: str) -> str:
    return f"{TEAM_NODE}{team}"


def _members(picture: AlignmentPicture, group: Group) -> dict[str, list[NodeCard]]:
    members: dict[str, list[NodeCard]] = {}
    for card in picture.nodes:
        members.setdefault(group(card), []).append(card)
    return members


def _cut(members: Mapping[str, list[NodeCard]], most: int) -> dict[str, list[NodeCard]]:
    """The nodes with the most goals, in their order, and one for all others."""
    largest = sorted(members, key=lambda node: -len(members[node]))[: most - 1]
    kept = {node: cards for node, cards in members.items() if node in set(largest)}
    kept[REST] = [card for node, cards in members.items() if node not in kept for card in cards]
    return kept


def _fold(
    portfolio: Portfolio,
    scorecard: Scorecard,
    cycle_id: str,
    picture: AlignmentPicture,
    members: Mapping[str, list[NodeCard]],
) -> AlignmentPicture:
    node_of = {card.id: node for node, cards in members.items() for card in cards}
    nodes = (
        cards[0] if node == cards[0].id else _folded_card(portfolio, scorecard, cycle_id, node, cards)
        for node, cards in members.items()
    )
    edges = (PictureEdge(node_of[e.source], node_of[e.target], e.kind, e.count) for e in picture.edges)
    return AlignmentPicture(tuple(nodes), merged(edges))


def _folded_card(
    portfolio: Portfolio, scorecard: Scorecard, cycle_id: str, node: str, cards: list[NodeCard]
) -> NodeCard:
    if node == REST:
        return NodeCard(node, NodeKind.MORE, "", folded=len(cards), counts=_counts(cards))
    team = node.removeprefix(TEAM_NODE) if node.startswith(TEAM_NODE) else None
    score = scorecard.teams.get((team, cycle_id))
    return NodeCard(
        id=node,
        kind=NodeKind.TEAM if team else NodeKind.COMPANY,
        title=name_of_team(portfolio, team),
        team=team,
        score=score.score if score else None,
        folded=len(cards),
        counts=_counts(cards),
    )


def _counts(cards: list[NodeCard]) -> tuple[tuple[Status, int], ...]:
    """How many objectives have which status, those that need help first."""
    found = Counter(card.status for card in cards if isinstance(card.status, Status))
    return tuple((status, found[status]) for status in IN_COUNTS if found[status])
