"""MkDocs' pages and files for the pages of the site: what stands behind each, and how a goal's prose is rendered."""

from __future__ import annotations

import copy
import os
import posixpath
import re
import secrets
import stat
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from mkdocs_goals.model.harmless import names_a_file
from mkdocs_goals.publish.links import source_path
from mkdocs_goals.publish.page import SitePage

_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
MOST_IMAGE_BYTES = 10 * 1024 * 1024
LONGEST_PATH = 1_000
"""Characters of an image's path below the goals folder. Below the site's it becomes longer, and systems have limits."""
_IMAGE_IN_PROSE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)")
_MADE_BY_US = b"The plugin goals makes this page.\n"
_INCLUDING = ("snippets", "include")
"""Markdown extensions that put other files of the machine into a page: not for prose that anyone may propose."""


@dataclass(frozen=True)
class GoalFolder:
    """The goals folder as the site sees it: `pages` maps a goal file's shown path to its page's source path."""

    folder: Path
    shown: str
    pages: Mapping[str, str]

    def target(self, goal_file: str, page: str, url: str) -> str | None:
        """Where a relative link of a goal's prose leads, as seen from the goal's page; None to leave it alone."""
        parts = urlsplit(url)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(goal_file), unquote(parts.path)))
        found = self.pages.get(path) or self.published_image(path)
        if found is None:
            return None
        relative = posixpath.relpath(found, posixpath.dirname(page))
        return relative + (f"#{parts.fragment}" if parts.fragment else "")

    def published_image(self, shown_path: str) -> str | None:
        """The address of an image inside the goals folder; None for anything else, links and other places included."""
        file = self._file(shown_path)
        if file is None or not shown_path.lower().endswith(_IMAGES):
            return None
        return f"goals/files/{file.relative_to(self.folder).as_posix()}"

    def _file(self, shown_path: str) -> Path | None:
        inside = posixpath.relpath(shown_path, self.shown)
        named = all(map(names_a_file, inside.split("/")))
        if inside.startswith("..") or not named or len(inside) > LONGEST_PATH:
            return None
        file = self.folder / inside
        try:
            regular = file.is_file() and file.resolve() == self.folder.resolve() / inside
            regular = regular and file.stat().st_size <= MOST_IMAGE_BYTES
        except OSError:
            return None
        return file if regular else None

    def images_of(self, page: SitePage) -> Iterator[tuple[str, Path]]:
        """The images that a goal's prose shows: address and file."""
        if page.prose is None or page.source is None:
            return
        for match in _IMAGE_IN_PROSE.finditer(page.prose.text):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page.source), unquote(match[1])))
            address, file = self.published_image(path), self._file(path)
            if address and file:
                yield address, file


class GoalsPage(Page):
    """A page of the site: its title and meta come from the goal, its body is the goal's prose.

    `search_content` is what the search index should read in place of the content; None for the content itself.
    """

    search_content: str | None = None
    _open: str | None = None
    """The content, uncompressed, while the page is being written."""
    _compressed: bytes | None = None

    def __init__(self, site_page: SitePage, file: File, config: MkDocsConfig, folder: GoalFolder) -> None:
        super().__init__(str(escape(site_page.title)), file, config)
        self.site_page = site_page
        self._folder = folder

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
        """The prose alone: the front matter was read by us, and nothing in it may steer MkDocs."""
        del config
        self.markdown = self.site_page.prose.text if self.site_page.prose else ""
        self.meta = self._meta()

    def _meta(self) -> dict[str, object]:
        page = self.site_page
        search: dict[str, object] = {"boost": page.search_boost}
        if page.search_exclude:
            search = {"exclude": True}
        # The last keeps mkdocs-macros from running what a goal's prose holds.
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
        """MkDocs' own rendering, with links that lead from goal file to goal file; nothing for an empty body."""
        if (self.markdown or "").strip():
            super().render(self._prose_config(config), files)
            return
        self.content = ""
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()

    def _prose_config(self, config: MkDocsConfig) -> MkDocsConfig:
        own = copy.copy(config)
        source = self.site_page.source or ""
        kept = [name for name in config.markdown_extensions if not _includes_files(name)]
        own["markdown_extensions"] = [*kept, _GoalLinks(self._folder, source, self.file.src_uri)]
        return own


def _includes_files(extension: object) -> bool:
    return isinstance(extension, str) and any(word in extension for word in _INCLUDING)


class _GoalLinks(Extension):
    """Rewrites relative links before MkDocs resolves them (its own processor has priority 0)."""

    def __init__(self, folder: GoalFolder, goal_file: str, page: str) -> None:
        super().__init__()
        self._arguments = (folder, goal_file, page)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.treeprocessors.register(_GoalLinkProcessor(*self._arguments), "goal-links", 1)


class _GoalLinkProcessor(Treeprocessor):
    def __init__(self, folder: GoalFolder, goal_file: str, page: str) -> None:
        super().__init__()
        self._folder, self._goal_file, self._page = folder, goal_file, page

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            attribute = {"a": "href", "img": "src"}.get(str(element.tag))
            url = element.get(attribute) if attribute else None
            target = self._folder.target(self._goal_file, self._page, url) if url else None
            if attribute and target:
                element.set(attribute, target)


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
