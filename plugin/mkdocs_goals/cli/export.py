"""`goals export`: goals.json without a site."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_goals.cli import terminal
from mkdocs_goals.cli.portfolio_options import portfolio_options, scored
from mkdocs_goals.export.goals_json import goals_json


@click.command("export", short_help="Write the scored goals for programs.")
@click.argument("format", type=click.Choice(["json"]), default="json")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead.")
@portfolio_options
def export_command(
    format: str, output: Path | None, goals_dir: Path, as_of: str | None, audience: tuple[str, ...]
) -> None:
    """Write goals.json: every goal with its score, status and explanation. `goals schema --export` describes it."""
    del format
    pieces = goals_json(*scored(goals_dir, as_of, audience))
    if output is None:
        for piece in pieces:
            terminal.document(piece)
    else:
        terminal.write_pieces(output, (piece.encode() for piece in pieces))
