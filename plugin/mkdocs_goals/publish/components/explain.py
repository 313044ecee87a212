"""How a number came about, unfolded down to file and line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mkdocs_goals.publish.context import Anchor, PageContext, key_result_anchor
from mkdocs_goals.score.result import Explanation, Input, LeftOut

_SHOWN = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Row:
    """One value that was put in."""

    name: Anchor
    value: str
    weight: str | None
    place: Anchor | None


@dataclass(frozen=True, slots=True)
class Excluded:
    """Something that does not count, and why."""

    name: str
    reason: str
    place: Anchor | None


@dataclass(frozen=True, slots=True)
class Explained:
    """`title` asks the question that unfolds."""

    title: str
    formula: str
    calculation: str
    rows: tuple[Row, ...]
    weighted: bool
    left_out: tuple[Excluded, ...]
    notes: tuple[str, ...]


def explained(context: PageContext, title: str, explanation: Explanation) -> Explained:
    return Explained(
        title,
        explanation.formula,
        explanation.calculation,
        tuple(_row(context, item) for item in explanation.inputs),
        any(item.weight is not None for item in explanation.inputs),
        tuple(_excluded(context, item) for item in explanation.left_out),
        explanation.notes,
    )


def _row(context: PageContext, item: Input) -> Row:
    name = Anchor(item.name, _url(context, item.goal))
    weight = None if item.weight is None else context.format.exact(item.weight)
    return Row(name, _value(context, item.value), weight, context.place(item.place))


def _excluded(context: PageContext, item: LeftOut) -> Excluded:
    return Excluded(item.name, item.reason, context.place(item.place))


def _value(context: PageContext, value: Decimal | str | None) -> str:
    if value is None:
        return context.words("explain.no-value")
    if isinstance(value, str):
        return value
    exponent = value.as_tuple().exponent
    long = isinstance(exponent, int) and exponent < -4
    return context.format.exact(value.quantize(_SHOWN, ROUND_HALF_UP) if long else value)


def _url(context: PageContext, goal: str | None) -> str | None:
    """Where an input that is a score itself is explained."""
    if goal is None:
        return None
    objective, _, key_result = goal.partition("/")
    if not context.portfolio.knows(objective):
        return None
    return context.goal_url(objective, key_result_anchor(key_result) if key_result else "")
