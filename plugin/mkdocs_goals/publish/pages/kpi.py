"""A KPI: is it healthy, and which way is it going?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from mkdocs_goals.model.goal import KeyResult, Kpi, Limit, Objective
from mkdocs_goals.model.page_addresses import KPI_TREE, SCORECARD, kpi_address
from mkdocs_goals.publish.brief import MOST_OF_A_TITLE, brief
from mkdocs_goals.publish.components.alignment import Node, goal_node, some_nodes
from mkdocs_goals.publish.components.chart import kpi_chart
from mkdocs_goals.publish.components.explain import Excluded, Explained, explained
from mkdocs_goals.publish.components.findings import SmartLetter, smart
from mkdocs_goals.publish.components.frame import Fact, facts, links_fact, tags_fact
from mkdocs_goals.publish.components.status import Chip, chip
from mkdocs_goals.publish.components.tile import (
    TrendText,
    beyond_words,
    overdue_words,
    so_far_words,
    target_words,
    trend,
    value_words,
)
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.search import names_of
from mkdocs_goals.publish.site_data import SiteData
from mkdocs_goals.score.result import KpiPoint, KpiScore, KpiStatus

SHOWN_AT_ONCE = 24
"""As many of the latest measurements stand open in the table; the others unfold."""
MOST_OLDER = 176
"""As many of those unfold; the rest stands where the numbers come from."""
MOST_MISSING = 30
"""Periods without a value that are named."""
MOST_LISTED = 40
"""Goals and KPIs of one list."""


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """One row of the table, with every digit."""

    period: str
    value: str
    target: str
    note: str
    place: Anchor | None


@dataclass(frozen=True, slots=True)
class Use:
    """A goal that uses the KPI, and what for."""

    node: Node
    what: str


@dataclass(frozen=True, slots=True)
class KpiView:
    title: str
    crumbs: tuple[Anchor, ...]
    value: str
    period: str
    chip: Chip
    target: str
    attainment: str
    sentences: tuple[str, ...]
    previous: TrendText | None
    year_ago: TrendText | None
    reason: str | None
    edit_url: str | None
    update_url: str | None
    chart: Markup
    facts: tuple[Fact, ...]
    details: tuple[Fact, ...]
    definition: str | None
    rows: tuple[MeasurementRow, ...]
    older: tuple[MeasurementRow, ...]
    oldest: Anchor | None
    measurements: int
    missing: tuple[Excluded, ...]
    all_missing: int
    more_missing: Anchor | None
    explained: Explained
    parent: Node | None
    below: tuple[Node, ...]
    inputs: tuple[Node, ...]
    used_in_formulas: tuple[Node, ...]
    uses: tuple[Use, ...]
    more_uses: Anchor | None
    prose: Markup
    letters: tuple[SmartLetter, ...]
    open_findings: int


def pages(data: SiteData) -> Iterator[SitePage]:
    for kpi in data.portfolio.kpis.values():
        yield SitePage(
            kpi_address(kpi.id),
            "kpi",
            kpi.title,
            key=kpi.id,
            parent=SCORECARD,
            source=kpi.path,
            prose=kpi.prose,
            description=kpi.definition or "",
            tags=kpi.tags,
            search_boost=1.5,
        )


def view(context: PageContext, page: SitePage) -> KpiView:
    kpi = context.portfolio.kpis[page.key]
    score = context.data.kpi_score(kpi)
    findings = context.data.findings.of_goal.get(kpi.id, ())
    shown = islice(reversed(score.series), SHOWN_AT_ONCE + MOST_OLDER)
    rows = tuple(_row(context, kpi, point, point in score.running) for point in shown)
    users = _users(context, kpi)
    value = value_words(context, kpi, score.point)
    target = target_words(context, kpi, score.point)
    return KpiView(
        title=kpi.title,
        crumbs=_crumbs(context, kpi),
        value=value,
        period=context.format.period(score.point.period) if score.point else "",
        chip=chip(context.words, score.status),
        target=target,
        attainment=context.format.percent(score.attainment) if score.attainment is not None else "",
        sentences=_sentences(context, kpi, score),
        previous=trend(context, kpi, score.previous),
        year_ago=trend(context, kpi, score.year_ago),
        reason=kpi.reason,
        edit_url=context.data.options.edit_url(kpi.path, None),
        update_url=_update_url(context, kpi),
        chart=kpi_chart(context, kpi, score, value, target),
        facts=_facts(context, kpi),
        details=_details(context, kpi),
        definition=kpi.definition,
        rows=rows[:SHOWN_AT_ONCE],
        older=rows[SHOWN_AT_ONCE:],
        oldest=_oldest(context, kpi, len(score.series) - len(rows)),
        measurements=len(score.series),
        missing=tuple(
            Excluded(left.name, brief(left.reason), context.place(left.place)) for left in score.missing[-MOST_MISSING:]
        ),
        all_missing=len(score.missing),
        more_missing=context.rest(len(score.missing), MOST_MISSING, context.data_url),
        explained=explained(context, context.words("explain.why", score=value), score.explanation),
        parent=_parent(context, kpi),
        below=_nodes(context, context.portfolio.kpi_children.get(kpi.id, ())),
        inputs=_nodes(context, _inputs(context, kpi)),
        used_in_formulas=_nodes(context, context.portfolio.formulas_on_kpi.get(kpi.id, ())),
        uses=tuple(_use(context, *user) for user in users[:MOST_LISTED]),
        more_uses=context.rest(len(users), MOST_LISTED, context.data_url),
        prose=context.prose,
        letters=smart(context, findings),
        open_findings=len(findings),
    )


def _crumbs(context: PageContext, kpi: Kpi) -> tuple[Anchor, ...]:
    scorecard = Anchor(context.words("scorecard.title"), context.links(SCORECARD))
    return (scorecard, context.team(kpi.team)) if kpi.team else (scorecard,)


def _sentences(context: PageContext, kpi: Kpi, score: KpiScore) -> tuple[str, ...]:
    confidential = context.words("kpi.confidential") if kpi.is_confidential_inside else None
    return tuple(filter(None, (confidential, so_far_words(context, kpi, score), overdue_words(context, score))))


def _update_url(context: PageContext, kpi: Kpi) -> str | None:
    """Where the next number is written: the CSV, or the key `measurements`; nowhere for a formula."""
    if kpi.formula or kpi.is_confidential_inside:
        return None
    last = kpi.measurements[-1].place if kpi.measurements else None
    if kpi.data:
        return context.edit_url(last)
    return context.edit_url(last or kpi.origin.key("measurements"))


def _facts(context: PageContext, kpi: Kpi) -> tuple[Fact, ...]:
    """Whose it is, and when it is healthy."""
    words = context.words
    owner = context.person(kpi.owner)
    return facts(
        Fact(words("fact.owner"), people=(owner,) if owner else (), note="" if owner else context.without_owner(kpi)),
        Fact(words("fact.team"), (context.team(kpi.team),)),
        _limit(context, kpi, KpiStatus.WARNING, kpi.warning),
        _limit(context, kpi, KpiStatus.CRITICAL, kpi.critical),
        _benchmark(context, kpi),
    )


def _details(context: PageContext, kpi: Kpi) -> tuple[Fact, ...]:
    words = context.words
    place = context.place(kpi.origin.place)
    return facts(
        Fact(words("kpi.frequency"), note=words(f"frequency.{kpi.frequency}")),
        Fact(words("kpi.direction"), note=words(f"direction.{kpi.direction}")),
        Fact(words("kpi.aggregate"), note=words(f"aggregate.{kpi.aggregate}")),
        Fact(words("kpi.kind"), note=words(f"kind.{kpi.kind}")),
        Fact(words("fact.source"), note=kpi.source or ""),
        Fact(words("kpi.formula"), note=kpi.formula.text if kpi.formula else ""),
        tags_fact(context, kpi),
        links_fact(context, kpi),
        Fact(words("fact.file"), (Anchor(kpi.path, place.url if place else None), *_data(context, kpi))),
    )


def _data(context: PageContext, kpi: Kpi) -> Iterator[Anchor]:
    """The CSV that its measurements stand in."""
    if kpi.data and kpi.measurements:
        place = kpi.measurements[0].place
        yield Anchor(place.path, context.edit_url(place))


def _limit(context: PageContext, kpi: Kpi, status: KpiStatus, limit: Limit | None) -> Fact | None:
    """From where on it has a status: `below 80 %`."""
    if limit is None:
        return None
    return Fact(context.words(f"kpi-status.{status}"), note=beyond_words(context, kpi, limit))


def _benchmark(context: PageContext, kpi: Kpi) -> Fact | None:
    if kpi.benchmark is None:
        return None
    value = context.format.quantity(kpi.benchmark.value, kpi.unit)
    if kpi.benchmark.source:
        value = context.words("kpi.benchmark-source", value=value, source=kpi.benchmark.source)
    return Fact(context.words("kpi.benchmark"), note=value)


def _row(context: PageContext, kpi: Kpi, point: KpiPoint, still_runs: bool) -> MeasurementRow:
    if point.word is not None:
        value = point.word
    else:
        value = "" if point.value is None else context.format.exact_quantity(point.value, kpi.unit)
    has_target = point.low is not None or point.high is not None
    target = target_words(context, kpi, point) if has_target else ""
    period = context.format.period(point.period)
    if still_runs:
        period = context.words("kpi.still-runs", period=period)
    note = brief(point.note or "", MOST_OF_A_TITLE)
    return MeasurementRow(
        period=period, value=value, target=target, note=note, place=context.place(point.place, named=False)
    )


def _oldest(context: PageContext, kpi: Kpi, count: int) -> Anchor | None:
    """How many measurements the page does not show; they stand in the CSV or the file, a formula's in goals.json."""
    if kpi.formula is not None or not kpi.measurements:
        return context.rest(count, 0, context.data_url)
    return context.rest_in_file(count, 0, kpi.measurements[0].place)


