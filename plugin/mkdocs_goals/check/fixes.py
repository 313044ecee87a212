"""Fixes put into files. `--fix` and `--diff`: the safe ones, tried over the folder until nothing is left to fix."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff

from mkdocs_goals.check.finding import Findings
from mkdocs_goals.model.diagnostic import Edit
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import Overlay, Source, read_portfolio
from mkdocs_goals.read.measurements import MAX_CSV_BYTES
from mkdocs_goals.read.text import decode

MOST_ROUNDS = 10
"""A fixed key may bring what stands below it to light; ten rounds are more than any file needs."""


@dataclass(frozen=True)
class FixedFiles:
    """Files of the goals folder (name inside it → new content), and how many findings were fixed."""

    source: Source
    files: Mapping[str, bytes]
    count: int

    def diff(self) -> Iterator[str]:
        """A unified diff of what fixing changes, as `git apply` takes it."""
        for name, after in sorted(self.files.items()):
            before = self.source.read(name, MAX_CSV_BYTES).content or b""
            path = f"{self.source.shown}/{name}".removeprefix("./")
            for line in unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}"):
                yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def fix_files(source: Source, check: Callable[[Portfolio], Findings]) -> FixedFiles:
    """What the files would hold with every safe fix made of which `check` knows."""
    files: dict[str, bytes] = {}
    count = 0
    for _ in range(MOST_ROUNDS):
        tried = Overlay(source, files)
        portfolio = read_portfolio(tried)
        edits = _safe_edits(check(portfolio))
        count += sum(map(len, edits.values()))
        after = dict(_edited(tried, portfolio, edits))
        if not after:
            break
        files |= after
    return FixedFiles(source, files, count)


def _safe_edits(findings: Findings) -> Mapping[str, list[tuple[Edit, ...]]]:
    """By path, the edits of each safe fix."""
    edits: defaultdict[str, list[tuple[Edit, ...]]] = defaultdict(list)
    for finding in findings:
        if finding.fix and finding.fix.safe:
            edits[finding.place.path].append(finding.fix.edits)
    return edits


def _edited(
    source: Source, portfolio: Portfolio, edits: Mapping[str, list[tuple[Edit, ...]]]
) -> Iterator[tuple[str, bytes]]:
    """The files whose bytes the edits change, with their new content."""
    for shown, of_fixes in edits.items():
        path = posixpath.normpath(shown.removeprefix(f"{source.shown}/"))
        before = source.read(path, MAX_CSV_BYTES).content
        if before is None or decode(shown, before, MAX_CSV_BYTES).text != portfolio.texts[shown]:
            continue  # somebody has written to the file since it was read: the edits' places are of the old text
        after = apply(before, [edit for fix in of_fixes for edit in fix])
        if after != before:
            yield path, after


def _lines(content: bytes) -> list[str]:
    """Lines as git counts them: only `\\n` ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", content.decode("utf-8"))


def apply(content: bytes, edits: Iterable[Edit]) -> bytes:
    """A file with its edits made and every other byte as it was. Of two edits that overlap, the first is made."""
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    text = content[len(mark) :].decode("utf-8")
    starts = _line_starts(text)
    pieces: list[str] = []
    done = 0
    for first, last, new in sorted({(*_span(edit.place, starts, len(text)), edit.text) for edit in edits}):
        if first >= done and last >= first:
            pieces += (text[done:first], new)
            done = last
    return mark + "".join((*pieces, text[done:])).encode("utf-8")


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at != -1:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _span(place: Place, starts: list[int], length: int) -> tuple[int, int]:
    def offset(line: int, column: int) -> int:
        return min(starts[line - 1] + column - 1, length) if line <= len(starts) else length

    return offset(place.line, place.column), offset(place.end_line, place.end_column)
