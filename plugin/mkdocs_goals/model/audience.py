"""Confidential goals: what a build is not made for is taken out before anything is scored, drawn or written.

Closed where in doubt: in a company that has audiences, a file of which nobody can tell who may read it is hidden from
every build but those for every audience.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mkdocs_goals.model.goal import COMPANY_AUDIENCE, Delegated, Goal, KeyResult, Kpi, KpiMeasure, Objective
from mkdocs_goals.model.organisation import Organisation, Person, Team
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.model.readership import Readership
from mkdocs_goals.model.redaction import Hidden, without


def for_audience(portfolio: Portfolio, audiences: Collection[str] = ()) -> Portfolio:
    """The portfolio as the whole company, and the audiences named, may see it.

    Left out are goals, key results, teams and people for others, and whatever would tell their numbers: the values
    of KPIs computed from a hidden KPI, key results measured by a hidden goal. Links to hidden goals are cut, and the
    texts kept for excerpts are blanked where they name what is hidden.
    """
    hidden = _Decision(portfolio, frozenset({COMPANY_AUDIENCE, *audiences})).hidden()
    return without(portfolio, hidden) if hidden else portfolio


def has_audiences(portfolio: Portfolio) -> bool:
    """Whether anything is, or seems to be, for some of the company alone."""
    organisation = portfolio.organisation
    return (
        organisation.audiences is not None
        or organisation.audiences_in_doubt
        or any(audience != COMPANY_AUDIENCE for audience in _named(portfolio))
        or any(readership.speaks_of_audiences for readership in portfolio.readerships)
    )


def unclear_files(portfolio: Portfolio) -> tuple[Readership, ...]:
    """The files of which nobody can tell who may read them; none in a company without audiences."""
    if not has_audiences(portfolio):
        return ()
    return tuple(readership for readership in portfolio.readerships if not readership.is_certain)


def doubts(portfolio: Portfolio, shown: Portfolio) -> tuple[str, ...]:
    """What to say of a portfolio's files that `shown`, the one for some readers, hides in doubt: never their names."""
    said = []
    if portfolio.organisation.audiences_in_doubt:
        said.append("goals.yml cannot be read where it speaks of audiences, so all that it may hide is hidden")
    count = len(unclear_files(portfolio)) - len(unclear_files(shown))
    if count:
        files = "1 file is" if count == 1 else f"{count} files are"
        said.append(
            f"{files} hidden, for nobody can tell who may read {'it' if count == 1 else 'them'}; `goals check` says why"
        )
    return tuple(said)


def readers_of(goal: Goal, organisation: Organisation) -> frozenset[str]:
    """The audiences that a reader must belong to, all of them: the goal's, its team's and of the teams above that.

    Empty for a goal that the whole company may read.
    """
    return frozenset({goal.audience, *_team_audiences(goal.team, organisation)} - {COMPANY_AUDIENCE})


def _team_audiences(team: str | None, organisation: Organisation) -> Iterator[str]:
    return (above.audience for above in _lineage(team, organisation) if above.audience)


def _lineage(team: str | None, organisation: Organisation) -> Iterator[Team]:
    """A listed team, its parent, its parent's parent, …"""
    seen: set[str] = set()
    while team is not None and team not in seen and team in organisation.teams:
        seen.add(team)
        found = organisation.teams[team]
        yield found
        team = found.parent


def _named(portfolio: Portfolio) -> Iterator[str]:
    """Every audience that a file, a team or a person names."""
    for readership in portfolio.readerships:
        yield from readership.audiences
        yield from readership.parts
    organisation = portfolio.organisation
    of_teams = (team.audience for team in organisation.teams.values())
    of_people = (person.audience for person in organisation.people.values())
    yield from (audience for audience in (*of_teams, *of_people) if audience)


@dataclass(frozen=True)
class _Decision:
    """What one build hides. `allowed` are the audiences that it is made for."""

    portfolio: Portfolio
    allowed: frozenset[str]

    @cached_property
    def _organisation(self) -> Organisation:
        return self.portfolio.organisation

    @cached_property
    def _is_for_everyone(self) -> bool:
        """Whether the build is made for every audience that there is, so that doubt hides nothing."""
        organisation = self._organisation
        if not has_audiences(self.portfolio):
            return True
        if organisation.audiences_in_doubt:
            return False
        if organisation.audiences is not None:
            return self.allowed.issuperset(organisation.audiences)
        named = frozenset(_named(self.portfolio)) - {COMPANY_AUDIENCE}
        return bool(named) and self.allowed.issuperset(named)

    def hidden(self) -> Hidden:
        teams = frozenset(team for team in self._organisation.teams if self._hides_team(team))
        people = frozenset(person.id for person in self.portfolio.people.values() if self._hides_person(person))
        goals = frozenset(self._hidden_goals())
        valueless = frozenset(self._computed_from(goals))
        return Hidden(
            goals=goals,
            key_results=frozenset(self._hidden_key_results(goals | valueless)),
            valueless=valueless,
            teams=teams,
            people=people,
            organisation_file=self._organisation.audiences_in_doubt,
        )

    def _may_read(self, audience: str | None) -> bool:
        """Whether this build's readers belong to an audience. None: everyone does; empty: nobody can tell."""
        return audience is None or audience in self.allowed or (audience == "" and self._is_for_everyone)

    def _hides_team(self, team: str | None) -> bool:
        return any(not self._may_read(above.audience) for above in _lineage(team, self._organisation))

    def _hides_person(self, person: Person) -> bool:
        return self._organisation.teams_in_doubt or not self._may_read(person.audience)

    def _hidden_goals(self) -> Iterator[str]:
        """The ids of which any file is hidden: of two files with one id the stricter audience holds for both."""
        return (readership.goal for readership in self.portfolio.readerships if self._hides(readership))

    def _hides(self, readership: Readership) -> bool:
        if not self.allowed.issuperset(readership.audiences) or self._hides_team(readership.team):
            return True
        if self._is_for_everyone:
            return False
        broken = readership.goal in self.portfolio.broken
        return (
            not readership.is_certain
            or (broken and not self.allowed.issuperset(readership.parts))
            or self._is_team_in_doubt(readership.team)
        )

    def _is_team_in_doubt(self, team: str | None) -> bool:
        """Whether a goal's team may be one for others: it is misspelt, or goals.yml cannot be read."""
        if team is None or self._organisation.teams_in_doubt:
            return team is not None
        some_are_for_others = any(known.audience is not None for known in self._organisation.teams.values())
        return some_are_for_others and team not in self._organisation.teams

    def _computed_from(self, goals: Iterable[str]) -> Iterator[str]:
        """KPIs, not hidden themselves, whose formula leads to a hidden one at any remove."""
        computed: defaultdict[str, list[str]] = defaultdict(list)
        for goal in self.portfolio.checkable:
            for name in goal.formula.kpis if isinstance(goal, Kpi) and goal.formula else ():
                computed[name].append(goal.id)
        waiting = sorted(goals)
        seen = set(waiting)
        while waiting:
            new = [kpi for kpi in computed[waiting.pop()] if kpi not in seen]
            seen.update(new)
            waiting += new
            yield from new

    def _hidden_key_results(self, without_value: frozenset[str]) -> Iterator[str]:
        for goal in self.portfolio.checkable:
            for key_result in goal.key_results if isinstance(goal, Objective) else ():
                if not self._may_read(key_result.audience) or _measured_by(key_result) in without_value:
                    yield key_result.full_id


def _measured_by(key_result: KeyResult) -> str | None:
    match key_result.measure:
        case KpiMeasure(kpi=reference) | Delegated(objective=reference):
            return reference.goal
    return None
