"""R, relevant: the names by which goals refer to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.check.context import Context, listed, shown
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, rule
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import Delegated, Goal, Kpi, KpiMeasure, Reference
from mkdocs_goals.model.order import dependency_order


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


@rule(
    "R101",
    "dangling-link",
    Level.ERROR,
    fires="""
        == goals/company/people-love-us.md
        ---
        {title: People love our lamps, cycle: 2024}
        ---
        == goals/shop/customers-come-back.md
        ---
        title: Customers come back
        team: shop
        cycle: 2024-Q3
        supports: [people-love-as]
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
def dangling_link(context: Context) -> Iterator[Remark]:
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
                message, help = fault
                yield Remark(message, mention.reference.place, help, goal.id)


def _fault(mention: _Mention, context: Context) -> tuple[str, str] | None:
    """What is wrong with a mention and how to fix it, or None."""
    portfolio, reference = context.portfolio, mention.reference
    if not portfolio.knows(reference.goal):
        return _no_such_goal(mention, context)
    other = portfolio.goals.get(reference.goal)
    if other is None:
        return None
    kind = "KPI" if isinstance(other, Kpi) else "objective"
    if mention.takes and mention.takes != kind:
        return (
            f"{shown(reference.goal)} is no {mention.takes}, and `{mention.key}` takes one",
            f"name the id of a {mention.takes}",
        )
    if reference.key_result is None:
        return None
    if mention.takes or isinstance(other, Kpi):
        return f"`{mention.key}` takes a whole goal, not a key result", f"write `{reference.goal}`"
    if reference.text not in portfolio.key_results:
        known = [key_result.full_id for key_result in other.key_results]
        hint = context.did_you_mean(reference.text, f"key result of {other.id}", known)
        help = hint or f"its key results are {listed(known) or 'none'}"
        return f"`{other.id}` has no key result {shown(reference.key_result)}", help
    return None


def _no_such_goal(mention: _Mention, context: Context) -> tuple[str, str]:
    portfolio = context.portfolio
    known = {None: portfolio.goals, "KPI": portfolio.kpis, "objective": portfolio.objectives}[mention.takes]
    what = mention.takes or "goal"
    hint = context.did_you_mean(mention.reference.goal, what, known)
    return (
        f"there is no {what} {shown(mention.reference.text)}",
        hint or f"write the id of a {what}: its file's name without .md",
    )


@rule(
    "R102",
    "alignment-loop",
    Level.ERROR,
    fires="""
        == goals/people-love-us.md
        ---
        title: People love our lamps
        cycle: 2024
        supports: [customers-come-back]
        ---
        == goals/customers-come-back.md
        ---
        title: Customers come back
        cycle: 2024
        supports: [people-love-us]
        ---
        """,
    silent="""
        == goals/people-love-us.md
        ---
        title: People love our lamps
        cycle: 2024
        ---
        == goals/customers-come-back.md
        ---
        title: Customers come back
        cycle: 2024
        supports: [people-love-us]
        ---
        """,
)
def alignment_loop(context: Context) -> Iterator[Remark]:
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
            yield _loop(loop, ways, verb)


_VERBS = {"supports": "supports", "objective": "delegates to", "continues": "continues", "parent": "drives"}


def _loop(loop: tuple[str, ...], ways: list[Reference], verb: str) -> Remark:
    related = tuple(
        Related(way.place, f"`{name}` {verb} `{way.goal}`") for name, way in zip(loop[1:], ways[1:], strict=True)
    )
    message = f" {verb} ".join(f"`{name}`" for name in (*loop, loop[0]))
    if len(loop) == 1:
        message = f"`{loop[0]}` {verb} itself"
    return Remark(message, ways[0].place, "take one of these arrows out", loop[0], related)
