"""JSON for programs: versioned, with a published schema (`check.schema.json` beside this file)."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from mkdocs_goals.check.finding import Finding, Level
from mkdocs_goals.check.report import Report
from mkdocs_goals.model.harmless import json_text
from mkdocs_goals.model.place import Place

FORMAT = "mkdocs-goals-check/1"


def schema() -> dict[str, Any]:
    """The JSON Schema of this format."""
    text = files(__package__).joinpath("check.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def render(report: Report) -> str:
    findings = report.findings
    document = {
        "format": FORMAT,
        "as_of": findings.as_of.isoformat(),
        "summary": {
            "errors": findings.count(Level.ERROR),
            "warnings": findings.count(Level.WARNING),
            "infos": findings.count(Level.INFO),
            "files": findings.files,
            "goals": findings.goals,
        },
        "findings": [_finding(finding) for finding in findings],
    }
    return json_text(document, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "level": str(finding.level),
        "message": finding.message,
        "help": finding.help,
        "url": finding.url or None,
        "goal": finding.goal,
        "path": finding.place.path,
        **_span(finding.place),
        "related": [
            {"path": related.place.path, **_span(related.place), "message": related.message}
            for related in finding.related
        ],
    }


def _span(place: Place) -> dict[str, Any]:
    return {
        "start": {"line": place.line, "column": place.column},
        "end": {"line": place.end_line, "column": place.end_column},
    }
