"""The scoring cases that must come out exactly, written through the real reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_goals.model.rounding import rounded
from mkdocs_goals.read import Folder, read_portfolio
from mkdocs_goals.score import score_portfolio

CASES = Path(__file__).parent.parent / "data" / "scoring.yaml"
DEFAULT_CYCLE = "2024-Q3"
DEFAULT_DAY = "2024-09-30"


def load() -> dict[str, Any]:
    cases: dict[str, Any] = yaml.load(CASES.read_text("utf-8"), Loader=yaml.BaseLoader)
    return cases


def front_matter(case: dict[str, Any], key_results: list[dict[str, Any]]) -> str:
    lines = ["---", "title: A goal", f"cycle: {case.get('cycle', DEFAULT_CYCLE)}", "key_results:"]
    for number, key_result in enumerate(key_results, start=1):
        lines.append(f"  - title: {key_result.get('title', f'result {number}')}")
        lines += [f"    {key}: {flow(key, value)}" for key, value in key_result.items() if key != "title"]
    return "\n".join([*lines, "---", ""])


def flow(key: str, value: Any) -> str:
    """A value in flow style; texts that hold signs are quoted, as an author would."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {flow(name, inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow("", inner) for inner in value) + "]"
    return f'"{value}"' if key in ("keep", "by", "unit") else str(value)


def number(value: Any) -> Decimal | None:
    return None if value in ("null", "") else Decimal(str(value))


def assert_number(found: Decimal | None, expected: Any, what: str) -> None:
    wanted = number(expected)
    if wanted is None:
        assert found is None, what
    else:
        assert found is not None, what
        assert rounded(found, 6) == wanted, what


def scored(tmp_path: Path, case: dict[str, Any], key_results: list[dict[str, Any]]) -> Any:
    goals = tmp_path / "goals"
    goals.mkdir()
    (goals / "goal.md").write_text(front_matter(case, key_results), "utf-8")
    portfolio = read_portfolio(Folder(goals, tmp_path))
    assert not portfolio.problems, portfolio.problems
    day = date.fromisoformat(case.get("as_of", DEFAULT_DAY))
    return score_portfolio(portfolio, day).objectives["goal"]


@pytest.mark.parametrize("case", load()["key_results"], ids=lambda case: case["name"])
def test_key_result(tmp_path: Path, case: dict[str, Any]) -> None:
    found = scored(tmp_path, case, [case["key_result"]]).key_results[0]
    expected = dict(case["expect"])
    assert [str(flag) for flag in found.flags] == expected.pop("flags", [str(flag) for flag in found.flags])
    assert str(found.status) == expected.pop("status", str(found.status))
    if "to" in expected:
        assert_number(found.target, expected.pop("to"), "to")
    for name, value in expected.items():
        assert_number(getattr(found, name), value, name)


@pytest.mark.parametrize("case", load()["objectives"], ids=lambda case: case["name"])
def test_objective(tmp_path: Path, case: dict[str, Any]) -> None:
    found = scored(tmp_path, case, case["key_results"])
    expected = case["expect"]
    assert_number(found.score, expected["score"], "score")
    assert str(found.status) == expected.get("status", str(found.status))
    if "coverage" in expected:
        counts = {name: int(value) for name, value in expected["coverage"].items()}
        assert counts == {
            "measured": found.coverage.measured,
            "counted": found.coverage.counted,
            "total": found.coverage.total,
        }
