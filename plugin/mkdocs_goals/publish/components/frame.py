"""What frames a page's content: facts in pairs, and the way through long lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from mkdocs_goals.model.goal import Goal
from mkdocs_goals.model.page_addresses import numbered
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink
from mkdocs_goals.publish.page import SitePage
from mkdocs_goals.publish.safe import safe_url
from mkdocs_goals.publish.site_data import SiteData

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


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Pager:
    """The way from page to page; `here` says which one this is, and of how many."""

    before: Anchor | None
    here: str
    after: Anchor | None


def numbered_pages(data: SiteData, first: SitePage, count: int, most: int) -> Iterator[SitePage]:
    """The pages of an index of so many items, at most so many on each. The key of each is its number."""
    yield replace(first, key="1")
    for number in range(2, _pages(count, most) + 1):
        title = data.words("pager.title", title=first.title, n=number)
        address = numbered(first.address, number)
        yield replace(first, address=address, title=title, key=str(number), parent=first.address, in_nav=False)


def part_of(
    context: PageContext, index: str, page: SitePage, items: Sequence[Item], most: int
) -> tuple[Sequence[Item], Pager | None]:
    """The items of one of the pages, and the way to the others; None where there is one page only."""
    number, last = int(page.key), _pages(len(items), most)
    shown = items[(number - 1) * most : number * most]
    if last == 1:
        return shown, None
    words = context.words
    before = Anchor(words("pager.before"), context.links(numbered(index, number - 1))) if number > 1 else None
    after = Anchor(words("pager.after"), context.links(numbered(index, number + 1))) if number < last else None
    return shown, Pager(before, words("pager.here", number=number, last=last), after)


def _pages(count: int, most: int) -> int:
    return max((count + most - 1) // most, 1)
