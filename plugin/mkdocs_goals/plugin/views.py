"""The views that written pages place: a page's HTML with each comment replaced by its view.

What is wrong with one stands in the page in its place, and is logged with its line in the page's source.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from markupsafe import Markup
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.pages import Page

from mkdocs_goals.publish.views import VIEW_COMMENT, ViewProblem

log = get_plugin_logger("goals")

_CODE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t]*(?P=fence)|\Z)|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
"""Fenced blocks and inline code: a comment in them is shown to readers and is no view."""


def with_views(html: str, page: Page, render: Callable[[str], Markup]) -> str:
    """The HTML with its views. `render` makes one of what stands between a comment's dashes, or raises ViewProblem."""
    source = _Source(page)

    def view(match: re.Match[str]) -> str:
        start = source.next_start(match[0])
        try:
            return str(render(match[1]))
        except ViewProblem as problem:
            log.warning(f"{source.place(start, problem.column)}: {problem}")
            return str(Markup("<p><strong>{}</strong></p>").format(str(problem)))

    return VIEW_COMMENT.sub(view, html)


class _Source:
    """The source of a page. Its comments come in the order in which the page's HTML has them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._seen: dict[str, int] = {}

    @cached_property
    def _text(self) -> str:
        """The source with blanks where code stands, so that every character keeps its place."""
        return _CODE.sub(lambda code: re.sub(r"\S", " ", code[0]), self._page.file.content_string)

    def next_start(self, comment: str) -> int:
        """Where a comment stands that was not asked for before; -1 if it comes from elsewhere, such as a snippet."""
        start = self._text.find(comment, self._seen.get(comment, 0))
        self._seen[comment] = start + len(comment) if start >= 0 else len(self._text)
        return start

    def place(self, start: int, column: int) -> str:
        """`page.md:3:17`, for a column that is counted from a comment's start at 1."""
        if start < 0:
            return self._page.file.src_uri
        at = start + column - 1
        line_start = self._text.rfind("\n", 0, at) + 1
        return f"{self._page.file.src_uri}:{self._text.count(chr(10), 0, at) + 1}:{at - line_start + 1}"
