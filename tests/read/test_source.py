"""Sources: a folder, files in memory, and files laid over either. What is read does not tell which it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.goal_files import goal, write_goals
from tests.hostile import write_names

from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import Folder, Overlay, in_memory, read_portfolio

OBJECTIVE = goal("title: Customers stay\ncycle: 2024-Q3\nkey_results: [{title: Orders, kpi: orders, to: 5}]")
KPI = goal("type: kpi\ntitle: Orders\ndata: orders.csv")
FILES: dict[str, str | bytes] = {
    "goals.yml": "company: Lotus Group\n",
    "stay.md": OBJECTIVE,
    "shop/orders.md": KPI,
    "shop/orders.csv": "period,value\n2024-07,3\n",
    "shop/broken.md": "---\ntitle: [\n---\n",
    "README.md": "no goal",
    "_drafts/x.md": "no goal",
    "shop/.hidden.md": "no goal",
}


def seen(portfolio: Portfolio) -> tuple[object, ...]:
    return portfolio.goals, portfolio.broken, portfolio.problems, portfolio.texts, portfolio.organisation


def test_memory_and_folder_are_the_same(tmp_path: Path) -> None:
    folder = read_portfolio(Folder.of(write_goals(tmp_path, FILES), tmp_path))
    memory = read_portfolio(in_memory(FILES))
    assert seen(memory) == seen(folder)
    assert set(folder.goals) == {"stay", "orders"}
    assert set(folder.broken) == {"broken"}
    assert folder.files == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("stay.md", OBJECTIVE.replace("stay", "leave")),
        ("new/goal.md", goal("title: New\ncycle: 2024-Q3")),
        ("goals.yml", "company: Another\n"),
        ("shop/orders.csv", "period,value\n2024-07,4\n"),
        ("shop/broken.md", goal("title: Whole again\ncycle: 2024-Q3")),
        ("stay.md", "---\n\xff"),
    ],
)
def test_a_file_laid_over_a_folder_is_as_if_it_were_saved(tmp_path: Path, name: str, content: str) -> None:
    folder = write_goals(tmp_path, FILES)
    laid_over = read_portfolio(Overlay(Folder.of(folder, tmp_path), {name: content.encode("latin-1")}))
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(content.encode("latin-1"))
    saved = read_portfolio(Folder.of(folder, tmp_path))
    assert seen(laid_over) == seen(saved)


def test_a_csv_of_another_suffix_can_be_laid_over(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"orders.md": goal("type: kpi\ntitle: Orders\ndata: orders.txt")})
    source = Overlay(Folder.of(folder, tmp_path), {"orders.txt": b"period,value\n2024-07,4\n"})
    kpi = read_portfolio(source).kpis["orders"]
    assert [measurement.value for measurement in kpi.measurements] == [4]


def test_an_overlay_leaves_odd_names_as_they_are(tmp_path: Path) -> None:
    folder = write_goals(tmp_path, {"good.md": goal("title: Good\ncycle: 2024-Q3")})
    write_names(folder, {b"\xff.md": "", b"a\nb/c.md": ""})
    source = Folder.of(folder, tmp_path)
    assert seen(read_portfolio(Overlay(source))) == seen(read_portfolio(source))


@pytest.mark.parametrize("name", ["../orders.csv", "/etc/hostname", "a/../../orders.csv"])
def test_no_source_is_left_by_a_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "orders.csv").write_text("period,value\n2024-07,3\n")
    files: dict[str, str | bytes] = {"orders.md": goal(f"type: kpi\ntitle: Orders\ndata: {name}")}
    for source in (in_memory(files), Folder.of(write_goals(tmp_path, files), tmp_path)):
        assert [problem.code for problem in read_portfolio(source).problems] == ["X103"]


def test_a_folder_that_is_a_link_is_not_entered_for_numbers(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/orders.csv").write_text("period,value\n2024-07,3\n")
    folder = write_goals(tmp_path, {"orders.md": goal("type: kpi\ntitle: Orders\ndata: link/orders.csv")})
    (folder / "link").symlink_to(tmp_path / "outside")
    problems = [problem for problem in read_portfolio(Folder.of(folder, tmp_path)).problems if problem.goal == "orders"]
    assert [(problem.code, problem.message) for problem in problems] == [
        ("X103", "`link/orders.csv` is a symbolic link")
    ]
