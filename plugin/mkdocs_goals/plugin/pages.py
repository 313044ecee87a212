"""MkDocs' pages and files for the pages of the site: what stands behind each."""

from __future__ import annotations

import os
import posixpath
import re
import secrets
import stat
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, urljoin

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from mkdocs_goals.check.context import quoted
from mkdocs_goals.model.address import is_below, meant_path
from mkdocs_goals.model.harmless import names_a_file
from mkdocs_goals.publish.links import source_path
from mkdocs_goals.publish.page import SitePage
from mkdocs_goals.publish.prose_links import IMAGES
from mkdocs_goals.read.markdown.examine import examine
from mkdocs_goals.read.markdown.parts import PartKind

_MAY_NAME_AN_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif)|[%&\\]", re.IGNORECASE)
"""The signs are those by which letters can be written otherwise."""

_MOST_LINKS_NAMED = 5
MOST_IMAGE_BYTES = 10 * 1024 * 1024
LONGEST_PATH = 1_000
"""Characters of an image's path below the goals folder. Below the site's it becomes longer, and systems have limits."""
_MADE_BY_US = b"The plugin goals makes this page.\n"


@dataclass(frozen=True)
class GoalFolder:
    """The project's files as a goal's prose names them: those in the goals folder, and the written pages.

    `shown` is the goals folder as paths show it, `docs` the folder of the written pages.
    """

    folder: Path
    shown: str
    docs: str

    def published(self, shown_path: str, files: Files) -> str | None:
        """The URL of a file below the site's root: of an image in the goals folder, or of a written page."""
        if is_below(shown_path, self.shown):
            return self.image_address(shown_path)
        if not shown_path.endswith(".md") or not is_below(shown_path, self.docs):
            return None
        file = files.get_file_from_path(posixpath.relpath(shown_path, self.docs))
        if file is None or file.inclusion in (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT):
            return None
        return file.url.removeprefix("./")

    def dead_links(self, page: SitePage, urls: Iterable[str]) -> str:
        """Those links of a prose that nothing is published for, in words; empty where there are none.

        A file in the goals folder is not named: it may be of a goal that this site's readers may not know of.
        """
        paths = {url: meant_path(page.source or "", url) for url in urls}
        named = [url for url, path in paths.items() if not path or not self._may_be_hidden(path)]
        rest = len(named) - _MOST_LINKS_NAMED
        return ", ".join(map(quoted, named[:_MOST_LINKS_NAMED])) + (f" and {rest} more" if rest > 0 else "")

    def _may_be_hidden(self, shown_path: str) -> bool:
        return is_below(shown_path, self.shown) and not shown_path.lower().endswith(IMAGES)

    def image_address(self, shown_path: str) -> str | None:
        """The address of an image inside the goals folder; None for anything else, links and other places included."""
        file = self._file(shown_path)
        if file is None or not shown_path.lower().endswith(IMAGES):
            return None
        return f"goals/files/{file.relative_to(self.folder).as_posix()}"

    def images_of(self, page: SitePage) -> Iterator[tuple[str, Path]]:
        """The images that a goal's prose shows or links to: address and file."""
        if page.prose is None or page.source is None or not _MAY_NAME_AN_IMAGE.search(page.prose.text):
            return
        for part in examine(page.prose.text).parts:
            path = meant_path(page.source, part.text) if part.kind is not PartKind.RAW_HTML else None
            address, file = (self.image_address(path), self._file(path)) if path else (None, None)
            if address and file:
                yield address, file

    def _file(self, shown_path: str) -> Path | None:
        inside = posixpath.relpath(shown_path, self.shown)
        named = is_below(shown_path, self.shown) and all(map(names_a_file, inside.split("/")))
        if not named or len(inside) > LONGEST_PATH:
            return None
        file = self.folder / inside
        try:
            regular = file.is_file() and file.resolve() == self.folder.resolve() / inside
            regular = regular and file.stat().st_size <= MOST_IMAGE_BYTES
        except OSError:
            return None
        return file if regular else None


