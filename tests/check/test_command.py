"""`goals check` and `goals rule` as people and CI call them: in a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from tests.check.checking import key_result
from tests.project import goal, write_goals

GOOD = key_result("unit: '%'", "from: 18", "to: 25", "check_ins: {2024-08-12: 20}", title="Customers who order again")
WARNS = GOOD.replace("owner: linh\n", "")
FAILS = GOOD.replace("to: 25", "to: 18")
FIXABLE = GOOD.replace("owner:", "Owner:")


def goals(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `goals …` in a folder, as of the examples' day."""
    own = {"SOURCE_DATE_EPOCH": "1723708800", "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs_goals.cli.main", *arguments],
        cwd=root,
        env={**{k: v for k, v in os.environ.items() if not k.startswith(("GOALS_", "GITHUB_", "CI_"))}, **own},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    write_goals(tmp_path, {"sales/good.md": GOOD})
    return tmp_path


def test_help_is_quick_to_load(root: Path) -> None:
    done = goals(root, "--help")
    assert done.returncode == 0
    assert "check" in done.stdout
    loaded = goals(root, "--help", PYTHONPROFILEIMPORTTIME="1").stderr
    assert "pydantic" not in loaded
    assert "yaml" not in loaded
    assert "rich" not in loaded


def test_version(root: Path) -> None:
    assert goals(root, "--version").stdout.startswith("goals, version ")


