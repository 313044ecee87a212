"""A short list of what is known of something: label and words, each perhaps a link or a person."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_goals.model.goal import Goal
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink
from mkdocs_goals.publish.safe import safe_url

MOST_NAMES = 20
"""Tags, links, people or goals that one line names."""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    anchors: tuple[Anchor, ...] = ()
    people: tuple[PersonLink, ...] = ()
    note: str = ""


def facts(*found: Fact | None) -> tuple[Fact, ...]:
    """Without the facts that say nothing."""
    return tuple(fact for fact in found if fact and (fact.anchors or fact.people or fact.note))


def tags_fact(context: PageContext, goal: Goal) -> Fact:
    return _named(context, goal, "tags", tuple(Anchor(tag) for tag in goal.tags[:MOST_NAMES]), len(goal.tags))


def links_fact(context: PageContext, goal: Goal) -> Fact:
    links = tuple(Anchor(link.title, safe_url(link.url)) for link in goal.links[:MOST_NAMES])
    return _named(context, goal, "links", links, len(goal.links))


def _named(context: PageContext, goal: Goal, key: str, anchors: tuple[Anchor, ...], total: int) -> Fact:
    """What a key of the goal's file names; the rest stands there."""
    rest = context.rest_in_file(total, len(anchors), goal.origin.key(key))
    label = context.words("fact.tags" if key == "tags" else "fact.links")
    return Fact(label, (*anchors, rest) if rest else anchors)
