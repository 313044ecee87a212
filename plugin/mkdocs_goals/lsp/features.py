"""What the server answers: hover, completion, definition. Functions of a state and a position; no protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mkdocs_goals.check import RULES, Finding, smart
from mkdocs_goals.lsp.cursor import Spot, spot_at
from mkdocs_goals.lsp.session import State
from mkdocs_goals.model.calendar import Frequency, Weekday
from mkdocs_goals.model.goal import Aggregate, Commitment, Direction, Goal, KeyResult, Kpi, KpiKind, Objective, Outcome
from mkdocs_goals.model.goal import State as GoalState
from mkdocs_goals.model.harmless import markdown_code, markdown_text
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.rounding import rounded
from mkdocs_goals.model.spelling import counted


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that could stand there: the text, and what it is."""

    text: str
    detail: str


_GOAL_KEYS = ("supports", "continues", "objective", "kpi", "parent", "formula", "id")
_PERSON_KEYS = ("owner", "by", "contributors", "lead")
_WORDS: dict[str, type[StrEnum]] = {
    "state": GoalState,
    "commitment": Commitment,
    "direction": Direction,
    "frequency": Frequency,
    "every": Frequency,
    "outcome": Outcome,
    "kind": KpiKind,
    "aggregate": Aggregate,
    "skip": Weekday,
}


def hover(state: State, path: str, line: int, column: int) -> str | None:
    """Markdown about a position: the findings there, else the goal, person or team that is named, else the score."""
    found = state.at(path, line, column)
    if found:
        return "\n\n---\n\n".join(_finding(finding) for finding in found)
    spot = spot_at(path, state.lines(path), line, column)
    if spot is None:
        return None
    goal = state.portfolio.goals.get(spot.word.partition("/")[0]) if spot.key in _GOAL_KEYS else None
    if goal:
        return _goal(state, goal, spot.word)
    return _own_score(state, path, line) if spot.key in ("title", "") else _named(state, spot)


def _finding(finding: Finding) -> str:
    why = RULES[finding.code].documentation.why
    more = f" · [the rule's page]({finding.url})" if finding.url else f" · `goals rule {finding.code}`"
    mend = f"\n\n{markdown_text(finding.help)}" if finding.help else ""
    what = f"**{finding.code}** {markdown_text(finding.message)}{mend}"
    return f"{what}\n\n*Why*: {why}\n\n{finding.level}, {finding.name}{more}"


def _goal(state: State, goal: Goal, name: str) -> str:
    key_result = state.portfolio.key_results.get(name)
    if key_result:
        return _key_result(state, key_result)
    if isinstance(goal, Kpi):
        score = state.scorecard.kpis[goal.id]
        value = score.point.word or score.point.value if score.point else None
        measured = markdown_text(f"{value} {goal.unit or ''}".strip())
        said = f"{measured} in {score.point.period.id}" if score.point else "no value yet"
        return f"**{markdown_text(goal.title)}** (KPI)\n\n{said} · {score.status.replace('-', ' ')}"
    return (
        f"**{markdown_text(goal.title)}** ({goal.cycle.id})\n\n{_objective(state, goal)}\n\n{_letters(state, goal.id)}"
    )


def _objective(state: State, objective: Objective) -> str:
    score = state.scorecard.objectives[objective.id]
    share = "no score yet" if score.score is None else f"score {rounded(score.score, 2)}"
    coverage = score.coverage
    have = "has" if coverage.measured == 1 else "have"
    measured = f"{coverage.measured} of {counted(coverage.counted, 'key result')} {have} data"
    return f"{share} · {score.status.replace('-', ' ')} · {measured}"


def _letters(state: State, goal: str) -> str:
    """`S ✓ · M 2 open · …`"""
    letters = smart(state.findings, goal)
    return " · ".join(f"{one.letter} {f'{len(one.open)} open' if one.open else '✓'}" for one in letters)


def _key_result(state: State, key_result: KeyResult) -> str:
    score = state.scorecard.key_results.get(key_result.full_id)
    if score is None:
        return f"**{markdown_text(key_result.title)}**"
    share = "no score yet" if score.score is None else f"score {rounded(score.score, 2)}"
    explained = score.explanation
    status = score.status.replace("-", " ")
    calculation = f"{explained.formula}: {markdown_code(explained.calculation)}"
    return f"**{markdown_text(key_result.title)}**\n\n{share} · {status}\n\n{calculation}"