def _parent(context: PageContext, kpi: Kpi) -> Node | None:
    parent = context.portfolio.kpis.get(kpi.parent.goal) if kpi.parent else None
    return goal_node(context, parent) if parent else None


def _inputs(context: PageContext, kpi: Kpi) -> list[Kpi]:
    names = kpi.formula.kpis if kpi.formula else ()
    return [context.portfolio.kpis[name] for name in names if name in context.portfolio.kpis]


def _nodes(context: PageContext, kpis: tuple[Kpi, ...] | list[Kpi]) -> tuple[Node, ...]:
    return some_nodes(context, kpis, MOST_LISTED, context.links(KPI_TREE))


def _users(context: PageContext, kpi: Kpi) -> list[tuple[Objective, KeyResult | None]]:
    """The objectives of which it measures a key result, then those that it says it supports."""
    objectives = context.portfolio.objectives
    key_results = context.portfolio.key_results_on_kpi.get(kpi.id, ())
    measured = {key_result.objective for key_result in key_results}
    supported = (r.goal for r in kpi.supports if r.goal in objectives and r.goal not in measured)
    return [
        *((objectives[key_result.objective], key_result) for key_result in key_results),
        *((objectives[name], None) for name in supported),
    ]


def _use(context: PageContext, objective: Objective, key_result: KeyResult | None) -> Use:
    if key_result is None:
        return Use(goal_node(context, objective), context.words("kpi.steers"))
    cycle = context.format.period(objective.cycle)
    what = context.words("kpi.as-key-result", title=key_result.title, cycle=cycle)
    return Use(goal_node(context, objective), what)


def search_words(data: SiteData, key: str) -> Iterator[str]:
    kpi = data.portfolio.kpis[key]
    yield names_of(data, [kpi.team], [kpi.owner])
    yield kpi.definition or ""


KIND = PageKind("kpi", pages, view, search_words)
