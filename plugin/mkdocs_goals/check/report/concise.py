"""A line a finding, for editors' problem matchers and grep."""

from __future__ import annotations

from mkdocs_goals.check.report import Report
from mkdocs_goals.check.report.wording import notes, one_line, summary


def render(report: Report) -> str:
    lines = [one_line(finding) for finding in report.findings]
    return "\n".join((*lines, summary(report), *notes(report))) + "\n"
