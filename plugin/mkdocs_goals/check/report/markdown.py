"""Markdown, for a comment on a pull request or a CI job's summary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from mkdocs_goals.check.finding import Finding, Level
from mkdocs_goals.check.report import Report
from mkdocs_goals.check.report.wording import notes, summary, totals
from mkdocs_goals.model.harmless import markdown_code, markdown_text, visible
from mkdocs_goals.model.spelling import counted

MOST_CHARACTERS = 60_000
"""GitHub refuses a comment of more than 65,536 characters."""

_SIGNS = {Level.ERROR: "■", Level.WARNING: "▲", Level.INFO: "●"}


def render(report: Report) -> str:
    worst = min((finding.level for finding in report.findings), key=lambda level: level.rank, default=None)
    title = f"{_SIGNS[worst]} Goals: {totals(report)}" if worst else "✓ Goals: no findings"
    urgent = [finding for finding in report.findings if finding.level is not Level.INFO]
    advice = [finding for finding in report.findings if finding.level is Level.INFO]
    pieces = [f"### {title}\n", *_totals(report), *_files(urgent, report)]
    if advice:
        pieces.append(f"<details>\n<summary>{counted(len(advice), 'piece')} of advice</summary>\n")
        pieces += [*_files(advice, report), "</details>\n"]
    pieces += [f"{note}.\n" for note in (f"Checked: {summary(report)}", *map(str.capitalize, notes(report)))]
    return "\n".join(_shortened(pieces))


FEW = 10
"""Findings up to which a comment needs no table of totals."""


def _totals(report: Report) -> Iterator[str]:
    """How many findings each rule has, where there are more than one sees at a glance."""
    counts = Counter((found.level, found.code, found.name) for found in report.findings)
    if len(report.findings) <= FEW:
        return
    ordered = sorted(counts.items(), key=lambda item: (item[0][0].rank, -item[1], item[0][1]))
    rows = [f"| {_SIGNS[level]} {level} | {code} {name} | {count} |" for (level, code, name), count in ordered]
    yield "\n".join(("| level | rule | findings |", "| --- | --- | --- |", *rows)) + "\n"


def _files(findings: Sequence[Finding], report: Report) -> Iterator[str]:
    """A list of findings a file: changed files first, then those with the worst findings and the most of them."""
    by_path: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding.place.path].append(finding)

    def urgency(item: tuple[str, list[Finding]]) -> tuple[bool, list[int], str]:
        path, found = item
        return path not in report.changed, [-sum(f.level is level for f in found) for level in Level], path

    for path, group in sorted(by_path.items(), key=urgency):
        yield f"**{markdown_code(path)}**\n\n" + "\n".join(map(_item, group)) + "\n"


def _item(finding: Finding) -> str:
    code = f"[{finding.code}]({visible(finding.url)})" if finding.url else finding.code
    where = f"line {finding.place.line}"
    help = f"  \n  {markdown_text(finding.help, forge=True)}" if finding.help else ""
    what = markdown_text(finding.message, forge=True)
    return f"- {_SIGNS[finding.level]} {finding.level}, {where}: {what} ({code}){help}"


def _shortened(pieces: list[str]) -> list[str]:
    """As many pieces as fit; a fold that was opened is closed."""
    kept: list[str] = []
    length = 0
    for at, piece in enumerate(pieces):
        length += len(piece) + 1
        if length > MOST_CHARACTERS:
            folded = any(piece.startswith("<details>") for piece in kept) and "</details>\n" not in kept
            tail = ["</details>\n"] if folded else []
            return [*kept, *tail, f"… and {counted(len(pieces) - at, 'more block')}, in the log.\n"]
        kept.append(piece)
    return kept
