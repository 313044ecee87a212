"""Units of measure: which of them convert into each other, so that "2 hours" agrees with 120 minutes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from mkdocs_goals.check import words

_SCALES: Mapping[str, Decimal] = {
    **dict.fromkeys(("k", "thousand", "thousands"), Decimal(1_000)),
    **dict.fromkeys(("m", "mio", "mn", "million", "millions"), Decimal(1_000_000)),
    **dict.fromkeys(("bn", "billion", "billions"), Decimal(1_000_000_000)),
}
_WORD = re.compile(r"[%€$£]|[^\W\d_]+")
_NEAR_ENOUGH = Decimal("0.03")
"""A month has 30 or 31 days, and people round: so much may be missing between units."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures (`kind`, None where only its own words tell), and how many of the smallest one makes.

    `EUR k` is 1,000 of euros, `minutes` 60 of time. `name` is what it is called without the scale.
    """

    kind: str | None
    factor: Decimal
    name: str

    def converts_to(self, other: Unit) -> bool:
        """Whether amounts of the two can be compared."""
        if self.kind or other.kind:
            return self.kind == other.kind
        return _stem(self.name) == _stem(other.name)


def unit(text: str | None) -> Unit | None:
    """The unit that a text such as `%`, `k EUR` or `working days` names; None for no text."""
    found = [word.lower() for word in _WORD.findall(text or "")]
    scales = [word for word in found if word in _SCALES]
    rest = [word for word in found if word not in _SCALES]
    if not found:
        return None
    factor = Decimal(1)
    for word in scales:
        factor *= _SCALES[word]
    name = " ".join(rest)
    kind, base = _units().get(name) or _units().get(rest[0] if rest else "") or (None, Decimal(1))
    return Unit(kind, factor * base, name)


def same(value: Decimal, of: Unit | None, other: Decimal, of_other: Unit | None) -> bool:
    """Whether two amounts are the same, converted into each other; by their digits where a unit is not known."""
    if of is None or of_other is None or not of.converts_to(of_other):
        return abs(value) == abs(other)
    one, two = abs(value) * of.factor, abs(other) * of_other.factor
    if of.factor == of_other.factor:
        return one == two
    return abs(one - two) <= _NEAR_ENOUGH * max(one, two)


def _stem(name: str) -> str:
    """The last word without its plural: `new customers` are counted as `customer`."""
    last = name.rpartition(" ")[2]
    return last[:-3] + "y" if last.endswith("ies") else last.removesuffix("s")


@cache
def _units() -> Mapping[str, tuple[str, Decimal]]:
    """Every name of a unit → what it measures, and how many of the smallest one makes."""
    data = tomllib.loads(files(words).joinpath("units.toml").read_text(encoding="utf-8"))
    return {
        name: (kind, Decimal(factor))
        for kind, by_factor in data.items()
        for factor, names in by_factor.items()
        for name in names
    }
