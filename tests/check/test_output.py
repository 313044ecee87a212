"""Every command in every format over a company that tries to steer who reads it: nobody who reads along obeys."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt
from tests.hostile import BEACON, GOAL_FILES, NAMES, obeyed, write_names
from tests.project import goal, write_goals

from mkdocs_goals.check.report import FORMATS
from mkdocs_goals.check.report.as_json import schema
from mkdocs_goals.cli.main import COMMANDS

EVIL = "\x1b]0;got\x07\x1b[31m\r\n::error::got ##[error]got ##vso[task.complete]got \u202e"
DAY = ("--as-of", "2024-08-15")

WALK: dict[str, list[tuple[str, ...]]] = {
    "check": [
        *(("--format", name, *DAY) for name in FORMATS),
        ("--diff",),
        ("--fix", "--format", "concise"),
        ("--baseline", "known.json", "--write-baseline"),
        ("--baseline", "known.json", "--format", "concise"),
        ("--baseline", EVIL),
        ("--goals-dir", EVIL),
        ("--output", f"nothing/{EVIL}"),
        ("--select", EVIL),
        ("--as-of", EVIL),
        ("--format", EVIL),
        ("--explain", EVIL),
        (f"--{EVIL}",),
        (EVIL,),
    ],
    "score": [(), ("--explain",), ("readable", "--explain", *DAY), ("measured", "--explain"), ("sales",), (EVIL,),
              ("--as-of", EVIL), ("--audience", EVIL), ("--goals-dir", EVIL)],
    "export": [DAY, ("json", "--output", f"nothing/{EVIL}"), (EVIL,), ("--goals-dir", EVIL)],
    "schema": [(), ("--organisation",), ("--export",), ("--check",), (EVIL,)],
    "rule": [(), ("F114",), ("F109",), (EVIL,)],
    "lsp": [("--as-of", EVIL), (f"--{EVIL}",)],
}  # fmt: skip
"""What is run of each command. A new command stands here too, or `test_the_walk_knows_every_command` says so."""

RUNS = [(command, *arguments) for command, all_arguments in WALK.items() for arguments in all_arguments]
OTHERS: list[tuple[str, ...]] = [(), (EVIL,), (f"--{EVIL}",), ("--version",), ("--help",)]


@dataclass(frozen=True)
class Said:
    """What a run printed."""

    code: int
    out: str
    err: str


def run(root: Path, *arguments: str, **environment: str) -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs_goals.cli.main", *arguments],
        cwd=root, env={**os.environ, **environment}, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def company(root: Path) -> Path:
    folder = write_goals(root, GOAL_FILES)
    write_names(folder)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.md")
    return folder


@pytest.fixture(scope="module", name="walked")
def _walked(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Said]:
    """Everything that is run, in their order: `--fix` comes behind what shows the files as they are."""
    root = tmp_path_factory.mktemp("hostile")
    company(root)
    with ThreadPoolExecutor(2) as threads:
        readers = [each for each in (*RUNS, *OTHERS) if "known.json" not in each and "--fix" not in each]
        said = dict(zip(readers, threads.map(lambda each: run(root, *each), readers), strict=True))
    for each in RUNS:
        if each not in said:
            said[each] = run(root, *each)
    return said


def test_the_walk_knows_every_command() -> None:
    assert set(WALK) == set(COMMANDS)


@pytest.mark.parametrize("each", [*RUNS, *OTHERS], ids=lambda each: " ".join(each).encode("unicode_escape").decode())
def test_nobody_obeys(walked: dict[tuple[str, ...], Said], each: tuple[str, ...]) -> None:
    said = walked[each]
    own = _without_our_commands(said.out) if "github" in each else said.out
    assert list(obeyed(own)) == []
    assert list(obeyed(said.err)) == []
    assert said.out + said.err
    assert said.code in (0, 1, 2)
    assert "Traceback" not in said.err
    assert "this is a bug" not in said.err


def _without_our_commands(text: str) -> str:
    """What `--format github` prints, without the commands that it is there to print."""
    ours = re.compile(
        r"::(?:error|warning|notice) file=[^:,]+,line=\d+,endLine=\d+,title=[A-Z]\d+ [a-z-]+(?:,col=\d+,endColumn=\d+)?"
        r"::[^\n]*|::group::\d+ more findings? in the log|::endgroup::"
    )
    lines = text.split("\n")
    assert sum(line.startswith("::") for line in lines) == 12
    return "\n".join(line[2:] if ours.fullmatch(line) else line for line in lines)


def test_it_is_all_there(walked: dict[tuple[str, ...], Said]) -> None:
    """Nothing is hidden: each odd name is reported under what people are shown."""
    document = json.loads(walked["check", "--format", "json", *DAY].out)
    jsonschema.validate(document, schema(), jsonschema.Draft7Validator)
    paths = {finding["path"] for finding in document["findings"]}
    assert {f"goals/{shown}" for shown in NAMES.values()} <= paths
    assert {"goals/readable.md", "goals/good.md", "goals/numbers.csv", "goals/goals.yml"} <= paths
    concise = walked["check", "--format", "concise", *DAY].out
    assert r"goals/esc\x1b[31mred.md:1:1: error[F114] its name holds a control character (U+001B)" in concise


def test_json_says_what_was_written(walked: dict[tuple[str, ...], Said]) -> None:
    """The escapes are JSON's own: a program gets the very text."""
    document = json.loads(walked["export", *DAY].out)
    (readable,) = (objective for objective in document["objectives"] if objective["id"] == "readable")
    assert readable["title"].startswith("::error::got ##[error]got ##vso[task.setvariable variable=got]1 ")
    assert document["company"] == readable["title"]
    messages = [f["message"] for f in json.loads(walked["check", "--format", "json", *DAY].out)["findings"]]
    assert any("::error::got ##[error]got" in message for message in messages)
    for name in ("gitlab", "sarif"):
        json.loads(walked["check", "--format", name, *DAY].out)
    ElementTree.fromstring(walked["check", "--format", "junit", *DAY].out)


