"""Names of files and folders that are no text, or that steer who reads them: reported, and in no other goal's way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile import NAMES, obeyed, write_names
from tests.project import goal, write_goals

from mkdocs_goals.model.harmless import names_a_file, visible
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import Folder, read_portfolio

GOOD = goal("title: Fine\ncycle: 2024-Q3")


def read(root: Path, names: dict[bytes, str], text: str = GOOD, **files: str) -> Portfolio:
    """Files under odd names, and others under ids; every one with the same text."""
    folder = write_goals(root, {f"{name}.md": content for name, content in files.items()})
    write_names(folder, names, text)
    return read_portfolio(Folder(folder, root))


def test_every_name_is_reported_and_the_other_goals_are_read(tmp_path: Path) -> None:
    portfolio = read(tmp_path, NAMES, good=GOOD, other=GOOD)
    assert set(portfolio.objectives) == {"good", "other"}
    assert portfolio.files == len(NAMES) + 2
    assert {broken.path for broken in portfolio.broken.values()} == {f"goals/{shown}" for shown in NAMES.values()}
    for broken in portfolio.broken.values():
        codes = {problem.code for problem in broken.problems}
        named = os.fsencode(broken.path.removeprefix("goals/")) in NAMES
        assert codes == ({"F108"} if named else {"F114"}), broken
        assert broken.path not in portfolio.texts or named
        assert len(broken.id) <= 64
        assert names_a_file(broken.path)


def test_what_is_said(tmp_path: Path) -> None:
    portfolio = read(tmp_path, {b"\xff.md": "", b"caf\xe9/inner.md": "", b"a\nb.md": ""})
    said = {problem.place.path: (problem.message, problem.help) for problem in portfolio.problems}
    assert said == {
        r"goals/\xff.md": (
            "its name is not UTF-8: it holds the byte 0xff, so it is not read",
            "rename the file: letters, digits and hyphens",
        ),
        r"goals/caf\xe9/inner.md": (
            r"the name of its folder `caf\xe9` is not UTF-8: it holds the byte 0xe9, so it is not read",
            "rename the folder: letters, digits and hyphens",
        ),
        r"goals/a\x0ab.md": (
            "its name holds a line break (U+000A), so it is not read",
            "rename the file: letters, digits and hyphens",
        ),
    }
    assert all((problem.code, *problem.place[1:3]) == ("F114", 1, 1) for problem in portfolio.problems)


def test_names_that_would_be_shown_alike(tmp_path: Path) -> None:
    """One holds ESC, one the four characters that ESC is shown as, one both in a folder of such names."""
    portfolio = read(tmp_path, {b"\x1b.md": "", rb"\x1b.md": "", b"a\x1b/x.md": "", rb"a\x1b/x.md": ""})
    paths = [broken.path for broken in portfolio.broken.values()] + [o.path for o in portfolio.objectives.values()]
    assert sorted(paths) == [r"goals/\x1b (2).md", r"goals/\x1b.md", r"goals/a\x1b/x (2).md", r"goals/a\x1b/x.md"]
    assert sum(problem.code == "F114" for problem in portfolio.problems) == 2


def test_a_name_takes_no_other_goals_id(tmp_path: Path) -> None:
    """Neither a made-up id, nor the id of a file below a folder that is not entered by its name."""
    portfolio = read(
        tmp_path,
        {b"\xff.md": "", b"\xff\xff.md": "", b"\xff-\xff.md": "", b"A\x1b/grow.md": "", b"Grow.md": "", b"GROW.md": ""},
        xff=GOOD,
        grow=GOOD,
    )
    assert set(portfolio.objectives) == {"xff", "grow"}
    assert sorted(portfolio.broken) == ["grow-2", "grow-3", "grow-4", "xff-2", "xff-xff", "xff-xff-2"]
    assert {problem.code for problem in portfolio.problems} == {"F108", "F114"}


def test_long_names_that_begin_alike(tmp_path: Path) -> None:
    portfolio = read(tmp_path, {b"n" * 250 + b"a.md": "", b"n" * 250 + b"b.md": "", b"\xff" * 250 + b"a.md": ""})
    assert len(portfolio.broken) == 3
    assert all(len(name) <= 64 for name in portfolio.broken)


def test_the_goals_folder_itself(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/go\xff\x1bals"))
    try:
        folder.mkdir()
    except (OSError, ValueError) as error:
        pytest.skip(f"this file system does not take the name: {error}")
    (folder / "good.md").write_text(GOOD)
    portfolio = read_portfolio(Folder(folder, tmp_path))
    assert portfolio.folder == r"go\xff\x1bals"
    assert portfolio.objectives["good"].path == r"go\xff\x1bals/good.md"


def test_a_csv_that_cannot_be_called_by_its_name(tmp_path: Path) -> None:
    kpi = goal('type: kpi\ntitle: Orders\ndata: "num\u200ebers.csv"')
    folder = write_goals(tmp_path, {"kpi.md": kpi, "good.md": GOOD, "num\u200ebers.csv": "period,value\n2024-07,3\n"})
    portfolio = read_portfolio(Folder(folder, tmp_path))
    assert set(portfolio.objectives) == {"good"}
    (problem,) = portfolio.broken["kpi"].problems
    assert (problem.code, problem.place.line) == ("F114", 4)
    assert (
        problem.message == r"the name `num\u200ebers.csv` holds a bidirectional character (U+200E), so it is not read"
    )


@pytest.mark.skipif(os.name != "posix", reason="paths are shorter elsewhere")
def test_a_very_deep_folder(tmp_path: Path) -> None:
    """Deeper than Python's recursion goes, and at the end longer than a path may be."""
    folder = write_goals(tmp_path, {"good.md": GOOD})
    deep = [folder]
    while len(os.fsencode(deep[-1])) < 4_000:
        deep.append(deep[-1] / "d")
        deep[-1].mkdir()
    try:
        assert len(deep) > 1_500
        (deep[1_200] / "deep.md").write_text(GOOD)
        assert set(read_portfolio(Folder(folder, tmp_path)).objectives) == {"good", "deep"}
    finally:
        (deep[1_200] / "deep.md").unlink()
        for path in reversed(deep[1:]):
            path.rmdir()  # pytest's own clean-up does not go as deep


BYTES = st.binary(min_size=1, max_size=40).filter(lambda name: not set(name) & {0, ord("/")})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(names=st.lists(BYTES, min_size=1, max_size=6, unique=True))
def test_any_names(tmp_path_factory: pytest.TempPathFactory, names: list[bytes]) -> None:
    root = tmp_path_factory.mktemp("any")
    goals = [name for name in names if name[:1] not in (b"_", b".") and name.lower() != b"readme"]
    portfolio = read(root, {b"in/" + name + b".md": "" for name in goals}, zz=GOOD)
    assert "zz" in portfolio.objectives
    found = [*portfolio.goals.values(), *portfolio.broken.values()]
    assert len(found) == len({one.path for one in found}) == len(goals) + 1
    for one in found:
        assert names_a_file(one.path)
        assert list(obeyed(visible(one.path))) == []
