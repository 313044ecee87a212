"""A goals folder as an editor has it: the files with what is typed in them, read, scored and checked again."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mkdocs_goals.check import Finding, Findings, Settings, check
from mkdocs_goals.clock import as_of_day
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import Folder, Overlay, read_portfolio
from mkdocs_goals.score import Scorecard, score_portfolio


@dataclass(frozen=True)
class Snapshot:
    """Everything that is known of the goals at one moment."""

    portfolio: Portfolio
    scorecard: Scorecard
    findings: Findings
    settings: Settings

    @cached_property
    def by_path(self) -> Mapping[str, tuple[Finding, ...]]:
        """Findings by the file they stand in."""
        groups: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            groups[finding.place.path].append(finding)
        return {path: tuple(found) for path, found in groups.items()}

    def lines(self, path: str) -> Sequence[str]:
        """A file's lines; none for an unknown file."""
        return self._lines.setdefault(path, self.portfolio.texts.get(path, "").split("\n"))

    _lines: dict[str, list[str]] = field(default_factory=dict)

    def at(self, path: str, line: int, column: int) -> tuple[Finding, ...]:
        """The findings that hold a position."""
        return tuple(finding for finding in self.by_path.get(path, ()) if _holds(finding.place, line, column))


def _holds(place: Place, line: int, column: int) -> bool:
    return (place.line, place.column) <= (line, column) <= (place.end_line, place.end_column)


class Session:
    """One goals folder, from the editor's start to its end."""

    def __init__(self, goals_dir: Path, as_of: str | None, docs_url: str) -> None:
        self.goals_dir = Path(os.path.realpath(goals_dir))
        self._folder = Folder(self.goals_dir, self.goals_dir.parent)
        self._as_of = as_of
        self._settings = Settings(docs_url=docs_url, folder=self._folder.shown)
        self._typed: Mapping[str, bytes] = {}  # replaced and never changed, for it is read in another thread
        self.snapshot = self.checked()

    def path(self, file: Path) -> str | None:
        """What paths call a file; None where it is not in the goals folder."""
        file = Path(os.path.realpath(file.parent)) / file.name
        if not file.is_relative_to(self.goals_dir):
            return None
        return f"{self._folder.shown}/{file.relative_to(self.goals_dir).as_posix()}"

    def file(self, path: str) -> Path:
        """The file that a path names."""
        return self.goals_dir / self._in_folder(path)

    def type(self, path: str, text: str) -> None:
        """Take the text of an editor in the place of the file's."""
        self._typed = {**self._typed, self._in_folder(path): text.encode("utf-8", "surrogatepass")}

    def refresh(self, path: str) -> None:
        """Take the file's own text again."""
        self._typed = {typed: content for typed, content in self._typed.items() if typed != self._in_folder(path)}

    def checked(self) -> Snapshot:
        """Read, score and check everything; the new state is kept."""
        portfolio = read_portfolio(Overlay(self._folder, self._typed))
        scorecard = score_portfolio(portfolio, as_of_day(self._as_of))
        findings = check(portfolio, scorecard, self._settings)
        self.snapshot = Snapshot(portfolio, scorecard, findings, self._settings)
        return self.snapshot

    def _in_folder(self, path: str) -> str:
        return path.removeprefix(f"{self._folder.shown}/")
