"""How many findings each rule has: what to turn to first, or to leave to a baseline."""

from __future__ import annotations

from collections import Counter

from mkdocs_goals.check.report import Report
from mkdocs_goals.check.report.wording import notes, summary


def render(report: Report) -> str:
    """A line a rule, the most first, the worst of as many before the others."""
    findings = report.findings
    counts = Counter((finding.level, finding.code, finding.name) for finding in findings)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][0].rank, item[0][1]))
    width = max((len(str(count)) for count in counts.values()), default=0)
    lines = [f"{count:>{width}}  {code}  {level:<7}  {name}" for (level, code, name), count in ordered]
    return "\n".join((*lines, *([""] if lines else []), summary(report), *notes(report))) + "\n"
