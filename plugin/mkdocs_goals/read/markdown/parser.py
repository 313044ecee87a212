"""A goal's prose → tokens: GitHub-flavoured Markdown within counted limits.

CommonMark with tables, task lists, strikethrough, footnotes, bare links and alerts (`> [!NOTE]`). Raw HTML is text.
No plugin and no extension of the site takes part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from mkdocs_goals.read.markdown.bare_links import add_bare_links
from mkdocs_goals.read.markdown.budget import (
    MAX_BYTES,
    MAX_HTML,
    MAX_TOKENS,
    Budget,
    ProseRefused,
    Refusal,
    count_line,
    count_place,
    label_end,
)
from mkdocs_goals.read.markdown.parts import Notes, Part, add_notes, parts_of


@dataclass(frozen=True, slots=True)
class ParsedProse:
    """A prose that can be rendered. `steps` is what it took of the budget."""

    tokens: Sequence[Token]
    parts: tuple[Part, ...]
    steps: int


def parse_prose(text: str) -> ParsedProse:
    """Parse a goal's prose. Raises ProseRefused where it is too long, nested too deeply, or too laborious."""
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise ProseRefused(Refusal.LONG)
    budget, notes = Budget(), Notes()
    env: dict[str, Any] = {"budget": budget, "notes": notes}
    try:
        tokens = markdown().parse(text, env)
        budget.settle()
        parts = parts_of(notes, text)
    except ProseRefused:
        raise
    except Exception as error:  # whatever one goal's text does to the parser, the others are published
        raise ProseRefused(Refusal.DEFECT) from error
    if _is_too_large(tokens):
        raise ProseRefused(Refusal.SLOW)
    return ParsedProse(tokens, parts, budget.steps)


@cache
def markdown() -> MarkdownIt:
    """The one parser. What belongs to a single prose stands in the `env` that is passed along."""
    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": 1_000_000}
    options |= {"tasklists": True, "alerts": True, "strikethrough_single_tilde": True}
    md = MarkdownIt("commonmark", options)
    md.enable(["table", "strikethrough"])
    footnote_plugin(md, inline=False)
    md.inline.ruler.at("footnote_ref", _footnote_reference)
    add_notes(md)
    add_bare_links(md)
    rules = vars(helpers) | {"parseLinkLabel": label_end}
    md.helpers = SimpleNamespace(**rules)  # type: ignore[assignment]  # the same names, one of them counting
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - who renders them decides
    md.block.ruler.before("table", "count", count_line, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("text", "count", count_place)
    return md


_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,1000}\]")


def _footnote_reference(state: StateInline, silent: bool) -> bool:
    """The plugin's own rule looks for its end in all of the text."""
    return bool(_FOOTNOTE.match(state.src, state.pos, state.posMax)) and footnote_ref(state, silent)


_EXTRA_HTML = {"link_open": 40, "heading_close": 90, "footnote_ref": 90, "footnote_anchor": 110, "fence": 60}
"""What some tokens bring with them: signs, anchors, classes."""


def _is_too_large(tokens: Iterable[Token]) -> bool:
    """Whether there are too many tokens, or too much HTML would come of them."""
    count = html = 0
    waiting = [*tokens]
    while waiting and count <= MAX_TOKENS and html <= MAX_HTML:
        token = waiting.pop()
        count += 1
        html += len(token.tag) + 4 + _EXTRA_HTML.get(token.type, 0)
        for name, value in token.attrs.items():
            html += len(name) + 4 + len(escapeHtml(str(value)))
        if token.children is None:
            html += len(escapeHtml(token.content))
        else:
            waiting += token.children
    return count > MAX_TOKENS or html > MAX_HTML
