"""What other programs may import: a name that goes, or takes other arguments, breaks somebody's script."""

from __future__ import annotations

import inspect
from decimal import Decimal
from pathlib import Path

from tests.project import goal

from mkdocs_goals import api

FUNCTIONS = {
    "as_of_day": "asked",
    "check": "portfolio scorecard settings",
    "for_audience": "portfolio audiences",
    "goals_csv": "portfolio scorecard",
    "goals_json": "portfolio scorecard url",
    "goals_schema": "",
    "in_memory": "files shown",
    "own_rule": "code name level options",
    "read_portfolio": "source",
    "score_portfolio": "portfolio as_of",
}
TYPES = """
Calendar CheckIn Context Cycle Diagnostic Edit Finding Findings Fix Folder Goal KeyResult KeyResultScore Kpi KpiScore
KpiStatus Level Measurement Objective ObjectiveScore Organisation Origin Overlay Period Person Place Policy Portfolio
Related Reporter Rule RuleOption Scorecard Settings Source State Status Team TeamScore
"""


def test_names_and_arguments() -> None:
    assert set(api.__all__) == {*FUNCTIONS, *TYPES.split()}
    arguments = {name: " ".join(inspect.signature(getattr(api, name)).parameters) for name in FUNCTIONS}
    assert arguments == FUNCTIONS


def test_from_files_to_findings() -> None:
    key_result = "{title: b, from: 0, to: 4, check_ins: {2024-07-02: 1}}"
    files = {"a.md": goal(f"title: a\ncycle: 2024-Q3\nkey_results: [{key_result}]")}
    portfolio = api.read_portfolio(api.in_memory(files))
    scorecard = api.score_portfolio(portfolio, api.as_of_day("2024-09-30"))
    assert scorecard.objectives["a"].score == Decimal("0.25")
    assert scorecard.objectives["a"].status is api.Status.MISSED
    assert "A101" in {finding.code for finding in api.check(portfolio, scorecard)}
    assert '"mkdocs-goals/1"' in "".join(api.goals_json(portfolio, scorecard))


def test_a_folder(tmp_path: Path) -> None:
    assert api.read_portfolio(api.Folder(tmp_path / "goals", tmp_path)).files == 0
