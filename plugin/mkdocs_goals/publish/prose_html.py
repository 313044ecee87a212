"""Tokens of a parsed prose → HTML, with the theme's classes. All text is escaped here; no token holds HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from mkdocs_goals.publish.catalogue import Catalogue

_LANGUAGE = re.compile(r"[\w+#-]{1,30}")


class LinkTargets(Protocol):
    """Where the links and images of a prose lead, as its page must write it; None where they lead nowhere."""

    def link(self, url: str) -> str | None: ...

    def image(self, url: str) -> str | None: ...


@dataclass(slots=True)
class Rendering:
    """One prose while it is rendered. `links` says of each link around a text whether it leads somewhere."""

    words: Catalogue
    targets: LinkTargets
    links: list[bool] = field(default_factory=list)

    @property
    def in_link(self) -> bool:
        return any(self.links)


def to_html(tokens: Iterable[Token], rendering: Rendering) -> str:
    """The HTML of tokens. Headings have their ids in `attrs`, and their closing tokens in `meta`."""
    return "".join(_pieces(tokens, rendering))


def plain_text(tokens: Iterable[Token]) -> str:
    """The text of inline tokens, without marks, on one line."""
    return " ".join("".join(_texts(tokens)).split())


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type == "image":
            yield plain_text(token.children or ())
        elif token.type in ("softbreak", "hardbreak"):
            yield " "


def _pieces(tokens: Iterable[Token], rendering: Rendering) -> Iterator[str]:
    for token in tokens:
        rule = _RULES.get(token.type)
        if token.type == "inline":
            yield from _pieces(token.children or (), rendering)
        elif rule:
            yield rule(token, rendering)
        elif not token.hidden:
            yield _as_it_is(token)


def _as_it_is(token: Token) -> str:
    """What needs no rule of its own: paragraphs, quotes, emphasis, lines, rows."""
    if not token.tag:
        return escapeHtml(token.content)
    end = "\n" if token.block and token.nesting < 1 else ""
    return f"</{token.tag}>{end}" if token.nesting < 0 else _tag(token.tag, token.attrs) + end


def _tag(tag: str, attributes: Mapping[str, object | None]) -> str:
    written = "".join(f' {name}="{escapeHtml(str(value))}"' for name, value in attributes.items() if value)
    return f"<{tag}{written}>"


def _link(token: Token, rendering: Rendering) -> str:
    """A link inside a link is text: HTML knows none."""
    url = None if rendering.in_link else rendering.targets.link(str(token.attrs["href"]))
    rendering.links.append(url is not None)
    return "" if url is None else _tag("a", {"href": url, "title": token.attrs.get("title")})


def _link_end(token: Token, rendering: Rendering) -> str:  # noqa: ARG001 - a rule's form
    return "</a>" if rendering.links.pop() else ""


def _image(token: Token, rendering: Rendering) -> str:
    """An image that the site holds. In the place of any other a link to it, for nothing is loaded from elsewhere."""
    url = str(token.attrs["src"])
    alternative = plain_text(token.children or ())
    source = rendering.targets.image(url)
    if source:
        title = token.attrs.get("title")
        return f'<img src="{escapeHtml(source)}" alt="{escapeHtml(alternative)}"{_title(title)}>'
    text = escapeHtml(alternative or unquote(url))
    target = None if rendering.in_link else rendering.targets.link(url)
    return f"{_tag('a', {'href': target})}{text}</a>" if target else text


def _title(title: object | None) -> str:
    return f' title="{escapeHtml(str(title))}"' if title else ""


def _heading_end(token: Token, rendering: Rendering) -> str:
    permalink = {"class": "headerlink", "href": f"#{token.meta['id']}", "title": rendering.words("permalink")}
    return f" {_tag('a', permalink)}¶</a></{token.tag}>\n"


def _code(token: Token, rendering: Rendering) -> str:  # noqa: ARG001 - a rule's form
    language = _LANGUAGE.match(token.info.strip())
    opening = _tag("code", {"class": f"language-{language[0]}" if language else None})
    return f'<div class="highlight"><pre>{opening}{escapeHtml(token.content)}</code></pre></div>\n'


def _cell(token: Token, rendering: Rendering) -> str:  # noqa: ARG001 - a rule's form
    """The style of the parser's as an attribute: a strict Content-Security-Policy forbids styles."""
    style = str(token.attrs.get("style", ""))
    return _tag(token.tag, {"align": style.removeprefix("text-align:")})


def _list(token: Token, rendering: Rendering) -> str:  # noqa: ARG001 - a rule's form
    has_tasks = "class" in token.attrs
    return _tag(token.tag, {"class": "task-list" if has_tasks else None, "start": str(token.attrs.get("start", ""))})


def _list_item(token: Token, rendering: Rendering) -> str:  # noqa: ARG001 - a rule's form
    if "checked" not in token.meta:
        return "<li>"
    return f'<li class="task-list-item"><span class="goals-task">{"☑" if token.meta["checked"] else "☐"}</span> '


def _footnote_reference(token: Token, rendering: Rendering) -> str:
    number = token.meta["id"] + 1
    if rendering.in_link:
        return f"<sup>{number}</sup>"
    anchor = _tag("a", {"class": "footnote-ref", "href": f"#fn:{number}"})
    return f'<sup id="{_place_of_reference(token)}">{anchor}{number}</a></sup>'


def _footnote(token: Token, rendering: Rendering) -> str:  # noqa: ARG001 - a rule's form
    return f'<li id="fn:{token.meta["id"] + 1}">'


def _way_back(token: Token, rendering: Rendering) -> str:
    title = rendering.words("footnote.back", number=token.meta["id"] + 1)
    anchor = {"class": "footnote-backref", "href": f"#{_place_of_reference(token)}", "title": title}
    return f"\u00a0{_tag('a', anchor)}↩</a>"


def _place_of_reference(token: Token) -> str:
    """The id of a place that names a footnote. The theme knows `fnref:1`; the second place is `fnref2:1`."""
    again = token.meta["subId"]
    return f"fnref{again + 1 if again else ''}:{token.meta['id'] + 1}"


def _always(html: str) -> Callable[[Token, Rendering], str]:
    return lambda token, rendering: html  # noqa: ARG005 - a rule's form


_RULES: Mapping[str, Callable[[Token, Rendering], str]] = {
    "text": lambda token, rendering: escapeHtml(token.content),  # noqa: ARG005
    "code_inline": lambda token, rendering: f"<code>{escapeHtml(token.content)}</code>",  # noqa: ARG005
    "softbreak": _always("\n"),
    "hardbreak": _always("<br>\n"),
    "link_open": _link,
    "link_close": _link_end,
    "image": _image,
    "heading_close": _heading_end,
    "fence": _code,
    "code_block": _code,
    "th_open": _cell,
    "td_open": _cell,
    "s_open": _always("<del>"),
    "s_close": _always("</del>"),
    "bullet_list_open": _list,
    "ordered_list_open": _list,
    "list_item_open": _list_item,
    "footnote_ref": _footnote_reference,
    "footnote_block_open": _always('<div class="footnote">\n<hr>\n<ol>\n'),
    "footnote_block_close": _always("</ol>\n</div>\n"),
    "footnote_open": _footnote,
    "footnote_close": _always("</li>\n"),
    "footnote_anchor": _way_back,
}
