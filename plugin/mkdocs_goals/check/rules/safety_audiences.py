"""X, safety: who may read what. An audience that nobody knows, and public goals that speak of confidential ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mkdocs_goals.check.context import Context, listed, shown
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, rule
from mkdocs_goals.model.audience import readers_of, unclear_files
from mkdocs_goals.model.goal import COMPANY_AUDIENCE, Delegated, Goal, Kpi, KpiMeasure, Objective, Reference
from mkdocs_goals.model.organisation import Person, Team
from mkdocs_goals.model.place import Place


@rule(
    "X105",
    "unknown-audience",
    Level.ERROR,
    can_be_ignored=False,
    fires="""
        == goals/goals.yml
        audiences: [board, leads]
        == goals/heron.md
        ---
        title: Find a partner for the battery plant
        cycle: 2024-Q3
        audience: bord
        ---
        """,
    silent="""
        == goals/goals.yml
        audiences: [board, leads]
        == goals/heron.md
        ---
        title: Find a partner for the battery plant
        cycle: 2024-Q3
        audience: board
        ---
        """,
)
def unknown_audience(context: Context) -> Iterator[Remark]:
    """Finds audiences that goals.yml does not name, and files of which nobody can tell who may read them.

    The second is found in a company that has audiences: a file that cannot be read, a key such as `audiance`,
    `Audience` or `confidential`, an `audience` without a word or at the wrong level.

    Why: What nobody can tell is hidden: a mistyped word must never publish a confidential goal. The goal is missing on
    every site until it is put right.

    Fix: Write one of the audiences of goals.yml, or add the new one there. `audience` is a key of a goal, of a key
    result, of a team or of a person, and its value is one word.

    Source: The file format of this project: closed where in doubt.
    """
    known = context.portfolio.organisation.audiences
    for audience, place, goal in _audiences(context):
        if known is not None and audience != COMPANY_AUDIENCE and audience not in known:
            hint = context.did_you_mean(audience, "audience", known)
            yield Remark(
                f"{shown(audience)} is no audience of goals.yml, so this is hidden",
                place,
                hint or f"write one of {listed(sorted(known))}" if known else "list it under `audiences` in goals.yml",
                goal,
            )
    for readership in unclear_files(context.portfolio):
        yield Remark(
            "nobody can tell who may read this file, so it is hidden from every site but those for all audiences",
            readership.doubt or Place(readership.path, 1, 1, 1, 2),
            "put right what is wrong here; `audience` is a key of a goal or of a key result, and its value is one word",
            readership.goal,
        )


def _audiences(context: Context) -> Iterator[tuple[str, Place, str | None]]:
    """Every audience that is named: the word, where, and in which goal."""
    organisation = context.portfolio.organisation
    named: list[Team | Person] = [*organisation.teams.values(), *organisation.people.values()]
    for entry in named:
        if entry.audience and entry.place:
            yield entry.audience, context.text_place(entry.place, entry.audience), None
    for goal in context.goals:
        yield goal.audience, goal.origin.value("audience"), goal.id
        for key_result in goal.key_results if isinstance(goal, Objective) else ():
            yield key_result.audience, key_result.origin.value("audience"), goal.id


@rule(
    "X106",
    "public-uses-confidential",
    Level.WARNING,
    fires="""
        == goals/partner.md
        ---
        title: Find a partner for the battery plant
        cycle: 2024-Q3
        audience: board
        ---
        == goals/batteries.md
        ---
        title: Our batteries last longer
        cycle: 2024-Q3
        supports: [partner]
        ---
        """,
    silent="""
        == goals/partner.md
        ---
        title: Find a partner for the battery plant
        cycle: 2024-Q3
        audience: board
        supports: [batteries]
        ---
        == goals/batteries.md
        ---
        title: Our batteries last longer
        cycle: 2024-Q3
        ---
        """,
)
def public_uses_confidential(context: Context) -> Iterator[Remark]:
    """Finds goals and KPIs that name one which some of their readers may not see, and KPIs that read the CSV file of
    such a KPI.

    Why: The site leaves the link out, and the number with it. The file itself still names the confidential goal to
    everyone who can read the repository.

    Fix: Give both the same audience, or let the confidential goal name the public one.

    Source: The file format of this project: what is computed from a hidden number is hidden too.
    """
    goals = {goal.id: goal for goal in context.goals}
    organisation = context.portfolio.organisation
    readers = {goal.id: readers_of(goal, organisation) for goal in context.goals}
    for goal in context.goals:
        for reference, own in _references(goal):
            if reference.goal in goals and not readers[reference.goal] <= readers[goal.id] | {own}:
                yield _remark(goal, reference.text, reference.place)
        for name in goal.formula.inputs if isinstance(goal, Kpi) and goal.formula else ():
            if name.kpi in goals and not readers[name.kpi] <= readers[goal.id]:
                yield _remark(goal, name.kpi, name.place)
    for kpis in _by_data_file(context).values():
        for kpi in kpis:
            other = next((other for other in kpis if not readers[other.id] <= readers[kpi.id]), None)
            if other:
                yield _remark(kpi, f"{other.id}'s file", kpi.origin.value("data"))


def _remark(goal: Goal, name: str, place: Place) -> Remark:
    message = f"{shown(name)} is confidential, and not all who read this goal may read it"
    return Remark(message, place, "give both the same audience, or let the confidential goal name this one", goal.id)


def _references(goal: Goal) -> Iterator[tuple[Reference, str]]:
    """Every goal that a goal names, with the audience of the part that names it."""
    above = goal.parent if isinstance(goal, Kpi) else goal.continues
    for reference in (*goal.supports, *([above] if above else ())):
        yield reference, COMPANY_AUDIENCE
    for key_result in goal.key_results if isinstance(goal, Objective) else ():
        match key_result.measure:
            case KpiMeasure(kpi=reference) | Delegated(objective=reference):
                yield reference, key_result.audience


def _by_data_file(context: Context) -> dict[str, list[Kpi]]:
    """KPIs by the CSV file that they read."""
    found: defaultdict[str, list[Kpi]] = defaultdict(list)
    for kpi in context.kpis:
        if kpi.data and kpi.measurements:
            found[kpi.measurements[0].place.path].append(kpi)
    return found
