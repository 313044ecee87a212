"""SARIF 2.1.0, for code scanning. OASIS Standard, 27 March 2020."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from mkdocs_goals.check.finding import Finding, Level
from mkdocs_goals.check.fingerprint import fingerprints
from mkdocs_goals.check.registry import LETTERS
from mkdocs_goals.check.report import Report
from mkdocs_goals.check.rule import Rule
from mkdocs_goals.check.settings import Settings
from mkdocs_goals.model.diagnostic import Edit, Fix
from mkdocs_goals.model.harmless import json_text, visible
from mkdocs_goals.model.place import Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000
"""GitHub refuses a run with more."""

_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


def render(report: Report) -> str:
    names = dict(zip(report.findings, fingerprints(report.findings, report.texts), strict=True))
    ordered = report.worst_first()[:MOST_RESULTS]
    codes = sorted({finding.code for finding in ordered})
    positions = {code: at for at, code in enumerate(codes)}
    driver = {
        "name": "mkdocs-goals",
        "semanticVersion": report.version,
        "rules": [_rule(report.findings.rules[code], report.docs_url) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, positions[finding.code], names[finding]) for finding in ordered],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(document, indent=2) + "\n"


def _rule(rule: Rule, docs_url: str) -> dict[str, Any]:
    described = rule.documentation
    text = f"{described.what}\n\nWhy: {described.why}\n\nHow to fix: {described.fix}"
    markdown = f"{described.what}\n\n**Why**: {described.why}\n\n**How to fix**: {described.fix}"
    found: dict[str, Any] = {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": rule.summary},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {"tags": ["goals", LETTERS[rule.code[0]]]},
    }
    url = Settings(docs_url=docs_url).url(rule.code)
    if url.startswith(("https://", "http://")):
        found["helpUri"] = url
    return found


def _result(finding: Finding, rule_index: int, fingerprint: str) -> dict[str, Any]:
    text = _text(f"{finding.message}: {finding.help}" if finding.help else finding.message)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.level],
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(finding.place)}],
        "partialFingerprints": {"goalAndLine/v1": fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": at, "physicalLocation": _location(related.place), "message": {"text": _text(related.message)}}
            for at, related in enumerate(finding.related)
        ]
    if finding.fix and finding.fix.safe:
        result["fixes"] = [_fix(finding.fix)]
    return result


def _text(text: str) -> str:
    """A message without links: SARIF takes `[words](address)` for one (section 3.11.6), goals may not set any."""
    return re.sub(r"\[(?=.*\]\()", r"\\[", visible(text))


def _artifact(place: Place) -> dict[str, str]:
    return {"uri": quote(place.path, safe="/")}


def _location(place: Place) -> dict[str, Any]:
    return {"artifactLocation": _artifact(place), "region": _region(place)}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"description": {"text": _text(fix.title)}, "artifactChanges": [_change(edit) for edit in fix.edits]}


def _change(edit: Edit) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}}
    return {"artifactLocation": _artifact(edit.place), "replacements": [replacement]}
