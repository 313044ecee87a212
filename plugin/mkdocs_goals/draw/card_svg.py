"""One card of a graph as SVG: the goal's title, team, status and score in a box of a fixed width."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from mkdocs_goals.draw.labels import Labels
from mkdocs_goals.draw.layout.dot import Size
from mkdocs_goals.draw.picture import NodeCard, NodeKind
from mkdocs_goals.draw.svg import Attributes, element, joined
from mkdocs_goals.draw.text import BOLD, text_width, wrapped

WIDTH = 232.0
TEXT_LEFT = 17.0
TEXT_RIGHT = WIDTH - 10
ROOM = TEXT_RIGHT - TEXT_LEFT
TITLE_SIZE = 12.5
TITLE_LINE = 16.0
TITLE_LINES = 3
SMALL_SIZE = 11.0
MORE_HEIGHT = 34.0
CORNER = 6.0
KPI_CORNER = 18.0
"""Radii of the corners: a KPI is told from a goal by its rounder card."""
FIRST_LINE = 21.0
BELOW_TITLE = 50.0
"""Pixels of height for all but the lines of the title."""


def title_lines(card: NodeCard) -> tuple[str, ...]:
    return wrapped(card.title, ROOM, TITLE_SIZE * BOLD, TITLE_LINES)


def card_sizes(cards: Sequence[NodeCard]) -> tuple[Size, ...]:
    """All cards of a picture are as high as the longest title needs: rows stay even, and layouts repeat."""
    lines = max((len(title_lines(card)) for card in cards if card.kind is not NodeKind.MORE), default=1)
    height = BELOW_TITLE + TITLE_LINE * max(lines, 1)
    return tuple(Size(WIDTH, MORE_HEIGHT if card.kind is NodeKind.MORE else height) for card in cards)


def card_svg(card: NodeCard, size: Size, labels: Labels, *, with_cycle: bool) -> Markup:
    """The inside of a card whose upper left corner is 0, 0. `with_cycle` adds the cycle to the line of the team."""
    corner = KPI_CORNER if card.kind is NodeKind.KPI else CORNER
    box = element("rect", {"class": "goals-card-box", "width": size.width, "height": size.height, "rx": corner})
    if card.kind is NodeKind.MORE:
        return box + _text("goals-card-more", labels.more(card.folded), size.height / 2 + 4, size.width / 2)
    strip: Attributes = {
        "class": "goals-card-strip",
        "x": 5,
        "y": corner + 2,
        "width": 4,
        "height": size.height - 2 * corner - 4,
        "rx": 2,
    }
    lines = enumerate(title_lines(card))
    return joined(
        (
            element("title", {}, card.title),
            box,
            element("rect", strip),
            *(_text("goals-card-title", line, FIRST_LINE + TITLE_LINE * index) for index, line in lines),
            _about(card, labels, size.height - 28, with_cycle=with_cycle),
            _foot(card, labels, size.height - 11),
        )
    )


def class_of(card: NodeCard, *, focus: bool) -> str:
    """The classes of a card: its kind, its status, and whether the picture is about it."""
    status = f" goals-s-{card.status}" if card.status is not None else ""
    return f"goals-card-node goals-card-{card.kind}{status}{' goals-card-focus' if focus else ''}"


def _about(card: NodeCard, labels: Labels, y: float, *, with_cycle: bool) -> Markup:
    """The line below the title: whose the goal is, and when it counts."""
    parts = [card.team_name, labels.kpi if card.kind is NodeKind.KPI else ""]
    if card.folded:
        parts.append(labels.goals(card.folded))
    cycle = f" · {_one_line(card.cycle, ROOM / 2)}" if with_cycle and card.cycle else ""
    room = ROOM - text_width(cycle, SMALL_SIZE)
    return _text("goals-card-about", _one_line(" · ".join(part for part in parts if part), room) + cycle, y)


def _foot(card: NodeCard, labels: Labels, y: float) -> Markup:
    """Status on the left, number on the right."""
    figure = labels.figure(card)
    room = ROOM - (text_width(figure, TITLE_SIZE * BOLD) + 8 if figure else 0)
    if card.kind is NodeKind.BROKEN:
        left = _text("goals-card-status", _one_line(f"✕ {labels.broken}", room), y)
    elif card.status is not None:
        left = _text("goals-card-status", _one_line(" ".join(labels.status(card.status)), room), y)
    else:
        left = _counts(card, labels, y, room)
    return left + _text("goals-card-figure", figure, y, TEXT_RIGHT)


def _counts(card: NodeCard, labels: Labels, y: float, room: float) -> Markup:
    """How many of the goals behind a card have which status: sign and number, as many as there is room for."""
    spans: list[Markup] = []
    for status, count in card.counts:
        text = f"{labels.status(status)[0]} {count}"
        room -= text_width(text, SMALL_SIZE) + 7
        if room < 0:
            break
        attributes: Attributes = {"class": f"goals-card-count goals-s-{status}"}
        spans.append(element("tspan", {**attributes, "dx": 7 if spans else None}, text))
    return _text("goals-card-status", joined(spans), y)


def _one_line(text: str, room: float) -> str:
    return "".join(wrapped(text, room, SMALL_SIZE, 1))


def _text(name: str, text: str, y: float, x: float = TEXT_LEFT) -> Markup:
    return element("text", {"class": name, "x": x, "y": y}, text) if text else Markup("")
