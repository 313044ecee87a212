"""A baseline: the findings of the day on which a team began to check, so that only new ones are shown.

The file is JSON, one finding a line, sorted, so that two branches rarely collide and a fixed finding is one line less.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_goals.check.finding import Finding, Findings
from mkdocs_goals.check.fingerprint import Fingerprint, SourceLines, mark_of

FORMAT = "mkdocs-goals-baseline/1"


class BaselineError(Exception):
    """A baseline file that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings against a baseline: the new ones, how many are known, how many of the known ones are fixed."""

    new: Findings
    known: int
    fixed: int


def written(findings: Findings, texts: Mapping[str, str]) -> str:
    """The baseline file that knows these findings."""
    lines = SourceLines(texts)
    counts = Counter(mark_of(finding, lines) for finding in findings)
    entries = [
        json.dumps({"code": mark.code, "about": mark.about, "line": mark.line, "count": count}, ensure_ascii=False)
        for mark, count in sorted(counts.items())
    ]
    body = ",\n".join(f"  {entry}" for entry in entries)
    return (
        f'{{"format": "{FORMAT}", "findings": [\n{body}\n]}}\n'
        if entries
        else f'{{"format": "{FORMAT}", "findings": []}}\n'
    )


def read(text: str) -> Counter[Fingerprint]:
    """The marks that a baseline file knows. Raises BaselineError."""
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise BaselineError(f"it does not say that its format is {FORMAT}")
        known: Counter[Fingerprint] = Counter()
        for entry in data["findings"]:
            known[Fingerprint(str(entry["code"]), str(entry["about"]), str(entry["line"]))] += int(entry["count"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BaselineError("it is no baseline file; write it again with --write-baseline") from error
    return known


def compared(findings: Findings, known: Counter[Fingerprint], texts: Mapping[str, str]) -> Compared:
    """The findings that a baseline does not know. Of several with one mark, as many are known as it counts."""
    lines = SourceLines(texts)
    left = Counter(known)
    new: list[Finding] = []
    for finding in findings:
        mark = mark_of(finding, lines)
        if left[mark] > 0:
            left[mark] -= 1
        else:
            new.append(finding)
    return Compared(findings.only(new), len(findings) - len(new), sum(left.values()))
