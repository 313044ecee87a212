"""Findings as text: one module a format. Each turns a `Report` into what is printed or written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module

from mkdocs_goals.check.finding import Finding, Findings, Level

FORMATS = ("full", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown")


STATISTICS = "statistics"
"""In the place of a format: only how many findings each rule has."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a format needs: the findings, the files' texts, and what else is worth saying.

    `changed` are the paths that the pull request touches, where that is known. `known` findings are hidden by a
    baseline, of which `fixed` are gone. `fail_on` is the level from which on the run fails. `is_whole` is whether the
    terminal shows every finding, and not only what a person can take in.
    """

    findings: Findings
    texts: Mapping[str, str] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    known: int = 0
    fixed: int = 0
    fail_on: Level = Level.ERROR
    docs_url: str = ""
    version: str = ""
    is_whole: bool = True

    def worst_first(self) -> Sequence[Finding]:
        """Findings by level, changed files first, then in their order."""
        return sorted(self.findings, key=lambda f: (f.level.rank, f.place.path not in self.changed, f.order))


def renderer(name: str) -> Callable[[Report], str]:
    """The function of a format. Each format's module is loaded only when it is asked for."""
    if name not in (*FORMATS, STATISTICS):
        raise ValueError(f"no format is called {name!r}")
    module = import_module(f"mkdocs_goals.check.report.{'as_json' if name == 'json' else name}")
    render: Callable[[Report], str] = module.render
    return render
