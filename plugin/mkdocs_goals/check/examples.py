"""A rule's two examples: a folder of goals that it finds something in, and one that it leaves alone.

They stand in `rules/examples/CODE.md`, below the headings `Fires` and `Silent`: each file is a fenced block with its
path as title. `As of 2024-10-15.` above them names the day on which both are checked, where it is another than usual.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from mkdocs_goals.check import rules
from mkdocs_goals.check.finding import Findings
from mkdocs_goals.check.report import Report
from mkdocs_goals.check.run import check
from mkdocs_goals.read import in_memory, read_portfolio
from mkdocs_goals.score import score_portfolio

EXAMPLE_DAY = date(2024, 8, 15)
"""The day as of which examples are checked, where they do not say another."""

_DAY = re.compile(r"^As of (\d{4}-\d{2}-\d{2})\.$", re.MULTILINE)
_FILE = re.compile(r'^(`{3,})\w+ title="([^"\n]+)"\n(.*?)^\1$', re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A small folder of goals (path → text) and the day it is checked on."""

    files: Mapping[str, str]
    as_of: date = EXAMPLE_DAY


@dataclass(frozen=True, slots=True)
class Examples:
    """What a rule finds something in, and what it leaves alone."""

    fires: Example
    silent: Example


def examples_of(code: str) -> Examples:
    """A rule's examples. Raises FileNotFoundError for a rule without."""
    return parsed(files(rules).joinpath("examples", f"{code}.md").read_text(encoding="utf-8"))


def parsed(text: str) -> Examples:
    """The examples of a text in the form that this module describes."""
    day = _DAY.search(text)
    as_of = date.fromisoformat(day[1]) if day else EXAMPLE_DAY
    fires, _, silent = text.partition("\n## Silent\n")
    return Examples(_example(fires, as_of), _example(silent, as_of))


def _example(text: str, as_of: date) -> Example:
    return Example({match[2]: match[3] for match in _FILE.finditer(text)}, as_of)


def run(example: Example) -> Report:
    """Everything that the checker says of an example."""
    portfolio = read_portfolio(in_memory({path.removeprefix("goals/"): text for path, text in example.files.items()}))
    return Report(check(portfolio, score_portfolio(portfolio, example.as_of)), portfolio.texts)


def of_rule(report: Report, code: str) -> Findings:
    """The findings of one rule."""
    return report.findings.where(lambda finding: finding.code == code)
