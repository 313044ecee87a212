"""Hostile files: each in a process of its own. No traceback, no hang, no crash; the other files are still checked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.check.test_command import FAILS, goals
from tests.project import goal, write_goals

LONG = "x" * 100_000

HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "empty": (b"", "F102"),
    "only a fence": ("---", "F101"),
    "nothing between": ("---\n---\n", "F105"),
    "not UTF-8": (b"---\ntitle: \xff\xfe\n---\n", "F114"),
    "UTF-16": ("---\ntitle: x\n---\n".encode("utf-16"), "F114"),
    "NUL": ("---\ntitle: a\x00b\ncycle: 2024\n---\n", "F114"),
    "bidirectional override": ("---\ntitle: a\u202eb\ncycle: 2024\n---\n", "F114"),
    "terminal escape": ("---\ntitle: a\x1b[31mb\ncycle: 2024\n---\n", "F114"),
    "alias bomb": (
        "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c\ncycle: 2024\n---\n",
        "F107",
    ),
    "merge keys": ("---\n<<: {title: x}\ncycle: 2024\n---\n", "F107"),
    "tag": ("---\ntitle: !!python/object:os.system x\ncycle: 2024\n---\n", "F107"),
    "deep": ("---\ntitle: " + "[" * 30_000 + "\n---\n", "F107"),
    "many values": ("---\ntitle: x\ncycle: 2024\ntags: [" + "a, " * 6_000 + "a]\n---\n", "F107"),
    "too large": (goal("title: x\ncycle: 2024", "x" * 300_000), "F107"),
    "two documents": ("---\ntitle: x\n--- \ntitle: y\n---\n", "F105"),
    "unclosed quote": (goal('title: "x'), "F101"),
    "tabs": (goal("title: x\n\tcycle: 2024"), "F101"),
    "huge number": (goal(f"title: x\ncycle: 2024\nweight: {'9' * 5000}"), "F104"),
    "tiny number": (goal("title: x\ncycle: 2024\nkey_results: [{title: 5 %, from: 1e-99, to: 1e15}]"), "M108"),
    "infinity": (goal("title: x\ncycle: 2024\nweight: .inf"), "F104"),
    "year 9999": (goal("title: x\ncycle: 9999"), "F111"),
    "duplicate keys": (goal("title: x\n" * 500 + "cycle: 2024"), "F106"),
    "a list of nothing": (goal("title: x\ncycle: 2024\nkey_results: [null, ~, '', {}, []]"), "F104"),
    "long title": (goal(f"title: {LONG}\ncycle: 2024"), "S101"),
    "a title of back quotes": (goal("title: '" + "`" * 5_000 + "'\ncycle: 2024"), "S101"),
    "digits in a title": (goal("title: '" + "1,000 " * 9_000 + "'\ncycle: 2024"), "S101"),
    "percent signs": (goal("title: '" + "5 % and " * 9_000 + "'\ncycle: 2024"), "S101"),
    "quotes in prose": (goal("title: x\ncycle: 2024", "".join("`" * n + " " for n in range(1, 600))), "M101"),
    "brackets in prose": (goal("title: x\ncycle: 2024", "[" * 80_000 + "](" * 40_000), "M101"),
    "tags in prose": (goal("title: x\ncycle: 2024", "<a " * 70_000), "M101"),
    "scripts in prose": (goal("title: x\ncycle: 2024", "<script>" * 8_000), "X101"),
    "much of it": (goal("title: x\ncycle: 2024", "<script>" * 30_000), "X104"),
    "comments in prose": (goal("title: x\ncycle: 2024", "<!-- " * 40_000), "M101"),
    "handlers in prose": (goal("title: x\ncycle: 2024", "<a " + " on" * 70_000), "M101"),
    "formula": ("---\ntype: kpi\ntitle: x\nformula: '" + "(" * 400 + "'\n---\n", "K103"),
    "power": ("---\ntype: kpi\ntitle: x\nformula: 9**9**9**9\n---\n", "K103"),
    "data outside": ("---\ntype: kpi\ntitle: x\ndata: ../../../../etc/passwd\n---\n", "X103"),
    "supports itself": (goal("id: hostile\ntitle: x\ncycle: 2024\nsupports: [hostile, hostile/x, /, a/b/c]"), "R102"),
    "brackets below an ignore": (goal("# goals: ignore[M101] x\ntitle: " + "[" * 120_000), "F107"),
    "dashes below an ignore": (goal("# goals: ignore[M101] x\n" + "- " * 100_000), "F107"),
    "escapes of a terminal": (goal('title: "a\\e[31mb"\ncycle: 2024'), "F114"),
    "an ignore of everything": (goal("title: x # goals: ignore[" + "M101," * 9_000 + "] x\ncycle: 2024"), "U101"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file(tmp_path: Path, name: str) -> None:
    content, code = HOSTILE[name]
    write_goals(tmp_path, {"a/hostile.md": content, "b/other.md": FAILS})
    done = goals(tmp_path, "check", "--format", "concise")
    assert "Traceback" not in done.stderr
    assert done.returncode == 1, done.stderr
    assert f"[{code}]" in "".join(line for line in done.stdout.splitlines() if line.startswith("goals/a/"))
    assert "goals/b/other.md:9:9: error[M105]" in done.stdout or "goals/b/other.md:10:9: error[M105]" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[]", "F101"),
        ("teams: [a]", "F104"),
        ("rules: {M108: {paths: [a]}}", None),
        ("rules: {M108: [a]}", "F104"),
        ("rules: {M108: {paths: {'" + "*" * 60 + "b': off}}}", None),
        ("people: &a {x: *a}", "F107"),
        ("calendar: {cycles: [{id: x, starts: 2024-02-01, ends: 2024-01-01}]}", "T110"),
        ("teams: {a: {parent: b}, b: {parent: a}}", "R102"),
        (b"\xff", "F114"),
        ("", None),
    ],
)
def test_hostile_organisation(tmp_path: Path, content: str | bytes, code: str | None) -> None:
    write_goals(tmp_path, {"goals.yml": content, "other.md": FAILS})
    done = goals(tmp_path, "check", "--format", "concise")
    assert done.returncode == 1, done.stderr
    assert "[M105]" in done.stdout
    if code:
        assert f"[{code}]" in "".join(line for line in done.stdout.splitlines() if line.startswith("goals/goals.yml"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_links_and_odd_files(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"other.md": FAILS})
    (tmp_path / "secret.md").write_text("secret")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "dangling.md").symlink_to(tmp_path / "nothing.md")
    (folder / "round").symlink_to(folder)
    (folder / "folder.md").mkdir()
    os.mkfifo(folder / "pipe.md")
    done = goals(tmp_path, "check", "--format", "concise")
    assert done.returncode == 1
    assert done.stdout.count("[X103]") >= 3
    assert "secret" not in done.stdout
    assert goals(tmp_path, "check", "--fix").returncode == 1


def test_thousands_of_dangling_links(tmp_path: Path) -> None:
    """Looking for what was meant must not take a look at every name for every link."""
    links = {n: ", ".join(f"gaol-{n}-{m}" for m in range(20)) for n in range(300)}
    files: dict[str, str | bytes] = {
        f"goal-{n}.md": goal(f"title: Goal {n}\ncycle: 2024\nsupports: [{links[n]}]") for n in links
    }
    write_goals(tmp_path, files)
    done = goals(tmp_path, "check", "--select", "R101", "--format", "concise")
    assert done.stdout.count("[R101]") == 6_000


def test_a_long_chain_and_a_large_loop(tmp_path: Path) -> None:
    names = [f"goal-{n:04}" for n in range(1_500)]
    files: dict[str, str | bytes] = {
        f"{name}.md": goal(f"title: {name}\ncycle: 2024\nsupports: [{names[(n + 1) % len(names)]}]")
        for n, name in enumerate(names)
    }
    write_goals(tmp_path, files)
    done = goals(tmp_path, "check", "--select", "R102")
    assert done.returncode == 1
    assert "more places" in done.stdout


def test_links_in_a_circle(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"other.md": FAILS})
    (folder / "one").symlink_to("two")
    (folder / "two").symlink_to("one")
    (folder / "goals.yml").symlink_to("goals.yml")
    done = goals(tmp_path, "check", "--format", "concise")
    assert done.returncode == 1, done.stderr
    assert "goals/goals.yml:1:1: error[X103]" in done.stdout
    assert "[M105]" in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="only there a name may be any bytes")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"other.md": FAILS})
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.md")).write_text(FAILS)
    done = goals(tmp_path, "check", "--format", "sarif")
    assert done.returncode == 1, done.stderr
    assert '"uri": "goals/%5Cxff.md"' in done.stdout  # what every message calls it
