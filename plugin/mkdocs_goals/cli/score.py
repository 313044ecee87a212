"""`goals score`: the numbers without a site, and how each comes about."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import click

from mkdocs_goals.cli import terminal
from mkdocs_goals.cli.portfolio_options import portfolio_options, scored
from mkdocs_goals.model.goal import Objective
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.model.rounding import in_digits, rounded
from mkdocs_goals.model.spelling import counted, nearest
from mkdocs_goals.score import Scorecard
from mkdocs_goals.score.result import Explanation, Input, KeyResultScore, KpiScore, ObjectiveScore, TeamScore

MOST_MISSING = 12
"""As many periods without a value an explanation names, the latest."""


@click.command("score", short_help="Print scores with their status, and how each comes about.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--explain", is_flag=True, help="Show how each score comes about, down to file and line.")
@portfolio_options
def score_command(
    ids: tuple[str, ...], explain: bool, goals_dir: Path, as_of: str | None, audience: tuple[str, ...]
) -> None:
    """Print the scores of objectives, key results, KPIs and teams; of all objectives where no ID is given.

    An ID is a goal's id, `objective/key-result`, or a team's id. Exit codes: 0; 2 wrong use, or an ID that is unknown.
    """
    portfolio, scorecard = scored(goals_dir, as_of, audience)
    names = ids or tuple(portfolio.objectives)
    _refuse_unknown(names, portfolio)
    if not ids:
        terminal.line(_headline(portfolio, scorecard))
    for name in names:
        for line in _lines(name, portfolio, scorecard, explain):
            terminal.line(line)


def _refuse_unknown(names: tuple[str, ...], portfolio: Portfolio) -> None:
    known = {*portfolio.goals, *portfolio.key_results, *portfolio.teams}
    for name in names:
        if name in portfolio.broken:
            raise click.UsageError(f"`{name}` cannot be read; `goals check` says why")
        if name not in known:
            close = nearest(name, known)
            help = f"; did you mean `{close}`?" if close else ""
            raise click.UsageError(f"no goal, key result or team is called `{name}`{help}")


def _headline(portfolio: Portfolio, scorecard: Scorecard) -> str:
    day = scorecard.as_of.isoformat()
    cycle = f", {scorecard.current_cycle.id}" if scorecard.current_cycle else ""
    return f"{_two_places(scorecard.score)}  {portfolio.organisation.company}{cycle}, as of {day}"


def _lines(name: str, portfolio: Portfolio, scorecard: Scorecard, explain: bool) -> Iterator[str]:
    if name in portfolio.objectives:
        yield from _objective(portfolio.objectives[name], scorecard.objectives[name], explain)
    elif name in portfolio.kpis:
        yield from _kpi(portfolio.kpis[name].title, scorecard.kpis[name], explain)
    elif name in portfolio.key_results:
        yield from _key_result(portfolio.key_results[name].title, name, scorecard.key_results[name], explain)
    else:
        yield from _teams(name, scorecard, explain)


def _objective(objective: Objective, score: ObjectiveScore, explain: bool) -> Iterator[str]:
    yield f"{_two_places(score.score)}  {score.status:<15}  {score.id}  {objective.title}"
    if not explain:
        return
    yield from _explanation(score.explanation, "      ")
    for key_result, found in zip(objective.key_results, score.key_results, strict=True):
        for line in _key_result(key_result.title, key_result.full_id, found, explain):
            yield f"      {line}"


def _key_result(title: str, full_id: str, score: KeyResultScore, explain: bool) -> Iterator[str]:
    yield f"{_two_places(score.score)}  {score.status:<15}  {full_id}  {title}"
    if explain:
        yield from _explanation(score.explanation, "      ")


def _kpi(title: str, score: KpiScore, explain: bool) -> Iterator[str]:
    value = "–"
    if score.point is not None and score.point.value is not None:
        value = score.point.word or in_digits(score.point.value)
    late = ", overdue" if score.overdue else ""
    yield f"{value}  {score.status}{late}  {score.id}  {title}"
    if not explain:
        return
    yield from _explanation(score.explanation, "      ")
    if score.so_far and score.so_far.value is not None:
        yield f"      - {score.so_far.period.id}, so far: {in_digits(score.so_far.value)}{_at(score.so_far.place)}"
    if len(score.missing) > MOST_MISSING:
        yield f"      - {counted(len(score.missing) - MOST_MISSING, 'earlier period')} without a value"
    for missing in score.missing[-MOST_MISSING:]:
        yield f"      - without a value: {missing.name} ({missing.reason}){_at(missing.place)}"


def _teams(name: str, scorecard: Scorecard, explain: bool) -> Iterator[str]:
    """A team's scores by cycle, or that it has none."""
    found = [(cycle, score) for (team, cycle), score in scorecard.teams.items() if team == name]
    if all(score.score is None for _, score in found):
        yield f"{name} has no scored objectives"
        found = found if explain else []
    for cycle, score in found:
        yield from _team(cycle, score, explain)


def _team(cycle: str, score: TeamScore, explain: bool) -> Iterator[str]:
    yield f"{_two_places(score.score)}  {score.team}  {cycle}"
    if explain:
        yield from _explanation(score.explanation, "      ")


def _explanation(explanation: Explanation, indent: str) -> Iterator[str]:
    yield f"{indent}{explanation.formula}"
    yield f"{indent}{explanation.calculation}"
    for found in explanation.inputs:
        yield f"{indent}- {_input(found)}{_at(found.place)}"
    for out in explanation.left_out:
        yield f"{indent}- left out: {out.name} ({out.reason}){_at(out.place)}"
    for note in explanation.notes:
        yield f"{indent}- {note}"


def _input(found: Input) -> str:
    value = in_digits(found.value) if isinstance(found.value, Decimal) else found.value or "no value"
    weight = f", weight {in_digits(found.weight)}" if found.weight is not None else ""
    return f"{found.name}: {value}{weight}"


def _at(place: Place | None) -> str:
    return f"  [{place.path}:{place.line}]" if place else ""


def _two_places(value: Decimal | None) -> str:
    return "–   " if value is None else str(rounded(value, 2))
