"""A, assignable: somebody answers for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from mkdocs_goals.check.context import Context, listed
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Reporter, RuleOption, rule
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
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.spelling import counted
from mkdocs_goals.score.result import KeyResultScore, Status


@rule("A101", "no-owner", Level.WARNING)
def no_owner(context: Context, report: Reporter) -> None:
    """Finds objectives and KPIs without an `owner`. A key result without one has the objective's.

    Why: Where everybody answers, nobody does: the goal is not checked in, and nobody asks for help in time.

    Fix: Name one person. Others who work on it are `contributors`.

    Source: GitLab's handbook: one directly responsible individual. The founding articles (000, 002): SMART's A,
    assignable.
    """
    for goal in context.live_goals:
        if goal.owner is None:
            help = "add `owner` with one person"
            report.about(
                goal, "title", "nobody answers for this goal", help, unless_damaged=("owner",), is_absence=True
            )


@rule("A102", "unknown-person", Level.WARNING)
def unknown_person(context: Context, report: Reporter) -> None:
    """Finds people who are named in a goal or as a team's lead, and not listed under `people` in `goals.yml`. Without
    such a list there is no finding.

    Why: The goal does not stand on the person's page, so it is missing where she looks for what she answers for.

    Fix: Write the id as it is listed, or add the person to `goals.yml`.

    Source: GitLab's handbook: one directly responsible individual, known to all.
    """
    organisation = context.portfolio.organisation
    if not organisation.people_given:
        return
    for name, place, goal in _named_people(context):
        if name not in organisation.people:
            report.at(
                context.word_place(place, name),
                f"`{name}` is not listed under `people`",
                "add the person to `goals.yml`",
                goal=goal,
                instead=context.nearest(name, "person", organisation.people),
            )


def _named_people(context: Context) -> Iterator[tuple[str, Place, str | None]]:
    """Every mention of a person: the id, a place that holds it, the goal."""
    for goal in context.goals:
        if goal.owner:
            yield goal.owner, goal.origin.value("owner"), goal.id
        if isinstance(goal, Objective):
            for name, place in _people_of_objective(goal):
                yield name, place, goal.id
    for team in context.portfolio.organisation.teams.values():
        if team.lead and team.place:
            yield team.lead, team.place, None


def _people_of_objective(objective: Objective) -> Iterator[tuple[str, Place]]:
    for name in objective.contributors:
        yield name, objective.origin.value("contributors")
    for initiative in objective.initiatives:
        if initiative.owner:
            yield initiative.owner, initiative.place
    for key_result in objective.key_results:
        if key_result.owner:
            yield key_result.owner, key_result.origin.value("owner")
    for check_ins in (objective.check_ins, *(key_result.check_ins for key_result in objective.key_results)):
        for check_in in check_ins:
            if check_in.by:
                yield check_in.by, check_in.place


@rule("A103", "unknown-team", Level.WARNING)
def unknown_team(context: Context, report: Reporter) -> None:
    """Finds teams that are named in a goal, as a team's parent or as a person's team, and not listed under `teams` in
    `goals.yml`. Without such a list there is no finding.

    Why: A misspelt team is a team of its own on the site: with its own page, its own score, and this goal missing
    from the right one.

    Fix: Write the id as it is listed, or add the team to `goals.yml`.

    Source: The founding articles (000): goals are set by teams and people and linked into common ones.
    """
    organisation = context.portfolio.organisation
    if not organisation.teams_given:
        return
    for name, place, goal in _named_teams(context):
        if name not in organisation.teams:
            report.at(
                context.word_place(place, name),
                f"`{name}` is not listed under `teams`",
                "add the team to `goals.yml`",
                goal=goal,
                instead=context.nearest(name, "team", organisation.teams),
            )


def _named_teams(context: Context) -> Iterator[tuple[str, Place, str | None]]:
    for goal in context.goals:
        if goal.team:
            yield goal.team, goal.origin.value("team"), goal.id
    organisation = context.portfolio.organisation
    for team in organisation.teams.values():
        if team.parent and team.place:
            yield team.parent, team.place, None
    for person in organisation.people.values():
        if person.team and person.place:
            yield person.team, person.place, None


@rule(
    "A104",
    "too-many-objectives",
    Level.WARNING,
    options=(RuleOption("max", 5, "the most active objectives of a team in a cycle"),),
)
def too_many_objectives(context: Context, report: Reporter) -> None:
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
            report.about(
                beyond,
                "team" if team else "title",
                f"{who} has {counted(len(objectives), 'active objective')} in {cycle}; {most} stay in sight",
                f"agree which ones decide, and postpone others: {listed(other.id for other in objectives)}",
            )


@rule("A105", "too-easy", Level.INFO)
def too_easy(context: Context, report: Reporter) -> None:
    """Finds aspirational key results whose target was reached before half of their time was over, also of goals that
    were closed early, and those that were nearly there, or quite certain (confidence 10), at their first check-in.
    Committed ones, levels to keep and milestones don't count.

    Why: An aspirational goal is set so that 70 % of it is a success. One that is reached in a third of the time asked
    for too little, or the number moved by itself.

    Fix: Celebrate, find out why, and agree on a higher target for the rest of the time.

    Source: The founding articles (001, 002): reached easily means not ambitious enough; GitLab's handbook: always 100
    % is not ambitious.
    """
    scores = context.scorecard.key_results
    for objective in context.objectives:
        for key_result in objective.key_results if objective.state.counts else ():
            score = scores.get(key_result.full_id)
            easy = _easy(key_result, score) if score and _may_be_easy(key_result) else None
            if easy:
                report.about(
                    key_result,
                    "by" if key_result.origin.has("by") else "to",
                    easy,
                    "find out why, and agree on a higher target for the rest of the time",
                )


NEARLY = Decimal("0.9")
"""The part of the way at which a key result is nearly there."""
CERTAIN = 10
"""The confidence of those who have no doubt."""


def _easy(key_result: KeyResult, score: KeyResultScore) -> str | None:
    """What speaks against its ambition, or None."""
    if _reached_early(key_result, score):
        return "the target was reached before half of its time was over"
    first = min(key_result.check_ins, key=lambda check_in: check_in.date, default=None)
    if first is None or first.date < key_result.starts or not _in_first_half(key_result, first.date):
        return None
    if first.confidence == CERTAIN:
        return "at the first check-in the confidence was 10 of 10"
    way = _way(score, first.value) if first.value is not None else None
    return "at the first check-in it was nearly there" if way is not None and way >= NEARLY else None


def _way(score: KeyResultScore, value: Decimal) -> Decimal | None:
    """The part of the way from the baseline to the target that a value has gone."""
    if score.baseline is None or score.target is None or score.baseline == score.target:
        return None
    return (value - score.baseline) / (score.target - score.baseline)


def _in_first_half(key_result: KeyResult, day: date) -> bool:
    return 2 * ((day - key_result.starts).days + 1) < (key_result.due - key_result.starts).days + 1


def _may_be_easy(key_result: KeyResult) -> bool:
    measure = key_result.measure
    aim = measure.aim if isinstance(measure, KpiMeasure) else measure
    live = key_result.state is State.ACTIVE and key_result.commitment is Commitment.ASPIRATIONAL
    return live and isinstance(aim, FromTo | Relative)


def _reached_early(key_result: KeyResult, score: KeyResultScore) -> bool:
    """Whether a value seen in the first half of its time is at the target or beyond."""
    seen = [point for point in score.series if point.date >= key_result.starts]
    early = [_way(score, point.value) for point in seen if _in_first_half(key_result, point.date)]
    return any(way is not None and way >= 1 for way in early)


@rule("A106", "missed-without-learning", Level.WARNING)
def missed_without_learning(context: Context, report: Reporter) -> None:
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
            report.at(
                objective.origin.key("closed") if closed else objective.origin.value("state"),
                "a commitment was missed, and nothing says what was learnt",
                "add `learning` with why, and what you do next time",
                goal=objective.id,
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
    options=(RuleOption("max", 3, "the most KPIs behind one objective"),),
)
def too_many_kpis(context: Context, report: Reporter) -> None:
    """Finds objectives behind which more than 3 KPIs stand: those that support it, and those that measure its key
    results.

    Why: KPIs carry the numbers under an objective. A dozen of them tells as little as none: nobody sees which one
    matters.

    Fix: Keep the one to three that would move first, and take the others out.

    Source: The founding articles (000): 1 to 3 KPIs for each objective.
    """
    most = context.option("A107", "max")
    behind: defaultdict[str, list[Kpi]] = defaultdict(list)
    for kpi in context.live_kpis:
        measuring = (key_result.objective for key_result in context.portfolio.key_results_on_kpi.get(kpi.id, ()))
        for goal in dict.fromkeys((*(reference.goal for reference in kpi.supports), *measuring)):
            behind[goal].append(kpi)
    for objective in context.live_objectives:
        kpis = behind.get(objective.id, ())
        if len(kpis) > most:
            report.about(
                objective,
                "title",
                f"{len(kpis)} KPIs stand behind this objective; 1 to {most} show what matters",
                "keep those that would move first",
                related=tuple(Related(kpi.origin.value("title"), f"`{kpi.id}` is one of them") for kpi in kpis),
            )


@rule(
    "A109",
    "overloaded-owner",
    Level.INFO,
    options=(RuleOption("max", 5, "the most active objectives that one person answers for"),),
)
def overloaded_owner(context: Context, report: Reporter) -> None:
    """Finds people who answer for more than 5 active objectives whose time runs.

    Why: Who answers for everything answers for nothing in time: check-ins are late, and nobody sees which goal waits.

    Fix: Give some of them to others, or postpone them.

    Source: GitLab's handbook: one directly responsible individual, who can act; the founding articles (000): 3 to 5
    objectives.
    """
    most = context.option("A109", "max")
    owned: defaultdict[str, list[Objective]] = defaultdict(list)
    for objective in sorted(context.active_objectives, key=lambda active: active.id):
        if objective.owner and objective.cycle.contains(context.today):
            owned[objective.owner].append(objective)
    for owner, objectives in owned.items():
        if len(objectives) > most:
            report.about(
                objectives[most],
                "owner",
                f"`{owner}` answers for {counted(len(objectives), 'active objective')}; {most} stay in sight",
                f"give some to others, or postpone them: {listed(other.id for other in objectives)}",
            )
