"""Means by weight, the same in whatever order their terms come."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

ZERO = Decimal(0)


def total(values: Iterable[Decimal]) -> Decimal:
    """A sum whose last digit does not hang on the order of the goals or of their files."""
    return sum(sorted(values), ZERO)


def weighted_mean(pairs: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Σ(weight × value) ÷ Σ weight over pairs of weight and value; None where all weights are zero."""
    pairs = tuple(pairs)
    weights = total(weight for weight, _ in pairs)
    return total(weight * value for weight, value in pairs) / weights if weights else None
