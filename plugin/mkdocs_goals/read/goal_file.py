"""What the readers of one file share: where it is, the calendar, and the problems found so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from mkdocs_goals.model.calendar import Calendar, Period, parse_date
from mkdocs_goals.model.diagnostic import Diagnostic, Fix, Related
from mkdocs_goals.model.goal import Link, Reference
from mkdocs_goals.model.place import Place
from mkdocs_goals.read.keys import LinkBlock
from mkdocs_goals.read.scalars import Misread, meant_time, no_cycle, no_date, no_period
from mkdocs_goals.read.source import Source
from mkdocs_goals.read.table import Scope
from mkdocs_goals.read.tree import Mapping, Node, Scalar

MOST_ROWS = 4_000_000
"""Rows of CSV files that are read for all KPIs of a company together: eleven thousand years of days."""


@dataclass
class RowBudget:
    """How many rows may still be read."""

    rows: int = MOST_ROWS


@dataclass
class GoalFileReader:
    """A goal file that is being read.

    `path` is what people call it, `source_path` what it is called inside the source. `texts` collects the other files
    that were read for it, by their paths. `room` is shared by all files of a company.
    """

    path: str
    source_path: str
    source: Source
    calendar: Calendar
    room: RowBudget = field(default_factory=RowBudget)
    problems: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    _times: dict[int, Counter[str]] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        """Where the file's problems go."""
        return Scope(self.problems)

    def report(
        self, code: str, place: Place, message: str, help: str, *related: Related, fix: Fix | None = None
    ) -> None:
        self.problems.append(Diagnostic(code, message, place, help, related=related, fix=fix))

    def _refuse(self, node: Scalar, misread: Misread, among: Node | None = None) -> None:
        problem = misread.diagnostic(node, node.place)
        if problem.fix and isinstance(among, Mapping) and self._meaning(among)[misread.meant] > 1:
            problem = replace(problem, fix=problem.fix.unsafe)  # it would make the key stand twice
        self.problems.append(problem)

    def _meaning(self, tree: Mapping) -> Counter[str]:
        """How many keys of a mapping mean the same time."""
        if id(tree) not in self._times:
            self._times[id(tree)] = Counter(meant_time(key.text) or key.text.strip() for key, _ in tree.pairs)
        return self._times[id(tree)]

    def cycle(self, node: Scalar) -> Period | None:
        """The cycle that a scalar names."""
        period = self.calendar.period(node.text.strip())
        if period is not None and period.days > 1:
            return period
        self._refuse(node, no_cycle(node.text))
        return None

    def period(self, node: Scalar, among: Node | None) -> Period | None:
        """The period or day that a mapping's key names."""
        period = self.calendar.period(node.text.strip())
        if period is None:
            self._refuse(node, no_period(node.text), among)
        return period

    def date(self, node: Scalar, among: Node | None) -> date | None:
        """The date that a mapping's key names."""
        value = parse_date(node.text.strip())
        if value is None:
            self._refuse(node, no_date(node.text), among)
        return value


def reference(node: Scalar | None) -> Reference | None:
    """A goal's id, or `objective/key-result`."""
    if node is None:
        return None
    goal, _, key_result = node.text.strip().partition("/")
    return Reference(goal, key_result or None, node.place)


def references(nodes: list[Scalar] | None) -> tuple[Reference, ...]:
    """References in the order of the file."""
    return tuple(found for found in map(reference, nodes or ()) if found)


def word(node: Scalar | None) -> str | None:
    """A scalar's text where there is one."""
    return node.text.strip() if node is not None else None


def links(blocks: list[LinkBlock] | None) -> tuple[Link, ...]:
    """Links; one without a title shows its address."""
    return tuple(Link(block.title or block.url.text, block.url.text.strip(), block.url.place) for block in blocks or ())


def pairs_of(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    """A mapping's keys and values; nothing for anything else."""
    return node.pairs if isinstance(node, Mapping) else ()
