"""GitLab's Code Quality report: a list of issues with stable fingerprints, shown in merge requests."""

from __future__ import annotations

from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.fingerprint import fingerprints
from mkdocs_goals.check.report import Report
from mkdocs_goals.model.harmless import json_text, visible

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def render(report: Report) -> str:
    issues = [
        {
            "description": visible(f"{finding.message}: {finding.help}" if finding.help else finding.message),
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.level],
            "location": {
                "path": finding.place.path,
                "positions": {
                    "begin": {"line": finding.place.line, "column": finding.place.column},
                    "end": {"line": finding.place.end_line, "column": finding.place.end_column},
                },
            },
        }
        for finding, fingerprint in zip(report.findings, fingerprints(report.findings, report.texts), strict=True)
    ]
    return json_text(issues, indent=2) + "\n"
