"""The `goals` command. Each subcommand is loaded when it is called, so that `goals --help` is quick.

A new command is a line in `COMMANDS`: its name, the module and the click command in it, and its line of help.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import click

from mkdocs_goals import __version__
from mkdocs_goals.cli import terminal


class Entry(NamedTuple):
    """Where a command lives, and what `goals --help` says of it."""

    module: str
    command: str
    help: str


COMMANDS: Mapping[str, Entry] = {
    "check": Entry("mkdocs_goals.cli.check", "check_command", "Check the goals and say what to fix."),
    "score": Entry("mkdocs_goals.cli.score", "score_command", "Print scores, and how each comes about."),
    "export": Entry("mkdocs_goals.cli.export", "export_command", "Write the scored goals for programs."),
    "schema": Entry("mkdocs_goals.cli.schema", "schema_command", "Print a JSON Schema for editors."),
    "rule": Entry("mkdocs_goals.cli.rule", "rule_command", "List the rules, or print a rule's page."),
    "lsp": Entry("mkdocs_goals.cli.lsp", "lsp_command", "Serve editors: findings, hover, completion."),
}

EXIT_ABORTED = 1
EXIT_USAGE = 2
EXIT_DEFECT = 3
REFUSED_BY_THE_MACHINE = frozenset(
    (errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE)
)
"""No permission, no space, no more files: neither a defect of ours nor a fault of the goals."""


class _Commands(click.Group):
    """A group that knows its commands by name and loads the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(import_module(entry.module), entry.command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.group("goals", cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="goals")
@click.option("--traceback", "show_traceback", is_flag=True, help="Show where a defect of ours happened.")
def goals(show_traceback: bool) -> None:
    """Goals in plain sight: objectives, key results and KPIs from Markdown files."""
    if show_traceback:
        os.environ["GOALS_TRACEBACK"] = "1"


def main() -> None:
    """Run the command. A defect of ours ends with exit code 3 and a sentence, never with a bare traceback."""
    terminal.guard()
    try:
        sys.exit(goals.main(prog_name="goals", standalone_mode=False))
    except click.Abort:
        terminal.line("Aborted!", error=True)
        sys.exit(EXIT_ABORTED)
    except click.ClickException as error:
        terminal.complaint(error)
        sys.exit(error.exit_code)
    except Exception as error:  # whatever else it is, it is ours
        if isinstance(error, OSError) and error.errno in REFUSED_BY_THE_MACHINE:
            named = f": {error.filename}" if error.filename else ""
            terminal.line(f"goals: {error.strerror}{named}", error=True)
            sys.exit(EXIT_USAGE)
        _confess(error)
        sys.exit(EXIT_DEFECT)


def _confess(error: Exception) -> None:
    if os.environ.get("GOALS_TRACEBACK"):
        traceback.print_exception(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    for said in (
        f"goals: this is a bug in mkdocs-goals {__version__}, not in your goals: {type(error).__name__}: {error}",
        f"  at {Path(frame.filename).name}:{frame.lineno}; please report it with the file it happened on",
        "  (GOALS_TRACEBACK=1 shows more)",
    ):
        terminal.line(said, error=True)


if __name__ == "__main__":
    main()
