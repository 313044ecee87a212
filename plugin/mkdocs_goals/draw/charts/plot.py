"""What every chart has: a plot with two axes, lines, areas, and a legend below. Static SVG, classes only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup

from mkdocs_goals.draw.charts.series import Scale, Value, day_marks, value_marks
from mkdocs_goals.draw.svg import element, joined, number
from mkdocs_goals.draw.text import BOLD, ELLIPSIS, text_width, wrapped
from mkdocs_goals.model.calendar import MONTHS

WIDTH = 480.0
HEIGHT = 230.0
TOP = 24.0
BOTTOM = HEIGHT - 28
RIGHT = WIDTH - 12
FONT = 18.0
"""The largest size of letters in the drawing's own pixels; on wide screens the style sheet makes them smaller."""
MOST_MARGIN = 190.0
LEAST_MARGIN = 30.0
MOST_DOTS = 40
"""Up to so many values each has a dot."""


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


@dataclass(frozen=True)
class ChartTexts:
    """How a chart writes numbers, days and beginnings of months, and its words. English unless a site says more."""

    number: Callable[[Decimal], str] = "{:f}".format
    day: Callable[[date], str] = _day
    month: Callable[[date], str] = _month
    measured: str = "measured"
    expected: str = "expected"
    target: str = "target"
    limit: str = "limit"
    benchmark: str = "benchmark"
    today: str = "today"
    warning: str = "warning"
    critical: str = "critical"


@dataclass(frozen=True, slots=True)
class Plot:
    """Where values and days lie. `marks` are the values written beside the axis, with their words."""

    days: tuple[date, date]
    marks: tuple[tuple[Decimal, str], ...]
    across: Scale
    upward: Scale

    def x(self, day: date) -> float:
        return self.across.at(Decimal(day.toordinal()))

    def y(self, value: Decimal) -> float:
        return self.upward.at(value)

    @property
    def left(self) -> float:
        return self.across.start


def plot_of(values: Iterable[Decimal], first: date, last: date, texts: ChartTexts, words: Sequence[str] = ()) -> Plot:
    """The plot that holds some values (at least one) and the days from first to last.

    With `words`, the values are positions in a scale, worst first, and the axis says the words.
    """
    if words:
        marks = [(Decimal(position), word) for position, word in enumerate(words)]
        low, high = Decimal("-0.5"), len(words) - Decimal("0.5")
    else:
        held = list(values)
        marks = [(value, texts.number(value)) for value in value_marks(min(held), max(held))]
        low, high = marks[0][0], marks[-1][0]
    widest = max(text_width(word, FONT) for _, word in marks) + 10
    left = min(max(widest, LEAST_MARGIN), MOST_MARGIN)
    across = Scale(Decimal(first.toordinal()), Decimal(max(last, first).toordinal()), left, RIGHT)
    return Plot((first, last), tuple(marks), across, Scale(low, high, BOTTOM, TOP))


def axes(plot: Plot, texts: ChartTexts) -> Markup:
    """Lines across at the marks, with their numbers or words on the left, and days below."""
    parts: list[Markup] = []
    said = ""
    for value, word in plot.marks:
        y = plot.y(value)
        parts.append(
            element("path", {"class": "goals-chart-grid", "d": f"M{number(plot.left)},{number(y)}H{number(RIGHT)}"})
        )
        if word != said:
            parts.append(text_at(_shortened(word, plot.left - 8), plot.left - 6, y + 4, "end"))
        said = word
    return joined((*parts, _day_labels(plot.days, plot.across, texts)))


@lru_cache(maxsize=1_024)
def _day_labels(span: tuple[date, date], across: Scale, texts: ChartTexts) -> Markup:
    """The days below. The charts of a cycle share them, so they are drawn once for all."""
    days, months = day_marks(*span)
    free_from = 0.0
    parts: list[Markup] = []
    for day in days:
        text = texts.month(day) if months else texts.day(day)
        x, half = across.at(Decimal(day.toordinal())), text_width(text, FONT) / 2
        anchor, x_text = ("end", WIDTH - 2) if x + half > WIDTH - 2 else ("middle", x)
        begins = x_text - 2 * half if anchor == "end" else x - half
        parts.append(element("path", {"class": "goals-chart-grid", "d": f"M{number(x)},{number(BOTTOM)}v5"}))
        if begins > free_from:
            parts.append(text_at(text, x_text, HEIGHT - 5, anchor))
            free_from = begins + 2 * half + 6
    return joined(parts)


