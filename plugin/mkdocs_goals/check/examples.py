"""A rule's examples, run: written to a folder of their own, read, scored and checked."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_goals.check.finding import Findings
from mkdocs_goals.check.report import Report
from mkdocs_goals.check.rule import Example
from mkdocs_goals.check.run import check
from mkdocs_goals.read import read_portfolio
from mkdocs_goals.score import score_portfolio


def run(example: Example) -> Report:
    """Everything that the checker says of an example."""
    with TemporaryDirectory(prefix="goals-example-") as name:
        root = Path(name)
        for path, text in example.files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        portfolio = read_portfolio(root / "goals", root)
    return Report(check(portfolio, score_portfolio(portfolio, example.as_of)), portfolio.texts)


def of_rule(report: Report, code: str) -> Findings:
    """The findings of one rule."""
    return report.findings.where(lambda finding: finding.code == code)
