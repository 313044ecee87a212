"""Everything that was read, linked and indexed once. The object that travels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from mkdocs_goals.model.alignment import LinkIndex
from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.model.goal import Delegated, Goal, KeyResult, Kpi, KpiMeasure, Objective
from mkdocs_goals.model.organisation import Organisation, Person, Team
from mkdocs_goals.model.readership import Readership
from mkdocs_goals.model.team_tree import TeamTree, team_tree

ORGANISATION_FILE = "goals.yml"

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class BrokenGoal:
    """A goal that could not be read: what is known of it, and what is wrong with it.

    `readable` is the goal without the parts that could not be read: good for checking the rest of the file,
    not for scoring. None where not even that is left.
    """

    id: str
    title: str
    path: str
    problems: tuple[Diagnostic, ...]
    readable: Goal | None = None


@dataclass(frozen=True)
class Portfolio:
    """All goals of a company, in the order of their ids, and the indexes over them.

    `folder` is what people call the goals folder: every goal's path begins with it. `objectives` and `kpis` are the
    readable goals; `broken` the others. `problems` is everything that reading found wrong, in every file. `texts`
    maps a file's path to its text (for excerpts). `readerships` say of each goal file who may read it; `is_redacted`
    is whether anything was left out for an audience (see `mkdocs_goals.model.audience`).
    """

    organisation: Organisation
    objectives: Mapping[str, Objective] = field(default_factory=dict)
    kpis: Mapping[str, Kpi] = field(default_factory=dict)
    broken: Mapping[str, BrokenGoal] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    files: int = 0
    folder: str = "goals"
    readerships: tuple[Readership, ...] = ()
    is_redacted: bool = False

    @property
    def organisation_path(self) -> str:
        """What people call the file that says what the organisation is."""
        return f"{self.folder}/{ORGANISATION_FILE}"

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """Every readable goal by id."""
        return {**self.objectives, **self.kpis}

    @cached_property
    def checkable(self) -> tuple[Goal, ...]:
        """Every goal of which enough could be read to check the rest, broken ones included."""
        partly = (broken.readable for broken in self.broken.values())
        return (*self.goals.values(), *(goal for goal in partly if goal is not None))

    @cached_property
    def key_results(self) -> Mapping[str, KeyResult]:
        """Every key result by `objective/key-result`."""
        return {k.full_id: k for objective in self.objectives.values() for k in objective.key_results}

    @cached_property
    def cycles(self) -> tuple[Cycle, ...]:
        """The cycles that objectives use and those that `goals.yml` lists, in order of time."""
        used = {objective.cycle.id: objective.cycle for objective in self.objectives.values()}
        own = {cycle.id: cycle for cycle in self.organisation.calendar.own_cycles}
        return tuple(sorted({**used, **own}.values()))

    @cached_property
    def teams(self) -> Mapping[str, Team]:
        """The listed teams, then those that only goals name."""
        named = (goal.team for goal in self.goals.values() if goal.team)
        return _with_unlisted(self.organisation.teams, named, lambda name: Team(name, name))

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """The listed people, then those that only goals name."""
        named = (name for goal in self.goals.values() for name in people_of(goal))
        return _with_unlisted(self.organisation.people, named, lambda name: Person(name, name))

    @cached_property
    def objectives_of_team(self) -> Mapping[str | None, tuple[Objective, ...]]:
        """Objectives by team id; None is the company."""
        return _grouped((objective.team, objective) for objective in self.objectives.values())

    @cached_property
    def objectives_of_cycle(self) -> Mapping[str, tuple[Objective, ...]]:
        return _grouped((objective.cycle.id, objective) for objective in self.objectives.values())

    @cached_property
    def kpis_of_team(self) -> Mapping[str | None, tuple[Kpi, ...]]:
        return _grouped((kpi.team, kpi) for kpi in self.kpis.values())

    @cached_property
    def sub_teams(self) -> Mapping[str | None, tuple[Team, ...]]:
        """Teams by their parent's id; None is the company. An unknown parent counts as none."""
        teams = self.teams
        return _grouped((team.parent if team.parent in teams else None, team) for team in teams.values())

    @cached_property
    def team_tree(self) -> TeamTree:
        """Every team below its parent, in reading order."""
        return team_tree(self.teams)

    @cached_property
    def supporters(self) -> Mapping[str, tuple[Goal, ...]]:
        """Goal id → the goals that support it or one of its key results."""
        return _grouped(
            (goal_id, goal)
            for goal in self.goals.values()
            for goal_id in dict.fromkeys(reference.goal for reference in goal.supports)
        )

    @cached_property
    def kpi_children(self) -> Mapping[str, tuple[Kpi, ...]]:
        """KPI id → the KPIs that name it as their parent."""
        return _grouped((kpi.parent.goal, kpi) for kpi in self.kpis.values() if kpi.parent)

    @cached_property
    def key_results_on_kpi(self) -> Mapping[str, tuple[KeyResult, ...]]:
        """KPI id → the key results that it measures."""
        return _grouped(
            (key_result.measure.kpi.goal, key_result)
            for key_result in self.key_results.values()
            if isinstance(key_result.measure, KpiMeasure)
        )

    @cached_property
    def key_results_on_objective(self) -> Mapping[str, tuple[KeyResult, ...]]:
        """Objective id → the key results that are delegated to it."""
        return _grouped(
            (key_result.measure.objective.goal, key_result)
            for key_result in self.key_results.values()
            if isinstance(key_result.measure, Delegated)
        )

    @cached_property
    def formulas_on_kpi(self) -> Mapping[str, tuple[Kpi, ...]]:
        """KPI id → the KPIs that are computed from it."""
        return _grouped((name, kpi) for kpi in self.kpis.values() if kpi.formula for name in kpi.formula.kpis)

    @cached_property
    def continued_by(self) -> Mapping[str, tuple[Objective, ...]]:
        """Objective id → the objectives of later cycles that carry it on."""
        return _grouped(
            (objective.continues.goal, objective) for objective in self.objectives.values() if objective.continues
        )

    @cached_property
    def links(self) -> LinkIndex:
        """Which goal helps which."""
        return LinkIndex(copy(self))  # not of itself: a loop would live on until the garbage collector finds it

    def knows(self, goal_id: str) -> bool:
        """Whether a goal of this id exists, readable or not."""
        return goal_id in self.objectives or goal_id in self.kpis or goal_id in self.broken


def people_of(goal: Goal) -> tuple[str, ...]:
    """The ids of the people whom a goal names as owners, contributors or speakers, each once."""
    names: list[str | None] = [goal.owner]
    if isinstance(goal, Objective):
        names += [*goal.contributors, *(initiative.owner for initiative in goal.initiatives)]
        names += [check_in.by for check_in in goal.check_ins]
        for key_result in goal.key_results:
            names += [key_result.owner, *(check_in.by for check_in in key_result.check_ins)]
    return tuple(dict.fromkeys(name for name in names if name))


def _with_unlisted(
    listed: Mapping[str, Value], named: Iterable[str], make: Callable[[str], Value]
) -> Mapping[str, Value]:
    unlisted = sorted(set(named) - listed.keys())
    return {**listed, **{name: make(name) for name in unlisted}}


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> Mapping[Key, tuple[Value, ...]]:
    groups: defaultdict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
