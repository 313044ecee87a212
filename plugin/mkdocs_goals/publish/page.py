"""A page of the site before it is rendered, and a kind of page: one view and one template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mkdocs_goals.model.goal import Prose
from mkdocs_goals.publish.context import PageContext
from mkdocs_goals.publish.site_data import SiteData

NARROW = ("path",)
"""What a page hides of the theme's frame: the theme's own way back, as ours says more."""

WIDE = ("path", "navigation", "toc")
"""A page with a table or a graph needs the whole width."""

NO_TOC = ("path", "toc")


@dataclass(frozen=True, slots=True)
class SitePage:
    """What is known of a page without making it.

    `address` is where it is (see links.py); `kind` names its kind; `key` what it is about (a goal's id, a
    cycle's, …). `title` is plain text, not escaped. `parent` is the address of the index above it. `source` is
    the goal file behind it, `prose` that file's Markdown.
    `hide` are parts of the theme's frame that a wide page does without. `search_exclude` keeps listings out of
    the index.
    """

    address: str
    kind: str
    title: str
    key: str = ""
    parent: str | None = None
    in_nav: bool = False
    source: str | None = None
    prose: Prose | None = None
    description: str = ""
    tags: tuple[str, ...] = ()
    hide: tuple[str, ...] = NARROW
    search_exclude: bool = False
    search_boost: float = 1.0


SearchWords = Callable[[SiteData, str], Iterable[str]]
"""What search finds a page by, beside its title and prose: from the site's data and the page's key."""


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page. `name` is its template's name below `pages/`; `view` makes what the template shows.

    `search` says what search reads in the page's place; None where it reads the page itself.
    """

    name: str
    pages: Callable[[SiteData], Iterable[SitePage]] = field(repr=False)
    view: Callable[[PageContext, SitePage], object] = field(repr=False)
    search: SearchWords | None = field(default=None, repr=False)
