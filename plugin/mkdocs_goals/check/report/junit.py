"""JUnit's XML, for CI systems that show test results.

A finding that fails the run is a failed test, any other a passed one with its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from mkdocs_goals.check.finding import Finding
from mkdocs_goals.check.report import Report
from mkdocs_goals.check.report.wording import one_line, page_of
from mkdocs_goals.model.harmless import visible
from mkdocs_goals.model.spelling import counted


def render(report: Report) -> str:
    failed = _failures(report, report.findings.items)
    tests = max(len(report.findings), 1)
    head = f'<testsuites name="goals check" tests="{tests}" failures="{failed}" errors="0" time="0">'
    suites = "\n".join(_suites(report))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{suites}\n</testsuites>\n'


def _suites(report: Report) -> Iterator[str]:
    for path, group in groupby(report.findings, key=lambda finding: finding.place.path):
        findings = tuple(group)
        cases = "\n".join(_case(finding, report) for finding in findings)
        yield _suite(path, len(findings), _failures(report, findings), cases)
    if not report.findings.items:
        name = f"{counted(report.findings.goals, 'goal')} in {counted(report.findings.files, 'file')}"
        yield _suite("goals", 1, 0, f'    <testcase name={_attribute(name)} classname="goals" time="0"/>')


def _suite(name: str, tests: int, failures: int, cases: str) -> str:
    counts = f'tests="{tests}" failures="{failures}" errors="0" skipped="0" time="0"'
    return f"  <testsuite name={_attribute(name)} {counts}>\n{cases}\n  </testsuite>"


def _case(finding: Finding, report: Report) -> str:
    name = f"{finding.code} {finding.name} (line {finding.place.line}, column {finding.place.column})"
    head = f'    <testcase name={_attribute(name)} classname={_attribute(finding.place.path)} time="0">'
    text = escape("\n".join(filter(None, (one_line(finding), visible(finding.help), page_of(finding)))))
    if finding.level.at_least(report.fail_on):
        kind, message = _attribute(str(finding.level)), _attribute(finding.message)
        return f"{head}\n      <failure message={message} type={kind}>{text}</failure>\n    </testcase>"
    return f"{head}\n      <system-out>{text}</system-out>\n    </testcase>"


def _failures(report: Report, findings: tuple[Finding, ...]) -> int:
    return sum(1 for finding in findings if finding.level.at_least(report.fail_on))


def _attribute(text: str) -> str:
    return quoteattr(visible(text))
