"""What the search plugin reads of our pages: their small stand-ins (see publish/search.py).

Both search plugins, MkDocs' own and Material's, collect their index in an object `search_index` and add a page to it
with `add_entry_from_context(page)`, which reads the page's content. That one method of that one object is where we come
in, so everybody else finds the real content in the page at any time. A search plugin that works otherwise reads whole
pages, which is slower and finds more than anybody looks for.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.structure.pages import Page

from mkdocs_goals.plugin.pages import GoalsPage

_METHOD = "add_entry_from_context"


def let_search_read_little(plugins: Iterable[object]) -> None:
    """Let the search plugins among these read the stand-ins. To be called when their index is there, and empty."""
    for plugin in plugins:
        index = getattr(plugin, "search_index", None)
        add = getattr(index, _METHOD, None)
        if callable(add):
            setattr(index, _METHOD, _adding_little(add))


def _adding_little(add: Callable[[Page], Any]) -> Callable[[Page], None]:
    def add_entry(page: Page) -> None:
        if not isinstance(page, GoalsPage):
            add(page)
        elif not page.site_page.search_exclude:  # MkDocs' own search plugin does not know `exclude`
            add(_stand_in(page))

    return add_entry


def _stand_in(page: GoalsPage) -> GoalsPage:
    """The page as the index should see it: the same but for its content."""
    if page.search_content is None:
        return page
    stand_in = copy.copy(page)
    stand_in.content = page.search_content
    return stand_in
