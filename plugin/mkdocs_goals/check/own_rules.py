"""A company's own rules: installed packages offer them, and goals.yml names those that are wanted.

A package offers them as an entry point of the group `mkdocs_goals.rules`: a list or a tuple of `Rule`s. Nothing is
loaded that goals.yml does not name, and nothing that is not installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import entry_points

from mkdocs_goals.check.context import Context
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.registry import OWN_LETTER, RULES
from mkdocs_goals.check.rule import Check, Documentation, Reporter, Rule, RuleOption, documented
from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.model.organisation import OwnRules
from mkdocs_goals.model.place import Place

GROUP = "mkdocs_goals.rules"
_CODE = re.compile(rf"{OWN_LETTER}[1-9]\d\d")


@dataclass(frozen=True)
class RuleSet:
    """The rules of one run by their codes, and what is wrong with those that goals.yml names."""

    rules: Mapping[str, Rule]
    problems: list[Diagnostic] = field(default_factory=list)


def own_rule(code: str, name: str, level: Level, *, options: tuple[RuleOption, ...] = ()) -> Callable[[Check], Rule]:
    """Make a rule of a function, as ours are made (see `mkdocs_goals.check.rule`). Its code is Z and three digits."""

    def made(check: Check) -> Rule:
        return Rule(
            code=code, name=name, level=level, documentation=documented(check.__doc__), options=options, check=check
        )

    return made


def rule_set(named: Iterable[OwnRules]) -> RuleSet:
    """Our rules and the company's own. What cannot be loaded is a problem (F103) and stops no other rule."""
    found = RuleSet(dict(RULES))
    if not named:
        return found
    rules = dict(RULES)
    for package in named:
        for rule in _loaded(package, found.problems):
            fault = _fault(rule, rules)
            if fault is None:
                rules[rule.code] = _guarded(rule, package)
            else:
                found.problems.append(_problem(package, fault, "give it a code of its own, Z and three digits"))
    return RuleSet(rules, found.problems)


def _loaded(package: OwnRules, problems: list[Diagnostic]) -> Iterator[Rule]:
    offered = next(iter(entry_points(group=GROUP, name=package.name)), None)
    if offered is None:
        message = f"no installed package offers rules called `{package.name}`"
        problems.append(_problem(package, message, "install it where the goals are checked, or take the name out"))
        return
    try:
        rules = offered.load()
        if isinstance(rules, Iterator):  # it would be empty when the goals are checked a second time
            raise TypeError("rules are offered as a list or a tuple")
        yield from list(rules)
    except (Exception, SystemExit) as error:
        message = f"the rules `{package.name}` cannot be loaded: {_said(error)}"
        problems.append(_problem(package, message, "ask those who wrote them"))


def _fault(rule: object, known: Mapping[str, Rule]) -> str | None:
    if not isinstance(rule, Rule):
        return f"`{type(rule).__name__}` is no rule"
    if not (isinstance(rule.code, str) and isinstance(rule.name, str) and isinstance(rule.level, Level)):
        return "a rule has a code and a name, which are texts, and a level"
    if not isinstance(rule.documentation, Documentation):
        return f"the rule `{rule.code}` has no documentation"
    if not _CODE.fullmatch(rule.code):
        return f"`{rule.code}` is no code of an own rule"
    return f"two rules have the code `{rule.code}`" if rule.code in known else None


def _guarded(rule: Rule, package: OwnRules) -> Rule:
    """The rule, of which an error is a finding instead of the run's end."""
    return replace(rule, check=partial(_run, rule, package))


def _run(rule: Rule, package: OwnRules, context: Context, report: Reporter) -> None:
    own = Reporter(rule.code, context)
    kept = "ask those who wrote it; what it found besides is kept"
    try:
        if rule.check:
            rule.check(context, own)
        found = list(own.found)
    except (Exception, SystemExit) as error:
        found = own.found if isinstance(own.found, list) else []
        message = f"the rule {rule.code} of `{package.name}` failed: {_said(error)}"
        report.found.append(_problem(package, message, kept))
    good = [diagnostic for diagnostic in found if _is_its_own(diagnostic, rule, context)]
    report.found += good
    if len(good) < len(found):
        message = f"the rule {rule.code} of `{package.name}` reports what is no finding of its own"
        report.found.append(_problem(package, message, kept))


def _is_its_own(found: object, rule: Rule, context: Context) -> bool:
    """Whether what a rule reports is a finding that can be shown, and its fix one of the same file."""
    if not (isinstance(found, Diagnostic) and found.code == rule.code and isinstance(found.place, Place)):
        return False
    edits = found.fix.edits if found.fix else ()
    return (
        found.place.path in context.portfolio.texts
        and found.place.line > 0
        and all(isinstance(text, str) for text in (found.message, found.help, found.goal or ""))
        and all(isinstance(edit.text, str) and edit.place.path == found.place.path for edit in edits)
    )


def _said(error: BaseException) -> str:
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:
        return type(error).__name__


def _problem(package: OwnRules, message: str, help: str) -> Diagnostic:
    return Diagnostic("F103", message, package.place, help)
