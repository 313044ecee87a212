"""What the server answers: hover, completion, definition. Functions of a state and a position; no protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from mkdocs_goals.check import Finding, Rule, smart
from mkdocs_goals.lsp.cursor import Cursor, KeyPlace, cursor_at, key_place_at
from mkdocs_goals.lsp.session import Snapshot
from mkdocs_goals.model.goal import (
    Goal,
    KeyResult,
    Kpi,
    Objective,
)
from mkdocs_goals.model.harmless import markdown_code, markdown_text
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.model.rounding import rounded
from mkdocs_goals.model.spelling import counted
from mkdocs_goals.read.keys import KpiBlock, ObjectiveBlock
from mkdocs_goals.read.organisation_keys import OrganisationBlock
from mkdocs_goals.read.table import Block


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that could stand there: the text, and what it is."""

    text: str
    detail: str


_GOAL_KEYS = ("supports", "continues", "objective", "kpi", "parent", "formula", "id")
_PERSON_KEYS = ("owner", "by", "contributors", "lead")


def _table(portfolio: Portfolio, path: str, lines: Sequence[str]) -> type[Block]:
    """The keys that a file takes: those of goals.yml, of a KPI or of an objective."""
    if path == portfolio.organisation_path:
        return OrganisationBlock
    return KpiBlock if any(line.strip() == "type: kpi" for line in lines) else ObjectiveBlock


def hover(snapshot: Snapshot, path: str, line: int, column: int) -> str | None:
    """Markdown about a position: the findings there, else the goal, person or team that is named, else the score."""
    found = snapshot.at(path, line, column)
    if found:
        rules = snapshot.findings.rules
        return "\n\n---\n\n".join(_finding(finding, rules[finding.code]) for finding in found)
    cursor = cursor_at(path, snapshot.lines(path), line, column)
    if cursor is None:
        return None
    goal = snapshot.portfolio.goals.get(cursor.word.partition("/")[0]) if cursor.key in _GOAL_KEYS else None
    if goal:
        return _goal(snapshot, goal, cursor.word)
    return _own_score(snapshot, path, line) if cursor.key in ("title", "") else _named(snapshot, cursor)


def _finding(finding: Finding, rule: Rule) -> str:
    why = rule.documentation.why
    more = f" · [the rule's page]({finding.url})" if finding.url else f" · `goals rule {finding.code}`"
    help = f"\n\n{markdown_text(finding.help)}" if finding.help else ""
    what = f"**{finding.code}** {markdown_text(finding.message)}{help}"
    return f"{what}\n\n*Why*: {why}\n\n{finding.level}, {finding.name}{more}"


def _goal(snapshot: Snapshot, goal: Goal, name: str) -> str:
    key_result = snapshot.portfolio.key_results.get(name)
    if key_result:
        return _key_result(snapshot, key_result)
    if isinstance(goal, Kpi):
        score = snapshot.scorecard.kpis[goal.id]
        value = score.point.word or score.point.value if score.point else None
        measured = markdown_text(f"{value} {goal.unit or ''}".strip())
        said = f"{measured} in {score.point.period.id}" if score.point else "no value yet"
        return f"**{markdown_text(goal.title)}** (KPI)\n\n{said} · {score.status.replace('-', ' ')}"
    title = f"**{markdown_text(goal.title)}** ({goal.cycle.id})"
    return f"{title}\n\n{_objective(snapshot, goal)}\n\n{_letters(snapshot, goal.id)}"


def _objective(snapshot: Snapshot, objective: Objective) -> str:
    score = snapshot.scorecard.objectives[objective.id]
    share = "no score yet" if score.score is None else f"score {rounded(score.score, 2)}"
    coverage = score.coverage
    have = "has" if coverage.measured == 1 else "have"
    measured = f"{coverage.measured} of {counted(coverage.counted, 'key result')} {have} data"
    return f"{share} · {score.status.replace('-', ' ')} · {measured}"


def _letters(snapshot: Snapshot, goal: str) -> str:
    """`S ✓ · M 2 open · …`"""
    letters = smart(snapshot.findings, goal)
    return " · ".join(f"{one.letter} {f'{len(one.open)} open' if one.open else '✓'}" for one in letters)


def _key_result(snapshot: Snapshot, key_result: KeyResult) -> str:
    score = snapshot.scorecard.key_results.get(key_result.full_id)
    if score is None:
        return f"**{markdown_text(key_result.title)}**"
    share = "no score yet" if score.score is None else f"score {rounded(score.score, 2)}"
    explained = score.explanation
    status = score.status.replace("-", " ")
    calculation = f"{explained.formula}: {markdown_code(explained.calculation)}"
    return f"**{markdown_text(key_result.title)}**\n\n{share} · {status}\n\n{calculation}"


def _own_score(snapshot: Snapshot, path: str, line: int) -> str | None:
    """The score of the goal or key result whose title stands on a line."""
    goal = _goal_of(snapshot, path)
    if goal is None:
        return None
    if goal.origin.value("title").line == line:
        return _goal(snapshot, goal, goal.id)
    if isinstance(goal, Objective):
        for key_result in goal.key_results:
            if key_result.origin.value("title").line == line:
                return _key_result(snapshot, key_result)
    return None


