"""A portfolio without what is hidden: the goals themselves, every link to them, and what texts say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.model.goal import CheckIn, Goal, KeyResult, Kpi, Objective, Reference
from mkdocs_goals.model.organisation import Organisation
from mkdocs_goals.model.place import Origin, Place
from mkdocs_goals.model.portfolio import BrokenGoal, Portfolio

MASK = "█"
"""Stands for each character of a hidden name, so that columns stay where they are."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Ids of what is hidden. `key_results` are full ids; `valueless` are KPIs of which only the value is hidden.

    `organisation_file` is whether the text of goals.yml is hidden too, with all that is wrong in it.
    """

    goals: frozenset[str] = frozenset()
    key_results: frozenset[str] = frozenset()
    valueless: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    organisation_file: bool = False

    def __bool__(self) -> bool:
        ids = self.goals or self.key_results or self.valueless or self.teams or self.people
        return bool(ids) or self.organisation_file

    def hides(self, name: str) -> bool:
        """Whether a text is the name of something hidden: an id, or `objective/key-result`."""
        goal = name.partition("/")[0]
        return goal in self.goals or name in self.key_results or name in self.teams or name in self.people


def without(portfolio: Portfolio, hidden: Hidden) -> Portfolio:
    """The portfolio without what is hidden, as if nobody had written it."""
    shown = [r for r in portfolio.readerships if r.goal not in hidden.goals]
    readable_paths = {path for readership in shown for path in readership.paths}
    paths = {path for r in portfolio.readerships if r.goal in hidden.goals for path in r.paths} - readable_paths
    if hidden.organisation_file:
        paths.add(portfolio.organisation_path)
    goals = [_without(goal, hidden) for goal in portfolio.goals.values() if goal.id not in hidden.goals]
    return replace(
        portfolio,
        organisation=_organisation(portfolio.organisation, hidden),
        objectives={goal.id: goal for goal in goals if isinstance(goal, Objective)},
        kpis={goal.id: goal for goal in goals if isinstance(goal, Kpi)},
        broken={id_: _broken(goal, hidden) for id_, goal in portfolio.broken.items() if id_ not in hidden.goals},
        problems=tuple(
            _problem(problem, hidden, paths)
            for problem in portfolio.problems
            if problem.goal not in hidden.goals and problem.place.path not in paths
        ),
        texts=_texts(portfolio, hidden, paths),
        files=len(shown),
        readerships=tuple(shown),
        is_redacted=True,
    )


def _broken(goal: BrokenGoal, hidden: Hidden) -> BrokenGoal:
    return replace(
        goal,
        title=masked(goal.title, hidden),
        problems=tuple(_problem(problem, hidden, set()) for problem in goal.problems),
        readable=_without(goal.readable, hidden) if goal.readable else None,
    )


def _problem(problem: Diagnostic, hidden: Hidden, paths: set[str]) -> Diagnostic:
    return replace(
        problem,
        message=masked(problem.message, hidden),
        help=masked(problem.help, hidden),
        related=tuple(related for related in problem.related if related.place.path not in paths),
    )


# Goals


def _without(goal: Goal, hidden: Hidden) -> Goal:
    return _kpi(goal, hidden) if isinstance(goal, Kpi) else _objective(goal, hidden)


def _kpi(kpi: Kpi, hidden: Hidden) -> Kpi:
    is_valueless = kpi.id in hidden.valueless
    return replace(
        kpi,
        supports=_links(kpi.supports, hidden),
        owner=_unless_hidden(kpi.owner, hidden),
        parent=_link(kpi.parent, hidden),
        formula=None if is_valueless else kpi.formula,
        measurements=() if is_valueless else kpi.measurements,
        is_confidential_inside=is_valueless,
        origin=_origin(kpi, hidden),
    )


def _objective(goal: Objective, hidden: Hidden) -> Objective:
    key_results = tuple(_key_result(k, hidden) for k in goal.key_results if k.full_id not in hidden.key_results)
    return replace(
        goal,
        supports=_links(goal.supports, hidden),
        owner=_unless_hidden(goal.owner, hidden),
        contributors=tuple(person for person in goal.contributors if person not in hidden.people),
        continues=_link(goal.continues, hidden),
        key_results=key_results,
        initiatives=tuple(replace(i, owner=_unless_hidden(i.owner, hidden)) for i in goal.initiatives),
        check_ins=_check_ins(goal.check_ins, hidden),
        confidential_key_results=len(goal.key_results) - len(key_results),
        origin=_origin(goal, hidden),
    )


def _origin(goal: Goal, hidden: Hidden) -> Origin:
    """Where it stands; a hidden owner is marked as unreadable, so that nobody says that there is none."""
    if goal.owner not in hidden.people:
        return goal.origin
    return replace(goal.origin, damaged=goal.origin.damaged | {"owner"})


def _key_result(key_result: KeyResult, hidden: Hidden) -> KeyResult:
    return replace(
        key_result,
        owner=_unless_hidden(key_result.owner, hidden),
        check_ins=_check_ins(key_result.check_ins, hidden),
    )


def _links(references: tuple[Reference, ...], hidden: Hidden) -> tuple[Reference, ...]:
    return tuple(reference for reference in references if not hidden.hides(reference.text))


def _link(reference: Reference | None, hidden: Hidden) -> Reference | None:
    return None if reference is None or hidden.hides(reference.text) else reference


def _unless_hidden(person: str | None, hidden: Hidden) -> str | None:
    return None if person in hidden.people else person


def _check_ins(check_ins: tuple[CheckIn, ...], hidden: Hidden) -> tuple[CheckIn, ...]:
    """Check-ins without the hidden people who speak in them."""
    if not hidden.people:
        return check_ins
    return tuple(replace(check_in, by=_unless_hidden(check_in.by, hidden)) for check_in in check_ins)


# The organisation


def _organisation(organisation: Organisation, hidden: Hidden) -> Organisation:
    if not hidden.teams and not hidden.people:
        return organisation
    teams = {
        team.id: replace(team, lead=_unless_hidden(team.lead, hidden))
        for team in organisation.teams.values()
        if team.id not in hidden.teams
    }
    people = {
        person.id: replace(person, team=None if person.team in hidden.teams else person.team)
        for person in organisation.people.values()
        if person.id not in hidden.people
    }
    return replace(organisation, teams=teams, people=people)


# Texts


def masked(text: str, hidden: Hidden) -> str:
    """A text in which the ids of what is hidden cannot be read."""

    def mask(match: re.Match[str]) -> str:
        return MASK * len(match[0]) if hidden.hides(match[0]) else match[0]

    return _NAME.sub(mask, text)


def _texts(portfolio: Portfolio, hidden: Hidden, paths: set[str]) -> Mapping[str, str]:
    """The texts of the files that are left, blank where they speak of what is hidden."""
    blanks: dict[str, list[Place]] = {}
    for place in _hidden_places(portfolio, hidden):
        blanks.setdefault(place.path, []).append(place)
    return {
        path: masked(_blanked(text, blanks.get(path, ())), hidden)
        for path, text in portfolio.texts.items()
        if path not in paths
    }


def _hidden_places(portfolio: Portfolio, hidden: Hidden) -> Iterator[Place]:
    for goal in portfolio.checkable:
        for key_result in goal.key_results if isinstance(goal, Objective) else ():
            if key_result.full_id in hidden.key_results:
                yield key_result.origin.extent
    organisation = portfolio.organisation
    for team in hidden.teams:
        yield from _written(organisation.teams[team].place)
    for person in hidden.people & organisation.people.keys():
        yield from _written(organisation.people[person].place)


def _written(place: Place | None) -> Iterable[Place]:
    return () if place is None else (place,)


def _blanked(text: str, places: Iterable[Place]) -> str:
    """A text with spaces in some places, and in the comments behind them. Lines and columns stay."""
    lines = text.split("\n")
    for place in places:
        for number in range(place.line, min(place.end_line, len(lines)) + 1):
            line = lines[number - 1]
            first = place.column - 1 if number == place.line else 0
            last = place.end_column - 1 if number == place.end_line else len(line)
            if line[last:].lstrip().startswith("#"):
                last = len(line)
            lines[number - 1] = line[:first] + " " * (last - first) + line[last:]
    return "\n".join(lines)
