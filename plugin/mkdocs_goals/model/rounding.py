"""Numbers as they are shown: rounded half up, and only there."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def rounded(value: Decimal, places: int) -> Decimal:
    """A value with so many decimals, half up."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def in_digits(value: Decimal, most_places: int = 4) -> str:
    """A value with at most so many decimals and no trailing zeros, as a calculation shows it: `0.6667`, `5000`."""
    short = rounded(value, most_places).normalize()
    text = f"{short:f}"
    return "0" if text == "-0" else text
