"""Follows every link and anchor of a built site, those in SVG included. Nothing is requested: files are looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_LINKS = {"a": ("href", "xlink:href"), "link": ("href",), "script": ("src",), "img": ("src",), "use": ("href",)}


@dataclass
class PageLinks(HTMLParser):
    """The ids that a page has and the links that it holds."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("id")
        if name:
            if name in self.ids:
                self.repeated.append(name)
            self.ids.add(name)
        if tag == "a" and found.get("name"):
            self.ids.add(str(found["name"]))
        for attribute in _LINKS.get(tag, ()):
            if found.get(attribute) is not None:
                self.links.append(str(found[attribute]))


def broken_links(site: Path, base: str = "https://example.com/sub/", ignore: tuple[str, ...] = ()) -> list[str]:
    """Every link inside the site that leads nowhere, every id that a page has twice, as `page: link` lines."""
    pages = {file: _read(file) for file in sorted(site.rglob("*.html"))}
    problems = []
    for file, page in pages.items():
        here = base + file.relative_to(site).as_posix().removesuffix("index.html")
        name = file.relative_to(site).as_posix()
        problems += [f"{name}: the id {repeated!r} twice" for repeated in page.repeated]
        if name == "404.html":
            continue
        for link in page.links:
            problem = None if link.startswith(ignore or ("\0",)) else _problem(link, here, base, site, pages)
            if problem:
                problems.append(f"{name}: {link!r} {problem}")
    return problems


def _read(file: Path) -> PageLinks:
    page = PageLinks()
    page.feed(file.read_text("utf-8"))
    return page


def _problem(link: str, here: str, base: str, site: Path, pages: dict[Path, PageLinks]) -> str | None:
    parts = urlsplit(urljoin(here, link))
    if parts.scheme not in ("http", "https") or not parts.geturl().startswith(base):
        return None if parts.scheme in ("http", "https", "mailto", "data") else "has an odd scheme"
    path = unquote(parts.path)[len(urlsplit(base).path) :]
    target = site / path
    if target.is_dir() or not path:
        target /= "index.html"
    if not target.is_file():
        return "leads to no file"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].ids and anchor != "__top":
        return f"leads to no anchor of {target.relative_to(site)}"
    return None
