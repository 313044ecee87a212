"""Health: which goals need care? Findings by goal with the way to fix them, stale and unowned goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from mkdocs_goals.check.finding import Finding, Level
from mkdocs_goals.model.page_addresses import HEALTH
from mkdocs_goals.publish.components.findings import FindingView, finding_view, finding_views
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import NO_TOC, PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData

MOST_GOALS = 100
MOST_FINDINGS = 160
"""As many goals are shown, the worst first, while they have together so many findings; the checker lists all."""

MOST_OF_A_GOAL = 6
"""Findings of one goal that are shown here; its own page shows more."""

MOST_ELSEWHERE = 30
MOST_NAMES = 60
"""Findings of no goal, and names of goals that have one fault in common."""

MOST_OPEN = 12
"""Up to so many goals stand open with their findings; else only those with errors."""

OfGoal = tuple[str, tuple[Finding, ...]]
"""A goal's id, and what was found of it."""

STALE = frozenset({"T102", "T103", "T108"})
UNOWNED = frozenset({"A101"})


@dataclass(frozen=True, slots=True)
class LevelCount:
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class GoalFindings:
    """A goal and what is open; `summary` counts by level."""

    goal: Anchor
    team: str
    owner: str
    summary: str
    worst: str
    findings: tuple[FindingView, ...]
    not_shown: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Names:
    """Goals that have one fault in common: how many, and the first of them."""

    total: int
    shown: tuple[Anchor, ...]

    @property
    def not_shown(self) -> int:
        return self.total - len(self.shown)


@dataclass(frozen=True, slots=True)
class HealthView:
    title: str
    counts: tuple[LevelCount, ...]
    stale: Names
    unowned: Names
    goals: tuple[GoalFindings, ...]
    not_shown: int
    elsewhere: tuple[FindingView, ...]
    elsewhere_not_shown: int


def pages(data: SiteData) -> Iterator[SitePage]:
    yield SitePage(HEALTH, "health", data.words("health.title"), in_nav=True, hide=NO_TOC, search_exclude=True)


def view(context: PageContext, page: SitePage) -> HealthView:
    findings = context.data.findings
    of_goal = {goal: found for goal, found in findings.of_goal.items() if context.portfolio.knows(goal)}
    ordered = sorted(of_goal.items(), key=lambda item: (_severity(item[1]), item[0]))
    few = len(ordered) <= MOST_OPEN
    shown = _with_room(ordered)
    elsewhere = [finding for finding in findings if finding.goal is None or finding.goal not in of_goal]
    return HealthView(
        title=page.title,
        counts=tuple(
            LevelCount(level, context.words(f"count.{level}s", n=count))
            for level in Level
            if (count := findings.count(level))
        ),
        stale=_having(context, STALE),
        unowned=_having(context, UNOWNED),
        goals=tuple(_goal(context, goal, found, few or _severity(found)[0] < 0) for goal, found in shown),
        not_shown=len(ordered) - len(shown),
        elsewhere=tuple(finding_view(context, finding) for finding in elsewhere[:MOST_ELSEWHERE]),
        elsewhere_not_shown=max(len(elsewhere) - MOST_ELSEWHERE, 0),
    )


def _severity(findings: tuple[Finding, ...]) -> tuple[int, ...]:
    """Sorts goals with more errors first, then with more warnings, then with more advice."""
    found = Counter(finding.level for finding in findings)
    return tuple(-found[level] for level in Level)


def _with_room(ordered: list[OfGoal]) -> list[OfGoal]:
    """The first goals, while they have together no more findings than the page has room for."""
    counts = accumulate(min(len(found), MOST_OF_A_GOAL) for _, found in ordered[:MOST_GOALS])
    fitting = sum(1 for count in counts if count <= MOST_FINDINGS)
    return ordered[:fitting]


def _having(context: PageContext, codes: frozenset[str]) -> Names:
    """The goals that have a finding with one of the codes, by title; of drafts and what was put off nothing is said."""
    found = {f.goal for f in context.data.findings if f.code in codes and f.goal and _is_followed(context, f.goal)}
    anchors = (_anchor(context, goal) for goal in found)
    ordered = sorted(anchors, key=lambda anchor: (anchor.text.casefold(), anchor.url or ""))
    return Names(len(ordered), tuple(ordered[:MOST_NAMES]))


def _is_followed(context: PageContext, goal: str) -> bool:
    """Whether a goal is known, and is neither a draft nor cancelled nor postponed."""
    found = context.portfolio.goals.get(goal)
    return found.state.counts if found else context.portfolio.knows(goal)


def _anchor(context: PageContext, goal: str) -> Anchor:
    found = context.portfolio.goals.get(goal) or context.portfolio.broken[goal]
    return Anchor(found.title or goal, context.goal_url(goal))


def _goal(context: PageContext, goal: str, findings: tuple[Finding, ...], is_open: bool) -> GoalFindings:
    known = context.portfolio.goals.get(goal)
    counted = Counter(finding.level for finding in findings)
    return GoalFindings(
        goal=_anchor(context, goal),
        team=context.team(known.team).text if known else "",
        owner=context.person(known.owner).name if known and known.owner else "",
        summary=", ".join(context.words(f"count.{level}s", n=counted[level]) for level in Level if counted[level]),
        worst=min((finding.level for finding in findings), key=lambda level: level.rank),
        findings=finding_views(context, findings, MOST_OF_A_GOAL),
        not_shown=max(len(findings) - MOST_OF_A_GOAL, 0),
        is_open=is_open,
    )


KIND = PageKind("health", pages, view)
