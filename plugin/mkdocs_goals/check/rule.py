"""A rule and its documentation, registered once.

A rule is one function that yields remarks. Its docstring is its page: the first paragraph says what it does,
the paragraphs that begin with `Why:`, `Fix:` and `Source:` say the rest. Its two examples are small folders of
goals; the tests run both.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING

from mkdocs_goals.check.finding import Level
from mkdocs_goals.model.diagnostic import Fix, Related
from mkdocs_goals.model.place import Place

if TYPE_CHECKING:
    from mkdocs_goals.check.context import Context

EXAMPLE_DAY = date(2024, 8, 15)
"""The day as of which examples are checked, where a rule does not say another."""

EXAMPLE_FILE = "goals/sales/our-goal.md"
"""The file that an example is, where it does not name its files."""

_FILE_MARK = "== "


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule saw: the finding without the rule's own code, name, level and page."""

    message: str
    place: Place
    help: str
    goal: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


Check = Callable[["Context"], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class RuleOption:
    """A number that `goals.yml` may set for a rule."""

    name: str
    default: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Documentation:
    """A rule's page in words. Paragraphs are Markdown."""

    what: str
    why: str
    fix: str
    source: str


@dataclass(frozen=True, slots=True)
class Example:
    """A small folder of goals (path → text) and the day it is checked on."""

    files: Mapping[str, str]
    as_of: date = EXAMPLE_DAY


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `check` is None where reading (or the ignore comments) finds the problem."""

    code: str
    name: str
    level: Level
    documentation: Documentation
    fires: Example
    silent: Example
    options: tuple[RuleOption, ...] = ()
    check: Check | None = None
    can_be_ignored: bool = True
    """Whether a comment may hide it. Not where the file can't be read or the site would be unsafe."""

    @property
    def summary(self) -> str:
        """What it does, in one sentence."""
        return self.documentation.what.split("\n\n")[0]


@dataclass(slots=True)
class Registry:
    """Every rule by its code, in the order of the codes."""

    _rules: dict[str, Rule] = field(default_factory=dict)

    def add(self, rule: Rule) -> None:
        if rule.code in self._rules:
            raise ValueError(f"two rules have the code {rule.code}")
        self._rules[rule.code] = rule

    def rules(self) -> dict[str, Rule]:
        return dict(sorted(self._rules.items()))


REGISTRY = Registry()


def rule(
    code: str,
    name: str,
    level: Level,
    *,
    fires: str,
    silent: str,
    options: tuple[RuleOption, ...] = (),
    as_of: date = EXAMPLE_DAY,
    can_be_ignored: bool = True,
) -> Callable[[Check], Check]:
    """Register a function as a rule."""

    def register(check: Check) -> Check:
        documentation = _documentation(check.__doc__)
        examples = _example(fires, as_of), _example(silent, as_of)
        REGISTRY.add(Rule(code, name, level, documentation, *examples, options, check, can_be_ignored))
        return check

    return register


def described_rule(code: str, name: str, level: Level, documentation: str, *, fires: str, silent: str) -> None:
    """Register a rule whose findings come from elsewhere (reading, the ignore comments). No comment can hide it."""
    examples = _example(fires, EXAMPLE_DAY), _example(silent, EXAMPLE_DAY)
    REGISTRY.add(Rule(code, name, level, _documentation(documentation), *examples, can_be_ignored=False))


def _documentation(text: str | None) -> Documentation:
    """Cut a docstring into its parts. A part may have several paragraphs."""
    parts: dict[str, list[str]] = {"What": []}
    part = "What"
    for paragraph in inspect.cleandoc(text or "").split("\n\n"):
        label, colon, rest = paragraph.partition(":")
        if colon and label in ("Why", "Fix", "Source"):
            part, paragraph = label, rest.strip()
        parts.setdefault(part, []).append(paragraph if paragraph.startswith("    ") else " ".join(paragraph.split()))
    what, why, fix, source = ("\n\n".join(parts.get(name, ())) for name in ("What", "Why", "Fix", "Source"))
    return Documentation(what, why, fix, source)


def _example(text: str, as_of: date) -> Example:
    """Cut an example into files at its `== path` lines; without one it is a single goal file."""
    text = dedent(text).strip("\n") + "\n"
    if not text.startswith(_FILE_MARK):
        return Example({EXAMPLE_FILE: text}, as_of)
    files: dict[str, str] = {}
    for piece in ("\n" + text).split("\n" + _FILE_MARK)[1:]:
        path, _, content = piece.partition("\n")
        files[path.strip()] = content.strip("\n") + "\n"
    return Example(files, as_of)
