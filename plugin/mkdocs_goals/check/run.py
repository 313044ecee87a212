"""A portfolio and its scores → findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mkdocs_goals.check.context import Context
from mkdocs_goals.check.finding import Finding, Findings
from mkdocs_goals.check.fixes import FixFinder
from mkdocs_goals.check.ignores import Ignores
from mkdocs_goals.check.registry import RULES
from mkdocs_goals.check.rule import Remark
from mkdocs_goals.check.settings import RuleLevels, Settings, rule_levels, setting_problems
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
    levels = rule_levels(own, settings.folder)
    problems = (*portfolio.problems, *setting_problems(own, portfolio.texts))
    context = Context(portfolio, scorecard, words(settings.language), levels.options, settings.folder)
    asked = {code: settings.asks(code) and levels.is_on(code) for code in RULES}
    remarks = [*_from_reading(problems), *_from_rules(context, asked)]
    ignores = Ignores(portfolio.texts, RULES)
    left = [(code, remark) for code, remark in remarks if not ignores.hides(code, remark.place)]
    left += [("U101", remark) for remark in ignores.remarks(_goals_by_path(portfolio), asked)]
    fix_finder = FixFinder(portfolio.texts)
    fixed = [(code, fix_finder.fixed(code, remark)) for code, remark in left if asked[code]]
    findings = _findings(fixed, levels, settings)
    goals = len(portfolio.objectives) + len(portfolio.kpis) + len(portfolio.broken)
    return Findings(scorecard.as_of, (), portfolio.files, goals).only(findings)


def _from_reading(problems: Iterable[Diagnostic]) -> Iterator[tuple[str, Remark]]:
    for problem in problems:
        yield problem.code, Remark(problem.message, problem.place, problem.help, problem.goal, problem.related)


def _from_rules(context: Context, asked: Mapping[str, bool]) -> Iterator[tuple[str, Remark]]:
    for code, rule in RULES.items():
        if rule.check and asked[code]:
            for remark in rule.check(context):
                yield code, remark


def _findings(remarks: Iterable[tuple[str, Remark]], levels: RuleLevels, settings: Settings) -> Iterator[Finding]:
    for code, remark in remarks:
        level = levels.level(code, remark.place.path)
        if level is not None:
            yield Finding(
                code,
                RULES[code].name,
                level,
                remark.message,
                remark.place,
                remark.help,
                remark.goal,
                remark.related,
                settings.url(code),
                remark.fix,
            )


def _goals_by_path(portfolio: Portfolio) -> dict[str, str]:
    goals = (*portfolio.goals.values(), *portfolio.broken.values())
    return {goal.path: goal.id for goal in goals}
