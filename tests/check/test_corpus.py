"""The wording rules on labelled goals: no rule that cries wolf, and the figures that the documentation gives."""

from __future__ import annotations

import pytest
from tests.check.corpus import HALVES, entries, measured, table
from tests.docs.blocks import DOCS

from mkdocs_goals.check import RULES


@pytest.mark.parametrize("half", HALVES)
def test_labels_name_rules(half: str) -> None:
    named = {code for entry in entries(half) for _, code in entry.expected | entry.shrug}
    assert named <= set(RULES) | {"A108"}


def test_a_source_stands_in_one_half() -> None:
    learn, aside = ({entry.id for entry in entries(half)} for half in HALVES)
    assert not learn & aside


@pytest.mark.parametrize("half", HALVES)
def test_precision_and_recall(half: str) -> None:
    """Over all rules; a rule of its own has too few labels here to be judged by a share."""
    counts = measured(half).values()
    right, wrong, missed = (sum(len(getattr(c, name)) for c in counts) for name in ("right", "wrong", "missed"))
    assert right / (right + wrong) >= 0.9
    assert right / (right + missed) >= 0.8


@pytest.mark.parametrize("half", HALVES)
def test_the_documentation_gives_the_figures(half: str) -> None:
    text = (DOCS / "why" / "rules.md").read_text("utf-8")
    assert "\n".join(table(half)) in text, "python -m tests.check.corpus prints them"