def test_clean(root: Path) -> None:
    done = goals(root, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no findings (1 goal in 1 file, as of 2024-08-15)\n", "")


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (FAILS, (), 1),
        (WARNS, (), 0),
        (WARNS, ("--fail-on", "warning"), 1),
        (WARNS, ("--fail-on", "info"), 1),
        (FAILS, ("--ignore", "M105"), 0),
        (FAILS, ("--select", "A,S1"), 0),
        (FAILS, ("--select", "m1"), 1),
        (FAILS, ("goals/sales/good.md",), 0),
        (FAILS, ("goals/sales",), 1),
        (FAILS, ("goals/sales/bad.md", "goals/sales/good.md"), 1),
    ],
)
def test_exit_codes(root: Path, text: str, arguments: tuple[str, ...], code: int) -> None:
    write_goals(root, {"sales/bad.md": text.replace("Customers come back", "Customers stay")})
    assert goals(root, "check", *arguments).returncode == code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--goals-dir", "nothing"), "there is no folder `nothing`"),
        (("--select", "Q9"), "no rule is called Q9"),
        (("--as-of", "soon"), "`soon` is no date"),
        (("--format", "xml"), "'xml' is not one of"),
        (("--write-baseline",), "needs --baseline"),
        (("--write-baseline", "--baseline", "known.json", "--select", "M"), "it would forget the rest"),
        (("--write-baseline", "--baseline", "known.json", "goals"), "it would forget the rest"),
        (("--baseline", "nothing.json"), "`nothing.json` cannot be used"),
        (("nothing.md",), "there is no file or folder `nothing.md`"),
        (("--explain", "M999"), "there is no rule `M999`"),
        (("--output", "nothing/x.txt"), "cannot be written"),
        (("--unknown",), "No such option"),
    ],
)
def test_wrong_use(root: Path, arguments: tuple[str, ...], said: str) -> None:
    done = goals(root, "check", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_defect_of_ours(root: Path) -> None:
    """Whatever breaks inside, people read a sentence."""
    (root / "sitecustomize.py").write_text(
        "import mkdocs_goals.check.run as run\n"
        "def broken(*a): raise RuntimeError('on purpose')\n"
        "run.rule_levels = broken\n"
    )
    done = goals(root, "check", PYTHONPATH=str(root))
    assert done.returncode == 3
    assert "this is a bug in mkdocs-goals" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in goals(root, "--traceback", "check", PYTHONPATH=str(root)).stderr


def test_paths_are_relative_to_where_one_stands(root: Path) -> None:
    write_goals(root, {"sales/bad.md": FAILS})
    inside = goals(root / "goals", "check", "--goals-dir", ".", "--format", "concise")
    assert inside.stdout.startswith("./sales/bad.md:") or inside.stdout.startswith("sales/bad.md:")
    assert goals(root / "goals", "check", "--goals-dir", ".", "sales/good.md").returncode == 0
    (root / "elsewhere").mkdir()
    outside = goals(root / "elsewhere", "check", "--goals-dir", "../goals", "--format", "concise")
    assert f"{root.as_posix()}/goals/sales/bad.md:" in outside.stdout


def test_full_is_plain_in_a_pipe_and_coloured_on_demand(root: Path) -> None:
    write_goals(root, {"sales/bad.md": FAILS})
    assert "\x1b" not in goals(root, "check").stdout
    assert "\x1b[1;31m" in goals(root, "check", FORCE_COLOR="1", TERM="xterm-256color").stdout
    assert "\x1b" not in goals(root, "check", FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color").stdout


def test_goal_text_is_no_markup(root: Path) -> None:
    title = "[red]Win[/red] 5,000 :smile: [link=https://x]customers[/link]"
    write_goals(root, {"sales/bad.md": goal(f'title: "{title}"\ncycle: 2024-Q3')})
    assert title in goals(root, "check", "--select", "S102", FORCE_COLOR="1", TERM="xterm").stdout


def test_json_to_a_file(root: Path) -> None:
    write_goals(root, {"sales/bad.md": FAILS})
    done = goals(root, "check", "--format", "json", "--output", "findings.json")
    assert (done.returncode, done.stdout) == (1, "")
    document = json.loads((root / "findings.json").read_text("utf-8"))
    assert document["summary"] == {"errors": 1, "warnings": 1, "infos": 0, "files": 2, "goals": 2}


def test_fix(root: Path) -> None:
    write_goals(root, {"sales/good.md": FIXABLE})
    assert goals(root, "check", "--diff").returncode == 1
    shown = goals(root, "check", "--diff").stdout
    assert "-Owner: linh\n+owner: linh\n" in shown
    assert (root / "goals/sales/good.md").read_text() == FIXABLE
    done = goals(root, "check", "--fix")
    assert done.returncode == 0
    assert "1 finding fixed in 1 file" in done.stderr
    assert (root / "goals/sales/good.md").read_text() == GOOD
    assert goals(root, "check", "--diff").returncode == 0


def test_fix_only_where_asked(root: Path) -> None:
    write_goals(root, {"sales/good.md": FIXABLE, "shops/other.md": FIXABLE})
    goals(root, "check", "--fix", "goals/shops")
    assert (root / "goals/sales/good.md").read_text() == FIXABLE
    assert (root / "goals/shops/other.md").read_text() == GOOD


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a byte order mark"])
def test_the_diff_applies(root: Path, mark: str) -> None:
    write_goals(root, {"sales/good.md": mark + FIXABLE.rstrip("\n")})
    (root / "fix.patch").write_text(goals(root, "check", "--diff").stdout)
    applied = subprocess.run(["git", "apply", "fix.patch"], cwd=root, capture_output=True, text=True, check=False)
    assert applied.returncode == 0, applied.stderr
    assert (root / "goals/sales/good.md").read_text() == mark + GOOD.rstrip("\n")


def test_baseline(root: Path) -> None:
    write_goals(root, {"sales/bad.md": FAILS.replace("Customers come back", "Customers stay")})
    assert goals(root, "check", "--baseline", "known.json", "--write-baseline").returncode == 0
    done = goals(root, "check", "--baseline", "known.json")
    assert done.returncode == 0
    assert "1 finding of the baseline not shown" in done.stdout
    write_goals(root, {"sales/new.md": FAILS.replace("Customers come back", "Customers return")})
    assert goals(root, "check", "--baseline", "known.json").returncode == 1
    (root / "goals/sales/bad.md").unlink()
    assert "write it again" in goals(root, "check", "--baseline", "known.json").stdout


def test_changed_files_first(root: Path) -> None:
    write_goals(root, {"a/one.md": FAILS.replace("Customers come back", "One")})
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"], ["tag", "base"]):
        subprocess.run([*git, *command], cwd=root, check=True)
    write_goals(root, {"z/two.md": FAILS.replace("Customers come back", "Two")})
    for command in (["add", "."], ["commit", "-qm", "two"]):
        subprocess.run([*git, *command], cwd=root, check=True)
    plain = goals(root, "check", "--format", "github").stdout.splitlines()
    changed = goals(root, "check", "--format", "github", "--changed-since", "base").stdout.splitlines()
    assert "file=goals/a/one.md" in plain[0]
    assert "file=goals/z/two.md" in changed[0]
    for unknown in ("--x", "no-such-branch"):
        refused = goals(root, "check", "--format", "github", "--changed-since", unknown)
        assert refused.returncode == 2
        assert f"git knows no revision `{unknown}`" in refused.stderr


def test_a_closed_pipe_is_quiet(root: Path) -> None:
    write_goals(root, {f"bad-{n}.md": goal(f"title: x: {n}") for n in range(300)})
    command = f"{sys.executable} -m mkdocs_goals.cli.main check | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("error[F101]")


def test_rule(root: Path) -> None:
    listed = goals(root, "rule").stdout
    assert "M105  baseline-equals-target" in listed
    page = goals(root, "rule", "m105")
    assert page.returncode == 0
    assert page.stdout.startswith("# M105: baseline-equals-target")
    assert goals(root, "rule", "baseline-equals-target").stdout == page.stdout
    assert goals(root, "check", "--explain", "M105").stdout == page.stdout
    assert "did you mean" in goals(root, "rule", "M15").stderr


def test_an_empty_folder(tmp_path: Path) -> None:
    write_goals(tmp_path, {})
    done = goals(tmp_path, "check")
    assert (done.returncode, done.stdout) == (0, "no findings (0 goals in 0 files, as of 2024-08-15)\n")


def test_a_link_as_path_shows_its_own_finding(root: Path) -> None:
    (root / "elsewhere.md").write_text("x")
    (root / "goals/link.md").symlink_to(root / "elsewhere.md")
    done = goals(root, "check", "goals/link.md", "--format", "concise")
    assert done.stdout.startswith("goals/link.md:1:1: error[X103]")
    (root / "goals/round.md").symlink_to("round.md")
    done = goals(root, "check", "goals/round.md", "--format", "concise")
    assert done.stdout.startswith("goals/round.md:1:1: error[X103]"), done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_what_the_machine_refuses_is_no_defect_of_ours(root: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = _raw(root, full)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "goals: No space left on device")


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the output")
def test_closed_output(root: Path) -> None:
    write_goals(root, {"bad.md": FAILS})
    command = f"{sys.executable} -m mkdocs_goals.cli.main check >&-"
    done = subprocess.run(command, shell=True, cwd=root, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stderr) == (1, "")


def _raw(root: Path, output: IO[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs_goals.cli.main", "check"],
        cwd=root, stdout=output, stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
