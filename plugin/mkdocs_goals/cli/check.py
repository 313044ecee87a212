"""`goals check`: read, score, check, and say it in the format that was asked for."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from mkdocs_goals import __version__
from mkdocs_goals.check import baseline
from mkdocs_goals.check.changed import changed_paths, default_base, is_revision
from mkdocs_goals.check.finding import Findings, Level
from mkdocs_goals.check.fingerprint import Fingerprint
from mkdocs_goals.check.fixes import fix_files
from mkdocs_goals.check.registry import names_a_rule
from mkdocs_goals.check.report import FORMATS, STATISTICS, Report, renderer
from mkdocs_goals.check.run import check
from mkdocs_goals.check.settings import Settings
from mkdocs_goals.cli import terminal
from mkdocs_goals.cli.goals_folder import goals_dir_option, repository_root
from mkdocs_goals.cli.rule import print_page, rule_named
from mkdocs_goals.clock import as_of_day
from mkdocs_goals.model.audience import for_audience
from mkdocs_goals.model.harmless import visible_lines
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.model.spelling import counted
from mkdocs_goals.read import Folder, read_portfolio
from mkdocs_goals.read.regular import IrregularError, read_regular
from mkdocs_goals.read.source import shown_path
from mkdocs_goals.score import score_portfolio


@dataclass(frozen=True, slots=True)
class Options:
    """The command line of `goals check`."""

    paths: tuple[str, ...]
    goals_dir: Path
    as_of: str | None
    audience: tuple[str, ...]
    format: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str
    baseline: Path | None
    write_baseline: bool
    fix: bool
    diff: bool
    changed_since: str | None
    docs_url: str
    output: Path | None
    show_all: bool
    statistics: bool


def _codes(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Codes from repeated and comma-separated options; each must name a rule."""
    codes = tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())
    for code in codes:
        if not names_a_rule(code):
            raise click.BadParameter(f"no rule is called {code}; `goals rule` lists all")
    return codes


