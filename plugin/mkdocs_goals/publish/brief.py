"""Long texts as pages show them: cut, with an ellipsis. The whole text stands in the goal's file and in goals.json.

A title of a hundred thousand characters would stand on every page that names its goal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from mkdocs_goals.model.organisation import Organisation
from mkdocs_goals.model.portfolio import Portfolio

MOST_OF_A_TITLE = 200
"""Characters of a title, a name, a unit or a tag."""
MOST_OF_A_TEXT = 1_000
"""Characters of any other text: a note, a definition, a reason."""

ELLIPSIS = "…"

_NAMES = frozenset({"title", "name", "unit", "words", "word", "tags", "scale"})
_AS_THEY_ARE = frozenset({
    "id", "objective", "team", "owner", "contributors", "by", "parent", "lead", "audience", "url", "data",
    "prose", "origin", "place", "supports", "continues", "formula", "measurements", "targets", "phases",
    "rule_settings", "own_rules", "problems", "readable", "path",
})  # fmt: skip
"""Fields whose text is no text to read, or is not shown whole in any case."""

Item = TypeVar("Item")


def brief(text: str, most: int = MOST_OF_A_TEXT) -> str:
    """A text of at most so many characters, cut behind a word where one ends near."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    word_end = kept.rfind(" ", most - most // 5)
    return kept[: word_end if word_end > 0 else None].rstrip() + ELLIPSIS


def in_brief(portfolio: Portfolio) -> Portfolio:
    """The portfolio with every long text cut, as pages show it. The same object where there is none.

    Left as they are: prose, formulas, and the notes of measurements, of which no page shows more than a few.
    """
    objectives, kpis, broken = _all_cut(portfolio.objectives), _all_cut(portfolio.kpis), _all_cut(portfolio.broken)
    organisation: Organisation = _cut(portfolio.organisation)
    if not (objectives or kpis or broken) and organisation is portfolio.organisation:
        return portfolio
    return replace(
        portfolio,
        organisation=organisation,
        objectives=objectives or portfolio.objectives,
        kpis=kpis or portfolio.kpis,
        broken=broken or portfolio.broken,
    )


def _all_cut(goals: Mapping[str, Item]) -> Mapping[str, Item] | None:
    """The goals with their texts cut; None where nothing had to be."""
    cut = {name: _cut(goal) for name, goal in goals.items()}
    return cut if any(cut[name] is not goal for name, goal in goals.items()) else None


def _cut(item: Any, field: str = "") -> Any:
    """A value with its texts cut; the same object where nothing has to be."""
    if isinstance(item, str):
        return brief(item, MOST_OF_A_TITLE if field in _NAMES else MOST_OF_A_TEXT)
    if isinstance(item, tuple):
        cut = tuple(_cut(part, field) for part in item)
        return cut if any(new is not old for new, old in zip(cut, item, strict=True)) else item
    if isinstance(item, dict):
        return _all_cut(item) or item
    if is_dataclass(item) and not isinstance(item, type):
        whole = {name: getattr(item, name) for name in _fields(type(item))}
        changed = {name: cut for name, value in whole.items() if (cut := _cut(value, name)) is not value}
        return replace(item, **changed) if changed else item
    return item


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass that may hold text to read."""
    return tuple(field.name for field in fields(kind) if field.name not in _AS_THEY_ARE)
