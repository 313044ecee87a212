"""Addresses of pages, and how one page refers to another.

An address is what a reader sees below the site's root, directory style: `goals/grow-sales/`; the home page is
the empty text. An address of one segment is an index (`goals/index.md`); a deeper one is a page of its own
(`goals/grow-sales.md`). Both of MkDocs' URL styles follow from that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

HOME = ""


def source_path(address: str) -> str:
    """The Markdown file that MkDocs would serve at an address: `goals/` → `goals/index.md`."""
    segments = _segments(address)
    if len(segments) < 2:
        return "/".join([*segments, "index.md"])
    return "/".join(segments) + ".md"


def html_path(address: str) -> str:
    """The page's file where addresses are not directories (offline plugin): `goals/x/` → `goals/x.html`."""
    return source_path(address).removesuffix(".md") + ".html"


@dataclass(frozen=True)
class Links:
    """Relative URLs as seen from one page. `directory_urls` is MkDocs' `use_directory_urls`."""

    current: str
    directory_urls: bool = True

    def __call__(self, address: str, anchor: str = "", query: str = "") -> str:
        """The relative URL of an address, with its query and anchor where given."""
        target = address if self.directory_urls else html_path(address)
        return self.file(target) + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")

    def file(self, path: str) -> str:
        """The relative URL of a file below the site's root, such as `goals.csv`."""
        here = self._folder
        parts = path.split("/")
        shared = 0
        while shared < len(here) and shared < len(parts) - 1 and here[shared] == parts[shared]:
            shared += 1
        return "../" * (len(here) - shared) + "/".join(parts[shared:]) or "./"

    @cached_property
    def _folder(self) -> list[str]:
        """The segments of the folder that the browser takes relative URLs from."""
        return _segments(self.current) if self.directory_urls else html_path(self.current).split("/")[:-1]


def _segments(address: str) -> list[str]:
    return [segment for segment in address.split("/") if segment]
