"""R, relevant: the goal helps another one, and others help it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mkdocs_goals.check.context import Context, listed, live_key_results, quoted
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Reporter, rule
from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import Delegated, FromTo, Goal, KeyResult, Kpi, KpiMeasure, Objective, Reference, State
from mkdocs_goals.model.order import dependency_order
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.rounding import in_digits


@rule("R103", "supports-nothing", Level.WARNING)
def supports_nothing(context: Context, report: Reporter) -> None:
    """Finds a team's objectives that support no other goal and that no key result of another goal is delegated to.
    Where no goal stands above the team at that time, there is no finding.

    Why: The team cannot say what its work is for, and the goal above does not see who carries it.

    Fix: Add `supports` with the goal that it helps. If it helps none, ask whether it belongs into this cycle.

    Source: What Matters lists low value among the six common mistakes; the founding articles (000): goals are linked
    into common ones.
    """
    above = _GoalsAbove(context)
    for objective in context.live_objectives:
        alone = context.portfolio.links.helps_nothing(objective) and not objective.supports
        if alone and above.exist_for(objective):
            report.about(
                objective,
                "title",
                "this goal helps no goal above it",
                "add `supports` with the goal that it helps",
                unless_damaged=("supports",),
                is_absence=True,
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


@rule("R104", "cycle-outside-parent", Level.WARNING)
def cycle_outside_parent(context: Context, report: Reporter) -> None:
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
                report.at(
                    reference.place,
                    f"`{parent.id}` counts in {parent.cycle.id}, which does not cover {objective.cycle.id}",
                    "support the goal of the same time, or shorten the cycle",
                    goal=objective.id,
                    related=(Related(parent.origin.value("cycle"), "the time of the goal above"),),
                )


@rule("R105", "unsupported-company-goal", Level.INFO)
def unsupported_company_goal(context: Context, report: Reporter) -> None:
    """Finds active objectives of the company that no other objective supports and of which no key result is delegated.
    A goal that is a draft, cancelled or postponed carries nothing. Where no team has objectives there is no finding.

    Why: A goal that nobody works on is reached by luck.

    Fix: Ask which team carries it, and let that team's goal name it under `supports`. If none does, say so before
    the cycle runs.

    Source: The founding articles (002) on the cascade from the company's goals to each manager's; GitLab's handbook.
    """
    if not any(objective.team for objective in context.objectives):
        return
    partly_read = [goal for goal in context.goals if goal.id in context.portfolio.broken]
    in_doubt = {reference.goal for goal in partly_read for reference in goal.supports}
    for objective in context.active_objectives:
        if objective.id not in in_doubt and context.portfolio.links.is_unsupported(objective):
            report.about(
                objective,
                "title",
                "no team's goal supports this goal of the company",
                "ask which team carries it, and name it in that team's `supports`",
                unless_damaged=("team",),
                is_absence=True,
            )


@rule("R106", "supports-an-ended-goal", Level.WARNING)
def supports_an_ended_goal(context: Context, report: Reporter) -> None:
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
                report.at(
                    reference.place,
                    f"`{reference.text}` is {state}",
                    "support the goal that took its place, or ask whether this one should go on",
                    goal=goal.id,
                    related=(related,),
                )


def _ended(context: Context, reference: Reference) -> tuple[State, Related] | None:
    """The state of a goal or key result that no longer runs, and where it says so."""
    goal = context.portfolio.goals.get(reference.goal)
    key_result = context.portfolio.key_results.get(reference.text) if reference.key_result else None
    for item in (goal, key_result):
        if item is not None and item.state.has_ended:
            return item.state, Related(item.origin.value("state"), "it says so here")
    return None


@rule("R107", "copied-from-parent", Level.INFO)
def copied_from_parent(context: Context, report: Reporter) -> None:
    """Finds key results with the very words of a goal that theirs supports, of one of its key results, or of their own
    objective.

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
            if _plain(key_result.title) == _plain(objective.title):
                report.about(
                    key_result,
                    "title",
                    "this key result repeats the words of its objective",
                    "say by what one knows that the objective is reached",
                    related=(Related(objective.origin.value("title"), "the objective"),),
                )
                continue
            carrying = carriers.get(_plain(key_result.title), {})
            fewer, others = (carrying, above) if len(carrying) < len(above) else (above, carrying)
            found = [name for name in fewer if name in others and name != objective.id]
            if found:
                name = max(found, key=above.__getitem__)
                report.about(
                    key_result,
                    "title",
                    "this key result repeats the words of the goal above",
                    "say what this team changes so that the number above moves",
                    related=(Related(carrying[name], f"the words of `{name}`"),),
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


@rule("R108", "unused-kpi", Level.INFO)
def unused_kpi(context: Context, report: Reporter) -> None:
    """Finds KPIs without a target that support no goal, measure no key result, stand in no KPI tree and enter no
    formula. One with a target watches something by itself.

    Why: A number that steers nothing is collected and looked at for nothing.

    Fix: Say what it steers: `supports`, a `parent` in the KPI tree, or a key result with `kpi`. If it steers
    nothing, stop measuring it.

    Source: The founding articles (003): KPIs aligned with the objectives; (002): KPIs chosen to look good.
    """
    used = set(_used_kpis(context))
    for kpi in context.live_kpis:
        if kpi.id not in used and kpi.parent is None and not kpi.supports and not kpi.targets:
            report.about(
                kpi,
                "title",
                "no goal, no KPI tree and no formula uses this KPI",
                "say what it steers (`supports`, `parent`), or stop measuring it",
                unless_damaged=("parent", "supports", "target"),
                is_absence=True,
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


@dataclass(frozen=True, slots=True)
class _Mention:
    """A reference, the key it is written under, and the kind of goal that the key takes."""

    goal: Goal
    key: str
    reference: Reference
    takes: str | None = None


def _mentions(goal: Goal) -> Iterator[_Mention]:
    for reference in goal.supports:
        yield _Mention(goal, "supports", reference)
    if isinstance(goal, Kpi):
        if goal.parent:
            yield _Mention(goal, "parent", goal.parent, "KPI")
        for name in goal.formula.inputs if goal.formula and goal.formula.error is None else ():
            yield _Mention(goal, "formula", Reference(name.kpi, None, name.place), "KPI")
        return
    if goal.continues:
        yield _Mention(goal, "continues", goal.continues, "objective")
    for key_result in goal.key_results:
        match key_result.measure:
            case KpiMeasure(kpi=reference):
                yield _Mention(goal, "kpi", reference, "KPI")
            case Delegated(objective=reference):
                yield _Mention(goal, "objective", reference, "objective")


@rule("R101", "dangling-link", Level.ERROR)
def dangling_link(context: Context, report: Reporter) -> None:
    """Finds names under `supports`, `continues`, `kpi`, `objective`, `parent` and in formulas that no goal has, key
    results that their objective lacks, and goals of the wrong kind (an objective where a KPI belongs).

    Why: The arrow is not drawn, the number is not found, and nobody sees that two goals belong together.

    Fix: Write the other goal's id: its `id`, else its file's name without `.md`. A key result is named as
    `objective/key-result`.

    Source: "The keep-the-link wish" for carried-over and aligned goals in public trackers; broken links are errors in
    every serious site generator.
    """
    for goal in context.goals:
        for mention in _mentions(goal):
            fault = _fault(mention, context)
            if fault:
                message, help, instead = fault
                report.at(mention.reference.place, message, help, goal=goal.id, instead=instead)


def _fault(mention: _Mention, context: Context) -> tuple[str, str, str | None] | None:
    """What is wrong with a mention, how to fix it, and what was probably meant; None where nothing is wrong."""
    portfolio, reference = context.portfolio, mention.reference
    if not portfolio.knows(reference.goal):
        return _no_such_goal(mention, context)
    other = portfolio.goals.get(reference.goal)
    if other is None:
        return None
    kind = "KPI" if isinstance(other, Kpi) else "objective"
    if mention.takes and mention.takes != kind:
        message = f"{quoted(reference.goal)} is no {mention.takes}, and `{mention.key}` takes one"
        return message, f"name the id of a {mention.takes}", None
    if reference.key_result is None:
        return None
    if mention.takes or isinstance(other, Kpi):
        return f"`{mention.key}` takes a whole goal, not a key result", f"write `{reference.goal}`", None
    if reference.text not in portfolio.key_results:
        known = [key_result.full_id for key_result in other.key_results]
        message = f"`{other.id}` has no key result {quoted(reference.key_result)}"
        meant = context.nearest(reference.text, f"key result of {other.id}", known)
        return message, f"its key results are {listed(known) or 'none'}", meant
    return None


def _no_such_goal(mention: _Mention, context: Context) -> tuple[str, str, str | None]:
    portfolio = context.portfolio
    known = {None: portfolio.goals, "KPI": portfolio.kpis, "objective": portfolio.objectives}[mention.takes]
    what = mention.takes or "goal"
    message = f"there is no {what} {quoted(mention.reference.text)}"
    meant = context.nearest(mention.reference.goal, what, known)
    return message, f"write the id of a {what}: its file's name without .md", meant


@rule("R102", "alignment-loop", Level.ERROR)
def alignment_loop(context: Context, report: Reporter) -> None:
    """Finds goals that support each other in a circle, objectives that delegate to each other in a circle
    (`objective`), that continue each other, and KPIs that are each other's parents.

    Why: A circle has no top: nobody can say what it is for, and a score that is delegated in a circle can't be
    computed.

    Fix: Take out the arrow that points from the more general goal to the more special one.

    Source: Alignment is a graph without circles in every published practice (the founding articles, 002 and 003: a
    tree or a cascade).
    """
    arrows: defaultdict[str, dict[str, dict[str, Reference]]] = defaultdict(dict)
    for goal in context.goals:
        for mention in _mentions(goal):
            if mention.key in _VERBS:
                arrows[mention.key].setdefault(goal.id, {}).setdefault(mention.reference.goal, mention.reference)
    for key, verb in _VERBS.items():
        _, loops = dependency_order(arrows[key], arrows[key].__getitem__)
        for loop in loops:
            ways = [arrows[key][name][other] for name, other in zip(loop, (*loop[1:], loop[0]), strict=True)]
            _loop(loop, ways, verb, report)


_VERBS = {"supports": "supports", "objective": "delegates to", "continues": "continues", "parent": "drives"}


def _loop(loop: tuple[str, ...], ways: list[Reference], verb: str, report: Reporter) -> None:
    related = tuple(
        Related(way.place, f"`{name}` {verb} `{way.goal}`") for name, way in zip(loop[1:], ways[1:], strict=True)
    )
    message = f" {verb} ".join(f"`{name}`" for name in (*loop, loop[0]))
    if len(loop) == 1:
        message = f"`{loop[0]}` {verb} itself"
    report.at(ways[0].place, message, "take one of these arrows out", goal=loop[0], related=related)


@rule("R109", "carried-from-elsewhere", Level.WARNING)
def carried_from_elsewhere(context: Context, report: Reporter) -> None:
    """Finds key results of a goal that continues another one, of which `from` is not the last value of the key result
    with the same id there.

    Why: What lies between the two numbers is lost: progress that nobody made, or that nobody is thanked for.

    Fix: Write the last value of the earlier goal as `from`, or say in its last check-in what became of it.

    Source: "Carry-over that keeps the link" and "honest history" are among the wishes most heard in public trackers of
    goal tools.
    """
    for objective in context.live_objectives:
        before = objective.continues.goal if objective.continues else None
        for key_result in live_key_results(objective) if before else ():
            earlier = context.portfolio.key_results.get(f"{before}/{key_result.id}")
            score = context.scorecard.key_results.get(f"{before}/{key_result.id}")
            if earlier is None or score is None or score.value is None or earlier.unit != key_result.unit:
                continue
            match key_result.measure:
                case FromTo(baseline=Decimal() as baseline) if baseline != score.value:
                    last = score.last_check_in.place if score.last_check_in else earlier.origin.value("title")
                    report.about(
                        key_result,
                        "from",
                        f"this begins at {in_digits(baseline)}, and `{before}` ended at {in_digits(score.value)}",
                        "begin where the earlier goal ended, or say what happened between",
                        related=(Related(last, "the last value"),),
                    )
