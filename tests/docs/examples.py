"""The examples of the written pages, run: files are read and checked, scores computed, commands executed.

What a block is, its title says:

- `goals/….md`, `goals/….csv`, `goals/goals.yml`: a file. The files below one `##` heading are one folder of goals
  (those of the whole page where it holds `<!-- example: one folder -->`); a path that comes again takes the place of
  the first.
- `in a key result`, `in an objective`, `in a KPI`, `in goals.yml`, `in mkdocs.yml`: some lines of such a file.
- `mkdocs.yml`, `docs/….md`, `*.py` and other paths: files beside the goals.
- `score as of 2024-08-15`: what the scorer says of the key result, objective or KPI just above.
- `score of increase-sales as of 2024-08-15`: the same of a goal in the folder.
- `in goals.json as of 2024-08-15`: a part of the folder's goals.json.

`console` blocks are commands (`$ …`) and their output.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from tests.docs.blocks import ROOT, Block, blocks_of, shown

import mkdocs_goals.publish
from mkdocs_goals.check import Finding, Level, check
from mkdocs_goals.export.goals_json import goals_json
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.publish.catalogue import Catalogue
from mkdocs_goals.publish.components.status import chip
from mkdocs_goals.read import Folder, read_portfolio
from mkdocs_goals.score import Scorecard, score_portfolio
from mkdocs_goals.score.result import KeyResultScore, KpiScore, ObjectiveScore

DAY = date(2024, 8, 15)
"""The day of every example that does not name another: that of the demonstration."""

GOAL_FILE = re.compile(r"goals/[\w./-]+")
BESIDE = re.compile(r"mkdocs[\w.]*\.yml|docs/[\w./-]+|[\w./-]+\.(?:py|html|sh)|\.[\w./-]+")
FRAGMENTS = ("in a key result", "in an objective", "in a KPI", "in goals.yml", "in mkdocs.yml")
SCORE = re.compile(r"score(?: of (?P<goal>[\w-]+))? as of (?P<day>\d{4}-\d{2}-\d{2})")
DOCUMENT = re.compile(r"in goals\.json as of (?P<day>\d{4}-\d{2}-\d{2})")
OVERRIDES = "theme/goals/"
"""Where the pages' examples put files in the place of ours."""

PACKAGE = Path(mkdocs_goals.publish.__file__).parent

CHECKED_LANGUAGES = ("yaml", "yml", "markdown", "md", "csv", "text", "json", "python", "console")

NOT_RUN = {
    "pip": "needs the network",
    "python": "makes a virtual environment",
    ".venv/bin/pip": "needs the network",
    "mkdocs": "test_site.py builds the page's project",
    "make": "installs everything anew",
    "git": "needs a repository",
    "mkdir": "the test makes the folders itself",
    "cd": "the test is in the folder already",
    "export": "only sets a variable",
    "rsync": "needs a server",
    "python3": "makes a virtual environment",
    "py": "makes a virtual environment on Windows",
    "source": "only a shell has it",
}
"""Commands that stand in console blocks without output, and why no test runs them."""


class WrongError(AssertionError):
    """A page says something that is not so."""


@dataclass
class Example:
    """The folder that a page builds up, and what is to be said of each block."""

    page: Path
    folder: Path
    files: dict[str, str] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    last: tuple[Path, str] | None = None
    """The last fragment's folder, and the id of its goal."""

    def add(self, block: Block) -> None:
        self.files[block.title] = block.text
        target = self.folder / block.title
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text, "utf-8")


def outputs_of(page: Path) -> Iterator[tuple[Block, str]]:
    """Each block of a page, and the text that it should have: its own, or what the software prints.

    Raises WrongError at a block that is not as it says.
    """
    blocks = blocks_of(page)
    whole = "<!-- example: one folder -->" in page.read_text("utf-8")
    with tempfile.TemporaryDirectory() as temporary:
        example: Example | None = None
        section = None
        for number, block in enumerate(blocks):
            if example is None or (block.section != section and not whole):
                _finish(example)
                section = block.section
                example = Example(page, Path(temporary) / f"{number}")
                example.folder.mkdir()
            yield block, _output(example, block)
        _finish(example)


def _output(example: Example, block: Block) -> str:
    if block.mark("not run") is not None:
        return block.text
    if block.language == "console":
        return _console(example, block)
    if match := SCORE.fullmatch(block.title):
        return _score(example, block, match["goal"], date.fromisoformat(match["day"]))
    if match := DOCUMENT.fullmatch(block.title):
        _document(example, block, date.fromisoformat(match["day"]))
    elif block.title in FRAGMENTS:
        _fragment(example, block)
    elif GOAL_FILE.fullmatch(block.title):
        _goal_file(example, block)
    elif block.title.startswith(OVERRIDES):
        _override(block)
    elif BESIDE.fullmatch(block.title):
        example.add(block)
    elif block.language in CHECKED_LANGUAGES and block.mark("plain") is None:
        raise WrongError(f"{block.where}: a title must say what this {block.language or 'plain'} block is")
    return block.text


