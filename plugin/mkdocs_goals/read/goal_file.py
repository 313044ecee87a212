"""What the readers of one file share: where it is, the calendar, and the problems found so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from mkdocs_goals.model.calendar import Calendar, Period, parse_date
from mkdocs_goals.model.diagnostic import Diagnostic, Related
from mkdocs_goals.model.goal import Link, Reference
from mkdocs_goals.model.place import Place
from mkdocs_goals.read.fields import Block
from mkdocs_goals.read.scalars import Misread, shortened
from mkdocs_goals.read.schema import LinkBlock
from mkdocs_goals.read.source import Source
from mkdocs_goals.read.tree import Mapping, Node, Scalar

Value = TypeVar("Value")

PERIOD_EXAMPLES = "such as 2024, 2024-H1, 2024-Q3, 2024-07 or 2024-W31"


MOST_ROWS = 4_000_000
"""Rows of CSV files that are read for all KPIs of a company together: eleven thousand years of days."""


@dataclass
class RowBudget:
    """How many rows may still be read."""

    rows: int = MOST_ROWS


@dataclass
class GoalFileReader:
    """A goal file that is being read.

    `path` is what people call it, `name` what it is called inside the source. `texts` collects the other files that
    were read for it, by their paths. `room` is shared by all files of a company.
    """

    path: str
    name: str
    source: Source
    calendar: Calendar
    room: RowBudget = field(default_factory=RowBudget)
    problems: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def shown(self, name: str) -> str:
        """What people call a file of the source."""
        return f"{self.source.shown}/{name}"

    def report(self, code: str, place: Place, message: str, help: str, *related: Related) -> None:
        self.problems.append(Diagnostic(code, message, place, help, related=related))

    def attempt(self, read: Callable[[Node], Value], node: Node) -> Value | None:
        """The node's value; None, and a problem, where it is not what its key takes."""
        try:
            return read(node)
        except Misread as misread:
            self.report(misread.code, misread.place or node.place, misread.message, misread.help)
            return None

    def read_key(self, block: Block, key: str, read: Callable[[Node], Value]) -> Value | None:
        """The value of a key that the schema leaves as a node; the key is damaged where it cannot be read."""
        node = block.node.get(key)
        if node is None or (isinstance(node, Scalar) and node.blank):
            return None
        value = self.attempt(read, node)
        if value is None:
            block.damage(key)
        return value

    def cycle(self, node: Scalar) -> Period | None:
        """The cycle that a scalar names."""
        period = self.calendar.period(node.text.strip())
        if period is None or period.days == 1:
            message = f"`{shortened(node.text)}` is no cycle"
            self.report("F111", node.place, message, f"write a cycle {PERIOD_EXAMPLES}")
            return None
        return period

    def period(self, node: Scalar) -> Period | None:
        """The period or day that a scalar names."""
        period = self.calendar.period(node.text.strip())
        if period is None:
            message = f"`{shortened(node.text)}` is no period"
            self.report("F111", node.place, message, f"write a period {PERIOD_EXAMPLES}, or a date")
        return period

    def date(self, node: Scalar) -> date | None:
        """The date that a mapping's key names."""
        value = parse_date(node.text.strip())
        if value is None:
            message = f"`{shortened(node.text)}` is no date"
            self.report("F111", node.place, message, "write year-month-day, such as 2024-07-15")
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
