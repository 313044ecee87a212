"""The template environment: autoescape on, the site's own templates before ours, the texts of one language."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mkdocs_goals.publish.catalogue import Catalogue

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page: its heading as plain text, not escaped, and its id."""

    title: str
    id: str


_sections: ContextVar[list[Section] | None] = ContextVar("sections", default=None)
"""The sections of the page that is being rendered, in its order."""


def _section_title(id: str, title: str) -> str:
    """What templates write as a section's heading; it is recorded on the way."""
    recorded = _sections.get()
    if recorded is not None:
        recorded.append(Section(title.striptags() if isinstance(title, Markup) else title, id))
    return title


class Templates:
    """Renders a view object through the template of its name. Templates are compiled once a build."""

    def __init__(self, words: Catalogue, folders: Sequence[Path] = ()) -> None:
        self._environment = Environment(
            loader=FileSystemLoader([*folders, TEMPLATES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.globals.update(t=words, forms=words.forms, section_title=_section_title)

    def render(self, template: str, view: object) -> Markup:
        """A template's HTML for a view, which it knows as `view`."""
        return Markup(self._environment.get_template(f"{template}.html").render(view=view))  # noqa: S704

    def render_page(self, template: str, view: object) -> tuple[Markup, tuple[Section, ...]]:
        """The same, with the sections that were rendered."""
        recorded: list[Section] = []
        before = _sections.set(recorded)
        try:
            return self.render(template, view), tuple(recorded)
        finally:
            _sections.reset(before)
