"""A score in large: the number, its status, the bar with the expected mark, a few sentences, and why."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_goals.publish.components.chip import Chip
from mkdocs_goals.publish.components.explain import Explained


@dataclass(frozen=True, slots=True)
class Headline:
    number: str
    label: str
    chip: Chip | None
    bar: Markup
    sentences: tuple[str, ...]
    explained: Explained | None
