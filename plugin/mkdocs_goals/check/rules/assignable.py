"""A, assignable: somebody answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_goals.check.context import Context
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, rule
from mkdocs_goals.model.goal import Objective
from mkdocs_goals.model.place import Place


@rule(
    "A101",
    "no-owner",
    Level.WARNING,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        owner: linh
        ---
        """,
)
def no_owner(context: Context) -> Iterator[Remark]:
    """Finds objectives and KPIs without an `owner`. A key result without one has the objective's.

    Why: Where everybody answers, nobody does: the goal is not checked in, and nobody asks for help in time.

    Fix: Name one person. Others who work on it are `contributors`.

    Source: GitLab's handbook: one directly responsible individual. The founding articles (000, 002): SMART's A,
    assignable.
    """
    for goal in context.live_goals:
        if goal.owner is None and "owner" not in goal.origin.damaged:
            yield Remark(
                "nobody answers for this goal",
                goal.origin.value("title"),
                "add `owner` with one person",
                goal.id,
            )


@rule(
    "A102",
    "unknown-person",
    Level.WARNING,
    fires="""
        == goals/goals.yml
        people:
          linh: Linh Tran
          minh: Minh Le
        == goals/sales/customers-come-back.md
        ---
        title: Customers come back
        cycle: 2024-Q3
        owner: lihn
        ---
        """,
    silent="""
        == goals/goals.yml
        people:
          linh: Linh Tran
          minh: Minh Le
        == goals/sales/customers-come-back.md
        ---
        title: Customers come back
        cycle: 2024-Q3
        owner: linh
        contributors: [minh]
        ---
        """,
)
def unknown_person(context: Context) -> Iterator[Remark]:
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
            yield Remark(
                f"`{name}` is not listed under `people`",
                context.word_place(place, name),
                context.did_you_mean(name, "person", organisation.people) or "add the person to `goals.yml`",
                goal,
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


@rule(
    "A103",
    "unknown-team",
    Level.WARNING,
    fires="""
        == goals/goals.yml
        teams:
          sales: Sales
          shops: Shops
        == goals/customers-come-back.md
        ---
        title: Customers come back
        cycle: 2024-Q3
        team: sale
        ---
        """,
    silent="""
        == goals/goals.yml
        teams:
          sales: Sales
          shops: Shops
        == goals/customers-come-back.md
        ---
        title: Customers come back
        cycle: 2024-Q3
        team: sales
        ---
        """,
)
def unknown_team(context: Context) -> Iterator[Remark]:
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
            yield Remark(
                f"`{name}` is not listed under `teams`",
                context.word_place(place, name),
                context.did_you_mean(name, "team", organisation.teams) or "add the team to `goals.yml`",
                goal,
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
