"""R, relevant: the goal helps another one, and others help it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from mkdocs_goals.check.context import Context, live_key_results
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, rule
from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import Delegated, KeyResult, Kpi, KpiMeasure, Objective, Reference, State
from mkdocs_goals.model.place import Place


@rule(
    "R103",
    "supports-nothing",
    Level.WARNING,
    fires="""
        == goals/company/people-love-us.md
        ---
        {title: People love our lamps, cycle: 2024}
        ---
        == goals/shop/customers-come-back.md
        ---
        {title: Customers come back, team: shop, cycle: 2024-Q3}
        ---
        """,
    silent="""
        == goals/company/people-love-us.md
        ---
        {title: People love our lamps, cycle: 2024}
        ---
        == goals/shop/customers-come-back.md
        ---
        {title: Customers come back, team: shop, cycle: 2024-Q3, supports: [people-love-us]}
        ---
        """,
)
def supports_nothing(context: Context) -> Iterator[Remark]:
    """Finds a team's objectives that support no other goal and that no key result of another goal is delegated to.
    Where no goal stands above the team at that time, there is no finding.

    Why: The team cannot say what its work is for, and the goal above does not see who carries it.

    Fix: Add `supports` with the goal that it helps. If it helps none, ask whether it belongs into this cycle.

    Source: What Matters lists low value among the six common mistakes; the founding articles (000): goals are linked
    into common ones.
    """
    above = _GoalsAbove(context)
    delegated = {
        key_result.measure.objective.goal
        for objective in context.objectives
        for key_result in objective.key_results
        if isinstance(key_result.measure, Delegated)
    }
    for objective in context.live_objectives:
        helps = objective.supports or objective.id in delegated or "supports" in objective.origin.damaged
        if objective.team and not helps and above.exist_for(objective):
            yield Remark(
                "this goal helps no goal above it",
                objective.origin.value("title"),
                "add `supports` with the goal that it helps",
                objective.id,
            )


class _GoalsAbove:
    """The cycles in which the company and each team have objectives, for "is there a goal above this one?"."""

    def __init__(self, context: Context) -> None:
        self._teams = context.portfolio.organisation.teams
        self._cycles: defaultdict[str | None, set[Cycle]] = defaultdict(set)
        for objective in context.objectives:
            if objective.state.counts:
                self._cycles[objective.team].add(objective.cycle)

    def exist_for(self, objective: Objective) -> bool:
        """Whether the company or a team above has an objective while this one runs."""
        above: set[str | None] = {None}
        team = self._teams.get(objective.team or "")
        while team and team.parent and team.parent not in above:
            above.add(team.parent)
            team = self._teams.get(team.parent)
        return any(cycle.overlaps(objective.cycle) for name in above for cycle in self._cycles.get(name, ()))


@rule(
    "R104",
    "cycle-outside-parent",
    Level.WARNING,
    fires="""
        == goals/company/people-love-us.md
        ---
        {title: People love our lamps, cycle: 2024-H1}
        ---
        == goals/shop/customers-come-back.md
        ---
        title: Customers come back
        team: shop
        cycle: 2024-Q3
        supports: [people-love-us]
        ---
        """,
    silent="""
        == goals/company/people-love-us.md
        ---
        {title: People love our lamps, cycle: 2024}
        ---
        == goals/shop/customers-come-back.md
        ---
        title: Customers come back
        team: shop
        cycle: 2024-Q3
        supports: [people-love-us]
        ---
        """,
)
def cycle_outside_parent(context: Context) -> Iterator[Remark]:
    """Finds objectives that support a goal whose cycle does not cover their own.

    Why: What comes after the end of the goal above cannot help it any more; what begins before it was agreed for
    another reason.

    Fix: Support the goal of the same time (perhaps the one that continues it), or shorten the cycle.

    Source: The founding articles (000, 001): within a fixed time.
    """
    for objective in context.live_objectives:
        for reference in objective.supports:
            parent = context.portfolio.objectives.get(reference.goal)
            if parent and parent is not objective and not parent.cycle.covers(objective.cycle):
                yield Remark(
                    f"`{parent.id}` counts in {parent.cycle.id}, which does not cover {objective.cycle.id}",
                    reference.place,
                    "support the goal of the same time, or shorten the cycle",
                    objective.id,
                    (Related(parent.origin.value("cycle"), "the time of the goal above"),),
                )


@rule(
    "R105",
    "unsupported-company-goal",
    Level.INFO,
    fires="""
        == goals/company/people-love-us.md
        ---
        {title: People love our lamps, cycle: 2024}
        ---
        == goals/shop/customers-come-back.md
        ---
        {title: Customers come back, team: shop, cycle: 2024-Q3}
        ---
        """,
    silent="""
        == goals/company/people-love-us.md
        ---
        {title: People love our lamps, cycle: 2024}
        ---
        == goals/shop/customers-come-back.md
        ---
        {title: Customers come back, team: shop, cycle: 2024-Q3, supports: [people-love-us]}
        ---
        """,
)
def unsupported_company_goal(context: Context) -> Iterator[Remark]:
    """Finds active objectives of the company that no team's goal supports and of which no key result is delegated.
    Where no team has objectives there is no finding.

    Why: A goal that nobody works on is reached by luck.

    Fix: Ask which team carries it, and let that team's goal name it under `supports`. If none does, say so before
    the cycle runs.

    Source: The founding articles (002) on the cascade from the company's goals to each manager's; GitLab's handbook.
    """
    if not any(objective.team for objective in context.objectives):
        return
    supported = {reference.goal for goal in context.goals if goal.team for reference in goal.supports}
    for objective in context.active_objectives:
        delegates = any(isinstance(key_result.measure, Delegated) for key_result in objective.key_results)
        if objective.team is None and objective.id not in supported and not delegates:
            if "team" in objective.origin.damaged:
                continue
            yield Remark(
                "no team's goal supports this goal of the company",
                objective.origin.value("title"),
                "ask which team carries it, and name it in that team's `supports`",
                objective.id,
            )


@rule(
    "R106",
    "supports-an-ended-goal",
    Level.WARNING,
    fires="""
        == goals/company/people-love-us.md
        ---
        title: People love our lamps
        cycle: 2024
        state: cancelled
        reason: we sell the lamp business
        ---
        == goals/shop/customers-come-back.md
        ---
        title: Customers come back
        team: shop
        cycle: 2024-Q3
        supports: [people-love-us]
        ---
        """,
    silent="""
        == goals/company/people-love-us.md
        ---
        {title: People love our lamps, cycle: 2024}
        ---
        == goals/shop/customers-come-back.md
        ---
        title: Customers come back
        team: shop
        cycle: 2024-Q3
        supports: [people-love-us]
        ---
        """,
)
def supports_an_ended_goal(context: Context) -> Iterator[Remark]:
    """Finds active objectives and drafts that support a goal (or a key result) which is closed, cancelled or
    postponed. A KPI outlives the objectives that it supports, so its links are left alone.

    Why: The reason for this goal is gone, and nobody has asked yet whether the work is still wanted.

    Fix: Support the goal that took its place, or ask whether this one should go on.

    Source: GitLab's handbook: goals are aligned with those above them; "who has not updated" is among the wishes most
    heard.
    """
    for goal in context.live_objectives:
        for reference in goal.supports:
            ended = _ended(context, reference)
            if ended:
                state, related = ended
                yield Remark(
                    f"`{reference.text}` is {state}",
                    reference.place,
                    "support the goal that took its place, or ask whether this one should go on",
                    goal.id,
                    (related,),
                )


_ENDED = (State.CLOSED, State.CANCELLED, State.POSTPONED)


def _ended(context: Context, reference: Reference) -> tuple[State, Related] | None:
    """The state of a goal or key result that no longer runs, and where it says so."""
    goal = context.portfolio.goals.get(reference.goal)
    key_result = context.portfolio.key_results.get(reference.text) if reference.key_result else None
    for item in (goal, key_result):
        if item is not None and item.state in _ENDED:
            return item.state, Related(item.origin.value("state"), "it says so here")
    return None


@rule(
    "R107",
    "copied-from-parent",
    Level.INFO,
    fires="""
        == goals/company/people-love-us.md
        ---
        title: People love our lamps
        cycle: 2024
        key_results:
          - {title: Customers who order again, unit: "%", from: 18, to: 25}
        ---
        == goals/shop/customers-come-back.md
        ---
        title: Customers come back
        team: shop
        cycle: 2024-Q3
        supports: [people-love-us]
        key_results:
          - {title: Customers who order again, unit: "%", from: 18, to: 25}
        ---
        """,
    silent="""
        == goals/company/people-love-us.md
        ---
        title: People love our lamps
        cycle: 2024
        key_results:
          - {title: Customers who order again, unit: "%", from: 18, to: 25}
        ---
        == goals/shop/customers-come-back.md
        ---
        title: Customers come back
        team: shop
        cycle: 2024-Q3
        supports: [people-love-us]
        key_results:
          - {title: Parcels that arrive the next day, unit: "%", from: 70, to: 95}
        ---
        """,
)
def copied_from_parent(context: Context) -> Iterator[Remark]:
    """Finds key results with the very words of a goal that theirs supports, or of one of its key results.

    Why: The same number is asked for twice and said twice, and what this team does for it stays open.

    Fix: Say what this team changes so that the number above moves. If it carries the whole number, let the goal
    above delegate it (`objective: <this goal>`), or measure both by one `kpi`.

    Source: The founding articles (002): a manager sets new objectives for the results of the level above, instead of
    repeating them.
    """
    carriers = _carriers(context)
    for objective in context.live_objectives:
        above = {reference.goal: place for place, reference in enumerate(reversed(objective.supports))}
        for key_result in live_key_results(objective):
            carrying = carriers.get(_plain(key_result.title), {})
            fewer, others = (carrying, above) if len(carrying) < len(above) else (above, carrying)
            found = [name for name in fewer if name in others and name != objective.id]
            if found and "title" not in key_result.origin.damaged:
                name = max(found, key=above.__getitem__)
                yield Remark(
                    "this key result repeats the words of the goal above",
                    key_result.origin.value("title"),
                    "say what this team changes so that the number above moves",
                    objective.id,
                    (Related(carrying[name], f"the words of `{name}`"),),
                )


def _carriers(context: Context) -> Mapping[str, Mapping[str, Place]]:
    """Plain title → the objectives that say it, of themselves or of a key result, each with the first place."""
    found: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for objective in context.portfolio.objectives.values():
        items: tuple[Objective | KeyResult, ...] = (objective, *objective.key_results)
        for item in items:
            found[_plain(item.title)].setdefault(objective.id, item.origin.value("title"))
    return found


def _plain(title: str) -> str:
    """A title without case and punctuation."""
    return _BETWEEN_WORDS.sub(" ", title.casefold()).strip()


_BETWEEN_WORDS = re.compile(r"[\W_]+")


@rule(
    "R108",
    "unused-kpi",
    Level.INFO,
    fires="""
        ---
        type: kpi
        title: Conversion rate
        ---
        """,
    silent="""
        == goals/people-love-us.md
        ---
        {title: People love our lamps, cycle: 2024}
        ---
        == goals/conversion-rate.md
        ---
        type: kpi
        title: Conversion rate
        supports: [people-love-us]
        ---
        """,
)
def unused_kpi(context: Context) -> Iterator[Remark]:
    """Finds KPIs that support no goal, measure no key result, stand in no KPI tree and enter no formula.

    Why: A number that steers nothing is collected and looked at for nothing.

    Fix: Say what it steers: `supports`, a `parent` in the KPI tree, or a key result with `kpi`. If it steers
    nothing, stop measuring it.

    Source: The founding articles (003): KPIs aligned with the objectives; (002): KPIs chosen to look good.
    """
    used = set(_used_kpis(context))
    for kpi in context.live_kpis:
        stands_alone = kpi.id not in used and kpi.parent is None and not kpi.supports
        if stands_alone and not {"parent", "supports"} & kpi.origin.damaged:
            yield Remark(
                "no goal, no KPI tree and no formula uses this KPI",
                kpi.origin.value("title"),
                "say what it steers (`supports`, `parent`), or stop measuring it",
                kpi.id,
            )


def _used_kpis(context: Context) -> Iterator[str]:
    for goal in context.goals:
        if isinstance(goal, Kpi):
            yield from (goal.formula.kpis if goal.formula else ())
            yield from ((goal.parent.goal,) if goal.parent else ())
            continue
        for key_result in goal.key_results:
            if isinstance(key_result.measure, KpiMeasure):
                yield key_result.measure.kpi.goal