def test_lines_of_a_reason_are_one_line(walked: dict[tuple[str, ...], Said]) -> None:
    explained = walked["score", "readable", "--explain", *DAY].out
    assert "first" not in [line.strip() for line in explained.split("\n")]
    assert not any(line.strip().startswith(("@everyone", "\\x3a:set-output")) for line in explained.split("\n"))


def test_the_comment_on_a_pull_request_is_inert(walked: dict[tuple[str, ...], Said]) -> None:
    text = walked["check", "--format", "markdown", *DAY].out
    html = MarkdownIt("commonmark", {"html": True}).render(text)
    outside_code = re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
    assert "<img" not in html
    assert "<a " not in html
    assert not re.search(r"(?<!&)[@#!]\w", outside_code)
    assert f"://{BEACON}" not in outside_code


def test_colours_are_ours_alone(tmp_path: Path) -> None:
    company(tmp_path)
    said = run(tmp_path, "check", *DAY, FORCE_COLOR="1", TERM="xterm-256color", GOALS_DOCS_URL=f"https://x/{EVIL}")
    assert "\x1b[" in said.out
    plain = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", said.out)
    assert list(obeyed(plain)) == []
    assert "got\x07" not in said.out


@pytest.mark.parametrize("arguments", [("check",), ("check", "--format", "github"), ("check", "--diff"), ("score",)])
def test_a_terminal_that_lacks_a_character(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """On a real terminal, in colours, in ASCII."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    write_goals(tmp_path, {"a.md": goal("title: Größe ##[error]got ::error::got\nCycle: 2024")})
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs_goals.cli.main", *arguments],
        cwd=tmp_path, env={**os.environ, "PYTHONIOENCODING": "ascii", "TERM": "xterm"}, stdout=theirs,
        stderr=subprocess.PIPE, text=True, timeout=60, check=False,
    )  # fmt: skip
    os.close(theirs)
    said = os.read(ours, 65_536).decode()
    os.close(ours)
    assert done.returncode in (0, 1), done.stderr
    assert "bug" not in done.stderr
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said).replace("\r\n", "\n")
    assert list(obeyed(_unannotated(plain) if "github" in arguments else plain)) == []


def _unannotated(text: str) -> str:
    return "\n".join(line[2:] if line.startswith("::error file=") else line for line in text.split("\n"))


def test_a_defect_is_told_harmlessly(tmp_path: Path) -> None:
    """What breaks inside may say anything; its traceback too."""
    write_goals(tmp_path, {"good.md": goal("title: A\ncycle: 2024")})
    (tmp_path / "sitecustomize.py").write_text(
        "import mkdocs_goals.check.run as run\n"
        f"def broken(*a): raise RuntimeError({EVIL!r})\n"
        "run.rule_levels = broken\n"
    )
    for arguments in (("check",), ("--traceback", "check")):
        said = run(tmp_path, *arguments, PYTHONPATH=f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
        assert said.code == 3
        assert "this is a bug in mkdocs-goals" in said.err
        assert list(obeyed(said.err)) == []


def test_a_warning_and_a_print_go_through_the_gate(tmp_path: Path) -> None:
    """A command that prints in its own way cannot get around it."""
    (tmp_path / "sitecustomize.py").write_text(
        "import click, sys, warnings\nimport mkdocs_goals.cli.rule as rule\n"
        "def page(*a):\n"
        f"    print({EVIL!r}); click.echo({EVIL!r}, err=True); warnings.warn({EVIL!r}); sys.stdout.write({EVIL!r})\n"
        "rule.print_page = page\n"
    )
    said = run(tmp_path, "rule", "F114", PYTHONPATH=f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    assert said.out.count("got ") >= 2
    assert "UserWarning" in said.err
    assert list(obeyed(said.out + said.err)) == []


def test_the_diff_of_windows_lines_still_applies(tmp_path: Path) -> None:
    text = "---\r\ntitle: A\r\nCycle: 2024\r\n---\r\nWords\there\r\n"
    folder = write_goals(tmp_path, {"a.md": text})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs_goals.cli.main", "check", "--diff"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    (tmp_path / "fix.patch").write_bytes(done.stdout)
    subprocess.run(["git", "apply", "fix.patch"], cwd=tmp_path, check=True)
    assert (folder / "a.md").read_bytes() == text.replace("Cycle", "cycle").encode()
