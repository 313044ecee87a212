"""A picture and its layout as SVG: cards that are links, arrows, and a frame that scrolls.

No ids, no styles, no scripts: classes only (`publish/assets/css/graph.css`), so any number of graphs can stand on
a page, and one picture serves light and dark.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from mkdocs_goals.draw.card_svg import card_sizes, card_svg, class_of
from mkdocs_goals.draw.labels import Labels
from mkdocs_goals.draw.layout.arrange import Curve, Graph, Layout
from mkdocs_goals.draw.layout.dot import Pixel, Size
from mkdocs_goals.draw.layout.leaf_blocks import Box, GraphEdge
from mkdocs_goals.draw.picture import AlignmentPicture, NodeCard
from mkdocs_goals.draw.svg import Attributes, element, joined, number

MARGIN = 4.0
"""Pixels around the drawing, so that a focus ring is not cut."""
ARROW_LENGTH = 9.0
ARROW_HALF_WIDTH = 4.0

LINK = "xlink:href"
"""Material's instant navigation sets the `href` of everything that has one; that of an SVG link is read-only, and
the error would end the navigation. It does not see this older name, which browsers follow all the same."""

Href = Callable[[NodeCard], str | None]
"""The address of what a card stands for, relative to the page; None for no link."""


def graph_of(picture: AlignmentPicture) -> Graph:
    """What is to be laid out for a picture: sizes of cards, and edges by index."""
    numbers = _numbers(picture)
    edges = (GraphEdge(numbers[edge.source], numbers[edge.target], edge.kind.value) for edge in picture.edges)
    return Graph(card_sizes(picture.nodes), tuple(edges))


def draw_graph(
    picture: AlignmentPicture, layout: Layout, href: Href, label: str, labels: Labels | None = None
) -> Markup:
    """A picture as HTML: a region that scrolls sideways, with an SVG in it. Nodes come in reading order.

    `label` says in one line what the picture shows. Every node has `data-node`, every arrow `data-from` (several
    numbers where one arrow stands for several goals) and `data-to`: numbers of nodes, for scripts.
    """
    labels = labels or Labels()
    numbers = _numbers(picture)
    frames = [_frame(box) for box in layout.frames]
    arrows = [_arrow(picture, curve, numbers) for curve in layout.curves]
    width, height = layout.size.width + 2 * MARGIN, layout.size.height + 2 * MARGIN
    svg = element(
        "svg",
        {
            "class": "goals-picture",
            "xmlns:xlink": "http://www.w3.org/1999/xlink",
            "role": "group",
            "aria-label": labels.goals(len(picture.nodes)),
            "width": width,
            "height": height,
            "viewBox": " ".join(number(value) for value in (-MARGIN, -MARGIN, width, height)),
        },
        (element("g", {"aria-hidden": "true"}, frames + arrows), _nodes(picture, layout, href, labels)),
    )
    return element(
        "div",
        {
            "class": "goals-graph",
            "data-search-exclude": "",
            "tabindex": "0",
            "role": "region",
            "aria-label": label,
        },
        svg,
    )


def draw_legend(picture: AlignmentPicture, labels: Labels | None = None) -> Markup:
    """What the arrows of a picture mean, as a list; nothing for a picture without arrows."""
    labels = labels or Labels()
    arrow = _line_and_tip((Pixel(1, 5), Pixel(33, 5)))
    sample = element("svg", {"class": "goals-edge-sample", "width": 34, "height": 10, "aria-hidden": "true"}, arrow)
    items = [
        element("li", {"class": f"goals-edge goals-edge-{kind}"}, (sample, " ", labels.edges[kind]))
        for kind in picture.edge_kinds
    ]
    return element("ul", {"class": "goals-edge-legend"}, items) if items else Markup("")


def _numbers(picture: AlignmentPicture) -> Mapping[str, int]:
    return {node.id: index for index, node in enumerate(picture.nodes)}


def _nodes(picture: AlignmentPicture, layout: Layout, href: Href, labels: Labels) -> Markup:
    with_cycle = len({node.cycle for node in picture.nodes if node.cycle}) > 1
    nodes = []
    for index, (node, box) in enumerate(zip(picture.nodes, layout.boxes, strict=True)):
        focus = node.id == picture.focus
        shared: Attributes = {
            "class": class_of(node, focus=focus),
            "data-node": str(index),
            "transform": f"translate({number(box.x)} {number(box.y)})",
            "aria-label": labels.name(node, labels),
        }
        inside = card_svg(node, Size(box.width, box.height), labels, with_cycle=with_cycle)
        url = href(node)
        if url is None:
            nodes.append(element("g", {**shared, "role": "img"}, inside))
        else:
            nodes.append(element("a", {**shared, LINK: url, "aria-current": "true" if focus else None}, inside))
    return joined(nodes)


def _frame(box: Box) -> Markup:
    place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": 10}
    return element("rect", {"class": "goals-frame", **place})


def _arrow(picture: AlignmentPicture, curve: Curve, numbers: Mapping[str, int]) -> Markup:
    edges = [picture.edges[index] for index in curve.edges]
    ends = {
        "data-from": " ".join(str(numbers[edge.source]) for edge in edges),
        "data-to": str(numbers[edges[0].target]),
    }
    return element("g", {"class": f"goals-edge goals-edge-{edges[0].kind}", **ends}, _line_and_tip(curve.points))


def _line_and_tip(points: Sequence[Pixel]) -> Markup:
    """A curve through Bézier points (or a straight line between two) and the arrow's head at its end."""
    tip = points[-1]
    x, y = _heading(points)
    back = Pixel(tip.x - x * ARROW_LENGTH, tip.y - y * ARROW_LENGTH)
    side = Pixel(-y * ARROW_HALF_WIDTH, x * ARROW_HALF_WIDTH)
    corners = (tip, Pixel(back.x + side.x, back.y + side.y), Pixel(back.x - side.x, back.y - side.y))
    start, *middle = points[:-1]
    curve = f"M{_pairs((start,))}{'C' if middle else 'L'}{_pairs((*middle, back))}"
    return element("path", {"class": "goals-edge-line", "d": curve}) + element(
        "path", {"class": "goals-edge-tip", "d": f"M{_pairs(corners)}z"}
    )


def _heading(points: Sequence[Pixel]) -> Pixel:
    """The direction in which a curve ends, one pixel long."""
    tip = points[-1]
    for point in reversed(points[:-1]):
        distance = math.hypot(tip.x - point.x, tip.y - point.y)
        if distance > 0.5:
            return Pixel((tip.x - point.x) / distance, (tip.y - point.y) / distance)
    return Pixel(-1.0, 0.0)


def _pairs(points: Sequence[Pixel]) -> str:
    return " ".join(f"{number(point.x)},{number(point.y)}" for point in points)
