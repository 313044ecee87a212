"""Indexes that are too long for one page: each of their pages shows a part, and leads to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from mkdocs_goals.model.page_addresses import numbered
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import SitePage
from mkdocs_goals.publish.site_data import SiteData

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
