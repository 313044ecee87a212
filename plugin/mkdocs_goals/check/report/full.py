"""The default: each finding with its line, a caret under the very characters, the fix and the other places.

The layout is the Rust compiler's. A line is a row of spans, so that one writer makes plain text of it and another
one colours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

from mkdocs_goals.check.finding import Finding
from mkdocs_goals.check.fingerprint import SourceLines
from mkdocs_goals.check.report import Report
from mkdocs_goals.check.report.wording import notes, page_of, summary
from mkdocs_goals.model.harmless import visible, visible_lines
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.spelling import counted

MOST_RELATED = 6
_WINDOW = 140
_BEFORE_MARK = 60


class StyledText(NamedTuple):
    """Characters of one style. `link` is an address that a terminal may open."""

    text: str
    style: str = ""
    link: str = ""


Line = tuple[StyledText, ...]


@dataclass(frozen=True, slots=True)
class _Highlight:
    """A place to show: the finding's own (`sign` ^) or another one (-), with what to say beside it."""

    place: Place
    sign: str
    label: str
    style: str


def render(report: Report) -> str:
    """Plain text."""
    return "".join("".join(span.text for span in line) + "\n" for line in lines(report))


def excerpt(finding: Finding, texts: Mapping[str, str]) -> str:
    """One finding as plain text, for a log."""
    found = finding_lines(finding, SourceLines(texts))
    return "\n".join("".join(span.text for span in line) for line in found)


def lines(report: Report) -> Iterator[Line]:
    """Every line of the report, in spans: all findings in their order, or what a person can take in."""
    files = SourceLines(report.texts)
    if report.is_whole:
        for finding in report.findings:
            yield from finding_lines(finding, files)
            yield ()
    else:
        yield from _at_a_glance(report, files)
    yield (StyledText(summary(report), "bold"),)
    for note in notes(report):
        yield (StyledText(note, "dim"),)


MOST_OF_A_RULE = 3
"""Excerpts of one rule that a person is shown; the others are counted."""
MOST_LINES = 100
"""Lines of excerpts in all; the rules behind them get a line each."""


def _at_a_glance(report: Report, files: SourceLines) -> Iterator[Line]:
    """The worst first: a few excerpts of each rule, and how many more there are and how to see them."""
    room = MOST_LINES
    counted_only: list[tuple[Finding, int]] = []
    for _, group in groupby(_by_rule(report), key=lambda finding: (finding.level, finding.code)):
        of_rule = list(group)
        shown = [list(finding_lines(finding, files)) for finding in of_rule[:MOST_OF_A_RULE]]
        if sum(map(len, shown)) + len(shown) > room:
            shown = shown[:1] if len(shown[0]) < room else []
        room -= sum(map(len, shown)) + len(shown)
        for excerpt in shown:
            yield from excerpt
            yield ()
        rest = len(of_rule) - len(shown)
        if shown and rest:
            yield (StyledText(f"and {rest} more of {of_rule[0].code}: {_how_to_see(of_rule[0])}", "dim"),)
            yield ()
        elif rest:
            counted_only.append((of_rule[0], rest))
    for finding, count in counted_only:
        level = str(finding.level)
        yield (
            StyledText(f"{level}[{finding.code}]", level, finding.url),
            StyledText(f": {finding.name}, {count} of them: "),
            StyledText(_how_to_see(finding), "dim"),
        )
    if counted_only:
        yield ()


def _by_rule(report: Report) -> list[Finding]:
    """Findings by level, the rules of which there are fewest first: what is rare is worth a look."""
    counts = Counter((finding.level, finding.code) for finding in report.findings)
    return sorted(
        report.findings,
        key=lambda found: (found.level.rank, counts[found.level, found.code], found.code, found.order),
    )


def _how_to_see(finding: Finding) -> str:
    return f"goals check --select {finding.code}"


def finding_lines(finding: Finding, files: SourceLines) -> Iterator[Line]:
    """One finding."""
    yield (
        StyledText(f"{finding.level}[{finding.code}]", str(finding.level), finding.url),
        StyledText(f": {visible(finding.message)}", "bold"),
    )
    marks = [_Highlight(finding.place, "^", "", str(finding.level))]
    marks += [_Highlight(r.place, "-", visible(r.message), "frame") for r in finding.related[:MOST_RELATED]]
    shown = [mark for mark in marks if files.line(mark.place.path, mark.place.line)]
    gutter = max((len(str(mark.place.line)) for mark in shown), default=1)
    place = finding.place
    yield (StyledText(" " * gutter + "--> ", "frame"), StyledText(_where(place)))
    for path, same_file in groupby(shown, key=lambda mark: mark.place.path):
        if path != place.path:
            first = next(mark for mark in shown if mark.place.path == path)
            yield (StyledText(" " * gutter + "==> ", "frame"), StyledText(_where(first.place)))
        yield from _excerpt(same_file, files, gutter)
    if len(finding.related) > MOST_RELATED:
        yield _note(gutter, "note", f"and {counted(len(finding.related) - MOST_RELATED, 'more place')}")
    if finding.help:
        yield _note(gutter, "help", visible(finding.help))
    yield _note(gutter, "more", page_of(finding), finding.url)


def _where(place: Place) -> str:
    return f"{visible(place.path)}:{place.line}:{place.column}"


def _note(gutter: int, word: str, text: str, link: str = "") -> Line:
    return (StyledText(" " * gutter + " = ", "frame"), StyledText(f"{word}: ", "bold"), StyledText(text, "", link))


def _excerpt(marks: Iterable[_Highlight], files: SourceLines, gutter: int) -> Iterator[Line]:
    """Lines of one file with what is marked in them, in the order of the file."""
    bar = (StyledText(" " * gutter + " |", "frame"),)
    yield bar
    before = 0
    for mark in sorted(marks, key=lambda mark: mark.place[1:3]):
        number = mark.place.line
        if before and number > before + 1:
            yield (StyledText("..." if gutter < 3 else " " * (gutter - 2) + "...", "frame"),)
        text, indent, width = _cut(files.line(mark.place.path, number), mark.place)
        if number != before:
            yield (StyledText(f"{number:>{gutter}} | ", "frame"), StyledText(text)) if text else bar
        label = f" {mark.label}" if mark.label else ""
        yield (*bar, StyledText(" " * (indent + 1)), StyledText(mark.sign * width + label, mark.style))
        before = number
    yield bar


def _cut(line: str, place: Place) -> tuple[str, int, int]:
    """A line as it is shown, the cells before the marked characters, and the cells of those.

    Long lines are cut around the mark. What reaches beyond the line is marked to its end.
    """
    start = min(place.column - 1, len(line))
    end = place.end_column - 1 if place.end_line == place.line else len(line.rstrip())
    end = min(max(end, start), len(line))
    first = max(0, start - _BEFORE_MARK) if len(line) > _WINDOW else 0
    last = first + _WINDOW if len(line) > first + _WINDOW else len(line)
    lead, tail = ("…" if first else ""), ("…" if last < len(line) else "")
    before = lead + visible(line[first:start])
    marked = visible(line[start : min(end, last)])
    after = visible(line[min(end, last) : last]) + tail
    return visible_lines(before + marked + after).rstrip(), cell_len(before), max(cell_len(marked), 1)
