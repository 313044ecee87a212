"""A series in the size of a word, its last value marked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from mkdocs_goals.draw.charts.series import Scale, in_order, thinned
from mkdocs_goals.draw.svg import element, number

WIDTH = 100
HEIGHT = 24
_EDGE = 3.0
"""Pixels around, so that the mark of the last value is not cut."""
MOST_POINTS = 100


def sparkline(points: Iterable[tuple[date, Decimal]], label: str, *, status: str | None = None) -> Markup:
    """Values on days, in any order, as a line; `label` says in words what it shows.

    One value is a dot on a faint line, none only that line. The last dot has the colour of a status.
    """
    values = thinned(in_order(points), MOST_POINTS)
    parts = [_empty()] if len(values) < 2 else []
    if values:
        numbers = [value for _, value in values]
        days = [Decimal(day.toordinal()) for day, _ in values]
        across = Scale(days[0], days[-1], _EDGE, WIDTH - _EDGE)
        upward = Scale(min(numbers), max(numbers), HEIGHT - _EDGE, _EDGE)
        places = [(across.at(day), upward.at(value)) for day, value in zip(days, numbers, strict=True)]
        if len(places) > 1:
            line = " ".join(f"{number(x)},{number(y)}" for x, y in places)
            parts.append(element("polyline", {"class": "goals-spark-line", "points": line}))
        x, y = places[-1]
        parts.append(element("circle", {"class": "goals-spark-last", "cx": x, "cy": y, "r": 2.5}))
    return element(
        "svg",
        {
            "class": "goals-spark" + (f" goals-s-{status}" if status else ""),
            "width": WIDTH,
            "height": HEIGHT,
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "role": "img",
            "aria-label": label,
        },
        parts,
    )


def _empty() -> Markup:
    middle = HEIGHT / 2
    return element("line", {"class": "goals-spark-none", "x1": _EDGE, "x2": WIDTH - _EDGE, "y1": middle, "y2": middle})
