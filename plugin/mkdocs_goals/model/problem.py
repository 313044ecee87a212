"""What can be wrong with what was written."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_goals.model.place import Place


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a problem: the first of two duplicates, the parent's line."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the rule's code, what is wrong, how to fix it, and where.

    `goal` is the id of the goal it is about, or None (organisation file, unreadable file).
    """

    code: str
    message: str
    place: Place
    help: str = ""
    goal: str | None = None
    related: tuple[Related, ...] = ()
