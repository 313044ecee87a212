"""The template environment: autoescape on, the site's own templates before ours, the texts of one language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mkdocs_goals.publish.catalogue import Catalogue

TEMPLATES = Path(__file__).parent / "templates"


class Frame:
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
        self._environment.globals.update(t=words, forms=words.forms)

    def render(self, template: str, view: object) -> Markup:
        """A template's HTML for a view, which it knows as `view`."""
        return Markup(self._environment.get_template(f"{template}.html").render(view=view))  # noqa: S704
