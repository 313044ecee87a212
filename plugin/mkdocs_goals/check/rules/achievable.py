"""A, achievable: few enough to be done, ambitious enough to matter, and something is learnt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mkdocs_goals.check.context import Context, listed
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, RuleOption, rule
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import (
    Commitment,
    FromTo,
    Goal,
    KeyResult,
    Kpi,
    KpiMeasure,
    Objective,
    Outcome,
    Relative,
    State,
)
from mkdocs_goals.model.spelling import counted
from mkdocs_goals.score.result import KeyResultScore, Status


@rule(
    "A104",
    "too-many-objectives",
    Level.WARNING,
    options=(RuleOption("max", 5, "the most active objectives of a team in a cycle"),),
    fires="""
        == goals/one.md
        ---
        {title: Customers come back, team: shop, cycle: 2024-Q3}
        ---
        == goals/two.md
        ---
        {title: Paying is a matter of seconds, team: shop, cycle: 2024-Q3}
        ---
        == goals/three.md
        ---
        {title: Parcels arrive the next day, team: shop, cycle: 2024-Q3}
        ---
        == goals/four.md
        ---
        {title: People know what we stand for, team: shop, cycle: 2024-Q3}
        ---
        == goals/five.md
        ---
        {title: Suppliers like to work with us, team: shop, cycle: 2024-Q3}
        ---
        == goals/six.md
        ---
        {title: The shop is open to the world, team: shop, cycle: 2024-Q3}
        ---
        """,
    silent="""
        == goals/one.md
        ---
        {title: Customers come back, team: shop, cycle: 2024-Q3}
        ---
        == goals/two.md
        ---
        {title: Paying is a matter of seconds, team: shop, cycle: 2024-Q3}
        ---
        """,
)
def too_many_objectives(context: Context) -> Iterator[Remark]:
    """Finds teams with more than 5 active objectives in one cycle; the company's own objectives count as one team's.
    The finding stands at the first objective beyond the limit, in the order of their ids.

    Why: Goals say what comes first. With eight of them, nothing does.

    Fix: Agree which ones decide this cycle, and postpone the others with a reason.

    Source: The founding articles (000, 002): 3 to 5 objectives. Google's OKR playbook; Atlassian's play asks for 1 to
    3.
    """
    most = context.option("A104", "max")
    groups: defaultdict[tuple[str | None, str], list[Objective]] = defaultdict(list)
    for objective in sorted(context.active_objectives, key=lambda active: active.id):
        groups[objective.team, objective.cycle.id].append(objective)
    for (team, cycle), objectives in groups.items():
        if len(objectives) > most:
            beyond = objectives[most]
            who = f"the team `{team}`" if team else "the company"
            yield Remark(
                f"{who} has {counted(len(objectives), 'active objective')} in {cycle}; {most} stay in sight",
                beyond.origin.value("team" if team else "title"),
                f"agree which ones decide, and postpone others: {listed(other.id for other in objectives)}",
                beyond.id,
            )


@rule(
    "A105",
    "too-easy",
    Level.INFO,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
            to: 20
            check_ins:
              2024-07-20: 21
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
            to: 25
            check_ins:
              2024-07-20: 21
        ---
        """,
)
def too_easy(context: Context) -> Iterator[Remark]:
    """Finds aspirational key results whose target was reached before half of their time was over. Committed ones,
    levels to keep and milestones don't count.

    Why: An aspirational goal is set so that 70 % of it is a success. One that is reached in a third of the time asked
    for too little, or the number moved by itself.

    Fix: Celebrate, find out why, and agree on a higher target for the rest of the time.

    Source: The founding articles (001, 002): reached easily means not ambitious enough; GitLab's handbook: always 100
    % is not ambitious.
    """
    scores = context.scorecard.key_results
    for objective in context.active_objectives:
        for key_result in objective.key_results:
            score = scores.get(key_result.full_id)
            if score and _may_be_easy(key_result) and _reached_early(key_result, score):
                key = "by" if key_result.origin.has("by") else "to"
                yield Remark(
                    "the target was reached before half of its time was over",
                    key_result.origin.value(key),
                    "find out why, and agree on a higher target for the rest of the time",
                    objective.id,
                )


def _may_be_easy(key_result: KeyResult) -> bool:
    measure = key_result.measure
    aim = measure.aim if isinstance(measure, KpiMeasure) else measure
    live = key_result.state is State.ACTIVE and key_result.commitment is Commitment.ASPIRATIONAL
    return live and isinstance(aim, FromTo | Relative)


