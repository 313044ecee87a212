"""Rules: what does this finding mean? What the checker looks for, why, and how to fix it.

Without the rules' examples: those are made-up goals, which nobody should find on a company's own site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_goals.check import Rule
from mkdocs_goals.check.registry import LETTERS
from mkdocs_goals.model.page_addresses import HEALTH, rule_anchor
from mkdocs_goals.model.page_addresses import RULES as ADDRESS
from mkdocs_goals.publish.components.findings import coded
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule in its own words, in paragraphs. `id` is its place on the page."""

    id: str
    code: str
    name: str
    what: tuple[Markup, ...]
    why: tuple[Markup, ...]
    fix: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules of one letter."""

    id: str
    title: str
    rules: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True)
class RulesView:
    title: str
    crumbs: tuple[Anchor, ...]
    groups: tuple[RuleGroup, ...]


def pages(data: SiteData) -> Iterator[SitePage]:
    yield SitePage(ADDRESS, "rules", data.words("rules.title"), parent=HEALTH, search_exclude=True)


def view(context: PageContext, page: SitePage) -> RulesView:
    crumbs = (Anchor(context.words("health.title"), context.links(HEALTH)),)
    return RulesView(page.title, crumbs, tuple(_groups(context.data.findings.rules)))


def _groups(rules: Mapping[str, Rule]) -> Iterator[RuleGroup]:
    for letter, word in LETTERS.items():
        found = tuple(_rule(rule) for code, rule in rules.items() if code.startswith(letter))
        if found:
            yield RuleGroup(letter.lower(), f"{letter}: {word}", found)


def _rule(rule: Rule) -> RuleView:
    described = rule.documentation
    return RuleView(
        id=rule_anchor(rule.code),
        code=rule.code,
        name=rule.name,
        what=_paragraphs(described.what),
        why=_paragraphs(described.why),
        fix=_paragraphs(described.fix),
    )


def _paragraphs(text: str) -> tuple[Markup, ...]:
    return tuple(coded(paragraph) for paragraph in text.split("\n\n"))


KIND = PageKind("rules", pages, view)
