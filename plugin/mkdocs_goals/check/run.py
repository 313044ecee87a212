"""A portfolio and its scores → findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mkdocs_goals.check.context import Context
from mkdocs_goals.check.finding import Finding, Findings, Level
from mkdocs_goals.check.ignores import UNUSED_IGNORE, Ignores
from mkdocs_goals.check.own_rules import rule_set
from mkdocs_goals.check.rule import Rule
from mkdocs_goals.check.settings import RuleLevels, Settings, rule_levels, setting_problems, word_problems
from mkdocs_goals.check.words import words
from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.score.result import Scorecard


def check(portfolio: Portfolio, scorecard: Scorecard, settings: Settings | None = None) -> Findings:
    """Every finding of every rule, sorted by path, line, column and code.

    `scorecard` gives the day. Ignore comments and the rule settings of `goals.yml` are heard. Pure: nothing is
    read or written, and the same portfolio gives the same findings.
    """
    settings = settings or Settings()
    own = portfolio.organisation.rule_settings
    of_run = rule_set(portfolio.organisation.own_rules)
    rules = of_run.rules
    levels = rule_levels(own, rules, settings.folder)
    problems = (
        *portfolio.problems,
        *setting_problems(own, rules, portfolio.texts),
        *of_run.problems,
        *word_problems(portfolio.organisation.words, words(settings.language).names),
    )
    context = Context(
        portfolio=portfolio,
        scorecard=scorecard,
        words=words(settings.language).changed(portfolio.organisation.words),
        options=levels.options,
        folder=settings.folder,
    )
    asked = {code: settings.asks(code) and levels.is_on(code) for code in rules}
    seen = [problem for problem in problems if asked[problem.code]]
    seen += [found for code, rule in rules.items() if asked[code] for found in rule.found_in(context)]
    seen = list(_said_once(seen, rules))
    ignores = Ignores(portfolio.texts, rules)
    left = [diagnostic for diagnostic in seen if not ignores.hides(diagnostic.code, diagnostic.place)]
    if asked[UNUSED_IGNORE]:
        left += ignores.useless(_goals_by_path(portfolio), asked)
    goals = len(portfolio.objectives) + len(portfolio.kpis) + len(portfolio.broken)
    nothing = Findings(as_of=scorecard.as_of, items=(), files=portfolio.files, goals=goals, rules=rules)
    return nothing.only(_findings(left, rules, levels, settings))


def _said_once(diagnostics: Sequence[Diagnostic], rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    """Without those whose rule yields to another one that speaks of the same goal."""
    speaking = {(found.code, found.goal) for found in diagnostics}
    for found in diagnostics:
        if not any((code, found.goal) in speaking for code in rules[found.code].yields_to):
            yield found


def _findings(
    diagnostics: Iterable[Diagnostic], rules: Mapping[str, Rule], levels: RuleLevels, settings: Settings
) -> Iterator[Finding]:
    for found in diagnostics:
        level = levels.level(found.code, found.place.path)
        if level is not None:
            if found.is_advice and level is rules[found.code].level:  # one that goals.yml sets is meant
                level = Level.INFO
            yield Finding(
                code=found.code,
                message=found.message,
                place=found.place,
                help=found.help,
                goal=found.goal,
                related=found.related,
                fix=found.fix,
                is_advice=found.is_advice,
                is_absence=found.is_absence,
                name=rules[found.code].name,
                level=level,
                url=settings.url(found.code),
            )


def _goals_by_path(portfolio: Portfolio) -> dict[str, str]:
    goals = (*portfolio.goals.values(), *portfolio.broken.values())
    return {goal.path: goal.id for goal in goals}