class GoalsPage(Page):
    """A page of the site: its title and meta come from the goal, and all of its content is made by us.

    MkDocs and its other plugins and extensions get an empty text in the place of the goal's prose: some of them
    include files or run code, and anyone may propose a goal.

    `search_content` is what the search index should read in place of the content; None for the content itself.
    """

    search_content: str | None = None
    _open: str | None = None
    """The content, uncompressed, while the page is being written."""
    _compressed: bytes | None = None

    def __init__(self, site_page: SitePage, file: File, config: MkDocsConfig) -> None:
        super().__init__(str(escape(site_page.title)), file, config)
        self.site_page = site_page

    @property
    def content(self) -> str | None:
        """The page's HTML. MkDocs keeps every page's to the end of the build, so it is kept compressed."""
        if self._open is not None:
            return self._open
        return None if self._compressed is None else zlib.decompress(self._compressed).decode()

    @content.setter
    def content(self, html: str | None) -> None:
        if self._open is not None:
            self._open, self._compressed = html, None
        else:
            self._compressed = None if html is None else zlib.compress(html.encode(), 1)

    def open_content(self) -> None:
        """The page is about to be written: plugins and the template ask for its content several times."""
        self._open = self.content

    def close_content(self) -> None:
        """The page is written."""
        content, self._open = self._open, None
        if self._compressed is None:
            self.content = content
        self.search_content = None

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing of the goal's file: it was read by us, and nothing in it may steer MkDocs."""
        del config
        self.markdown = ""
        self.meta = self._meta()

    def _meta(self) -> dict[str, object]:
        page = self.site_page
        search: dict[str, object] = {"boost": page.search_boost}
        if page.search_exclude:
            search = {"exclude": True}
        # The last keeps mkdocs-macros from running what a goal's title holds.
        meta: dict[str, object] = {
            "title": str(escape(page.title)),
            "search": search,
            "render_macros": False,
        }
        if page.description:
            meta["description"] = str(escape(page.description))
        if page.hide:
            meta["hide"] = list(page.hide)
        if page.tags:
            meta["tags"] = [str(escape(tag)) for tag in page.tags]
        return meta

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Nothing yet: the content is made at `on_page_content`."""
        del config, files
        self.content = ""
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()


@dataclass(frozen=True)
class Backing:
    """Where the files behind our pages lie. Goal pages are backed by the goal's own file, the others by ours."""

    project: Path
    cache: Path
    config: MkDocsConfig
    _edit_urls: dict[str, str | None] = field(default_factory=dict)

    def page_file(self, page: SitePage) -> File:
        """The file behind a page, with the edit link of the goal's own file.

        Behind what is no regular file, or cannot be called by its name, stands a file of ours: no plugin may wait for
        a pipe, or follow a link.
        """
        src_uri = source_path(page.address)
        if page.source is None or not _is_regular(self.project / page.source):
            file = self.file(src_uri, _MADE_BY_US)
        else:
            goal_file = str(self.project / page.source)
            file = File.generated(self.config, src_uri, abs_src_path=goal_file, inclusion=InclusionLevel.NOT_IN_NAV)
            file.generated_by = None  # so that plugins that look up Git dates treat it as the file it is
        file.edit_uri = self.edit_path(page.source) if page.source else None
        return file

    def file(self, src_uri: str, content: bytes) -> File:
        """A file with our content below the cache, written only when it changed."""
        target = self.cache / src_uri
        self._unlinked(target)
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, content)
        file = File.generated(self.config, src_uri, abs_src_path=str(target), inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = None
        return file

    def _unlinked(self, target: Path) -> None:
        """Nothing but folders and files is ours in the cache: whatever else lies on the way, a link, goes."""
        for step in (*reversed(target.relative_to(self.cache).parents), target.relative_to(self.cache)):
            path = self.cache / step
            if path != self.cache and os.path.lexists(path) and not _is_regular(path) and not _is_folder(path):
                path.unlink()

    def image(self, src_uri: str, file: Path) -> File:
        """An image of the goals folder, copied as it is."""
        return File.generated(self.config, src_uri, abs_src_path=str(file))

    def edit_path(self, shown_path: str) -> str | None:
        """A project file's path as seen from the docs folder, which edit links are relative to.

        It is an address, and themes write it as it is: so it is quoted. None where there is no such file: one that
        cannot be called by its name is shown under another.
        """
        named = os.path.lexists(self.project / shown_path)
        return self._from_docs_to_project + quote(shown_path) if named else None

    @cached_property
    def _from_docs_to_project(self) -> str:
        docs = Path(self.config.docs_dir)
        inside = docs.is_relative_to(self.project)
        return "../" * len(docs.relative_to(self.project).parts) if inside else ""

    def edit_url(self, shown_path: str, line: int | None) -> str | None:
        """Where the forge lets people edit a project file, at a line."""
        if shown_path not in self._edit_urls:
            path = self.edit_path(shown_path)
            self._edit_urls[shown_path] = self._edit_url(path) if path else None
        url = self._edit_urls[shown_path]
        return f"{url}#L{line}" if url and line else url

    def _edit_url(self, path: str) -> str | None:
        config = self.config
        if config.edit_uri_template:
            uri = config.edit_uri_template.format(path=path, path_noext=posixpath.splitext(path)[0])
        elif config.edit_uri:
            uri = config.edit_uri + path
        else:
            return None
        base = config.repo_url or ""
        if base and not uri.startswith(("?", "#")) and not base.endswith("/"):
            base += "/"
        return urljoin(base, uri)


def _is_regular(path: Path) -> bool:
    """Whether a path is a file, and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def _write(target: Path, content: bytes) -> None:
    """Write a file in one step: another build may be reading it. An OSError names the file."""
    beside = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
        beside.replace(target)
    except OSError as error:
        error.filename = error.filename or str(target)
        with suppress(OSError):
            beside.unlink()
        raise
