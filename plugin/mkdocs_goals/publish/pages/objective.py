"""An objective: what do they want to reach, how far are they, and why do they think so?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from mkdocs_goals.model.goal import Commitment, Initiative, Objective, Outcome, State, is_done
from mkdocs_goals.model.page_addresses import ALL_GOALS, CSV, goal_address
from mkdocs_goals.publish.components.alignment import Neighbourhood, neighbourhood
from mkdocs_goals.publish.components.card import KeyResultLine, help_line, key_result_line, stale_line
from mkdocs_goals.publish.components.explain import explained
from mkdocs_goals.publish.components.findings import SmartLetter, smart
from mkdocs_goals.publish.components.frame import MOST_NAMES, Fact, facts, links_fact, tags_fact
from mkdocs_goals.publish.components.headline import Headline
from mkdocs_goals.publish.components.keyresult import (
    LOGGED_AT_LEAST,
    LOGGED_ON_A_PAGE,
    KeyResultView,
    Log,
    confidence_line,
    key_result_view,
    log,
)
from mkdocs_goals.publish.components.status import chip, score_bar
from mkdocs_goals.publish.components.tile import Tile, tiles
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.safe import safe_url
from mkdocs_goals.publish.search import names_of
from mkdocs_goals.publish.site_data import KEY_RESULTS_IN_FULL, KEY_RESULTS_IN_SHORT, SiteData
from mkdocs_goals.score.attention import NOT_COUNTED
from mkdocs_goals.score.result import ObjectiveScore

MOST_KPIS = 12
MOST_ACTIVITIES = 40
MOST_SAID = 40
"""KPIs behind an objective, initiatives, and its own check-ins, that its page shows."""


@dataclass(frozen=True, slots=True)
class Activity:
    """An initiative: shown, never counted."""

    title: Anchor
    owner: PersonLink | None
    done: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Ending:
    """The grade at the end: the owner's own words beside the computed score."""

    sentence: str
    learning: str | None


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    title: str
    crumbs: tuple[Anchor, ...]
    headline: Headline
    reason: str | None
    ending: Ending | None
    facts: tuple[Fact, ...]
    details: tuple[Fact, ...]
    edit_url: str | None
    update_url: str | None
    key_results: tuple[KeyResultView, ...]
    further: tuple[KeyResultLine, ...]
    more_key_results: Anchor | None
    confidential: str | None
    neighbourhood: Neighbourhood
    kpis: tuple[Tile, ...]
    more_kpis: Anchor | None
    activities: tuple[Activity, ...]
    more_activities: Anchor | None
    prose: Markup
    log: Log | None
    letters: tuple[SmartLetter, ...]
    open_findings: int


def pages(data: SiteData) -> Iterator[SitePage]:
    for objective in data.portfolio.objectives.values():
        yield SitePage(
            goal_address(objective.id),
            "objective",
            objective.title,
            key=objective.id,
            parent=ALL_GOALS,
            source=objective.path,
            prose=objective.prose,
            description=_description(data, objective),
            tags=objective.tags,
            search_boost=2,
        )


def _description(data: SiteData, objective: Objective) -> str:
    team = data.portfolio.teams[objective.team].name if objective.team else data.name
    return data.words("objective.description", team=team, cycle=data.format.period(objective.cycle))


