"""The catalogues are complete: every text that is used exists in every language, and none is left over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel import Locale

from mkdocs_goals.draw.picture import EdgeKind
from mkdocs_goals.model.calendar import Frequency
from mkdocs_goals.model.goal import Aggregate, Commitment, Direction, KpiKind, Outcome
from mkdocs_goals.publish.catalogue import CATALOGUES, Catalogue
from mkdocs_goals.publish.pages.about import WORDS
from mkdocs_goals.publish.prose import ALERTS
from mkdocs_goals.read.markdown.budget import Refusal
from mkdocs_goals.score.result import Flag, KpiStatus, Status, Trend

PACKAGE = CATALOGUES.parent
LANGUAGES = sorted(file.stem for file in CATALOGUES.glob("*.json"))

_LITERAL = re.compile(r"""["'](?P<key>[a-z][a-zA-Z-]*(?:\.[a-zA-Z-]+)*)["']""")

FAMILIES: dict[str, Iterable[str]] = {
    "status.{}": Status,
    "status.{}.meaning": Status,
    "kpi-status.{}": KpiStatus,
    "kpi-status.{}.meaning": KpiStatus,
    "trend.{}": Trend,
    "flag.{}": Flag,
    "every.{}": Frequency,
    "frequency.{}": Frequency,
    "direction.{}": Direction,
    "kind.{}": KpiKind,
    "aggregate.{}": Aggregate,
    "outcome.{}": Outcome,
    "commitment.{}": Commitment,
    "commitment.{}.word": Commitment,
    "graph.{}": EdgeKind,
    "prose.{}": Refusal,
    "alert.{}": [kind.lower() for kind in ALERTS],
    "smart.{}": "SMART",
    "smart.{}.question": "SMART",
    "word.{}": WORDS,
    "word.{}.meaning": WORDS,
    "level.{}": ("error", "warning", "info"),
    "count.{}s": ("error", "warning", "info"),
    "objective.{}": (Status.CANCELLED, Status.POSTPONED, Status.DRAFT),
    "goals.kind.{}": ("objective", "kpi", "broken"),
    "ago.{}": ("days", "weeks", "months", "years"),
    "ahead.{}": ("days", "weeks", "months", "years"),
}
"""Keys that are put together from a value."""


def catalogue(language: str) -> dict[str, str | dict[str, str]]:
    texts: dict[str, str | dict[str, str]] = json.loads((CATALOGUES / f"{language}.json").read_text("utf-8"))
    return texts


def used_keys() -> set[str]:
    sources = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]
    literals = {match["key"] for source in sources for match in _LITERAL.finditer(source.read_text("utf-8"))}
    families = {pattern.format(value) for pattern, values in FAMILIES.items() for value in values}
    return literals | families


def test_english_and_one_more() -> None:
    assert "en" in LANGUAGES
    assert len(LANGUAGES) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_has_exactly_the_texts_of_english(language: str) -> None:
    assert catalogue(language).keys() == catalogue("en").keys()


def test_no_text_is_left_over() -> None:
    assert sorted(catalogue("en").keys() - used_keys()) == []


@pytest.mark.parametrize("pattern", FAMILIES)
def test_families_are_complete(pattern: str) -> None:
    missing = [key for value in FAMILIES[pattern] if (key := pattern.format(value)) not in catalogue("en")]
    assert missing == []


def placeholders(text: str | dict[str, str]) -> set[str]:
    forms = text.values() if isinstance(text, dict) else [text]
    return {name for form in forms for name in re.findall(r"\{(\w*)\}", form)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_values_go_in(language: str) -> None:
    english, other = catalogue("en"), catalogue(language)
    assert [key for key in english if placeholders(english[key]) != placeholders(other[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_of_the_language(language: str) -> None:
    forms = {*Locale.parse(language).plural_form.tags, "other"}
    for key, text in catalogue(language).items():
        if isinstance(text, dict):
            assert set(text) == forms, key


def test_plurals() -> None:
    words = Catalogue("en")
    assert words("count.goals", n=1) == "1 goal"
    assert words("count.goals", n=0) == "0 goals"


def test_an_unknown_language_is_english() -> None:
    assert Catalogue("tlh")("score") == "Score"
    assert Catalogue("")("score") == "Score"
    assert Catalogue("de-CH")("score") == "Punktzahl"


def test_a_site_can_bring_texts_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "en.json").write_text('{"score": "Grade"}', "utf-8")
    (folder / "fr.json").write_text('{"score": "Note"}', "utf-8")
    assert Catalogue("en", [tmp_path])("score") == "Grade"
    french = Catalogue("fr", [tmp_path])
    assert french("score") == "Note"
    assert french("status.missed") == "Missed"
