"""A source with files laid over it: as if they stood in the folder, which is neither written nor opened for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hostile import write_names
from tests.project import goal, write_goals
from tests.read.test_irregular import pipe

from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import EmptySource, Folder, Overlay, read_portfolio

GOOD = goal("title: Customers stay\ncycle: 2024-Q3")
KPI = goal("type: kpi\ntitle: Orders\nunit: orders\ndata: orders.csv")
ROWS = b"period,value\n2024-07,99\n"


def overlaid(folder: Path, contents: dict[str, str | bytes]) -> Portfolio:
    """The portfolio of a folder with these files laid over it."""
    laid = {path: text if isinstance(text, bytes) else text.encode() for path, text in contents.items()}
    return read_portfolio(Overlay(Folder(folder, folder.parent), laid))


def test_nothing_laid_over_says_what_the_folder_says(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"good.md": GOOD, "kpi.md": KPI})
    pipe(folder / "pipe.md")
    (folder / "link.md").symlink_to(folder / "good.md")
    write_names(folder, {b"\xff.md": "", b"a\nb/c.md": ""})
    for name in ("huge.md", "orders.csv"):
        with (folder / name).open("wb") as file:
            file.truncate(2**40)
    real = read_portfolio(Folder(folder, tmp_path))
    assert overlaid(folder, {}) == real
    assert len(real.problems) >= 6


def test_a_file_changed_and_one_added(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"good.md": GOOD, "other.md": GOOD})
    changed = overlaid(folder, {"good.md": GOOD.replace("stay", "return"), "new/far.md": GOOD})
    assert [(id, each.title) for id, each in changed.objectives.items()] == [
        ("far", "Customers stay"),
        ("good", "Customers return"),
        ("other", "Customers stay"),
    ]
    assert changed.objectives["far"].path == "goals/new/far.md"
    assert changed.files == 3
    assert (folder / "good.md").read_text() == GOOD
    assert not (folder / "new").exists()


@pytest.mark.parametrize("path", ["README.md", "notes.txt", "_drafts/a.md", ".hidden.md", "_a.md"])
def test_what_is_no_goal_in_the_folder_is_none_over_it(tmp_path: Path, path: str) -> None:
    folder = write_goals(tmp_path, {"good.md": GOOD, path: GOOD})
    assert overlaid(folder, {path: GOOD}) == read_portfolio(Folder(folder, tmp_path))
    assert overlaid(write_goals(tmp_path, {}), {path: GOOD}).files == 1


def test_a_company_laid_over(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"good.md": GOOD})
    assert overlaid(folder, {"goals.yml": "company: Sea View"}).organisation.company == "Sea View"
    (broken,) = overlaid(folder, {"goals.yml": "company: ["}).problems
    assert (broken.code, broken.place.path) == ("F101", "goals/goals.yml")
    pipe(folder / "goals.yml")
    assert overlaid(folder, {"goals.yml": "company: Sea View"}).problems == ()


@pytest.mark.parametrize("path", ["team/orders.csv", "orders.csv", "team/orders.txt"])
def test_data_laid_over(tmp_path: Path, path: str) -> None:
    kpi = KPI.replace("orders.csv", Path(path).name)
    folder = write_goals(tmp_path, {"team/kpi.md": kpi})
    assert [problem.code for problem in overlaid(folder, {}).problems] == ["F112"]
    (reading,) = overlaid(folder, {path: ROWS}).kpis["kpi"].measurements
    assert (reading.value, reading.place.path) == (99, f"goals/{path}")
    write_goals(tmp_path, {path: "period,value\n2024-07,1\n2024-08,2\n"})
    assert len(overlaid(folder, {path: ROWS}).kpis["kpi"].measurements) == 1
    (problem,) = overlaid(folder, {path: b"period,value\nnever,1\n"}).problems
    assert (problem.code, problem.place.path, problem.place.line) == ("F112", f"goals/{path}", 2)


@pytest.mark.parametrize(
    ("content", "code"), [(b"---\ntitle: [\n---\n", "F101"), (b"\xff", "F114"), (b" " * 2**23, "F107")]
)
def test_a_broken_file_hides_no_other(tmp_path: Path, content: bytes, code: str) -> None:
    portfolio = overlaid(write_goals(tmp_path, {"good.md": GOOD, "bad.md": GOOD}), {"bad.md": content})
    assert set(portfolio.objectives) == {"good"}
    assert code in [problem.code for problem in portfolio.broken["bad"].problems]


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """An editor shows the file behind the link, and sends what is typed in it."""
    folder = write_goals(tmp_path, {"good.md": GOOD})
    precious = tmp_path / "precious.md"
    precious.write_text("precious")
    (folder / "link.md").symlink_to(precious)
    pipe(folder / "pipe.md")
    for name in ("link", "pipe"):
        assert name in overlaid(folder, {f"{name}.md": GOOD}).objectives
        assert name in overlaid(folder, {}).broken
    assert precious.read_text() == "precious"


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/passwd", "team/../../secret.csv"])
def test_data_outside_is_not_read_from_any_source(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.csv").write_bytes(ROWS)
    kpi = KPI.replace("orders.csv", name)
    in_memory = read_portfolio(Overlay(EmptySource("goals"), {"kpi.md": kpi.encode()}))
    on_disk = read_portfolio(Folder(write_goals(tmp_path, {"kpi.md": kpi}), tmp_path))
    assert [problem.code for problem in on_disk.problems] == ["X103"]
    assert in_memory == on_disk


def test_goals_in_memory_only(tmp_path: Path) -> None:
    files = {"goals.yml": "company: Sea View", "good.md": GOOD, "team/kpi.md": KPI, "orders.csv": ROWS.decode()}
    in_memory = read_portfolio(Overlay(EmptySource("goals"), {name: text.encode() for name, text in files.items()}))
    assert in_memory == read_portfolio(Folder(write_goals(tmp_path, {**files}), tmp_path))
    assert in_memory.problems == ()
    assert read_portfolio(EmptySource("goals")).files == 0


def test_a_folder_of_the_datas_name_hides_no_data(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"team/kpi.md": KPI, "orders.csv": ROWS})
    (folder / "team/orders.csv").mkdir()
    assert overlaid(folder, {}).problems == ()
    assert len(overlaid(folder, {}).kpis["kpi"].measurements) == 1


@pytest.mark.parametrize("name", ["team/rows.csv", "team/none.csv"])
def test_a_folder_that_becomes_a_link_is_not_followed(tmp_path: Path, name: str) -> None:
    """An editor keeps its source for days. Nor is it said whether there is such a file behind the link."""
    folder = write_goals(tmp_path, {"kpi.md": KPI.replace("orders.csv", name), "team/good.md": GOOD})
    source = Folder(folder, tmp_path)
    assert [problem.code for problem in read_portfolio(source).problems] == ["F112"]
    (folder / "team").rename(tmp_path / "outside")
    (tmp_path / "outside/rows.csv").write_bytes(ROWS)
    (folder / "team").symlink_to(tmp_path / "outside")
    problems = read_portfolio(source).problems
    assert {(problem.code, problem.place.path) for problem in problems} == {
        ("X103", "goals/kpi.md"),
        ("X103", "goals/team"),
    }
    assert any("leaves the goals folder" in problem.message for problem in problems)