def view(context: PageContext, page: SitePage) -> ObjectiveView:
    objective = context.portfolio.objectives[page.key]
    score = context.data.score_of(objective)
    findings = context.data.findings.of_goal.get(objective.id, ())
    in_full, in_short = objective.key_results[:KEY_RESULTS_IN_FULL], objective.key_results[KEY_RESULTS_IN_FULL:]
    further = in_short[:KEY_RESULTS_IN_SHORT]
    logged_of_each = max(LOGGED_ON_A_PAGE // max(len(in_full), 1), LOGGED_AT_LEAST)
    kpis = context.data.kpis_behind.get(objective.id, ())
    initiatives = objective.initiatives
    return ObjectiveView(
        title=objective.title,
        crumbs=_crumbs(context, objective),
        headline=_headline(context, objective, score),
        reason=objective.reason,
        ending=_ending(context, objective),
        facts=_facts(context, objective),
        details=_details(context, objective, score),
        edit_url=context.data.options.edit_url(objective.path, None),
        update_url=context.edit_url(objective.origin.key("key_results")) if objective.state is State.ACTIVE else None,
        key_results=tuple(
            key_result_view(context, key_result, key_result_score, logged_of_each)
            for key_result, key_result_score in zip(in_full, score.key_results, strict=False)
        ),
        further=tuple(key_result_line(context, key_result) for key_result in further),
        more_key_results=context.rest(len(in_short), len(further), context.links.file(CSV)),
        confidential=_confidential(context, objective),
        neighbourhood=neighbourhood(context, objective),
        kpis=tiles(context, kpis[:MOST_KPIS]),
        more_kpis=context.rest(len(kpis), MOST_KPIS, context.goals_url(kind="kpi")),
        activities=tuple(_activity(context, initiative) for initiative in initiatives[:MOST_ACTIVITIES]),
        more_activities=context.rest_in_file(len(initiatives), MOST_ACTIVITIES, objective.origin.key("initiatives")),
        prose=context.prose,
        log=log(context, objective.check_ins, None, MOST_SAID, objective.origin),
        letters=smart(context, findings),
        open_findings=len(findings),
    )


def _crumbs(context: PageContext, objective: Objective) -> tuple[Anchor, ...]:
    trail = [Anchor(context.words("goals.title"), context.links(ALL_GOALS))]
    if objective.team:
        trail.append(context.team(objective.team))
    return (*trail, context.cycle(objective.cycle.id))


def _headline(context: PageContext, objective: Objective, score: ObjectiveScore) -> Headline:
    sentences = [
        _pace(context, objective, score),
        help_line(context, score),
        _coverage(context, score),
        stale_line(context, score),
        confidence_line(context, score.confidence),
    ]
    return Headline(
        number=context.format.score(score.score),
        label=context.words("score"),
        chip=chip(context.words, score.status),
        bar=score_bar(context, score),
        sentences=tuple(sentence for sentence in sentences if sentence),
        explained=explained(
            context, context.words("explain.why", score=context.format.score(score.score)), score.explanation
        ),
    )


def _pace(context: PageContext, objective: Objective, score: ObjectiveScore) -> str:
    words, cycle = context.words, objective.cycle
    if score.status in NOT_COUNTED:
        return words(f"objective.{score.status}")
    if score.frozen_on:
        return words("objective.frozen", day=context.format.day(score.frozen_on))
    if cycle.starts > context.data.as_of:
        return words("objective.begins", day=context.format.day(cycle.starts))
    if cycle.ends < context.data.as_of:
        return words("objective.ended", day=context.format.day(cycle.ends))
    if score.on_track_from is None or score.score is None:
        return words("objective.no-score")
    return words("objective.on-track-from", limit=context.format.score(score.on_track_from))


def _coverage(context: PageContext, score: ObjectiveScore) -> str | None:
    """How many key results have data, where some have none. Where none has any there is no score, which says so."""
    coverage = score.coverage
    if coverage.measured in (0, coverage.counted):
        return None
    total = context.words("of.key-results", n=coverage.counted)
    return context.words("objective.coverage", n=coverage.measured, total=total)


def _confidential(context: PageContext, objective: Objective) -> str | None:
    count = objective.confidential_key_results
    return context.words("objective.confidential", n=count) if count else None


def _ending(context: PageContext, objective: Objective) -> Ending | None:
    closed = objective.closed
    if closed is None:
        return None
    words = context.words
    parts = []
    if closed.outcome:
        parts.append(words(f"outcome.{Outcome(closed.outcome)}"))
    if closed.score is not None:
        parts.append(words("objective.own-score", score=context.format.score(closed.score)))
    return Ending(" ".join(parts), closed.learning) if parts or closed.learning else None


def _facts(context: PageContext, objective: Objective) -> tuple[Fact, ...]:
    """Whose it is, and until when: what everyone asks first."""
    words = context.words
    owner = context.person(objective.owner)
    return facts(
        Fact(
            words("fact.owner"),
            people=(owner,) if owner else (),
            note="" if owner else context.without_owner(objective),
        ),
        Fact(words("fact.team"), (context.team(objective.team),)),
        Fact(words("fact.cycle"), (context.cycle(objective.cycle.id),), note=_time(context, objective)),
    )


def _details(context: PageContext, objective: Objective, score: ObjectiveScore) -> tuple[Fact, ...]:
    words = context.words
    names = dict.fromkeys(objective.contributors)
    contributors = tuple(filter(None, map(context.person, islice(names, MOST_NAMES))))
    rest = context.rest_in_file(len(names), MOST_NAMES, objective.origin.key("contributors"))
    last = score.last_check_in
    place = context.place(objective.origin.place)
    return facts(
        Fact(words("fact.commitment"), note=_commitment(context, objective)),
        Fact(words("fact.contributors"), people=contributors, note=rest.text if rest else ""),
        Fact(words("fact.last-check-in"), note=context.format.ago(last.date) if last else ""),
        Fact(words("fact.continues"), _goal_anchor(context, objective.continues.goal if objective.continues else None)),
        Fact(words("fact.continued"), _continued(context, objective)),
        tags_fact(context, objective),
        links_fact(context, objective),
        Fact(words("fact.file"), (Anchor(objective.path, place.url if place else None),)),
    )


def _time(context: PageContext, objective: Objective) -> str:
    """The cycle's days, and how many are left while it runs."""
    cycle = objective.cycle
    span = context.format.span(cycle.starts, cycle.ends)
    if not cycle.contains(context.data.as_of) or objective.state is not State.ACTIVE:
        return span
    return context.words("fact.days-left", n=context.format.days_left(cycle.ends), span=span)


def _commitment(context: PageContext, objective: Objective) -> str:
    success = context.data.policy.bands(objective.commitment).success
    return context.words(f"commitment.{Commitment(objective.commitment)}", success=context.format.score(success))


def _goal_anchor(context: PageContext, goal: str | None) -> tuple[Anchor, ...]:
    found = context.portfolio.goals.get(goal) if goal else None
    return (Anchor(found.title, context.goal_url(found.id)),) if found else ()


def _continued(context: PageContext, objective: Objective) -> tuple[Anchor, ...]:
    later = context.portfolio.continued_by.get(objective.id, ())
    shown = tuple(Anchor(goal.title, context.goal_url(goal.id)) for goal in later[:MOST_NAMES])
    rest = context.rest(len(later), len(shown), context.data_url)
    return (*shown, rest) if rest else shown


def _activity(context: PageContext, initiative: Initiative) -> Activity:
    done = is_done(initiative.done, context.data.as_of)
    remark = ""
    if done and not isinstance(initiative.done, bool):
        remark = context.words("measure.done-on", day=context.format.short_day(initiative.done))
    url = safe_url(initiative.link) if initiative.link else None
    return Activity(Anchor(initiative.title, url), context.person(initiative.owner), done, remark)


def search_words(data: SiteData, key: str) -> Iterator[str]:
    objective = data.portfolio.objectives[key]
    yield names_of(data, [objective.team], [objective.owner, *objective.contributors])
    yield objective.cycle.title
    yield " · ".join(key_result.title for key_result in objective.key_results)
    yield " · ".join(initiative.title for initiative in objective.initiatives)


KIND = PageKind("objective", pages, view, search_words)
