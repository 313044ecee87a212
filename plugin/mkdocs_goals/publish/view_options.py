"""What a view's options choose: goals, KPIs, a cycle, a team. A value that is not known is a problem with its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.goal import Kpi, Objective
from mkdocs_goals.model.spelling import nearest
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.score.result import KpiStatus, Status

Found = TypeVar("Found", Objective, Kpi)

COMPANY = "-"
"""What stands for the company where a team can be named."""

CURRENT, ALL = "current", "all"


class ViewProblem(Exception):  # noqa: N818 - what a person wrote, not what went wrong with us
    """What is wrong with a view. `column` counts from 1 at the comment's `<!--`."""

    def __init__(self, message: str, column: int = 1) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class ViewOption:
    """A value that was written, and the column where it begins."""

    name: str
    value: str
    column: int

    @property
    def values(self) -> list[str]:
        return [value.strip() for value in self.value.split(",")]


@dataclass(frozen=True, slots=True)
class Some(Generic[Found]):
    """Goals that a view shows, and where the others are."""

    goals: Sequence[Found]
    rest: Anchor | None


@dataclass(frozen=True)
class Chosen:
    """The options of one call, read against what there is."""

    context: PageContext
    options: Mapping[str, ViewOption]
    column: int

    def some(self, goals: Sequence[Found], most: int, **filters: str) -> Some[Found]:
        """The chosen goals, up to the option `limit`; without it up to so many, with a way to the others."""
        if "limit" in self.options:
            return Some(goals, None)
        known = {name: self.options[name].value for name in ("team", "owner", "status", "tag") if name in self.options}
        rest = self.context.rest(len(goals), most, self.context.goals_url(**known, **filters))
        return Some(goals[:most], rest)

    def objectives(self) -> list[Objective]:
        """The objectives of the chosen cycle (else of every running one), the worst first."""
        data = self.context.data
        cycles = self._cycles()
        found = [o for o in data.portfolio.objectives.values() if cycles is None or o.cycle in cycles]
        statuses = self._statuses([*Status])
        kept = [o for o in self._of_goals(found) if not statuses or data.score_of(o).status in statuses]
        return data.worst_first(kept)[: self.limit(len(kept))]

    def kpis(self) -> list[Kpi]:
        """The chosen KPIs, the worst first."""
        data = self.context.data
        statuses = self._statuses([*KpiStatus])
        found = self._of_goals([*data.portfolio.kpis.values()])
        kept = [kpi for kpi in found if not statuses or data.kpi_score(kpi).status in statuses]
        return data.kpis_worst_first(kept)[: self.limit(len(kept))]

    def objective(self) -> Objective:
        return self._goal(self.context.portfolio.objectives, "objective")

    def kpi(self) -> Kpi:
        return self._goal(self.context.portfolio.kpis, "KPI")

    def teams(self) -> frozenset[str | None] | None:
        """The named teams with their sub-teams, None among them for the company; None where none is named."""
        option = self.options.get("team")
        if option is None:
            return None
        chosen: set[str | None] = set()
        for name in option.values:
            if name == COMPANY:
                chosen.add(None)
            else:
                self._known(name, self.context.portfolio.teams, "team", option)
                chosen |= self.context.data.with_sub_teams(name)
        return frozenset(chosen)

    def one_team(self) -> str | None:
        option = self.options.get("team")
        if option is None or option.value == COMPANY:
            return None
        return self._known(option.value, self.context.portfolio.teams, "team", option)

    def one_cycle(self) -> Cycle:
        """The named cycle, else the current one."""
        option = self.options.get("cycle")
        cycle = self.context.data.current_cycle
        if option is not None and option.value != CURRENT:
            cycles = self.context.data.cycle_by_id
            return cycles[self._known(option.value, cycles, "cycle with objectives", option)]
        if cycle is None:
            raise ViewProblem("there is no cycle with objectives yet", self.column)
        return cycle

    def limit(self, default: int) -> int:
        option = self.options.get("limit")
        if option is None:
            return default
        if not (option.value.isascii() and option.value.isdigit()):
            raise ViewProblem(f"`{option.value}` is no number of goals; write, for example, limit=5", option.column)
        return int(option.value)

    def _cycles(self) -> Collection[Cycle] | None:
        option = self.options.get("cycle")
        if option is None or option.value == CURRENT:
            return self.context.data.running_cycles
        if option.value == ALL:
            return None
        known = self.context.data.cycle_by_id
        return [known[self._known(name, known, "cycle with objectives", option)] for name in option.values]

    def _statuses(self, known: list[str]) -> set[str]:
        option = self.options.get("status")
        return {self._known(name, known, "status", option) for name in option.values} if option else set()

    def _of_goals(self, goals: list[Found]) -> list[Found]:
        """Those of the chosen teams, owners and tags."""
        teams = self.teams()
        owner, tag = self.options.get("owner"), self.options.get("tag")
        if owner:
            for name in owner.values:
                self._known(name, self.context.portfolio.people, "person", owner)
        return [
            goal
            for goal in goals
            if (teams is None or goal.team in teams)
            and (owner is None or goal.owner in owner.values)
            and (tag is None or not set(tag.values).isdisjoint(goal.tags))
        ]

    def _goal(self, goals: Mapping[str, Found], what: str) -> Found:
        option = self.options.get("id")
        if option is None:
            raise ViewProblem(f"say which {what}: id=…", self.column)
        return goals[self._known(option.value, goals, what, option)]

    def _known(self, name: str, known: Collection[str], what: str, option: ViewOption) -> str:
        if name in known:
            return name
        close = nearest(name, known)
        hint = f"; did you mean `{close}`?" if close else ""
        raise ViewProblem(f"`{name}` is no {what}{hint}", option.column)
