"""`goals score`, `goals export` and `goals schema`: the numbers without a site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from mkdocs_goals import terminal
from mkdocs_goals.check.report.as_json import schema as findings_schema
from mkdocs_goals.clock import as_of_day
from mkdocs_goals.model.audience import doubts, for_audience
from mkdocs_goals.model.goal import Objective
from mkdocs_goals.model.harmless import json_text
from mkdocs_goals.model.numbers import rounded, shown
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.model.words import nearest
from mkdocs_goals.publish.data import goals_json, goals_schema
from mkdocs_goals.read import read_portfolio
from mkdocs_goals.read.json_schema import front_matter_schema, organisation_schema
from mkdocs_goals.score import Scorecard, score_portfolio
from mkdocs_goals.score.result import Explanation, Input, KeyResultScore, KpiScore, ObjectiveScore, TeamScore

Command = Callable[..., None]

MOST_MISSING = 12
"""As many periods without a value an explanation names, the latest."""


def _portfolio_options(command: Command) -> Command:
    """The options of every command that scores goals."""
    for option in (
        click.option(
            "--audience", multiple=True, metavar="NAME", help="Also the goals for this audience; may be repeated."
        ),
        click.option(
            "--as-of", metavar="DATE", help="The day to score as of.  [default: SOURCE_DATE_EPOCH, else today]"
        ),
        click.option(
            "--goals-dir",
            type=click.Path(path_type=Path),
            default=Path("goals"),
            show_default=True,
            help="The goals folder.",
        ),
    ):
        command = option(command)
    return command


def _scored(goals_dir: Path, as_of: str | None, audience: tuple[str, ...]) -> tuple[Portfolio, Scorecard]:
    if not goals_dir.is_dir():
        raise click.UsageError(f"there is no folder `{goals_dir}`; name the goals folder with --goals-dir")
    try:
        day = as_of_day(as_of)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    every = read_portfolio(goals_dir, Path.cwd())
    portfolio = for_audience(every, audience)
    for doubt in doubts(every, portfolio):
        terminal.line(f"goals: {doubt}", error=True)
    for broken in portfolio.broken.values():
        terminal.line(f"goals: {broken.path} cannot be read and has no score; `goals check` says why", error=True)
    return portfolio, score_portfolio(portfolio, day)


@click.command("score", short_help="Print scores with their status, and how each comes about.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--explain", is_flag=True, help="Show how each score comes about, down to file and line.")
@_portfolio_options
def score_command(
    ids: tuple[str, ...], explain: bool, goals_dir: Path, as_of: str | None, audience: tuple[str, ...]
) -> None:
    """Print the scores of objectives, key results, KPIs and teams; of all objectives where no ID is given.

    An ID is a goal's id, `objective/key-result`, or a team's id. Exit codes: 0; 2 wrong use, or an ID that is unknown.
    """
    portfolio, scorecard = _scored(goals_dir, as_of, audience)
    names = ids or tuple(portfolio.objectives)
    _refuse_unknown(names, portfolio)
    if not ids:
        terminal.line(_headline(portfolio, scorecard))
    for name in names:
        for line in _lines(name, portfolio, scorecard, explain):
            terminal.line(line)


@click.command("export", short_help="Write the scored goals for programs.")
@click.argument("format", type=click.Choice(["json"]), default="json")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead.")
@_portfolio_options
def export_command(
    format: str, output: Path | None, goals_dir: Path, as_of: str | None, audience: tuple[str, ...]
) -> None:
    """Write goals.json: every goal with its score, status and explanation. `goals schema --export` describes it."""
    del format
    pieces = goals_json(*_scored(goals_dir, as_of, audience))
    if output is None:
        for piece in pieces:
            terminal.document(piece)
    else:
        terminal.write_pieces(output, (piece.encode() for piece in pieces))


@click.command("schema", short_help="Print a JSON Schema: front matter, goals.yml, goals.json, findings.")
@click.option("--organisation", "which", flag_value="organisation", help="Of goals.yml.")
@click.option("--export", "which", flag_value="export", help="Of goals.json.")
@click.option("--check", "which", flag_value="check", help="Of what `goals check --format json` says.")
def schema_command(which: str | None) -> None:
    """Print the JSON Schema (draft-07) of a goal file's front matter, of goals.yml, of goals.json or of findings."""
    schemas: dict[str | None, Callable[[], dict[str, Any]]] = {
        None: front_matter_schema,
        "organisation": organisation_schema,
        "export": goals_schema,
        "check": findings_schema,
    }
    terminal.document(f"{json_text(schemas[which](), indent=2)}\n")


def _refuse_unknown(names: tuple[str, ...], portfolio: Portfolio) -> None:
    known = {*portfolio.goals, *portfolio.key_results, *portfolio.teams}
    for name in names:
        if name in portfolio.broken:
            raise click.UsageError(f"`{name}` cannot be read; `goals check` says why")
        if name not in known:
            close = nearest(name, known)
            mend = f"; did you mean `{close}`?" if close else ""
            raise click.UsageError(f"no goal, key result or team is called `{name}`{mend}")


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
        value = score.point.word or shown(score.point.value)
    late = ", overdue" if score.overdue else ""
    yield f"{value}  {score.status}{late}  {score.id}  {title}"
    if not explain:
        return
    yield from _explanation(score.explanation, "      ")
    if score.so_far and score.so_far.value is not None:
        yield f"      - {score.so_far.period.id}, so far: {shown(score.so_far.value)}{_at(score.so_far.place)}"
    if len(score.missing) > MOST_MISSING:
        yield f"      - {len(score.missing) - MOST_MISSING} earlier periods without a value"
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
    value = shown(found.value) if isinstance(found.value, Decimal) else found.value or "no value"
    weight = f", weight {shown(found.weight)}" if found.weight is not None else ""
    return f"{found.name}: {value}{weight}"


def _at(place: Place | None) -> str:
    return f"  [{place.path}:{place.line}]" if place else ""


def _two_places(value: Decimal | None) -> str:
    return "–   " if value is None else str(rounded(value, 2))
