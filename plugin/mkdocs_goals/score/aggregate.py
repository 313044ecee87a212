"""Several values of a KPI put together into one, by its `aggregate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mkdocs_goals.model.goal import Aggregate
from mkdocs_goals.model.rounding import in_digits

MOST_TERMS = 8
"""Up to so many values are spelled out in a calculation; more are only counted, for the inputs name each."""


def put_together(aggregate: Aggregate, values: Sequence[Decimal]) -> Decimal:
    """One value of several, which are in order of time. There is at least one."""
    match aggregate:
        case Aggregate.LAST:
            return values[-1]
        case Aggregate.SUM:
            return sum(values, Decimal(0))
        case Aggregate.MEAN:
            return sum(values, Decimal(0)) / len(values)
        case Aggregate.MIN:
            return min(values)
        case Aggregate.MAX:
            return max(values)


def running(aggregate: Aggregate, values: Sequence[Decimal]) -> Iterator[Decimal]:
    """What the first value gives, then the first two, then the first three, …"""
    so_far = Decimal(0)
    for count, value in enumerate(values, start=1):
        match aggregate:
            case Aggregate.SUM | Aggregate.MEAN:
                so_far += value
                yield so_far / count if aggregate is Aggregate.MEAN else so_far
            case Aggregate.LAST:
                yield value
            case Aggregate.MIN | Aggregate.MAX:
                so_far = value if count == 1 else put_together(aggregate, (so_far, value))
                yield so_far


NAMES = {
    Aggregate.LAST: "the last",
    Aggregate.SUM: "the sum",
    Aggregate.MEAN: "the mean",
    Aggregate.MIN: "the lowest",
    Aggregate.MAX: "the highest",
}
"""What a KPI's aggregate makes of several values, as an explanation says it."""


def spelled_out(aggregate: Aggregate, values: Sequence[Decimal]) -> str:
    """How several values become one: `180 + 210 = 390`, `(3 + 4) ÷ 2 = 3.5`, `the lowest of 3, 4 = 3`."""
    result = in_digits(put_together(aggregate, values))
    if len(values) > MOST_TERMS:
        return f"{NAMES[aggregate]} of {len(values)} periods = {result}"
    terms = [in_digits(value) for value in values]
    summed = f"{terms[0]}{''.join(f' − {t[1:]}' if t.startswith('-') else f' + {t}' for t in terms[1:])}"
    match aggregate:
        case Aggregate.SUM:
            return f"{summed} = {result}" if len(terms) > 1 else result
        case Aggregate.MEAN:
            return f"({summed}) ÷ {len(terms)} = {result}" if len(terms) > 1 else result
    return f"{NAMES[aggregate]} of {', '.join(terms)} = {result}" if len(terms) > 1 else result
