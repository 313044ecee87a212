"""What the checker says: findings, in one order, counted and by goal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from mkdocs_goals.model.diagnostic import Diagnostic

if TYPE_CHECKING:
    from mkdocs_goals.check.rule import Rule


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]

    def at_least(self, other: Level) -> bool:
        """Whether this level matters as much as the other, or more."""
        return self.rank <= other.rank


_RANKS = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Diagnostic):
    """A diagnostic with what the company makes of it: its rule's name, its level, and where to read more.

    `url` is the address of the rule's page, or empty where nobody said where the pages are published.
    """

    name: str
    level: Level
    url: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Findings are sorted by path, line, column and code."""
        return (self.place.path, self.place.line, self.place.column, self.code, self.message)


@dataclass(frozen=True)
class Findings:
    """All findings of one run, sorted, and how much was looked at."""

    as_of: date
    items: tuple[Finding, ...] = ()
    files: int = 0
    goals: int = 0
    rules: Mapping[str, Rule] = field(default_factory=dict, compare=False)
    """The rules of the run by their codes."""

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def of_goal(self) -> Mapping[str, tuple[Finding, ...]]:
        """Findings by the id of the goal they are about."""
        groups: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in self.items:
            if finding.goal is not None:
                groups[finding.goal].append(finding)
        return {goal: tuple(findings) for goal, findings in groups.items()}

    def count(self, level: Level) -> int:
        """How many findings have exactly this level."""
        return sum(1 for finding in self.items if finding.level is level)

    def any_at_least(self, level: Level) -> bool:
        """Whether a finding matters as much as the level, or more."""
        return any(finding.level.at_least(level) for finding in self.items)

    def where(self, keep: Callable[[Finding], bool]) -> Findings:
        """The same run with only some of its findings."""
        return self.only(finding for finding in self.items if keep(finding))

    def only(self, findings: Collection[Finding] | Iterator[Finding]) -> Findings:
        """The same run with these findings instead."""
        ordered = tuple(sorted(findings, key=lambda finding: finding.order))
        return replace(self, items=ordered)
