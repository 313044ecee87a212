"""What the commands that score goals share: their options, and the portfolio that these ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from mkdocs_goals.cli import terminal
from mkdocs_goals.cli.goals_folder import goals_dir_option, repository_root
from mkdocs_goals.clock import as_of_day
from mkdocs_goals.model.audience import doubts, for_audience
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import Folder, read_portfolio
from mkdocs_goals.score import Scorecard, score_portfolio

Command = Callable[..., None]


def portfolio_options(command: Command) -> Command:
    """The options of every command that scores goals."""
    for option in (
        click.option(
            "--audience", multiple=True, metavar="NAME", help="Also the goals for this audience; may be repeated."
        ),
        click.option(
            "--as-of", metavar="DATE", help="The day to score as of.  [default: SOURCE_DATE_EPOCH, else today]"
        ),
        goals_dir_option,
    ):
        command = option(command)
    return command


def scored(goals_dir: Path, as_of: str | None, audience: tuple[str, ...]) -> tuple[Portfolio, Scorecard]:
    """The goals that this audience may see, and their scores; what is in doubt is said on standard error.

    Raises UsageError where the day is no date.
    """
    try:
        day = as_of_day(as_of)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    every = read_portfolio(Folder(goals_dir, repository_root(goals_dir)))
    portfolio = for_audience(every, audience)
    for doubt in doubts(every, portfolio):
        terminal.line(f"goals: {doubt}", error=True)
    for broken in portfolio.broken.values():
        terminal.line(f"goals: {broken.path} cannot be read and has no score; `goals check` says why", error=True)
    return portfolio, score_portfolio(portfolio, day)
