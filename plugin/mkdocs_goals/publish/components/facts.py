"""A short list of what is known of something: label and words, each perhaps a link or a person."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_goals.publish.context import Anchor, Person


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    anchors: tuple[Anchor, ...] = ()
    people: tuple[Person, ...] = ()
    note: str = ""


def facts(*found: Fact | None) -> tuple[Fact, ...]:
    """Without the facts that say nothing."""
    return tuple(fact for fact in found if fact and (fact.anchors or fact.people or fact.note))
