"""Everything that the pages of one build are made from, with the indexes over it, each made once."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from mkdocs_goals.check.finding import Findings
from mkdocs_goals.model.calendar import Cycle, Period
from mkdocs_goals.model.goal import CheckIn, Initiative, KeyResult, Kpi, KpiMeasure, Objective
from mkdocs_goals.model.organisation import Person, Policy, Team
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.publish.catalogue import Catalogue
from mkdocs_goals.publish.format import Format
from mkdocs_goals.publish.options import SiteOptions
from mkdocs_goals.score.attention import KPI_SEVERITY, SEVERITY
from mkdocs_goals.score.result import KeyResultScore, KpiScore, ObjectiveScore, Scorecard, Status

MOST_SAID_OF_A_KPI = 100
"""Measurements of one KPI, the latest, that may be among what was said last."""

PAST_CYCLES = 12
"""Cycles that are over, of which a team's page tells how they came out."""

KEY_RESULTS_IN_FULL = 12
"""Key results of an objective that its page shows in full."""
KEY_RESULTS_IN_SHORT = 40
"""Further key results that it shows in a few lines each; what comes behind those has no place on the page."""


@dataclass(frozen=True, slots=True)
class Update:
    """Something that changed on a day: a check-in of an objective or a key result, or a measurement of a KPI.

    `still_runs` is the period of a flow that has not ended, so that its value is what it has so far.
    """

    date: date
    goal: Objective | Kpi
    key_result: KeyResult | None = None
    check_in: CheckIn | None = None
    value: Decimal | None = None
    word: str | None = None
    note: str | None = None
    still_runs: Period | None = None


@dataclass(frozen=True)
class Answers:
    """What a person answers for, each in the order of the goals' ids."""

    objectives: list[Objective]
    contributions: list[Objective]
    key_results: list[KeyResult]
    kpis: list[Kpi]
    initiatives: list[tuple[Objective, Initiative]]


@dataclass(frozen=True, slots=True)
class UnalignedObjectives:
    """Objectives of a cycle that help nothing, all and by team, and goals of the company that nobody helps."""

    helping_nothing: tuple[Objective, ...]
    helping_nothing_of_team: Mapping[str | None, tuple[Objective, ...]]
    unsupported: tuple[Objective, ...]


