"""A goal's five letters: what is open of specific, measurable, assignable, relevant and time-bound."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_goals.check.finding import Finding, Findings
from mkdocs_goals.check.registry import LETTERS

SMART = ("S", "M", "A", "R", "T")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of SMART for one goal: the letter, its word, and the findings that are open."""

    letter: str
    word: str
    open: tuple[Finding, ...]


def smart(findings: Findings, goal: str) -> tuple[Letter, ...]:
    """The five letters of a goal, in order. Findings of the other letters (F, K, X, U) are not in it."""
    of_goal = findings.of_goal.get(goal, ())
    return tuple(
        Letter(letter, LETTERS[letter], tuple(f for f in of_goal if f.code.startswith(letter))) for letter in SMART
    )
