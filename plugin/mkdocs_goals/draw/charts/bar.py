"""How far a goal is, as a bar with a mark where on track begins."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from mkdocs_goals.draw.svg import element, number

WIDTH = 120
HEIGHT = 12
"""Pixels without a style sheet; with it a bar is as wide as its place."""


def progress_bar(
    share: Decimal | None, label: str, *, status: str | None = None, mark: Decimal | None = None
) -> Markup:
    """A track, filled to a share (1 = all; cut to 0…1), in the colour of a status, with a mark at a share.

    `label` says the same in words. Without a share the track stays empty and is drawn as such.
    """
    fill, limit = _percent(share), _percent(mark)
    parts = [element("rect", {"class": "goals-bar-track", "y": 3, "width": "100%", "height": 6, "rx": 3})]
    if fill is not None:
        parts.append(element("rect", {"class": "goals-bar-fill", "y": 3, "width": fill, "height": 6, "rx": 3}))
    if limit is not None:
        parts.append(element("line", {"class": "goals-bar-mark", "x1": limit, "x2": limit, "y2": HEIGHT}))
    classes = "goals-bar" + (f" goals-s-{status}" if status else "") + ("" if fill else " goals-bar-empty")
    return element(
        "svg", {"class": classes, "width": WIDTH, "height": HEIGHT, "role": "img", "aria-label": label}, parts
    )


def _percent(share: Decimal | None) -> str | None:
    return None if share is None else f"{number(100 * min(max(float(share), 0.0), 1.0))}%"