def _shortened(text: str, width: float) -> str:
    lines = wrapped(text, width, FONT, 1)
    return lines[0] if lines else ELLIPSIS


def text_at(text: str, x: float, y: float, anchor: str, name: str = "goals-chart-label") -> Markup:
    return element("text", {"class": name, "x": x, "y": y, "text-anchor": None if anchor == "start" else anchor}, text)


def series_line(plot: Plot, stretches: Sequence[Sequence[Value]]) -> Markup:
    """Values joined by lines, a new line after each gap; each a dot where they are few, the last one marked."""
    parts: list[Markup] = []
    places = [[(plot.x(day), plot.y(value)) for day, value in stretch] for stretch in stretches if stretch]
    count = sum(len(stretch) for stretch in places)
    for stretch in places:
        if len(stretch) > 1:
            parts.append(element("path", {"class": "goals-chart-line", "d": polyline(stretch)}))
        if count <= MOST_DOTS or len(stretch) == 1:
            parts += [element("circle", {"class": "goals-chart-dot", "cx": x, "cy": y, "r": 2.5}) for x, y in stretch]
    if places:
        x, y = places[-1][-1]
        parts.append(element("circle", {"class": "goals-chart-last", "cx": x, "cy": y, "r": 4.5}))
    return joined(parts)


def last_label(plot: Plot, last: Value, text: str) -> Markup:
    """The latest value in words, above its mark or below it where there is no room."""
    x, y = plot.x(last.date), plot.y(last.value)
    half = text_width(text, FONT * BOLD) / 2
    middle = min(max(x, plot.left + half), RIGHT - half)
    return text_at(text, middle, y - 10 if y > TOP + 22 else y + 24, "middle", "goals-chart-value")


def level(plot: Plot, value: Decimal, name: str, first: date | None = None, last: date | None = None) -> Markup:
    """A line at a value, over all days or from one day to another."""
    start = plot.left if first is None else plot.x(first)
    end = RIGHT if last is None else plot.x(last)
    return element("path", {"class": name, "d": f"M{number(start)},{number(plot.y(value))}H{number(end)}"})


def upright(plot: Plot, day: date, text: str) -> Markup:
    """A line at a day, with a word on top."""
    x = plot.x(day)
    half = text_width(text, FONT) / 2
    line = element("path", {"class": "goals-chart-today", "d": f"M{number(x)},{number(TOP - 4)}V{number(BOTTOM)}"})
    return line + text_at(text, min(max(x, plot.left + half), WIDTH - 2 - half), TOP - 9, "middle")


def polyline(places: Sequence[tuple[float, float]]) -> str:
    """The `d` of a path through some points."""
    return "M" + " ".join(f"{number(x)},{number(y)}" for x, y in places)


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend: what is drawn with a class, as a line or as an area."""

    name: str
    text: str
    area: bool = False


def chart(label: str, drawing: Iterable[Markup], keys: Iterable[Key], status: str | None = None) -> Markup:
    """The chart as HTML: the drawing, which `label` puts into words, and a legend of its lines and areas."""
    svg = element(
        "svg",
        {
            "class": "goals-chart-picture",
            "width": WIDTH,
            "height": HEIGHT,
            "viewBox": f"0 0 {number(WIDTH)} {number(HEIGHT)}",
            "role": "img",
            "aria-label": label,
        },
        element("g", {"aria-hidden": "true"}, drawing),
    )
    legend = element("ul", {"class": "goals-chart-legend"}, [_legend_line(key) for key in keys])
    return element("div", {"class": "goals-chart" + (f" goals-s-{status}" if status else "")}, (svg, legend))


@lru_cache(maxsize=1_024)
def _legend_line(key: Key) -> Markup:
    """One line of a legend; most charts share most of theirs."""
    return element("li", {}, _key(key))


def _key(key: Key) -> Iterable[Markup | str]:
    inside = (
        element("rect", {"class": key.name, "width": 26, "height": 10})
        if key.area
        else element("path", {"class": key.name, "d": "M0,5H26"})
    )
    yield element("svg", {"class": "goals-chart-sample", "width": 26, "height": 10, "aria-hidden": "true"}, inside)
    yield " "
    yield key.text
