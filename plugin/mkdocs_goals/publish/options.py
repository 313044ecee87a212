"""What a site decides about its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_goals.publish.prose_links import Published

EditUrl = Callable[[str, int | None], str | None]
"""A file's path and a line (or None for the whole file) → where the forge lets people edit it, or None."""


def _nowhere(path: str, line: int | None) -> str | None:  # noqa: ARG001 - the shape of an EditUrl
    return None


def _unpublished(path: str) -> str | None:  # noqa: ARG001 - the shape of Published
    return None


@dataclass(frozen=True)
class SiteOptions:
    """`template_dirs` are the folders that may hold templates, styles, scripts and texts in the place of ours.

    `home` says whether the home page is ours to write; a site with a home page of its own places the view
    `home` in it. `graphs` is the layout engine: `auto`, `embedded`, `system` or `none` (see draw/engines.py).
    `published` says which files of the project beside the goals have a place on the site.
    """

    language: str = "en"
    edit_url: EditUrl = _nowhere
    template_dirs: tuple[Path, ...] = ()
    home: bool = True
    graphs: str = "auto"
    published: Published = _unpublished