def _reached_early(key_result: KeyResult, score: KeyResultScore) -> bool:
    """Whether a value seen in the first half of its time is at the target or beyond."""
    baseline, target = score.baseline, score.target
    if baseline is None or target is None or baseline == target:
        return False
    days = (key_result.due - key_result.starts).days + 1
    return any(
        2 * ((point.date - key_result.starts).days + 1) < days and (point.value - baseline) / (target - baseline) >= 1
        for point in score.series
        if point.date >= key_result.starts
    )


@rule(
    "A106",
    "missed-without-learning",
    Level.WARNING,
    fires="""
        ---
        title: The new tax rules are in place
        cycle: 2024-Q2
        commitment: committed
        state: closed
        closed:
          date: 2024-07-02
          outcome: missed
        ---
        """,
    silent="""
        ---
        title: The new tax rules are in place
        cycle: 2024-Q2
        commitment: committed
        state: closed
        closed:
          date: 2024-07-02
          outcome: missed
          learning: ask the authority for test data before the cycle begins
        ---
        """,
)
def missed_without_learning(context: Context) -> Iterator[Remark]:
    """Finds committed objectives that were closed as missed and say nothing under `learning`. Without `outcome`, the
    computed score decides.

    Why: A commitment is what others plan on. When it breaks, they want to know what will be done differently.

    Fix: Add `learning` with a sentence: why, and what you do next time.

    Source: Google's OKR playbook (Measure What Matters): a committed OKR that misses 1.0 needs a post-mortem.
    """
    for objective in context.objectives:
        if objective.state is not State.CLOSED or objective.commitment is not Commitment.COMMITTED:
            continue
        closed = objective.closed
        if _is_missed(objective, context) and not (closed and closed.learning) and _readable(objective):
            yield Remark(
                "a commitment was missed, and nothing says what was learnt",
                objective.origin.key("closed") if closed else objective.origin.value("state"),
                "add `learning` with why, and what you do next time",
                objective.id,
            )


def _is_missed(objective: Objective, context: Context) -> bool:
    if objective.closed and objective.closed.outcome:
        return objective.closed.outcome is Outcome.MISSED
    score = context.scorecard.objectives.get(objective.id)
    return score is not None and score.status is Status.MISSED


def _readable(goal: Goal) -> bool:
    return not goal.origin.damaged


@rule(
    "A107",
    "too-many-kpis",
    Level.INFO,
    options=(RuleOption("max", 3, "the most KPIs that support one objective"),),
    fires="""
        == goals/people-know-us.md
        ---
        {title: People know us, cycle: 2024-Q3}
        ---
        == goals/articles.md
        ---
        {type: kpi, title: Articles a week, supports: [people-know-us]}
        ---
        == goals/backlinks.md
        ---
        {type: kpi, title: Backlinks a week, supports: [people-know-us]}
        ---
        == goals/e-mails.md
        ---
        {type: kpi, title: Customer e-mails a week, supports: [people-know-us]}
        ---
        == goals/mentions.md
        ---
        {type: kpi, title: Mentions in the press a week, supports: [people-know-us]}
        ---
        """,
    silent="""
        == goals/people-know-us.md
        ---
        {title: People know us, cycle: 2024-Q3}
        ---
        == goals/articles.md
        ---
        {type: kpi, title: Articles a week, supports: [people-know-us]}
        ---
        """,
)
def too_many_kpis(context: Context) -> Iterator[Remark]:
    """Finds objectives that more than 3 KPIs support. KPIs that measure a key result don't count: they are the key
    result.

    Why: KPIs carry the numbers under an objective. A dozen of them tells as little as none: nobody sees which one
    matters.

    Fix: Keep the one to three that would move first, and take `supports` out of the others.

    Source: The founding articles (000): 1 to 3 KPIs for each objective.
    """
    most = context.option("A107", "max")
    behind: defaultdict[str, list[Kpi]] = defaultdict(list)
    for kpi in context.live_kpis:
        for goal in dict.fromkeys(reference.goal for reference in kpi.supports):
            behind[goal].append(kpi)
    for objective in context.live_objectives:
        kpis = behind.get(objective.id, ())
        if len(kpis) > most:
            yield Remark(
                f"{counted(len(kpis), 'KPI supports', 'KPIs support')} this objective; 1 to {most} show what matters",
                objective.origin.value("title"),
                "keep those that would move first",
                objective.id,
                tuple(Related(kpi.origin.key("supports"), f"`{kpi.id}` supports it") for kpi in kpis),
            )
