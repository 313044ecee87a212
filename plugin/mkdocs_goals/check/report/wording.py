"""Words and signs that the formats share."""

from __future__ import annotations

from mkdocs_goals.check.finding import Finding, Level
from mkdocs_goals.check.report import Report
from mkdocs_goals.model.harmless import visible
from mkdocs_goals.model.spelling import counted


def totals(report: Report) -> str:
    """`1 error, 2 warnings and 3 infos`; levels without findings are left out."""
    counts = [(report.findings.count(level), str(level)) for level in Level]
    words = [counted(count, word) for count, word in counts if count]
    if not words:
        return "no findings"
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def summary(report: Report) -> str:
    """One line about the whole run."""
    findings = report.findings
    looked = f"{counted(findings.goals, 'goal')} in {counted(findings.files, 'file')}, as of {findings.as_of}"
    return f"{totals(report)} ({looked})"


def notes(report: Report) -> list[str]:
    """What else is worth a line: the baseline, and fixes that can be made at once."""
    lines = []
    if report.known:
        lines.append(f"{counted(report.known, 'finding')} of the baseline not shown")
    if report.fixed:
        lines.append(f"{counted(report.fixed, 'finding')} of the baseline fixed: write it again with --write-baseline")
    safe = sum(1 for finding in report.findings if finding.fix and finding.fix.safe)
    if safe:
        lines.append(f"{counted(safe, 'finding')} can be fixed at once with --fix (--diff shows how)")
    return lines


def one_line(finding: Finding) -> str:
    """`goals/sales/grow.md:12:9: error[M105] the target is the baseline`."""
    place = finding.place
    where = f"{visible(place.path)}:{place.line}:{place.column}"
    return f"{where}: {finding.level}[{finding.code}] {visible(finding.message)}"


def page_of(finding: Finding) -> str:
    """Where to read more: the rule's page, or the command that prints it."""
    return visible(finding.url) or f"goals rule {finding.code}"