def _own_score(state: State, path: str, line: int) -> str | None:
    """The score of the goal or key result whose title stands on a line."""
    goal = _goal_of(state, path)
    if goal is None:
        return None
    if goal.origin.value("title").line == line:
        return _goal(state, goal, goal.id)
    if isinstance(goal, Objective):
        for key_result in goal.key_results:
            if key_result.origin.value("title").line == line:
                return _key_result(state, key_result)
    return None


def _goal_of(state: State, path: str) -> Goal | None:
    return next((goal for goal in state.portfolio.goals.values() if goal.path == path), None)


def _named(state: State, spot: Spot) -> str | None:
    if spot.key in _PERSON_KEYS and spot.word in state.portfolio.people:
        person = state.portfolio.people[spot.word]
        return f"**{markdown_text(person.name)}**" + (f", {person.team}" if person.team else "")
    if spot.key == "team" and spot.word in state.portfolio.teams:
        team = state.portfolio.teams[spot.word]
        return f"**{markdown_text(team.name)}**" + (f", part of {team.parent}" if team.parent else "")
    return None


def definition(state: State, path: str, line: int, column: int) -> Place | None:
    """Where the goal, key result, person or team at a position is written."""
    spot = spot_at(path, state.lines(path), line, column)
    if spot is None or not spot.word:
        return None
    portfolio = state.portfolio
    if spot.key in _GOAL_KEYS:
        item = portfolio.key_results.get(spot.word) or portfolio.goals.get(spot.word.partition("/")[0])
        return item.origin.value("title") if item else None
    if spot.key in _PERSON_KEYS:
        person = portfolio.people.get(spot.word)
        return person.place if person else None
    team = portfolio.teams.get(spot.word) if spot.key in ("team", "parent") else None
    return team.place if team else None


def completion(state: State, path: str, lines: Sequence[str], line: int, column: int, today: date) -> Iterator[Choice]:
    """What may stand at a position of a document, by the key it belongs to."""
    spot = spot_at(path, lines, line, column)
    if spot is None:
        return
    portfolio = state.portfolio
    if spot.key in _PERSON_KEYS:
        yield from (Choice(person.id, person.name) for person in portfolio.people.values())
    elif spot.key == "team" or (spot.key == "parent" and path.endswith(".yml")):
        yield from (Choice(team.id, team.name) for team in portfolio.teams.values())
    elif spot.key in ("kpi", "parent", "formula"):
        yield from _goals(portfolio.kpis.values(), path)
    elif spot.key in ("objective", "continues"):
        yield from _goals(portfolio.objectives.values(), path)
    elif spot.key == "supports":
        yield from _supportable(state, path)
    elif spot.key == "cycle":
        yield from _cycles(state, today)
    elif spot.key in _WORDS:
        yield from (Choice(str(word), spot.key) for word in _WORDS[spot.key])


def _goals(goals: Iterable[Goal], path: str) -> Iterator[Choice]:
    return (Choice(goal.id, goal.title) for goal in goals if goal.path != path)


def _supportable(state: State, path: str) -> Iterator[Choice]:
    """Every other goal, and every key result of another objective."""
    yield from _goals(state.portfolio.goals.values(), path)
    for objective in state.portfolio.objectives.values():
        if objective.path != path:
            yield from (Choice(key_result.full_id, key_result.title) for key_result in objective.key_results)


def _cycles(state: State, today: date) -> Iterator[Choice]:
    """The cycles in use, and those around the day."""
    calendar = state.portfolio.organisation.calendar
    known = {cycle.id: cycle for cycle in state.portfolio.cycles}
    for year in (today.year, today.year + 1):
        for name in (
            f"{year}",
            *(f"{year}-H{half}" for half in (1, 2)),
            *(f"{year}-Q{quarter}" for quarter in (1, 2, 3, 4)),
        ):
            cycle = calendar.period(name)
            if cycle and cycle.ends >= today:
                known.setdefault(cycle.id, cycle)
    yield from (Choice(cycle.id, f"{cycle.starts} to {cycle.ends}") for cycle in sorted(known.values()))