def _goal_of(snapshot: Snapshot, path: str) -> Goal | None:
    return next((goal for goal in snapshot.portfolio.goals.values() if goal.path == path), None)


def _named(snapshot: Snapshot, cursor: Cursor) -> str | None:
    if cursor.key in _PERSON_KEYS and cursor.word in snapshot.portfolio.people:
        person = snapshot.portfolio.people[cursor.word]
        return f"**{markdown_text(person.name)}**" + (f", {person.team}" if person.team else "")
    if cursor.key == "team" and cursor.word in snapshot.portfolio.teams:
        team = snapshot.portfolio.teams[cursor.word]
        return f"**{markdown_text(team.name)}**" + (f", part of {team.parent}" if team.parent else "")
    return None


def definition(snapshot: Snapshot, path: str, line: int, column: int) -> Place | None:
    """Where the goal, key result, person or team at a position is written."""
    cursor = cursor_at(path, snapshot.lines(path), line, column)
    if cursor is None or not cursor.word:
        return None
    portfolio = snapshot.portfolio
    if cursor.key in _GOAL_KEYS:
        item = portfolio.key_results.get(cursor.word) or portfolio.goals.get(cursor.word.partition("/")[0])
        return item.origin.value("title") if item else None
    if cursor.key in _PERSON_KEYS:
        person = portfolio.people.get(cursor.word)
        return person.place if person else None
    team = portfolio.teams.get(cursor.word) if cursor.key in ("team", "parent") else None
    return team.place if team else None


def completion(
    snapshot: Snapshot, path: str, lines: Sequence[str], line: int, column: int, today: date
) -> Iterator[Completion]:
    """What may stand at a position of a document, by the key it belongs to."""
    portfolio = snapshot.portfolio
    table = _table(portfolio, path, lines)
    cursor = cursor_at(path, lines, line, column)
    if cursor is None:
        return
    if not cursor.key or (cursor.key in table.keys and table.keys[cursor.key].takes.block):
        yield from _keys(table, key_place_at(path, lines, line, column))
    elif cursor.key in _PERSON_KEYS:
        yield from (Completion(person.id, person.name) for person in portfolio.people.values())
    elif cursor.key == "team" or (cursor.key == "parent" and path.endswith(".yml")):
        yield from (Completion(team.id, team.name) for team in portfolio.teams.values())
    elif cursor.key in ("kpi", "parent", "formula"):
        yield from _goals(portfolio.kpis.values(), path)
    elif cursor.key in ("objective", "continues"):
        yield from _goals(portfolio.objectives.values(), path)
    elif cursor.key == "supports":
        yield from _supportable(snapshot, path)
    elif cursor.key == "cycle":
        yield from _cycles(snapshot, today)
    else:
        yield from (Completion(word, cursor.key) for word in _words(cursor.key))


@cache
def _words(key: str) -> tuple[str, ...]:
    """The words that a key takes, in whatever block it stands."""
    tables = (ObjectiveBlock, KpiBlock, OrganisationBlock)
    inner = (known.takes.block for table in tables for known in table.keys.values())
    keys = (block.keys[key] for block in (*tables, *inner) if block and key in block.keys)
    return next((known.takes.words for known in keys if known.takes.words), ())


def _keys(table: type[Block], where: KeyPlace | None) -> Iterator[Completion]:
    """The keys that may be written at a place, without those that stand there already."""
    block = table.inside(*where.above) if where else None
    if where and block:
        yield from (
            Completion(name, known.description) for name, known in block.keys.items() if name not in where.beside
        )


def _goals(goals: Iterable[Goal], path: str) -> Iterator[Completion]:
    return (Completion(goal.id, goal.title) for goal in goals if goal.path != path)


def _supportable(snapshot: Snapshot, path: str) -> Iterator[Completion]:
    """Every other goal, and every key result of another objective."""
    yield from _goals(snapshot.portfolio.goals.values(), path)
    for objective in snapshot.portfolio.objectives.values():
        if objective.path != path:
            yield from (Completion(key_result.full_id, key_result.title) for key_result in objective.key_results)


def _cycles(snapshot: Snapshot, today: date) -> Iterator[Completion]:
    """The cycles in use, and those around the day."""
    calendar = snapshot.portfolio.organisation.calendar
    known = {cycle.id: cycle for cycle in snapshot.portfolio.cycles}
    for year in (today.year, today.year + 1):
        for name in (
            f"{year}",
            *(f"{year}-H{half}" for half in (1, 2)),
            *(f"{year}-Q{quarter}" for quarter in (1, 2, 3, 4)),
        ):
            cycle = calendar.period(name)
            if cycle and cycle.ends >= today:
                known.setdefault(cycle.id, cycle)
    yield from (Completion(cycle.id, f"{cycle.starts} to {cycle.ends}") for cycle in sorted(known.values()))