@dataclass(frozen=True)
class SiteData:
    """A scored and checked portfolio in the words of one language."""

    portfolio: Portfolio
    scorecard: Scorecard
    findings: Findings
    options: SiteOptions
    words: Catalogue
    format: Format

    @property
    def name(self) -> str:
        return self.portfolio.organisation.company

    @property
    def policy(self) -> Policy:
        return self.portfolio.organisation.policy

    @property
    def as_of(self) -> date:
        return self.scorecard.as_of

    # Scores

    def score_of(self, objective: Objective) -> ObjectiveScore:
        return self.scorecard.objectives[objective.id]

    def key_result_score(self, key_result: KeyResult) -> KeyResultScore:
        return self.scorecard.key_results[key_result.full_id]

    def kpi_score(self, kpi: Kpi) -> KpiScore:
        return self.scorecard.kpis[kpi.id]

    def team_score(self, team: str | None, cycle: str) -> Decimal | None:
        score = self.scorecard.teams.get((team, cycle))
        return score.score if score else None

    def worst_first(self, objectives: Sequence[Objective]) -> list[Objective]:
        """By status, then by how far behind the expected share, then by title."""
        return sorted(objectives, key=self._urgency)

    def _urgency(self, objective: Objective) -> tuple[int, Decimal, str]:
        score = self.score_of(objective)
        ahead = (score.score or Decimal(0)) - (score.expected or Decimal(0))
        return SEVERITY[score.status], ahead, objective.title

    def kpis_worst_first(self, kpis: Sequence[Kpi]) -> list[Kpi]:
        return sorted(kpis, key=lambda kpi: (KPI_SEVERITY[self.kpi_score(kpi).status], kpi.title))

    # Cycles

    @cached_property
    def cycles(self) -> tuple[Cycle, ...]:
        """The cycles that have objectives, in order of time."""
        return tuple(cycle for cycle in self.portfolio.cycles if cycle.id in self.portfolio.objectives_of_cycle)

    @cached_property
    def cycle_by_id(self) -> Mapping[str, Cycle]:
        return {cycle.id: cycle for cycle in self.cycles}

    @cached_property
    def latest_first(self) -> tuple[Cycle, ...]:
        """The cycles by their last days, the latest first."""
        return tuple(sorted(self.cycles, key=lambda cycle: (cycle.ends, cycle.starts), reverse=True))

    @cached_property
    def cycle_places(self) -> Mapping[str, int]:
        """Cycle id → its place among the cycles."""
        return {cycle.id: place for place, cycle in enumerate(self.cycles)}

    @cached_property
    def current_cycle(self) -> Cycle | None:
        """The scorecard's current cycle; else the latest that has begun, else the first to come."""
        if self.scorecard.current_cycle:
            return self.scorecard.current_cycle
        begun = [cycle for cycle in self.cycles if cycle.starts <= self.as_of]
        return max(begun, key=lambda cycle: (cycle.ends, cycle.starts)) if begun else next(iter(self.cycles), None)

    @cached_property
    def running_cycles(self) -> tuple[Cycle, ...]:
        """The cycles that contain the day, the shortest first."""
        running = [cycle for cycle in self.cycles if cycle.contains(self.as_of)]
        return tuple(sorted(running, key=lambda cycle: (cycle.days, cycle.starts)))

    @cached_property
    def reviewed_cycles(self) -> tuple[Cycle, ...]:
        """The cycles that teams walk through in a meeting: those that run, and the one that ended last."""
        ended = [cycle for cycle in self.cycles if cycle.ends < self.as_of]
        return (*self.running_cycles, *sorted(ended, key=lambda cycle: (cycle.ends, cycle.starts))[-1:])

    @cached_property
    def running(self) -> tuple[Objective, ...]:
        """Every objective of a running cycle, in the order of `running_cycles`."""
        return tuple(o for cycle in self.running_cycles for o in self.portfolio.objectives_of_cycle[cycle.id])

    @cached_property
    def by_team_in_cycle(self) -> Mapping[str, Mapping[str | None, tuple[Objective, ...]]]:
        """Cycle id → team id → the team's objectives in the cycle; None is the company."""
        groups: defaultdict[str, defaultdict[str | None, list[Objective]]] = defaultdict(lambda: defaultdict(list))
        for objective in self.portfolio.objectives.values():
            groups[objective.cycle.id][objective.team].append(objective)
        return {
            cycle: {team: tuple(objectives) for team, objectives in teams.items()} for cycle, teams in groups.items()
        }

    @cached_property
    def running_of_team(self) -> Mapping[str | None, tuple[Objective, ...]]:
        groups: defaultdict[str | None, list[Objective]] = defaultdict(list)
        for objective in self.running:
            groups[objective.team].append(objective)
        return {team: tuple(objectives) for team, objectives in groups.items()}

    # Teams

    @cached_property
    def teams_in_order(self) -> tuple[tuple[Team, int], ...]:
        """Every team below its parent, with its depth (0 directly under the company)."""
        tree, teams = self.portfolio.team_tree, self.portfolio.teams
        return tuple((teams[name], tree.depths[name]) for name in tree.order)

    @property
    def team_rank(self) -> Mapping[str, int]:
        return self.portfolio.team_tree.ranks

    def with_sub_teams(self, team: str) -> frozenset[str]:
        """A team and every team below it."""
        return frozenset({team, *self.portfolio.team_tree.with_teams_below(team)})

    @cached_property
    def running_below(self) -> Mapping[str, Counter[Status]]:
        """Team id → how many running objectives of the team and of every team below it have which status."""
        tree = self.portfolio.team_tree
        found = {name: self._statuses(self.running_of_team.get(name, ())) for name in tree.order}
        for name in reversed(tree.order):
            parent = tree.parents[name]
            if parent is not None:
                found[parent].update(found[name])
        return found

    @cached_property
    def past_below(self) -> Mapping[str, Mapping[Cycle, Counter[Status]]]:
        """Team id → the latest cycles that are over, with how many objectives of the team and of every team below it
        have which status. One cycle more than pages show, so that they know whether there are more.
        """
        tree = self.portfolio.team_tree
        found: dict[str, dict[Cycle, Counter[Status]]] = {name: {} for name in tree.order}
        for name in reversed(tree.order):  # what a team's latest cycles are made of is among those of its sub-teams
            for objective in self.portfolio.objectives_of_team.get(name, ()):
                if objective.cycle.ends < self.as_of:
                    counts = found[name].setdefault(objective.cycle, Counter())
                    counts[self.score_of(objective).status] += 1
            latest = sorted(found[name], reverse=True)[: PAST_CYCLES + 1]
            found[name] = {cycle: found[name][cycle] for cycle in latest}
            parent = tree.parents[name]
            if parent is not None:
                for cycle, counts in found[name].items():
                    found[parent].setdefault(cycle, Counter()).update(counts)
        return found

    def _statuses(self, objectives: Iterable[Objective]) -> Counter[Status]:
        return Counter(self.score_of(objective).status for objective in objectives)

    def lineage(self, team: str) -> list[str]:
        """A team, its parent, its parent's parent, …"""
        return list(self.portfolio.team_tree.upward(team))

    @cached_property
    def people_of_team(self) -> Mapping[str, tuple[str, ...]]:
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for person in self.portfolio.people.values():
            if person.team:
                groups[person.team].append(person.id)
        return {team: tuple(people) for team, people in groups.items()}

    @cached_property
    def aligned_teams(self) -> Mapping[str, tuple[str, ...]]:
        """Cycle id → the teams that have objectives in it, or whose sub-teams have, each below its parent."""
        by_cycle = self.portfolio.objectives_of_cycle
        return {cycle: self._with_teams_above(objectives) for cycle, objectives in by_cycle.items()}

    @cached_property
    def aligned_team_set(self) -> Mapping[str, frozenset[str]]:
        """The same for looking up."""
        return {cycle: frozenset(teams) for cycle, teams in self.aligned_teams.items()}

    def _with_teams_above(self, objectives: Sequence[Objective]) -> tuple[str, ...]:
        having = {objective.team for objective in objectives if objective.team}
        shown = self.with_teams_above(having)
        return tuple(sorted(shown, key=self.team_rank.__getitem__))

    def with_teams_above(self, teams: Iterable[str]) -> set[str]:
        """Some teams and every team above one of them."""
        shown: set[str] = set()
        for team in teams:
            for above in self.portfolio.team_tree.upward(team):
                if above in shown:
                    break
                shown.add(above)
        return shown

    # People

    @cached_property
    def people_by_name(self) -> tuple[Person, ...]:
        people = self.portfolio.people.values()
        return tuple(sorted(people, key=lambda person: (person.name.casefold(), person.id)))

    @cached_property
    def led_by(self) -> Mapping[str, tuple[str, ...]]:
        """Person id → the teams that this person leads."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for team in self.portfolio.teams.values():
            if team.lead:
                groups[team.lead].append(team.id)
        return {person: tuple(teams) for person, teams in groups.items()}

    @cached_property
    def answers(self) -> Mapping[str, Answers]:
        """Person id → what they answer for."""
        answers: defaultdict[str, Answers] = defaultdict(
            lambda: Answers(objectives=[], contributions=[], key_results=[], kpis=[], initiatives=[])
        )
        for objective in self.portfolio.objectives.values():
            if objective.owner:
                answers[objective.owner].objectives.append(objective)
            for name in dict.fromkeys(objective.contributors):
                answers[name].contributions.append(objective)
            for key_result in objective.key_results:
                if key_result.owner:
                    answers[key_result.owner].key_results.append(key_result)
            for initiative in objective.initiatives:
                if initiative.owner:
                    answers[initiative.owner].initiatives.append((objective, initiative))
        for kpi in self.portfolio.kpis.values():
            if kpi.owner:
                answers[kpi.owner].kpis.append(kpi)
        return dict(answers)

    def answers_of(self, person: str) -> Answers:
        return self.answers.get(person) or Answers(
            objectives=[], contributions=[], key_results=[], kpis=[], initiatives=[]
        )

    def open_answers(self, person: str) -> Answers:
        """The same without what belongs to goals whose time is over."""
        every, objectives = self.answers_of(person), self.portfolio.objectives
        return Answers(
            objectives=[objective for objective in every.objectives if self.is_open(objective)],
            contributions=[objective for objective in every.contributions if self.is_open(objective)],
            key_results=[
                key_result for key_result in every.key_results if self.is_open(objectives[key_result.objective])
            ],
            kpis=every.kpis,
            initiatives=[
                (objective, initiative) for objective, initiative in every.initiatives if self.is_open(objective)
            ],
        )

    def is_open(self, objective: Objective) -> bool:
        """Whether a goal's time runs or is still to come."""
        return objective.cycle.ends >= self.as_of

    @cached_property
    def without_place(self) -> frozenset[str]:
        """The key results (`objective/key-result`) that have no place on their objective's page."""
        shown = KEY_RESULTS_IN_FULL + KEY_RESULTS_IN_SHORT
        objectives = self.portfolio.objectives.values()
        return frozenset(k.full_id for objective in objectives for k in objective.key_results[shown:])

    # KPIs

    @cached_property
    def kpis_behind(self) -> Mapping[str, tuple[Kpi, ...]]:
        """Objective id → the KPIs that measure its key results or say that they support it."""
        behind: defaultdict[str, dict[str, Kpi]] = defaultdict(dict)
        for key_result in self.portfolio.key_results.values():
            if isinstance(key_result.measure, KpiMeasure):
                kpi = self.portfolio.kpis.get(key_result.measure.kpi.goal)
                if kpi:
                    behind[key_result.objective][kpi.id] = kpi
        for kpi in self.portfolio.kpis.values():
            for reference in kpi.supports:
                behind[reference.goal][kpi.id] = kpi
        return {goal: tuple(kpis.values()) for goal, kpis in behind.items()}

    @cached_property
    def unaligned(self) -> Mapping[str, UnalignedObjectives]:
        """Cycle id → the goals of the cycle that help nothing or that nobody helps."""
        return {cycle.id: self._unaligned(cycle.id) for cycle in self.cycles}

    def _unaligned(self, cycle: str) -> UnalignedObjectives:
        links = self.portfolio.links
        counting = [o for o in self.portfolio.objectives_of_cycle[cycle] if o.state.counts]
        alone = [objective for objective in counting if links.helps_nothing(objective)]
        of_team: defaultdict[str | None, list[Objective]] = defaultdict(list)
        for objective in alone:
            of_team[objective.team].append(objective)
        grouped = {team: tuple(objectives) for team, objectives in of_team.items()}
        return UnalignedObjectives(tuple(alone), grouped, tuple(filter(links.is_unsupported, counting)))

    # Changes

    @cached_property
    def said(self) -> tuple[Update, ...]:
        """What was said up to the day, the latest first; on one day in the order of the goals' ids. Of each KPI's
        measurements the latest.
        """
        changes = [change for change in self._all_updates() if change.date <= self.as_of]
        return tuple(sorted(changes, key=lambda change: change.date, reverse=True))

    @cached_property
    def updates_of_team(self) -> Mapping[str | None, tuple[Update, ...]]:
        groups: defaultdict[str | None, list[Update]] = defaultdict(list)
        for change in self.said:
            groups[change.goal.team].append(change)
        return {team: tuple(changes) for team, changes in groups.items()}

    def _all_updates(self) -> Iterator[Update]:
        for objective in self.portfolio.objectives.values():
            for remark in objective.check_ins:
                yield Update(
                    date=remark.date,
                    goal=objective,
                    key_result=None,
                    check_in=remark,
                    value=None,
                    word=None,
                    note=remark.note,
                )
            for key_result in objective.key_results:
                for check_in in key_result.check_ins:
                    yield Update(
                        date=check_in.date,
                        goal=objective,
                        key_result=key_result,
                        check_in=check_in,
                        value=check_in.value,
                        word=None,
                        note=check_in.note,
                    )
        for kpi in self.portfolio.kpis.values():
            begun = bisect_right(kpi.measurements, self.as_of, key=lambda measurement: measurement.period.starts)
            for measurement in kpi.measurements[max(begun - MOST_SAID_OF_A_KPI, 0) : begun]:
                period, value, word = measurement.period, measurement.value, measurement.word
                still_runs = period if kpi.is_flow and period.ends > self.as_of else None
                day = min(period.ends, self.as_of)
                yield Update(
                    date=day,
                    goal=kpi,
                    key_result=None,
                    check_in=None,
                    value=value,
                    word=word,
                    note=measurement.note,
                    still_runs=still_runs,
                )
