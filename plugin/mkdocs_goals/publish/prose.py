"""What of a goal's rendered Markdown is published: an explicit list of tags, attributes, classes and schemes.

Markdown escapes nothing, and neither do MkDocs and Material. So the prose goes through nh3 (an HTML5 parser)
after it was rendered, and everything that is not on the lists below is dropped. Forms, frames, styles, scripts,
remote images (nothing is loaded from outside the site) and classes that would dress prose up as the theme's own
controls are not on them.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

import nh3
from markupsafe import Markup

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details",
    "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var", "svg", "path",
}  # fmt: skip

ATTRIBUTES = {
    "*": {"class", "id", "title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "col": {"span"},
    "details": {"open"},
    "svg": {"viewbox", "viewBox", "xmlns"},
    "path": {"d"},
}

SCHEMES = {"http", "https", "mailto"}

CLASSES = frozenset({
    "admonition", "admonition-title", "inline", "end", "abstract", "attention", "bug", "caution", "danger", "error",
    "example", "failure", "hint", "important", "info", "note", "question", "quote", "success", "tip", "warning",
    "highlight", "highlighttable", "linenos", "linenodiv", "code", "codehilite", "filename", "hll",
    "task-list", "task-list-item", "goals-task", "footnote", "footnote-ref", "footnote-backref", "headerlink",
    "twemoji", "keys",
})  # fmt: skip
_PYGMENTS = re.compile(r"[a-z][a-z0-9]{0,2}|language-[\w+-]{1,30}")
_CHECKBOX = re.compile(r"<input\b[^>]*\btype=[\"']?checkbox[^>]*>", re.IGNORECASE)
_CHECKED = re.compile(r"\bchecked\b", re.IGNORECASE)
_HEADING_TAG = re.compile(r"<(/?)h([1-6])(?=[ >])")
_HEADING = re.compile(r"<h([1-6])(?: [^>]*?\bid=\"([^\"]*)\")?[^>]*>(.*?)</h\1>", re.DOTALL)
_HEADER_LINK = re.compile(r"<a [^>]*class=\"headerlink\".*?</a>", re.DOTALL)
_OWN_PREFIX = "prose-"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that a table of contents can name: its text as HTML-free text, its id, its level."""

    title: str
    id: str
    level: int


@dataclass(frozen=True, slots=True)
class SafeProse:
    """Prose that may stand in a page, and its headings."""

    html: Markup
    headings: tuple[Heading, ...]


def sanitised(html: str, title: str = "", reserved: Container[str] = (), level: int = 3) -> SafeProse:
    """Rendered Markdown made safe for the middle of a page.

    `title` is the page's own: a first heading that only repeats it is left out. `reserved` are ids that the page
    uses itself; the prose's get a prefix. `level` is that of the prose's highest heading.
    """
    marked = _CHECKBOX.sub(_task_sign, html)

    def keep(tag: str, name: str, value: str) -> str | None:
        return _attribute(tag, name, value, reserved)

    clean = nh3.clean(marked, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=keep, url_schemes=SCHEMES)
    clean = _demoted(_without_title(clean, title), level)
    headings = tuple(Heading(_text(m[3]), unescape(m[2]), int(m[1])) for m in _HEADING.finditer(clean) if m[2])
    return SafeProse(Markup(clean.strip()), headings)  # noqa: S704 - nh3 has just cleaned it


def _task_sign(match: re.Match[str]) -> str:
    sign = "☑" if _CHECKED.search(match[0]) else "☐"
    return f'<span class="goals-task">{sign}</span>'


def _attribute(tag: str, name: str, value: str, reserved: Container[str]) -> str | None:
    """What becomes of one attribute: its value, another one, or None where it is dropped."""
    if name == "class":
        kept = [c for c in value.split() if c in CLASSES or (tag in ("span", "code") and _PYGMENTS.fullmatch(c))]
        return " ".join(kept) or None
    if name == "id":
        return _own_id(value, reserved)
    if name == "href":
        return f"#{_own_id(value[1:], reserved)}" if value.startswith("#") else value
    if name == "src":
        return None if _is_remote(value) else value
    return value


def _own_id(value: str, reserved: Container[str]) -> str:
    """An id that is neither the page's nor the theme's: its begin with an underscore, and its script reads some."""
    return _OWN_PREFIX + value if value in reserved or value.startswith("_") else value


def _is_remote(url: str) -> bool:
    """Whether a browser would ask another server for it (browsers read a backslash as a slash)."""
    try:
        parts = urlsplit(url.strip().replace("\\", "/"))
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def _without_title(html: str, title: str) -> str:
    first = _HEADING.match(html.lstrip())
    if first and first[1] == "1" and title and _text(first[3]) == title:
        return html.lstrip()[first.end() :]
    return html


def _demoted(html: str, level: int) -> str:
    highest = min((int(m[2]) for m in _HEADING_TAG.finditer(html)), default=level)
    shift = level - highest
    return _HEADING_TAG.sub(lambda m: f"<{m[1]}h{min(max(int(m[2]) + shift, 1), 6)}", html) if shift else html


def _text(html: str) -> str:
    return str(Markup(_HEADER_LINK.sub("", html)).striptags())  # noqa: S704 - only to be stripped
