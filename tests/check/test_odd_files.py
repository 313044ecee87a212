"""`--diff`, `--fix` and what is typed in an editor: nothing irregular is opened, nothing is written through a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.check.test_output import run
from tests.hostile import write_names
from tests.project import goal, write_goals
from tests.read.test_irregular import Make, device, link_to_device, pipe, unix_socket

FIXABLE = goal("title: Customers stay\nCycle: 2024-Q3")
FIXED = goal("title: Customers stay\ncycle: 2024-Q3")


@pytest.mark.parametrize("make", [pipe, unix_socket, device, link_to_device])
def test_irregular_files_are_never_opened(tmp_path: Path, make: Make) -> None:
    """A run that opened one would wait for ever."""
    kpi = goal("type: kpi\ntitle: Orders\ndata: numbers.csv")
    folder = write_goals(tmp_path, {"fix.md": FIXABLE, "folder/other.md": FIXABLE, "kpi.md": kpi})
    for name in ("odd.md", "goals.yml", "numbers.csv", "folder/odd.md"):
        make(folder / name)
    shown = run(tmp_path, "check", "--diff")
    assert shown.code == 1, shown.err
    assert shown.out.count("+cycle: 2024-Q3\n") == 2
    assert run(tmp_path, "check", "--fix").code == 1
    assert (folder / "fix.md").read_text() == (folder / "folder/other.md").read_text() == FIXED


def test_odd_names_do_not_keep_others_from_being_fixed(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"fix.md": FIXABLE})
    write_names(folder, text=FIXABLE)
    assert "+cycle: 2024-Q3\n" in run(tmp_path, "check", "--diff").out
    run(tmp_path, "check", "--fix")
    assert (folder / "fix.md").read_text() == FIXED
    assert (folder / "::error::got.md").read_text() == FIXED
    assert Path(os.fsdecode(os.fsencode(folder) + b"/\xff.md")).read_text() == FIXABLE


def test_huge_files_are_not_read(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"fix.md": FIXABLE})
    for name in ("huge.md", "huge.csv"):
        with (folder / name).open("wb") as file:
            file.truncate(2**40)
    assert "+cycle: 2024-Q3\n" in run(tmp_path, "check", "--diff").out


@pytest.mark.parametrize("made", ["pipe", "link to a device", "too large", "folder"])
def test_a_baseline_that_is_no_file(tmp_path: Path, made: str) -> None:
    write_goals(tmp_path, {"good.md": FIXED})
    known = tmp_path / "known.json"
    if made == "pipe":
        pipe(known)
    elif made == "folder":
        known.mkdir()
    elif made == "too large":
        with known.open("wb") as file:
            file.truncate(2**40)
    else:
        link_to_device(known)
    said = run(tmp_path, "check", "--baseline", "known.json")
    assert said.code == 2
    assert "no regular file" in said.err or "bytes" in said.err or "is a directory" in said.err


def test_paths_that_cannot_be_called_by_their_names(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"good.md": FIXED})
    write_names(folder, {b"caf\xe9/\xff.md": "", b"caf\xe9/fine.md": ""})
    for path, count in ((b"goals/caf\xe9/\xff.md", 1), (b"goals/caf\xe9", 2), (b"goals", 2)):
        said = run(tmp_path, "check", "--select", "F", "--format", "concise", os.fsdecode(path))
        assert said.out.count("[F114]") == count, said


def test_a_goals_folder_that_cannot_be_called_by_its_name(tmp_path: Path) -> None:
    name = os.fsdecode(b"go\xffals")
    try:
        (tmp_path / name).mkdir()
    except (OSError, ValueError) as error:
        pytest.skip(f"this file system does not take the name: {error}")
    (tmp_path / name / "fix.md").write_text(FIXABLE)
    said = run(tmp_path, "check", "--goals-dir", name, "--format", "concise")
    assert said.out.startswith(r"go\xffals/fix.md:3:1: error[F103]"), said
    assert r"a/go\xffals/fix.md" in run(tmp_path, "check", "--goals-dir", name, "--diff").out
    assert run(tmp_path, "check", "--goals-dir", name, "--select", "F", "--fix", f"{name}/fix.md").code == 0
    assert (tmp_path / name / "fix.md").read_text() == FIXED
