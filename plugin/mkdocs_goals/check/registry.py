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
    measurable_titles,
    relevant,
    safety,
    specific,
    timely,
)

RULES: Mapping[str, Rule] = REGISTRY.rules()

OWN_LETTER = "Z"
"""With which the codes of a company's own rules begin (see `own_rules`)."""

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
    OWN_LETTER: "the company's own",
}
"""What a code's first letter stands for, in the order in which the rules are listed."""


def names_a_rule(selector: str) -> bool:
    """Whether a code, or the beginning of one (`M`, `M1`), names a rule of ours or may name one of a company's own."""
    return selector.startswith(OWN_LETTER) or any(code.startswith(selector) for code in RULES)
