"""What the tests of scores share: a company from short texts, scored as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.project import goal, read_goals

from mkdocs_goals.score import Scorecard, score_portfolio

DAY = date(2024, 8, 15)
"""46 of the 92 days of 2024-Q3 have passed: e = 0.5."""

HEAD = "title: A goal\ncycle: 2024-Q3\n"


def scored(tmp_path: Path, files: Mapping[str, str], day: date = DAY, organisation: str = "") -> Scorecard:
    """The scores of goals by id and front matter."""
    contents: dict[str, str | bytes] = {f"{name}.md": goal(front) for name, front in files.items()}
    if organisation:
        contents["goals.yml"] = organisation
    portfolio = read_goals(tmp_path, contents)
    assert not portfolio.problems, portfolio.problems
    return score_portfolio(portfolio, day)


def objective(*key_results: str, head: str = HEAD) -> str:
    """The front matter of an objective whose key results are the flow mappings `{title: a, …}` or their insides."""
    lines = [f"  - {{title: {'abcdefgh'[at]}, {inside}}}" for at, inside in enumerate(key_results)]
    return head + "key_results:\n" + "\n".join(lines)


def kpi(values: Mapping[str, object], *lines: str) -> str:
    """The front matter of a KPI."""
    measured = ", ".join(f"{period}: {value}" for period, value in values.items())
    return "\n".join(["type: kpi", "title: A number", *lines, f"measurements: {{{measured}}}"])


def weeks(first: int, *values: object) -> dict[str, object]:
    """Values of weeks of 2024 that follow each other."""
    return {f"2024-W{first + at:02}": value for at, value in enumerate(values)}