# Goal files and parts of them


def _goal_file(example: Example, block: Block) -> None:
    example.add(block)
    found = [finding for finding in _findings(example.folder, _day(block)) if finding.place.path == block.title]
    finds = block.mark("finds")
    if finds is None:
        _refuse(block, [finding for finding in found if finding.code.startswith("F") and finding.code != "F112"])
        example.wrong.discard(block.title)
    else:
        _compare(block, found, finds)
        example.wrong.add(block.title)


def _finish(example: Example | None) -> None:
    """The whole folder must be without errors, but for the files that are wrong on purpose."""
    if example is None or not any(GOAL_FILE.fullmatch(name) for name in example.files):
        return
    errors = [
        f"{finding.place.path}:{finding.place.line}: {finding.code} {finding.message}"
        for finding in _findings(example.folder, DAY)
        if finding.level is Level.ERROR and finding.place.path not in example.wrong
    ]
    if errors:
        raise WrongError(f"{shown(example.page)}: " + "; ".join(errors))


def _fragment(example: Example, block: Block) -> None:
    folder = Path(tempfile.mkdtemp(dir=example.folder.parent))
    goals = folder / "goals"
    for name, text in example.files.items():
        if name.startswith("goals/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    goals.mkdir(exist_ok=True)
    if block.title == "in mkdocs.yml":
        (folder / "mkdocs.yml").write_text(block.text, "utf-8")
        _load_config(folder, block)
        return
    name = "goals.yml" if block.title == "in goals.yml" else "the-goal.md"
    (goals / name).write_text(_completed(block), "utf-8")
    found = [finding for finding in _findings(folder, _day(block)) if finding.place.path == f"goals/{name}"]
    finds = block.mark("finds")
    if finds is None:
        _refuse(block, [finding for finding in found if finding.level is Level.ERROR])
    else:
        _compare(block, found, finds)
    example.last = (folder, "the-goal")


def _completed(block: Block) -> str:
    """The whole file of which a block shows a few lines."""
    text = textwrap.dedent(block.text)
    if block.title == "in goals.yml":
        return text
    if block.title == "in a key result":
        return f"---\ntitle: Our goal\ncycle: 2024-Q3\nkey_results:\n{textwrap.indent(_as_item(text), '  ')}---\n"
    keys = "" if _has(text, "title") else "title: Our goal\n"
    if block.title == "in a KPI":
        return f"---\ntype: kpi\n{keys}{text}---\n"
    keys += "" if _has(text, "cycle") else "cycle: 2024-Q3\n"
    keys += "" if _has(text, "key_results") else "key_results: [{title: Our result, from: 0, to: 1}]\n"
    return f"---\n{keys}{text}---\n"


def _as_item(text: str) -> str:
    if text.startswith("- "):
        return text
    lines = text.splitlines()
    if not _has(text, "title"):
        lines.insert(0, "title: Our result")
    return "".join(f"{'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(lines))


def _has(text: str, key: str) -> bool:
    return any(line.startswith(f"{key}:") for line in text.splitlines())


def _findings(folder: Path, day: date) -> list[Finding]:
    portfolio, scorecard = _scored(folder, day)
    return list(check(portfolio, scorecard))


def _refuse(block: Block, found: list[Finding]) -> None:
    if found:
        said = "; ".join(f"line {finding.place.line}: {finding.code} {finding.message}" for finding in found)
        raise WrongError(f"{block.where}: this example should be right, but: {said}")


def _compare(block: Block, found: list[Finding], finds: str) -> None:
    """Exactly the named errors, and at least the named lesser findings."""
    named = set(re.split(r"[,\s]+", finds))
    codes = {finding.code for finding in found}
    errors = {finding.code for finding in found if finding.level is Level.ERROR}
    if not named <= codes or not errors <= named:
        raise WrongError(f"{block.where}: should give {sorted(named)}, gives {sorted(codes)}, errors {sorted(errors)}")


def _day(block: Block) -> date:
    return date.fromisoformat(block.mark("as of") or DAY.isoformat())


def _load_config(folder: Path, block: Block) -> None:
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError

    (folder / "docs").mkdir(exist_ok=True)
    (folder / "theme").mkdir(exist_ok=True)  # the custom_dir of the examples
    written = yaml.safe_load(block.text)
    rest = {"site_name": "site_name: Example\n", "theme": "theme:\n  name: material\n"}
    missing = "".join(line for key, line in rest.items() if key not in written)
    (folder / "mkdocs.yml").write_text(missing + block.text, "utf-8")
    try:
        load_config(str(folder / "mkdocs.yml"), strict=True)
    except (ConfigurationError, SystemExit) as error:
        raise WrongError(f"{block.where}: MkDocs does not take this: {error}") from error


def _override(block: Block) -> None:
    """A file in the place of one of ours: ours must exist, and know the same keys."""
    path = block.title.removeprefix(OVERRIDES)
    if path.startswith("catalogue/"):
        known = json.loads((PACKAGE / "catalogue" / "en.json").read_text("utf-8"))
        unknown = json.loads(block.text).keys() - known.keys()
        if unknown:
            raise WrongError(f"{block.where}: there are no texts {sorted(unknown)}")
    elif not (PACKAGE / "templates" / path).is_file() and not (PACKAGE / "assets" / path).is_file():
        raise WrongError(f"{block.where}: we have no file {path} that could be replaced")


# Scores


def _scored(folder: Path, day: date) -> tuple[Portfolio, Scorecard]:
    portfolio = read_portfolio(Folder(folder / "goals", folder))
    return portfolio, score_portfolio(portfolio, day)


def _score(example: Example, block: Block, goal: str | None, day: date) -> str:
    if goal:
        folder = _folder(example, block)
        return _aligned(_score_lines(goal, _scored(folder, day)[1]))
    if example.last is None:
        raise WrongError(f"{block.where}: there is no example above to score")
    folder, goal = example.last
    lines = _score_lines(goal, _scored(folder, day)[1])
    return "".join(f"{calculation}  {status}\n" for _, calculation, status in lines[: max(len(lines) - 1, 1)])


def _score_lines(goal: str, scorecard: Scorecard) -> list[list[str]]:
    """Each key result and then the objective, or the KPI alone: id, calculation, status with its sign."""
    words = Catalogue("en")
    found: list[KpiScore | KeyResultScore | ObjectiveScore]
    if goal in scorecard.kpis:
        found = [scorecard.kpis[goal]]
    else:
        objective = scorecard.objectives[goal]
        found = [*objective.key_results, objective]
    return [[f.id, f.explanation.calculation, f"{(c := chip(words, f.status)).sign} {c.word}"] for f in found]


def _aligned(lines: list[list[str]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )


def _folder(example: Example, block: Block) -> Path:
    """The example's folder; for a block marked `demonstration` a copy of the demonstration company's."""
    if block.mark("demonstration") is None:
        return example.folder
    folder = example.folder.with_name(f"{example.folder.name}-demonstration")
    if not folder.exists():
        shutil.copytree(ROOT / "goals", folder / "goals")
    for name, text in example.files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def _document(example: Example, block: Block, day: date) -> None:
    folder = _folder(example, block)
    document = json.loads("".join(goals_json(*_scored(folder, day))))
    part = json.loads(block.text)
    if not _inside(part, document):
        raise WrongError(f"{block.where}: this is no part of the goals.json that comes out")


def _inside(part: Any, whole: Any) -> bool:
    """Whether everything in a part stands in the whole: keys by name, items of a list in their order."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and _inside(part[key], whole[key]) for key in part)
    if isinstance(part, list):
        rest = iter(whole)
        return isinstance(whole, list) and all(any(_inside(item, other) for other in rest) for item in part)
    return bool(part == whole)


# Commands


def _console(example: Example, block: Block) -> str:
    """The block's commands with the output that they have."""
    printed: list[str] = []
    for command, output in _commands(block):
        program = shlex.split(command)[0]
        if program == "goals" or _OUR_SCRIPT.match(command):
            output = _run(example, block, command)
        elif program not in NOT_RUN:
            raise WrongError(f"{block.where}: no test can run `{program}`")
        elif output:
            raise WrongError(f"{block.where}: the output of `{program}` is not tested: {NOT_RUN[program]}")
        printed.append(f"$ {command}\n{output}")
    return "".join(printed)


_OUR_SCRIPT = re.compile(r"python [\w.]+\.py\b")
"""A script that the page itself shows."""


def _commands(block: Block) -> Iterator[tuple[str, str]]:
    pieces = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
    if pieces[0]:
        raise WrongError(f"{block.where}: a console block begins with `$ `")
    for piece in pieces[1:]:
        command, _, output = piece.partition("\n")
        yield command, output


def _run(example: Example, block: Block, command: str) -> str:
    binaries = Path(sys.executable).parent
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if name not in ("SOURCE_DATE_EPOCH", "CI", "GITHUB_ACTIONS")
        },
        "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
    }
    folder = _folder(example, block)
    done = subprocess.run(
        shlex.split(command), cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    wanted = int(block.mark("exit") or 0)
    if done.returncode != wanted:
        raise WrongError(
            f"{block.where}: `{command}` ends with {done.returncode}, not {wanted}:\n{done.stdout}{done.stderr}"
        )
    return done.stdout + done.stderr


def not_run(page: Path) -> list[str]:
    """The commands of a page that no test runs, each with the reason."""
    reasons = []
    for block in blocks_of(page):
        reason = block.mark("not run")
        if reason is not None:
            reasons.append(f"{block.where}: {reason}")
        elif block.language == "console":
            programs = [shlex.split(command)[0] for command, _ in _commands(block) if not _OUR_SCRIPT.match(command)]
            reasons += [f"{block.where}: `{name}` {NOT_RUN[name]}" for name in programs if name in NOT_RUN]
    return reasons
