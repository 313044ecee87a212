"""What makes a finding the same one tomorrow: its rule, its goal and the text of its line, not the line's number."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mkdocs_goals.check.finding import Finding


class Fingerprint(NamedTuple):
    """A finding without its position and its message: a moved goal keeps it, an edited line loses it."""

    code: str
    about: str
    line: str


class SourceLines:
    """The lines of files, split once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str:
        """A line without its end; empty where there is none."""
        if path not in self._lines:
            self._lines[path] = self._texts.get(path, "").split("\n")
        lines = self._lines[path]
        return lines[number - 1].removesuffix("\r") if 0 < number <= len(lines) else ""


def mark_of(finding: Finding, lines: SourceLines) -> Fingerprint:
    """A finding's mark. It is about its goal, or about its file where that holds no goal.

    What is missing hangs on no line: renaming the goal changes nothing of it.
    """
    if finding.is_absence and finding.goal:
        return Fingerprint(finding.code, finding.goal, "")
    text = " ".join(lines.line(finding.place.path, finding.place.line).split())
    return Fingerprint(finding.code, finding.goal or finding.place.path, text)


def fingerprints(findings: Iterable[Finding], texts: Mapping[str, str]) -> list[str]:
    """A stable name for each finding, in their order. Findings with one mark are counted through."""
    lines = SourceLines(texts)
    seen: Counter[Fingerprint] = Counter()
    names = []
    for finding in findings:
        mark = mark_of(finding, lines)
        seen[mark] += 1
        content = "\x00".join((*mark, str(seen[mark])))
        names.append(hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return names
