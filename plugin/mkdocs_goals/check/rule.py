"""A rule and its documentation, registered once, and how a rule says what it finds.

A rule is one function. Its docstring is its page: the first paragraph says what it does, the paragraphs that begin
with `Why:`, `Fix:` and `Source:` say the rest. Its two examples, one that it finds and one that it leaves alone, stand
in `rules/examples/CODE.md`; the tests run both.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs_goals.check.finding import Level
from mkdocs_goals.model.diagnostic import Diagnostic, Fix, Related
from mkdocs_goals.model.goal import Goal, KeyResult
from mkdocs_goals.model.place import Place

if TYPE_CHECKING:
    from mkdocs_goals.check.context import Context


@dataclass(slots=True)
class Reporter:
    """Takes what one rule finds."""

    code: str
    context: Context
    found: list[Diagnostic] = field(default_factory=list)

    def about(
        self,
        item: Goal | KeyResult,
        key: str,
        message: str,
        help: str,
        *,
        span: tuple[int, int] | None = None,
        on_key: bool = False,
        unless_damaged: Collection[str] = (),
        related: Iterable[Related] = (),
        is_advice: bool = False,
        is_absence: bool = False,
    ) -> None:
        """Something about an item, at the value of one of its keys; at its title where the key is not written.

        `span` is the part of the value that is meant: its first character, counted from 0, and its length. With
        `on_key` the key is meant. Nothing is said of a key that could not be read, nor where one of `unless_damaged`
        could not: another finding says so. The title is also where the whole item is meant, so it is silent only
        about a part of it. `is_advice` and `is_absence`: see Diagnostic.
        """
        origin = item.origin
        if (key in origin.damaged and (key != "title" or span)) or not origin.damaged.isdisjoint(unless_damaged):
            return
        if key not in (origin.keys if on_key else origin.values):
            key, on_key = "title", False
        place = origin.part(key, *span) if span else origin.key(key) if on_key else origin.value(key)
        goal = item.objective if isinstance(item, KeyResult) else item.id
        self.found.append(
            Diagnostic(
                code=self.code,
                message=message,
                place=place,
                help=help,
                goal=goal,
                related=tuple(related),
                is_advice=is_advice,
                is_absence=is_absence,
            )
        )

    def at(
        self,
        place: Place,
        message: str,
        help: str,
        *,
        goal: str | None = None,
        related: Iterable[Related] = (),
        instead: str | None = None,
        fix: Fix | None = None,
    ) -> None:
        """Something at any place. `instead` is the word that was probably meant: it takes the place of the help."""
        if instead is not None:
            help, fix = f"did you mean `{instead}`?", self.context.replacement(place, instead)
        self.found.append(
            Diagnostic(
                code=self.code, message=message, place=place, help=help, goal=goal, related=tuple(related), fix=fix
            )
        )


Check = Callable[["Context", Reporter], None]


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
class Rule:
    """One rule. `check` is None where reading (or the ignore comments) finds the problem."""

    code: str
    name: str
    level: Level
    documentation: Documentation
    options: tuple[RuleOption, ...] = ()
    check: Check | None = None
    can_be_ignored: bool = True
    """Whether a comment may hide it. Not where the file can't be read or the site would be unsafe."""
    yields_to: tuple[str, ...] = ()
    """Rules that say the same more generally: where one of them speaks of a goal, this one keeps silent about it."""

    @property
    def summary(self) -> str:
        """What it does, in one sentence."""
        return self.documentation.what.split("\n\n")[0]

    def found_in(self, context: Context) -> list[Diagnostic]:
        """What the rule finds, in the order in which it looks."""
        report = Reporter(self.code, context)
        if self.check:
            self.check(context, report)
        return report.found


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
    options: tuple[RuleOption, ...] = (),
    can_be_ignored: bool = True,
    yields_to: tuple[str, ...] = (),
) -> Callable[[Check], Check]:
    """Register a function as a rule."""

    def register(check: Check) -> Check:
        REGISTRY.add(
            Rule(
                code=code,
                name=name,
                level=level,
                documentation=documented(check.__doc__),
                options=options,
                check=check,
                can_be_ignored=can_be_ignored,
                yields_to=yields_to,
            )
        )
        return check

    return register


def described_rule(code: str, name: str, level: Level, documentation: str) -> None:
    """Register a rule whose findings come from elsewhere (reading, the ignore comments). No comment can hide it."""
    REGISTRY.add(Rule(code, name, level, documented(documentation), can_be_ignored=False))


def documented(text: str | None) -> Documentation:
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
