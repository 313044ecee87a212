"""A goal's parsed prose → what is published of it: headings with their ids, and HTML that is held to a list.

The renderer writes few tags and escapes all text. What it wrote goes through nh3 (an HTML5 parser) all the same, so
that a mistake in it, or in the library below it, still puts no script, form, frame, style or remote image on a page.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

import nh3
from markdown_it.token import Token
from markupsafe import Markup

from mkdocs_goals.model.address import SCHEMES
from mkdocs_goals.publish.catalogue import Catalogue
from mkdocs_goals.publish.prose_html import LinkTargets, Rendering, plain_text, to_html

TAGS = {
    "a", "blockquote", "br", "code", "del", "div", "em", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre",
    "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

ATTRIBUTES = {
    "*": {"class", "id", "title"},
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}

CLASSES = frozenset({
    "admonition", "admonition-title", "note", "tip", "info", "warning", "danger", "highlight", "task-list",
    "task-list-item", "goals-task", "footnote", "footnote-ref", "footnote-backref", "headerlink",
})  # fmt: skip

ALERTS = {"NOTE": "note", "TIP": "tip", "IMPORTANT": "info", "WARNING": "warning", "CAUTION": "danger"}
"""GitHub's alerts, by the kind of the theme's that looks like it."""

HIGHEST_LEVEL, LOWEST_LEVEL = 3, 6
"""The prose stands in a section of its page, so its highest headings are h3."""

MOST_HEADINGS = 100
"""So many headings of a prose stand in a table of contents."""

_LONGEST_TITLE = 120
_OWN_PREFIX = "prose-"
_TAKEN = re.compile(r"_|kr-|goals-")
"""How ids of the theme and of our own begin."""

_NO_SLUG = re.compile(r"[^\w\- ]")
_REMOTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that a table of contents can name: its plain text, not escaped, its id, its level."""

    title: str
    id: str
    level: int


@dataclass(frozen=True, slots=True)
class SafeProse:
    """Prose that may stand in a page, and its headings."""

    html: Markup
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class ProseFrame:
    """What a prose's page says about it.

    `title` is the page's own: a first heading that only repeats it is left out. `reserved` are ids that the page
    uses itself.
    """

    words: Catalogue
    targets: LinkTargets
    title: str = ""
    reserved: Container[str] = ()


def rendered(tokens: Sequence[Token], frame: ProseFrame) -> SafeProse:
    """Parsed prose as HTML for the middle of a page. The tokens are changed on the way."""
    anchors = _Anchors(frame)
    html = to_html(list(_prepared(tokens, anchors)), Rendering(frame.words, anchors))
    return SafeProse(sanitised(html), tuple(_short(heading) for heading in anchors.headings[:MOST_HEADINGS]))


def sanitised(html: str) -> Markup:
    """Only what is on the lists above."""
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_attribute, url_schemes=set(SCHEMES))
    return Markup(clean.strip())  # noqa: S704 - nh3 has just cleaned it


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        kept = [c for c in value.split() if c in CLASSES or (tag == "code" and c.startswith("language-"))]
        return " ".join(kept) or None
    if name == "src" and _REMOTE.match(value):
        return None
    return value


@dataclass(slots=True)
class _Anchors:
    """The headings of a prose, and where its links lead: to one of them, or where the page says.

    `ids` leads from the ids that forges give to headings to ours.
    """

    frame: ProseFrame
    headings: list[Heading] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def link(self, url: str) -> str | None:
        if not url.startswith("#"):
            return self.frame.targets.link(url)
        anchor = unquote(url[1:])
        own = self.ids.get(anchor.lower())
        if own is None and anchor not in self.frame.reserved:
            return None
        return f"#{own or anchor}"

    def image(self, url: str) -> str | None:
        return self.frame.targets.image(url)

    def add(self, title: str, level: int) -> str:
        """Note a heading; its id, as forges make it, unless the page or the theme uses that itself."""
        slug = _NO_SLUG.sub("", title.lower()).replace(" ", "-")[:_LONGEST_TITLE] or "section"
        number = self._numbers.get(slug, 0)
        free = f"{slug}-{number}" if number else slug
        while free in self.ids:
            number += 1
            free = f"{slug}-{number}"
        self._numbers[slug] = number + 1
        taken = free in self.frame.reserved or _TAKEN.match(free)
        self.ids[free] = _OWN_PREFIX + free if taken else free
        self.headings.append(Heading(title, self.ids[free], level))
        return self.ids[free]


def _prepared(tokens: Sequence[Token], anchors: _Anchors) -> Iterator[Token]:
    """The tokens with the levels and ids of headings and the words of alerts."""
    start = _after_title(tokens, anchors.frame.title)
    levels = [int(token.tag[1]) for token in tokens[start:] if token.type == "heading_open"]
    shift = HIGHEST_LEVEL - min(levels, default=HIGHEST_LEVEL)
    for position in range(start, len(tokens)):
        token = tokens[position]
        if token.type == "heading_open":
            content, closing = tokens[position + 1 : position + 3]
            level = min(int(token.tag[1]) + shift, LOWEST_LEVEL)
            token.tag = closing.tag = f"h{level}"
            token.attrs["id"] = closing.meta["id"] = anchors.add(plain_text(content.children or ()), level)
        elif token.type == "alert_open":
            kind = str(token.meta["kind"])
            token.attrs["class"] = f"admonition {ALERTS[kind]}"
            tokens[position + 1].attrs["class"] = "admonition-title"
            words = anchors.frame.words(f"alert.{kind.lower()}")
            tokens[position + 2].children = [Token("text", "", 0, content=words)]
        yield token


def _after_title(tokens: Sequence[Token], title: str) -> int:
    repeats = len(tokens) > 2 and tokens[0].tag == "h1" and plain_text(tokens[1].children or ()) == title
    return 3 if repeats else 0


def says_more_than(title: str, tokens: Sequence[Token]) -> bool:
    """Whether a prose says anything behind a first heading that only repeats its page's title."""
    return len(tokens) > _after_title(tokens, title)


def _short(heading: Heading) -> Heading:
    if len(heading.title) <= _LONGEST_TITLE:
        return heading
    return Heading(heading.title[: _LONGEST_TITLE - 1] + "…", heading.id, heading.level)
