"""How a number came about, unfolded down to file and line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mkdocs_goals.publish.brief import MOST_OF_A_TITLE, brief
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.score.result import Explanation, Input, LeftOut

_SHOWN = Decimal("0.0001")

MOST_ROWS = 30
"""Values of one number that are shown with it."""
MOST_SAID = 10
"""Things left out, and notes, that are shown with it."""
MOST_OF_A_CALCULATION = 400
"""Characters of a sum with all its terms; the middle of a longer one is left out."""


@dataclass(frozen=True, slots=True)
class InputRow:
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
    """`title` asks the question that unfolds; `rest` counts what is not shown, and leads to it."""

    title: str
    formula: str
    calculation: str
    rows: tuple[InputRow, ...]
    weighted: bool
    left_out: tuple[Excluded, ...]
    notes: tuple[str, ...]
    rest: Anchor | None


def explained(context: PageContext, title: str, explanation: Explanation, rest_url: str | None = None) -> Explained:
    """What one reads of an explanation. `rest_url` is where the rest is; else goals.json, which holds all of it."""
    inputs, left_out, notes = explanation.inputs, explanation.left_out, explanation.notes
    said = len(inputs) + len(left_out) + len(notes)
    shown = min(len(inputs), MOST_ROWS) + min(len(left_out), MOST_SAID) + min(len(notes), MOST_SAID)
    return Explained(
        title=title,
        formula=brief(explanation.formula),
        calculation=_without_middle(explanation.calculation),
        rows=tuple(_row(context, item) for item in inputs[:MOST_ROWS]),
        weighted=any(item.weight is not None for item in inputs),
        left_out=tuple(_excluded(context, item) for item in left_out[:MOST_SAID]),
        notes=tuple(brief(note) for note in notes[:MOST_SAID]),
        rest=context.rest(said, shown, rest_url or context.data_url),
    )


def _without_middle(calculation: str) -> str:
    """A long sum as `(1 × 0.2 + 1 × 0.4 + … + 1 × 0.3) ÷ 2000 = 0.31`: its beginning and its end."""
    if len(calculation) <= MOST_OF_A_CALCULATION:
        return calculation
    begin, end = calculation[: MOST_OF_A_CALCULATION - 100], calculation[-100:]
    begin, plus, _ = begin.rpartition(" + ") if " + " in begin else (begin, " ", "")
    return f"{begin}{plus}…{end[max(end.find(' + '), 0) :]}"


def _row(context: PageContext, item: Input) -> InputRow:
    name = Anchor(brief(item.name, MOST_OF_A_TITLE), _url(context, item.goal))
    weight = None if item.weight is None else context.format.exact(item.weight)
    return InputRow(name, _value(context, item.value), weight, context.place(item.place))


def _excluded(context: PageContext, item: LeftOut) -> Excluded:
    return Excluded(brief(item.name, MOST_OF_A_TITLE), brief(item.reason), context.place(item.place))


def _value(context: PageContext, value: Decimal | str | None) -> str:
    if value is None:
        return context.words("explain.no-value")
    if isinstance(value, str):
        return brief(value, MOST_OF_A_TITLE)
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
    return context.key_result_place(objective, key_result) if key_result else context.goal_url(objective)