def _explain(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value and not context.resilient_parsing:
        print_page(rule_named(value))
        context.exit()


@click.command("check", short_help="Check the goals and say what to fix.")
@click.argument("paths", nargs=-1, type=click.Path())
@goals_dir_option
@click.option("--as-of", metavar="DATE", help="The day to check as of.  [default: SOURCE_DATE_EPOCH, else today]")
@click.option(
    "--audience",
    multiple=True,
    metavar="NAME",
    help="Say only what this audience may see (`public`: everyone), for logs that others read; may be repeated.",
)
@click.option("--format", type=click.Choice(FORMATS), default="full", show_default=True, help="How to say it.")
@click.option(
    "--select",
    multiple=True,
    callback=_codes,
    metavar="CODES",
    help="Only these rules: codes or their beginnings, such as M,T102.",
)
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Not these rules.")
@click.option(
    "--fail-on",
    type=click.Choice([str(level) for level in Level]),
    default="error",
    show_default=True,
    help="The level from which on the run fails.",
)
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file of findings that are known and not shown.",
)
@click.option("--write-baseline", is_flag=True, help="Write today's findings to the baseline file.")
@click.option("--fix", is_flag=True, help="Fix what can only mean one thing.")
@click.option("--diff", is_flag=True, help="Show what --fix would do, and write nothing.")
@click.option(
    "--changed-since",
    metavar="REVISION",
    help="Name files that git finds changed first.  [default: a pull request's target branch]",
)
@click.option(
    "--docs-url", default="", envvar="GOALS_DOCS_URL", metavar="URL", help="Where the rules' pages are published."
)
@click.option("--all", "show_all", is_flag=True, help="Show every finding, not only three of a kind.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead.")
@click.option(
    "--explain", metavar="CODE", is_eager=True, expose_value=False, callback=_explain, help="Print a rule's page."
)
def check_command(**given: Any) -> None:
    """Check the goals: where, what, why, and how to fix it.

    All goals are always read, for they refer to each other. PATHS choose whose findings are shown.

    Exit codes: 0 no findings at or above --fail-on, 1 findings, 2 wrong use or configuration, 3 a defect of ours.
    """
    options = Options(**given)
    _refuse_contradictions(options)
    with _no_garbage_collection():
        run = _CheckRun(options)
        if options.diff:
            run.show_diff()
        elif options.write_baseline and options.baseline:
            run.write_baseline(options.baseline)
        else:
            run.report()


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """A run of seconds keeps all that it makes; looking for garbage in it would cost a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _refuse_contradictions(options: Options) -> None:
    if options.write_baseline and options.baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE, the file to write")
    if options.write_baseline and (options.fix or options.diff):
        raise click.UsageError("--write-baseline goes alone: fix first, then write what is left")
    if options.write_baseline and (options.select or options.ignore or options.paths):
        raise click.UsageError("--write-baseline goes without --select, --ignore and PATHS: it would forget the rest")
    if options.audience and (options.fix or options.diff):
        raise click.UsageError("--audience goes without --fix and --diff, which show lines as they are")
    for path in options.paths:
        if not os.path.lexists(path):
            raise click.UsageError(f"there is no file or folder `{path}`")


class _CheckRun:
    """One run over one goals folder."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.root = Path.cwd() if options.format in _FOR_PEOPLE else repository_root(options.goals_dir)
        try:
            self.as_of = as_of_day(options.as_of)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        self.goals_dir = Path(os.path.normpath(options.goals_dir.absolute()))
        self.source = Folder(self.goals_dir, self.root)
        # A link is wanted as what it points to, and as the link itself, which has findings of its own.
        given = [Path(os.path.normpath(Path(path).absolute())) for path in options.paths]
        ways = [way for path in given for way in (_real(path), _real(path.parent) / path.name)]
        self.wanted = [shown_path(way).rstrip("/") for way in ways]

    def report(self) -> None:
        """Say what there is to say, and end with the exit code."""
        if self.options.fix:
            self._fix()
        portfolio = self._read()
        report = self._against_baseline(self.checked(portfolio), portfolio)
        _say(STATISTICS if self.options.statistics else self.options.format, report, self.options.output)
        sys.exit(1 if report.findings.any_at_least(Level(self.options.fail_on)) else 0)

    def checked(self, portfolio: Portfolio) -> Findings:
        """The findings of the paths that were asked for."""
        options = self.options
        folder = self.source.shown
        settings = Settings(options.select, options.ignore, options.docs_url, folder)
        findings = check(portfolio, score_portfolio(portfolio, self.as_of), settings)
        if not self.wanted:
            return findings
        home = shown_path(self.goals_dir.resolve())
        return findings.where(lambda found: self._is_wanted(f"{home}/{found.place.path.removeprefix(f'{folder}/')}"))

    def show_diff(self) -> None:
        """Print what fixing would change; exit code 1 where it would."""
        fixed = fix_files(self.source, self.checked)
        text = "".join(fixed.diff())
        if self.options.output is not None:
            terminal.write_file(self.options.output, text)
        else:  # with the line ends and byte order marks that the files have, so that the patch applies
            pieces = _OF_FILES.split(text)
            pieces[::2] = map(visible_lines, pieces[::2])
            terminal.document("".join(pieces), is_harmless=True)
        sys.exit(1 if fixed.files else 0)

    def write_baseline(self, file: Path) -> None:
        """Write today's findings to the baseline file."""
        portfolio = self._read()
        findings = self.checked(portfolio)
        terminal.write_file(file, baseline.written(findings, portfolio.texts))
        terminal.line(f"{counted(len(findings), 'finding')} known from now on, in {file}", error=True)

    def _read(self) -> Portfolio:
        """The goals: all of them, or those that an audience may see where one was named."""
        portfolio = read_portfolio(self.source)
        return for_audience(portfolio, self.options.audience) if self.options.audience else portfolio

    def _is_wanted(self, file: str) -> bool:
        return any(file == path or file.startswith(f"{path}/") for path in self.wanted)

    def _fix(self) -> None:
        fixed = fix_files(self.source, self.checked)
        for name, content in fixed.files.items():
            terminal.write_file(self.goals_dir / name, content)
        if fixed.files:
            where = counted(len(fixed.files), "file")
            terminal.line(f"{counted(fixed.count, 'finding')} fixed in {where}", error=True)

    def _against_baseline(self, findings: Findings, portfolio: Portfolio) -> Report:
        options = self.options
        known = fixed = 0
        if options.baseline is not None:
            compared = baseline.compared(findings, _known(options.baseline), portfolio.texts)
            findings, known = compared.new, compared.known
            fixed = 0 if options.paths or options.select or options.ignore else compared.fixed
        if options.changed_since and not is_revision(options.changed_since, self.root):
            raise click.UsageError(f"git knows no revision `{options.changed_since}` here; fetch it, or name another")
        base = options.changed_since or default_base()
        ordered = base is not None and options.format in _CHANGED_FIRST
        changed = changed_paths(base, self.root) if base and ordered else frozenset()
        fail_on = Level(options.fail_on)
        return Report(
            findings=findings,
            texts=portfolio.texts,
            changed=changed,
            known=known,
            fixed=fixed,
            fail_on=fail_on,
            docs_url=options.docs_url,
            version=__version__,
            is_whole=options.show_all or bool(options.select) or options.output is not None,
        )


MOST_BASELINE_BYTES = 64 * 1024 * 1024
_OF_FILES = re.compile("(\r\n|(?<=^[ +-])\ufeff)", re.MULTILINE)
"""What stands in a patch because it stands in the files."""
_FOR_PEOPLE = ("full", "concise")
"""Formats of which people open the paths; the others' are relative to the repository's root."""
_CHANGED_FIRST = ("github", "markdown", "sarif")


def _known(file: Path) -> Counter[Fingerprint]:
    try:
        read = read_regular(file, MOST_BASELINE_BYTES, follow_link=True)
        if read.content is None:
            raise baseline.BaselineError(f"it has {read.size:,} bytes; at most {MOST_BASELINE_BYTES:,} are read")
        return baseline.read(read.content.decode("utf-8"))
    except IrregularError as error:
        raise click.UsageError(f"the baseline `{file}` cannot be used: it is {error}") from None
    except (OSError, UnicodeDecodeError, baseline.BaselineError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise click.UsageError(f"the baseline `{file}` cannot be used: {reason}") from None


def _real(path: Path) -> Path:
    """Where a path leads. Unlike `resolve`, it never raises: not for links in a circle either."""
    return Path(os.path.realpath(path))


def _say(name: str, report: Report, output: Path | None) -> None:
    if name == "full" and output is None and _print_coloured(report):
        return
    text = renderer(name)(report)
    if output is not None:
        terminal.write_file(output, text)
    else:
        terminal.document(text, is_harmless=name == "github")


def _print_coloured(report: Report) -> bool:
    """Print to a terminal that has colours. False, and nothing printed, where there is none."""
    console = terminal.console()
    if not console.is_terminal or console.is_dumb_terminal or console.no_color:
        return False
    from mkdocs_goals.check.report.colour import coloured

    for line in coloured(report):
        console.print(line, soft_wrap=True)
    return True
