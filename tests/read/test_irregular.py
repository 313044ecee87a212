"""Devices, pipes, sockets, links and files of any size: said, never opened, never waited for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.project import goal, write_goals

from mkdocs_goals.read import Folder, read_portfolio
from mkdocs_goals.read.regular import IrregularError, read_regular

GOOD = goal("title: Fine\ncycle: 2024-Q3")


def pipe(file: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(file)


def unix_socket(file: Path) -> None:
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("this system has no sockets in folders")
    here = Path.cwd()
    os.chdir(file.parent)  # the path of a socket has room for a hundred characters only
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(file.name)
    finally:
        os.chdir(here)


def device(file: Path) -> None:
    try:
        os.mknod(file, 0o20666, os.makedev(1, 5))  # /dev/zero, which has no end
    except (AttributeError, OSError) as error:
        pytest.skip(f"only the administrator makes devices: {error}")


def link_to_device(file: Path) -> None:
    file.symlink_to("/dev/zero")


def link_outside(file: Path) -> None:
    (file.parents[1] / "secret.txt").write_text("period,value\n2024-07,99\n")
    file.symlink_to(file.parents[1] / "secret.txt")


def folder(file: Path) -> None:
    file.mkdir()


IRREGULAR = (pipe, unix_socket, device, link_to_device, link_outside)
Make = Callable[[Path], None]


@pytest.mark.parametrize("make", IRREGULAR)
def test_as_a_goal(tmp_path: Path, make: Make) -> None:
    make(write_goals(tmp_path, {"good.md": GOOD}) / "odd.md")
    portfolio = read_portfolio(Folder(tmp_path / "goals", tmp_path))
    assert set(portfolio.objectives) == {"good"}
    assert [problem.code for problem in portfolio.broken["odd"].problems] == ["X103"]


@pytest.mark.parametrize("make", [*IRREGULAR, folder])
def test_as_the_organisation(tmp_path: Path, make: Make) -> None:
    make(write_goals(tmp_path, {"good.md": GOOD}) / "goals.yml")
    portfolio = read_portfolio(Folder(tmp_path / "goals", tmp_path))
    assert set(portfolio.objectives) == {"good"}
    assert [(problem.code, problem.place.path) for problem in portfolio.problems] == [("X103", "goals/goals.yml")]


@pytest.mark.parametrize("make", IRREGULAR)
def test_behind_data(tmp_path: Path, make: Make) -> None:
    kpi = goal("type: kpi\ntitle: Orders\ndata: odd.csv")
    make(write_goals(tmp_path, {"good.md": GOOD, "kpi.md": kpi}) / "odd.csv")
    portfolio = read_portfolio(Folder(tmp_path / "goals", tmp_path))
    assert set(portfolio.objectives) == {"good"}
    (problem,) = portfolio.broken["kpi"].problems
    assert (problem.code, problem.place.line) == ("X103", 4)


@pytest.mark.parametrize("name", ["huge.md", "goals.yml", "huge.csv"])
def test_a_file_of_a_terabyte(tmp_path: Path, name: str) -> None:
    """In a process with little memory: a file is measured before it is read."""
    files: dict[str, str | bytes] = {"good.md": GOOD, "kpi.md": goal("type: kpi\ntitle: Orders\ndata: huge.csv")}
    file = write_goals(tmp_path, {**files, "huge.csv": "period,value\n"}) / name
    try:
        with file.open("wb") as opened:
            opened.truncate(2**40)
    except OSError as error:
        pytest.skip(f"this file system has no files with holes: {error}")
    code = (
        "from pathlib import Path; from mkdocs_goals.read import Folder, read_portfolio;"
        "p = read_portfolio(Folder(Path('goals'), Path('.')));"
        "print('good' in p.objectives, [x.code for x in p.problems], [x.message for x in p.problems])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.startswith("True ['F107']"), (done.stdout, done.stderr)
    assert "the file has 1,099,511,627,776 bytes" in done.stdout


def test_a_pipe_in_the_place_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes a file's place after it was looked at is not waited for either."""
    file, regular = tmp_path / "a.md", tmp_path / "b.md"
    regular.write_text("x")
    pipe(file)
    monkeypatch.setattr(Path, "lstat", lambda _: regular.stat())
    with pytest.raises(IrregularError, match="no regular file"):
        read_regular(file, 10)


def test_reads_as_much_as_it_may(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"12345")
    assert read_regular(file, 5) == (5, b"12345")
    assert read_regular(file, 4) == (5, None)
    (tmp_path / "link").symlink_to(file)
    with pytest.raises(IrregularError, match="a symbolic link"):
        read_regular(tmp_path / "link", 5)
    assert read_regular(tmp_path / "link", 5, follow_link=True) == (5, b"12345")
