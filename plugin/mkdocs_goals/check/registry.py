"""All rules, in the order of their codes."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_goals.check.rule import REGISTRY, Rule
from mkdocs_goals.check.rules import (  # noqa: F401 - importing them registers their rules
    assignable,
    comments,
    file,
    kpis,
    measurable,
    relevant,
    safety,
    specific,
    timely,
)

RULES: Mapping[str, Rule] = REGISTRY.rules()

LETTERS: Mapping[str, str] = {
    "F": "the file itself",
    "S": "specific",
    "M": "measurable",
    "A": "assignable and achievable",
    "R": "relevant",
    "T": "time-bound",
    "K": "KPIs",
    "X": "safety",
    "U": "comments for the checker",
}
"""What a code's first letter stands for, in the order in which the rules are listed."""


def matching(selector: str) -> frozenset[str]:
    """The codes that a code, or the beginning of one (`M`, `M1`), names. Case does not matter."""
    return frozenset(code for code in RULES if code.startswith(selector.strip().upper()))
